import Synchronization

/// How many requests were sent so far, for reports.
package struct RequestCount: Hashable, Sendable {
  /// All of them, tokens included.
  package var requests = 0
  /// Those that may change the portal: everything but `GET`, tokens excluded.
  package var writes = 0
}

/// Counts what goes through another transport.
final class CountingTransport: Transport {
  private let inner: any Transport
  private let tokenPath: String
  private let count = Mutex(RequestCount())

  /// `tokenPath`: requests whose address ends with it are no writes.
  init(_ inner: any Transport, tokenPath: String) {
    self.inner = inner
    self.tokenPath = tokenPath
  }

  /// What was sent until now.
  var total: RequestCount { count.withLock { $0 } }

  func exchange(_ request: HTTPRequest, deadline: Int64)
    async throws(TransportFailure) -> HTTPAnswer
  {
    note(request)
    return try await inner.exchange(request, deadline: deadline)
  }

  func download(
    _ request: HTTPRequest, to sink: @escaping @Sendable ([UInt8]) -> Bool, deadline: Int64
  ) async throws(TransportFailure) -> HTTPAnswer {
    note(request)
    return try await inner.download(request, to: sink, deadline: deadline)
  }

  private func note(_ request: HTTPRequest) {
    // CRM is only read, by POST too: queries and Bulk Read.
    let isWrite =
      request.method != "GET" && !request.url.hasSuffix(tokenPath)
      && !request.url.contains("/crm/")
    count.withLock { count in
      count.requests += 1
      if isWrite { count.writes += 1 }
    }
  }
}
