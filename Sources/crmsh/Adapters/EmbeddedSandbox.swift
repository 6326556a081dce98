import ZohoSandbox

/// A sandbox that runs in a task of this process until it is stopped.
struct EmbeddedSandbox: Sendable {
  let address: String
  private let task: Task<Void, any Error>

  /// Returns once it listens on a free port.
  static func start(_ options: SandboxOptions = SandboxOptions()) async throws -> EmbeddedSandbox {
    let server = try SandboxServer(options: options)
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let task = Task {
      defer { found.finish() }
      try await server.run { port in
        found.yield(port)
        found.finish()
      }
    }
    for await port in ports {
      return EmbeddedSandbox(address: "http://127.0.0.1:\(port)", task: task)
    }
    try await task.value
    throw CancellationError()
  }

  /// Returns once the server is gone; what it says then is of no interest to anybody.
  func stop() async {
    task.cancel()
    _ = await task.result
  }
}
