import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization
import Testing

/// A sandbox that passes for data centre eu: a server with TLS in front of it, whose certificate is for
/// the hosts of eu. It knows one client of its own and one grant code, and gives both the sandbox's tokens.
///
/// What passes through is kept, so that a test can see which host got what.
final class DisguisedSandbox: Sendable {
  static let client = (id: "1000.LIVE", secret: "live.secret.1", code: "1000.live.code")
  static let refreshToken = "1000.live.refresh"

  /// A request as it came out of the TLS connection.
  struct Heard: Sendable {
    let host: String
    let line: String
    let body: String
  }

  let port: Int
  private let channel: any Channel
  private let record: Record

  /// All requests, in order.
  var heard: [Heard] { record.heard.withLock { $0 } }

  /// What makes a shell take it for eu.
  var environment: [String: String] {
    ["CRMSH_TEST_REACH": "eu:\(port):\(Self.pem("authority"))"]
  }

  /// Runs one before a sandbox for as long as the body takes.
  static func run(
    _ sandbox: SandboxProcess, certificate: String = "good",
    _ body: (DisguisedSandbox) async throws -> Void
  ) async throws {
    let server = try await DisguisedSandbox(before: sandbox, certificate: certificate)
    let result: Result<Void, any Error>
    do {
      try await body(server)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    try await server.channel.close()
    try result.get()
  }

  private init(before sandbox: SandboxProcess, certificate: String) async throws {
    let context = try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(Self.pem(certificate)).map {
          .certificate($0)
        },
        privateKey: .privateKey(NIOSSLPrivateKey(file: Self.pem("key"), format: .pem))))
    let record = Record()
    let inner = try #require(Int(sandbox.address.split(separator: ":").last ?? ""))
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(NIOSSLServerHandler(context: context))
          try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
          try pipeline.addHandler(Doorkeeper(record: record, inner: inner))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.record = record
    port = channel.localAddress?.port ?? 0
  }

  private static func pem(_ name: String) -> String {
    Checkout.folder.appendingPathComponent("Tests/ZohoClientTests/Certificates/\(name).pem").path
  }

  fileprivate final class Record: Sendable {
    let heard = Mutex<[Heard]>([])
  }
}

/// Takes one request of a connection to the sandbox, and its answer back.
private final class Doorkeeper: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart

  private let record: DisguisedSandbox.Record
  private let inner: Int
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()

  init(record: DisguisedSandbox.Record, inner: Int) {
    self.record = record
    self.inner = inner
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body(var part): body.writeBuffer(&part)
    case .end: pass(context.channel)
    }
  }

  /// A handshake that the client breaks off.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func pass(_ channel: any Channel) {
    guard let head else { return channel.close(promise: nil) }
    let text = String(buffer: body)
    record.heard.withLock {
      $0.append(
        DisguisedSandbox.Heard(
          host: head.headers.first(name: "Host") ?? "", line: "\(head.method) \(head.uri)",
          body: text))
    }
    let (told, isFirst) = Disguise.inward(text, path: head.uri)
    var request = "\(head.method) \(head.uri) HTTP/1.1\r\nHost: 127.0.0.1:\(inner)\r\n"
    for field in ["Authorization", "Content-Type"] {
      if let value = head.headers.first(name: field) { request += "\(field): \(value)\r\n" }
    }
    request += "Content-Length: \(told.utf8.count)\r\nConnection: close\r\n\r\n\(told)"
    let inner = inner
    Task {
      var answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
      do { answer = try await Exchange.answer(to: request, port: inner) } catch {
        Issue.record("the sandbox did not answer: \(error)")
      }
      let outward = Disguise.outward(answer, isFirst: isFirst)
      channel.writeAndFlush(ByteBuffer(string: outward)).whenComplete { _ in
        channel.close(promise: nil)
      }
    }
  }
}

/// Turns what is said at the door into what the sandbox knows, and back.
private enum Disguise {
  /// A form with the sandbox's own credentials in place of those given out here; whether it was a first
  /// sign-in, which the answer's refresh token shows.
  static func inward(_ form: String, path: String) -> (String, isFirst: Bool) {
    let own = DisguisedSandbox.client
    guard path.hasPrefix("/oauth/"), !path.hasSuffix("/revoke") else {
      return (form.replacing(DisguisedSandbox.refreshToken, with: "1000.sandbox.refresh"), false)
    }
    let isClient = form.contains("client_id=\(own.id)&client_secret=\(own.secret)")
    let isFirst =
      form.hasPrefix("grant_type=authorization_code&") && form.contains("code=\(own.code)")
    let isAgain = form.contains("refresh_token=\(DisguisedSandbox.refreshToken)")
    guard isClient, isFirst || isAgain else { return (form, false) }
    return (
      "grant_type=refresh_token&refresh_token=1000.sandbox.refresh&client_id=1000.SANDBOX&client_secret=sandbox",
      isFirst
    )
  }

  /// An answer with the length it has after its hosts were changed.
  static func outward(_ answer: String, isFirst: Bool) -> String {
    guard let gap = answer.firstRange(of: "\r\n\r\n") else { return answer }
    var body = String(answer[gap.upperBound...])
    if body.contains("\"access_token\"") {
      body = body.replacing(/http:\/\/127\.0\.0\.1:\d+/, with: "https://www.zohoapis.eu")
      if isFirst {
        body = "{\"refresh_token\":\"\(DisguisedSandbox.refreshToken)\"," + body.dropFirst()
      }
    }
    let fields = answer[..<gap.lowerBound].split(separator: "\r\n").filter {
      !["content-length", "connection", "transfer-encoding"].contains(
        $0.prefix { $0 != ":" }.lowercased())
    }
    let length = answer.hasPrefix("HTTP/1.1 204") ? [] : ["Content-Length: \(body.utf8.count)"]
    return (fields.map(String.init) + length + ["Connection: close", "", ""])
      .joined(separator: "\r\n") + body
  }
}

/// One request and its whole answer over a connection of its own.
private enum Exchange {
  static func answer(to request: String, port: Int) async throws -> String {
    let (parts, said) = AsyncStream.makeStream(of: ByteBuffer.self)
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { $0.pipeline.addHandler(Listener(said: said)) }
      .connect(host: "127.0.0.1", port: port).get()
    try await channel.writeAndFlush(ByteBuffer(string: request))
    var bytes = ByteBuffer()
    for await var part in parts { bytes.writeBuffer(&part) }
    return String(buffer: bytes)
  }

  private final class Listener: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let said: AsyncStream<ByteBuffer>.Continuation

    init(said: AsyncStream<ByteBuffer>.Continuation) { self.said = said }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      said.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) { said.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }
  }
}
