import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing
import ZohoSandbox

/// A plain HTTP client that shares no code with the server or with crmsh.
struct SandboxClient: Sendable {
  /// What came back; header names in lower case.
  struct Reply: Sendable {
    let status: Int
    let headers: [String: String]
    let bytes: [UInt8]

    /// The body as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The body as JSON.
    var json: JSONValue { get throws { try JSONValue(parsing: bytes) } }
    /// `error.title` of Projects.
    var title: String? { get throws { try json["error"]["title"].text } }
  }

  /// The portal of every sandbox.
  static let portal = "/api/v3/portal/700100200"
  /// The same under the version of the users module.
  static let portalV31 = "/api/v3.1/portal/700100200"

  let port: Int
  var authorization: String?
  var ifModifiedSince: String?
  /// What the `Host` header says instead of the address.
  var host: String?

  /// Sends one request on a connection of its own.
  func call(
    _ method: String, _ target: String, type: String? = nil, body: String = ""
  ) async throws -> Reply {
    var headers: HTTPHeaders = [
      "host": host ?? "127.0.0.1:\(port)", "connection": "close",
      "content-length": "\(body.utf8.count)",
    ]
    if let authorization { headers.add(name: "authorization", value: authorization) }
    if let ifModifiedSince { headers.add(name: "if-modified-since", value: ifModifiedSince) }
    if let type { headers.add(name: "content-type", value: type) }
    let head = HTTPRequestHead(
      version: .http1_1, method: .init(rawValue: method), uri: target, headers: headers)
    let channel = try await connected()
    return try await channel.executeThenClose { inbound, outbound in
      // At once: a server may answer a bodiless head, and close, before the end would be written.
      let content: [HTTPClientRequestPart] =
        body.isEmpty ? [] : [.body(.byteBuffer(ByteBuffer(string: body)))]
      try await outbound.write(contentsOf: [.head(head)] + content + [.end(nil)])
      var status = 0
      var fields = HTTPHeaders()
      var bytes: [UInt8] = []
      for try await part in inbound {
        switch part {
        case .head(let head): (status, fields) = (Int(head.status.code), head.headers)
        case .body(let buffer): bytes += buffer.readableBytesView
        case .end:
          let named = fields.map { ($0.name.lowercased(), $0.value) }
          return Reply(
            status: status, headers: Dictionary(named, uniquingKeysWith: { $1 }), bytes: bytes)
        }
      }
      throw ChannelError.eof
    }
  }

  /// `GET` of a target.
  func get(_ target: String) async throws -> Reply { try await call("GET", target) }

  /// `POST` of a form.
  func post(_ target: String, _ form: KeyValuePairs<String, String> = [:]) async throws -> Reply {
    let body = form.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
    return try await call(
      "POST", target, type: "application/x-www-form-urlencoded", body: body)
  }

  /// Percent-encodes everything but letters and digits.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar)
      return isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private func connected() async throws
    -> NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
  {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
      }
  }
}

/// Runs a sandbox with the given arguments on a free port, signed in, for as long as `body` takes.
func withSandbox(
  _ arguments: String..., signedIn: Bool = true,
  _ body: @escaping @Sendable (SandboxClient) async throws -> Void
) async throws {
  let server = try SandboxServer(options: SandboxOptions(parsing: arguments))
  let (ports, continuation) = AsyncStream<Int>.makeStream()
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { continuation.finish() }
      try await server.run { continuation.yield($0) }
    }
    group.addTask {
      var iterator = ports.makeAsyncIterator()
      var client = SandboxClient(port: try #require(await iterator.next()))
      if signedIn { client.authorization = "Zoho-oauthtoken \(try await client.newToken())" }
      try await body(client)
    }
    // The first to end is the body, or whichever failed; then the server stops.
    try await group.next()
    group.cancelAll()
  }
}

extension SandboxClient {
  /// Asks for a token with the rehearsal credentials.
  func refresh(
    id: String = "1000.SANDBOX", secret: String = "sandbox",
    token: String = "1000.sandbox.refresh"
  ) async throws -> Reply {
    try await post(
      "/oauth/v2/token",
      [
        "grant_type": "refresh_token", "client_id": id, "client_secret": secret,
        "refresh_token": token,
      ])
  }

  /// A new access token.
  func newToken() async throws -> String {
    try #require(try await refresh().json["access_token"].text)
  }

  /// A client of the same server with a token for these scopes, by way of a grant code.
  func allowed(_ scopes: String) async throws -> SandboxClient {
    let code = try await post("/_sandbox/grant", ["scope": scopes]).json["code"].text
    let answer = try await redeem(try #require(code))
    var client = self
    client.authorization = "Zoho-oauthtoken \(try #require(try answer.json["access_token"].text))"
    return client
  }

  /// Exchanges a grant code, with more parameters of the form if need be.
  func redeem(_ code: String, _ more: KeyValuePairs<String, String> = [:]) async throws -> Reply {
    let form: KeyValuePairs<String, String> = [
      "grant_type": "authorization_code", "client_id": "1000.SANDBOX", "client_secret": "sandbox",
      "code": code,
    ]
    let body = (Array(form) + Array(more)).map { "\($0)=\(Self.encoded($1))" }
    return try await call(
      "POST", "/oauth/v2/token", type: "application/x-www-form-urlencoded",
      body: body.joined(separator: "&"))
  }

  /// The id of a project.
  func project(_ name: String) async throws -> String {
    let projects = try await get("\(Self.portal)/projects").json.items
    return try #require(projects.first { $0["name"].text == name }?["id"].text)
  }

  /// The id of a Projects role or profile.
  func id(of name: String, in list: String) async throws -> String {
    let all = try await get("\(Self.portal)/settings/\(list)").json[list].items
    return try #require(all.first { $0["name"].text == name }?["id"].text)
  }

  /// Calls `projectusers` with entries as JSON text, in the query.
  func add(_ entries: String, to project: String, notify: Bool = true) async throws -> Reply {
    let path = "\(Self.portal)/projects/\(try await self.project(project))/projectusers"
    return try await call(
      "POST", "\(path)?userdetails=\(Self.encoded(entries))&notify=\(notify)")
  }

  /// What the judge says of a person.
  func judged(_ email: String) async throws -> JSONValue {
    let users = try await get("/_sandbox/state").json["users"].items
    return users.first { $0["email"].text?.lowercased() == email.lowercased() } ?? .null
  }
}
