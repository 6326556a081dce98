import AsyncHTTPClient
package import ImportEngine
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

/// ``Transport`` over async-http-client, with the caps every answer is held to.
package struct HTTPTransport: Transport {
  /// Of the body, unpacked.
  static let largestBody = 8 * 1024 * 1024
  /// Of all header fields together; NIO's decoder itself stops at 80 KiB a field.
  static let largestHeader = 64 * 1024

  private let client: HTTPClient
  private let clock: any ImportEngine.Clock
  private let reach: NetworkReach

  /// A transport with connections of its own; it must be closed.
  package init(clock: any ImportEngine.Clock, reach: NetworkReach = .internet) {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(10)
    configuration.connectionPool.retryConnectionEstablishment = false
    // Below the five seconds after which many servers close, so that no request meets a closing
    // connection.
    configuration.connectionPool.idleTimeout = .seconds(4)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4
    configuration.decompression = .enabled(limit: .ratio(100))
    configuration.httpVersion = .http1Only
    configuration.tlsConfiguration = reach.tls
    configuration.dnsOverride = reach.addresses
    configuration.http1_1ConnectionDebugInitializer = { AnswerGuard.install(in: $0) }
    client = HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    self.clock = clock
    self.reach = reach
  }

  /// Sends once, and reads the answer to its last byte or the deadline.
  package func exchange(_ request: HTTPRequest, deadline: Int64)
    async throws(TransportFailure) -> HTTPAnswer
  {
    try await exchange(request, sink: nil, deadline: deadline)
  }

  /// The same; a file goes to `sink` as it comes in.
  package func download(
    _ request: HTTPRequest, to sink: @escaping @Sendable ([UInt8]) -> Bool, deadline: Int64
  ) async throws(TransportFailure) -> HTTPAnswer {
    try await exchange(request, sink: sink, deadline: deadline)
  }

  private func exchange(
    _ request: HTTPRequest, sink: (@Sendable ([UInt8]) -> Bool)?, deadline: Int64
  ) async throws(TransportFailure) -> HTTPAnswer {
    // The library's deadline ends at the response head: the whole exchange races the clock.
    let result = await withTaskGroup(of: Result<HTTPAnswer, TransportFailure>.self) { group in
      group.addTask { await answer(to: request, sink, deadline: deadline) }
      group.addTask {
        let hasPassed = await passes(milliseconds: deadline)
        return .failure(.interrupted(hasPassed ? "timed out" : "cancelled"))
      }
      let first = await group.next()
      group.cancelAll()
      return first ?? .failure(.interrupted("cancelled"))
    }
    return try result.get()
  }

  /// Closes the connections; nothing may be sent afterwards.
  package func close() async {
    do {
      try await client.shutdown()
    } catch {
      // Closing twice is the only way to get here, and asks for nothing.
      return
    }
  }

  private func answer(
    to request: HTTPRequest, _ sink: (@Sendable ([UInt8]) -> Bool)?, deadline: Int64
  ) async -> Result<HTTPAnswer, TransportFailure> {
    do {
      let response = try await client.execute(
        HTTPClientRequest(request, url: reach.address(of: request.url)),
        timeout: .milliseconds(deadline))
      let headers = response.headers.map { HeaderField($0.name, $0.value) }
      let length = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
      guard length <= Self.largestHeader else {
        return .failure(.interrupted("header too large"))
      }
      let head = HTTPAnswer(status: Int(response.status.code), headers: headers, body: [])
      if let sink, head.isFile {
        for try await part in response.body {
          guard sink(Array(part.readableBytesView)) else {
            return .failure(.interrupted("the file can't be kept"))
          }
        }
        return .success(head)
      }
      var body: [UInt8] = []
      for try await part in response.body {
        guard body.count + part.readableBytes <= Self.largestBody else {
          return .failure(.interrupted("answer too large"))
        }
        body.append(contentsOf: part.readableBytesView)
      }
      return .success(HTTPAnswer(status: head.status, headers: headers, body: body))
    } catch {
      return .failure(TransportFailure(error))
    }
  }
}

