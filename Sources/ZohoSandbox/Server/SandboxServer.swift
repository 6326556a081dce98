import FoundationEssentials
import Hummingbird
package import Logging
import NIOCore

/// The sandbox as an HTTP server on a loopback address.
package struct SandboxServer: Sendable {
  private let options: SandboxOptions
  private let world: SandboxWorld
  private let logger: Logger

  /// A server that does not listen yet. Nothing is logged unless a logger is given.
  package init(options: SandboxOptions, logger: Logger? = nil) throws(StateFileError) {
    let logger = logger ?? Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
    self.options = options
    self.logger = logger
    self.world = try SandboxWorld(options: options, logger: logger) {
      Int64(Date().timeIntervalSince1970 * 1000)
    }
  }

  /// Listens until the task is cancelled; `onListening` gets the port once calls can come.
  package func run(onListening: @escaping @Sendable (Int) async -> Void) async throws {
    let world = world
    let latency = options.latency
    let responder = CallbackResponder<BasicRequestContext> { request, _ in
      if latency > 0 { try await Task.sleep(for: .milliseconds(latency)) }
      return Response(await world.answer(try await Call(request)))
    }
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: options.port)),
      onServerRunning: { channel in
        guard let port = channel.localAddress?.port else { return }
        await world.listens(at: "http://127.0.0.1:\(port)")
        await onListening(port)
      },
      logger: logger)
    do {
      try await application.run()
    } catch {
      // Being stopped is how a sandbox ends, not a failure.
      guard Task.isCancelled else { throw error }
    }
  }
}

extension Call {
  /// The most bytes a request body may have.
  private static let largestBody = 4 * 1024 * 1024

  /// Reads a whole request.
  fileprivate init(_ request: Request) async throws {
    let target = request.head.path ?? "/"
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let body = try await request.body.collect(upTo: Self.largestBody)
    self.init(
      method: request.method.rawValue, path: String(parts[0]),
      query: parts.count == 2 ? String(parts[1]) : "",
      authorization: request.headers[.authorization],
      contentType: request.headers[.contentType].flatMap {
        $0.split(separator: ";").first.map { String($0).lowercased() }
      },
      body: Array(body.readableBytesView))
  }
}

extension Response {
  /// An answer on the wire.
  fileprivate init(_ answer: Answer) {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      // `HTTPFields.Element` is `HTTPField`, whose module Hummingbird does not export whole.
      guard let field = HTTPFields.Element.Name(name) else { continue }
      headers[field] = value
    }
    var body = ResponseBody()
    if let bytes = answer.body {
      headers[.contentType] = "application/json;charset=UTF-8"
      body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    }
    self.init(status: .init(code: answer.status), headers: headers, body: body)
  }
}
