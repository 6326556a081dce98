import Dispatch
import Foundation
import Glibc
import Reporting
import Synchronization
import ZohoSandbox

/// `crmsh sandbox`: the server until SIGINT or SIGTERM.
enum SandboxProcess {
  static func run(_ arguments: [String]) async -> Int32 {
    let state = SandboxState()
    let server = Task {
      await SandboxCommand.run(arguments: arguments, complain: complain) { text in
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
          print(VisibleText.rendering(String(line)))
        }
        fflush(nil)
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
    return code
  }

  /// What is wrong goes where the shell's own errors go, in their form.
  private static func complain(_ text: String) {
    let words = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.rendering(String($0)) }.joined(separator: "\n")
    let lines = "error: \(words)\nhint: crmsh sandbox --help lists the options and what they take\n"
    FileHandle.standardError.write(Data(lines.utf8))
  }
}

/// Whether the server has said where it listens.
private final class SandboxState: Sendable {
  let isListening = Atomic(false)
}