extension HTTPTransport {
  /// The event loop's time stands still while the machine sleeps; what a slot of the limit counts by goes on.
  private static let longestWait: Int64 = 1_000

  /// Whether a time has passed by the clock: false where the task is cancelled before. Nothing is left of
  /// such a wait then; one of `Task.sleep` stays until its time has come, and there is one for each request.
  private func passes(milliseconds: Int64) async -> Bool {
    let (loop, end) = (HTTPClient.defaultEventLoopGroup.next(), clock.uptime + milliseconds)
    while end > clock.uptime {
      let part = min(end - clock.uptime, Self.longestWait)
      guard await loop.wait(.milliseconds(max(part, 1))) else { return false }
    }
    return true
  }
}

extension EventLoop {
  /// False where the task is cancelled before the time has passed.
  fileprivate func wait(_ time: TimeAmount) async -> Bool {
    let end = scheduleTask(in: time) {}
    return await withTaskCancellationHandler {
      do { try await end.futureResult.get() } catch { return false }
      return true
    } onCancel: {
      end.cancel()
    }
  }
}

extension HTTPClientRequest {
  fileprivate init(_ request: HTTPRequest, url: String) {
    self.init(url: url)
    method = HTTPMethod(rawValue: request.method)
    headers.add(name: "User-Agent", value: "crmsh")
    headers.add(name: "Accept", value: "application/json")
    headers.add(name: "Accept-Encoding", value: "gzip")
    for field in request.headers { headers.add(name: field.name, value: field.value) }
    if !request.body.isEmpty || method != .GET { body = .bytes(request.body) }
  }
}

extension TransportFailure {
  /// Only what shows that no connection was made counts as such; of everything else it is not known
  /// how far the request came.
  init(_ error: any Error) {
    switch error {
    case is NIOConnectionError: self = .notConnected("no connection")
    case let error as IOError where error.errnoCode == Self.connectionRefused:
      self = .notConnected("connection refused")
    case let error as HTTPClientError where Self.beforeSending.contains(error):
      self = .notConnected(error.shortDescription)
    case let error as NIOSSLError:
      self = Self.handshakeWords(error).map(Self.notConnected) ?? .interrupted("TLS broken off")
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      self = .notConnected(
        "the server's certificate is for another host; somebody else answers in its place")
    case let error as HTTPClientError: self = .interrupted(error.shortDescription)
    case is CancellationError: self = .interrupted("cancelled")
    case let flaw as AnswerGuard.Flaw: self = .interrupted(flaw.rawValue)
    case is HTTPParserError: self = .interrupted("an answer that is no proper HTTP")
    case is NIOHTTPDecompression.DecompressionError,
      is NIOHTTPDecompression.ExtraDecompressionError:
      self = .interrupted("a packed answer that is damaged, or swells too much")
    case is IOError: self = .interrupted("connection broken")
    // The texts of other errors can hold paths and addresses of this machine.
    default: self = .interrupted("connection broken (\(type(of: error)))")
    }
  }

  /// `ECONNREFUSED`: connect(2) alone gives it.
  private static let connectionRefused: Int32 = 111

  /// Of a handshake that failed: nothing was sent after it. The library does not tell which of its
  /// checks a certificate failed.
  private static func handshakeWords(_ error: NIOSSLError) -> String? {
    guard case .handshakeFailed(let reason) = error else { return nil }
    return String(describing: reason).contains("CERTIFICATE_VERIFY_FAILED")
      ? "the server's certificate is not valid: it has expired, or nobody this machine trusts has signed it; look at the clock, and for a proxy that opens TLS"
      : "no TLS connection could be agreed on"
  }

  private static let beforeSending: [HTTPClientError] = [
    .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL, .emptyHost,
    .emptyScheme, .alreadyShutdown,
  ]
}
