import Dispatch
import Glibc
import ZohoSandbox

/// `crmsh sandbox`: the server until SIGINT or SIGTERM.
enum SandboxProcess {
  static func run(_ arguments: [String]) async -> Int32 {
    let server = Task {
      await SandboxCommand.run(arguments: arguments) { line in
        print(line)
        fflush(nil)
      }
    }
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { server.cancel() }
      source.resume()
      sources.append(source)
    }
    let code = await server.value
    for source in sources { source.cancel() }
    return code
  }
}
