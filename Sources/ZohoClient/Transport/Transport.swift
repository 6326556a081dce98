import ImportEngine
import ZohoWire

/// Sends one request and gives back one whole answer: no redirect, no retry, no cookie.
package protocol Transport: Sendable {
  /// `deadline` in milliseconds bounds the exchange to its last byte.
  func exchange(_ request: HTTPRequest, deadline: Int64)
    async throws(TransportFailure) -> HTTPAnswer
  /// The same, but what an answer that ``HTTPAnswer/isFile`` holds goes to `sink` part by part and is
  /// not kept; a sink that gives false ends the exchange.
  func download(
    _ request: HTTPRequest, to sink: @escaping @Sendable ([UInt8]) -> Bool, deadline: Int64
  ) async throws(TransportFailure) -> HTTPAnswer
  /// Lets go of what it holds; nothing may be sent afterwards.
  func close() async
}

extension Transport {
  /// For a transport whose answers are whole anyway.
  package func download(
    _ request: HTTPRequest, to sink: @escaping @Sendable ([UInt8]) -> Bool, deadline: Int64
  ) async throws(TransportFailure) -> HTTPAnswer {
    let answer = try await exchange(request, deadline: deadline)
    guard answer.isFile else { return answer }
    guard sink(answer.body) else { throw .interrupted("the file can't be kept") }
    return HTTPAnswer(status: answer.status, headers: answer.headers, body: [])
  }

  /// Most hold nothing.
  package func close() async {}
}

/// Why there is no answer.
package enum TransportFailure: Error, Hashable, Sendable {
  /// Nothing was sent: no connection could be made.
  case notConnected(String)
  /// Something may have been sent: time-out, reset, an answer cut off or too large.
  case interrupted(String)

  var asServiceFailure: ServiceFailure {
    switch self {
    case .notConnected(let what): .unreachable(what)
    case .interrupted(let what): .interrupted(what)
    }
  }
}

/// A header field.
package struct HeaderField: Hashable, Sendable {
  /// In any case.
  package let name: String
  /// Without the blanks around it.
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A request as it goes on the wire.
package struct HTTPRequest: Sendable {
  /// In capitals.
  package let method: String
  /// Absolute and percent-encoded.
  package let url: String
  /// In their order.
  package let headers: [HeaderField]
  /// Empty where there is none.
  package let body: [UInt8]

  /// A request in its parts; `url` is percent-encoded already.
  package init(method: String, url: String, headers: [HeaderField], body: [UInt8]) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// The request to an origin; a form or a JSON text is sent as its body.
  init(_ request: WireRequest, at origin: ServerOrigin, headers: [HeaderField]) {
    method = request.method.rawValue
    url = origin.description + request.target
    body = Array((request.json ?? PercentEncoding.pairs(request.form)).utf8)
    let type = HeaderField(
      "Content-Type",
      request.json == nil ? "application/x-www-form-urlencoded" : "application/json")
    let since = request.ifModifiedSince.map { [HeaderField("If-Modified-Since", $0)] } ?? []
    self.headers = headers + since + (body.isEmpty ? [] : [type])
  }
}

/// An answer, whole and unpacked.
package struct HTTPAnswer: Sendable {
  /// The HTTP status.
  package let status: Int
  /// In their order.
  package let headers: [HeaderField]
  /// Empty where there is none.
  package let body: [UInt8]

  package init(status: Int, headers: [HeaderField] = [], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first value of a header, its name in any case.
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  /// Whether it holds what was asked for as a file: a success that is neither JSON nor a page.
  package var isFile: Bool {
    let type = header("Content-Type")?.lowercased() ?? ""
    return status == 200 && !type.hasPrefix("application/json") && !type.hasPrefix("text/html")
  }

  /// Whether it is a page and not data, by its type or its first byte.
  package var isHTML: Bool {
    if header("Content-Type")?.lowercased().hasPrefix("text/html") == true { return true }
    return body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "<")
  }
}
