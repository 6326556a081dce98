import Glibc
import Logging
import NIOCore

/// The process `crmsh sandbox`: arguments in, lines and an exit code out.
package enum SandboxCommand {
  /// What the server can't do is said on standard error.
  private static let complaints = Logger(label: "sandbox") { label in
    var handler = StreamLogHandler.standardError(label: label)
    handler.logLevel = .error
    return handler
  }

  /// Runs until the task is cancelled. `print` gets whole lines and must flush them; `complain` gets what
  /// is wrong, in one sentence, in its place.
  ///
  /// Returns 0 after a stop or `--help`, 2 for arguments or a state file that will not do, 9 when the
  /// port cannot be had.
  package static func run(
    arguments: [String], complain: (@Sendable (String) -> Void)? = nil,
    print: @escaping @Sendable (String) -> Void
  ) async -> Int32 {
    if arguments.contains("--help") {
      print(SandboxOptions.usage)
      return 0
    }
    let options: SandboxOptions
    let server: SandboxServer
    do {
      options = try SandboxOptions(parsing: arguments)
      server = try SandboxServer(options: options, logger: Self.complaints)
    } catch {
      (complain ?? print)("\(error)")
      return 2
    }
    do {
      try await server.run { port in
        print("listening on http://127.0.0.1:\(port)")
        print("In another terminal: crmsh --login http://127.0.0.1:\(port); ^C here ends it.")
      }
      return 0
    } catch {
      let isTaken = (error as? IOError)?.errnoCode == EADDRINUSE
      (complain ?? print)(
        "Port \(options.port) on 127.0.0.1 \(isTaken ? "is taken" : "cannot be had: \(error)").")
      return 9
    }
  }
}
