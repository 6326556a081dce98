import Dispatch
import Glibc
import Synchronization
import ZohoSandbox

/// `crmsh sandbox`: the server until SIGINT or SIGTERM.
enum SandboxProcess {
  static func run(_ arguments: [String]) async -> Int32 {
    let state = SandboxState()
    let server = Task {
      await SandboxCommand.run(arguments: arguments, complain: complain) { text in
        if ProcessOutput.show(ProcessOutput.visible(text) + "\n") != 0 {
          state.isLost.store(true, ordering: .relaxed)
        }
        state.isListening.store(true, ordering: .relaxed)
      }
    }
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // A world that is still being made has nothing to save.
        if !state.isListening.load(ordering: .relaxed) { exit(128 + number) }
        server.cancel()
      }
      source.resume()
      sources.append(source)
    }
    let code = await server.value
    for source in sources { source.cancel() }
    return code == 0 && state.isLost.load(ordering: .relaxed) ? 1 : code
  }

  /// What is wrong goes where the shell's own errors go, in their form.
  private static func complain(_ text: String) {
    ProcessOutput.complain(
      "error: \(ProcessOutput.visible(text))\nhint: crmsh sandbox --help lists the options and what they take"
    )
  }
}

/// Whether the server has said where it listens, and whether that could not be written.
private final class SandboxState: Sendable {
  let isListening = Atomic(false)
  let isLost = Atomic(false)
}
