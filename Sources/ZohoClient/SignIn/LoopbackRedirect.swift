import Foundation
import ImportEngine
import NIOCore
import NIOHTTP1
import NIOPosix

/// Listens on a port of 127.0.0.1 for the one request with which a browser comes back.
///
/// Whatever else asks is turned away and changes nothing: another path, another host in the request, a
/// `state` that is not ours.
struct LoopbackRedirect: Sendable {
  /// The redirect address, as it is registered with the client.
  let address: String
  private let channel: any Channel
  private let redirects: AsyncStream<[String: String]>

  /// Binds the port, or a free one; fails when it can't be had.
  static func listen(on port: Int?, state: Secret) async throws -> LoopbackRedirect {
    let (redirects, found) = AsyncStream.makeStream(of: [String: String].self)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 8)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withPipeliningAssistance: false)
          try channel.pipeline.syncOperations.addHandler(
            Receptionist(state: state, found: found))
        }
      }
      .bind(host: "127.0.0.1", port: port ?? 0).get()
    return LoopbackRedirect(
      address: "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/", channel: channel,
      redirects: redirects)
  }

  /// The parameters of the redirect; nil when the task is cancelled first.
  func redirect() async -> [String: String]? {
    for await redirect in redirects { return redirect }
    return nil
  }

  /// Stops listening; a port that was let go already is let go.
  func close() async {
    do { try await channel.close() } catch { return }
  }

  /// Why a port can't be listened on, in the system's words.
  static func words(_ error: any Error) -> String {
    (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "it can't be bound"
  }
}

/// Answers one connection, and closes it.
private final class Receptionist: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let state: Secret
  private let found: AsyncStream<[String: String]>.Continuation
  private var head: HTTPRequestHead?

  init(state: Secret, found: AsyncStream<[String: String]>.Continuation) {
    self.state = state
    self.found = found
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end: answer(context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ context: ChannelHandlerContext) {
    guard let head else { return context.close(promise: nil) }
    let port = context.localAddress?.port ?? 0
    guard head.method == .GET, head.headers["Host"] == ["127.0.0.1:\(port)"],
      head.uri.prefix(while: { $0 != "?" }) == "/", let redirect = Self.parameters(of: head.uri)
    else { return say("Nothing here.", .notFound, context) }
    guard let told = redirect["state"], state.matches(Secret(told)) else {
      return say("This is not the sign-in that crmsh waits for.", .badRequest, context)
    }
    say(
      redirect["code"] == nil
        ? "crmsh was not let in. Close this page and go back to it."
        : "crmsh has the answer. Close this page and go back to it.", .ok, context)
    found.yield(redirect)
    found.finish()
  }

  /// The query's parameters; nil when one comes twice or is not well encoded.
  private static func parameters(of target: String) -> [String: String]? {
    let query = target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    var parameters: [String: String] = [:]
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0]), let value = decoded(parts.count == 2 ? parts[1] : ""),
        parameters.updateValue(value, forKey: name) == nil
      else { return nil }
    }
    return parameters
  }

  /// Foundation's own drops a byte order mark at the start: what is judged must be what was sent.
  private static func decoded(_ text: Substring) -> String? {
    var (bytes, rest) = ([UInt8](), text.utf8[...])
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, !digits.hasPrefix("+"), !digits.hasPrefix("-"),
        let value = UInt8(digits, radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private func say(
    _ words: String, _ status: HTTPResponseStatus, _ context: ChannelHandlerContext
  ) {
    let page = """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>crmsh</title>
      <meta name="viewport" content="width=device-width"><style>
      :root { color-scheme: light dark } body { font: 1.25rem system-ui, sans-serif; margin: 20vh auto;
      max-width: 32rem; padding: 0 1rem }</style><h1>crmsh</h1><p>\(words)</p></html>

      """
    let body = ByteBuffer(string: page)
    var headers = HTTPHeaders()
    headers.add(name: "Content-Type", value: "text/html; charset=utf-8")
    headers.add(name: "Content-Length", value: String(body.readableBytes))
    headers.add(
      name: "Content-Security-Policy", value: "default-src 'none'; style-src 'unsafe-inline'")
    headers.add(name: "Cache-Control", value: "no-store")
    headers.add(name: "Referrer-Policy", value: "no-referrer")
    headers.add(name: "Connection", value: "close")
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      channel.close(promise: nil)
    }
  }
}
