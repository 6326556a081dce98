import FoundationEssentials
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// The sandbox as an HTTP server on a loopback address.
package struct SandboxServer: Sendable {
  private let options: SandboxOptions
  private let world: SandboxWorld
  /// The server library has nothing to say that concerns a user: it takes being stopped for an error.
  private static let silent = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }

  /// A server that does not listen yet. `logger` is told when the state file can't be written.
  package init(options: SandboxOptions, logger: Logger? = nil) throws(StateFileError) {
    self.options = options
    self.world = try SandboxWorld(options: options, logger: logger ?? Self.silent) {
      Int64(Date().timeIntervalSince1970 * 1000)
    }
  }

  /// Listens until the task is cancelled; `onListening` gets the port once calls can come.
  package func run(onListening: @escaping @Sendable (Int) async -> Void) async throws {
    let world = world
    let latency = options.latency
    let responder = CallbackResponder<ConnectionContext> { request, context in
      let call = try await Call(request)
      let visit = await world.enter(call)
      do {
        if latency > 0 { try await Task.sleep(for: .milliseconds(latency)) }
        let response = try await world.answer(call, visit).response(on: context.channel)
        await world.leave(visit)
        return response
      } catch {
        await world.leave(visit)
        throw error
      }
    }
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: options.port)),
      onServerRunning: { channel in
        guard let port = channel.localAddress?.port else { return }
        await world.listens(at: "http://127.0.0.1:\(port)")
        await onListening(port)
      },
      logger: Self.silent)
    // Not by cancelling the server: a connection accepted at that very moment would be dropped
    // unfinished, which the server library takes for a fault of the program and ends it.
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [application], logger: Self.silent))
    let serving = Task { try await group.run() }
    try await withTaskCancellationHandler {
      try await serving.value
    } onCancel: {
      Task { await group.triggerGracefulShutdown() }
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
      query: parts.count == 2 ? String(parts[1]) : "", host: request.head.authority,
      authorization: request.headers[.authorization],
      ifModifiedSince: request.headers[.ifModifiedSince],
      contentType: request.headers[.contentType].flatMap {
        $0.split(separator: ";").first.map { String($0).lowercased() }
      },
      body: Array(body.readableBytesView))
  }
}
