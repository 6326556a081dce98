import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// `crmsh sandbox` as a process of its own.
final class SandboxProcess: Sendable {
  /// `http://127.0.0.1:PORT`.
  let address: String
  private let process: ChildProcess
  private let output: OutputReader

  private init(address: String, process: ChildProcess, output: OutputReader) {
    self.address = address
    self.process = process
    self.output = output
  }

  /// Starts one with these options on a free port, hands it to the test, and stops it; it must end
  /// with exit code 0.
  static func run<Value>(
    _ options: [String] = [], in home: ShellHome,
    _ body: (SandboxProcess) async throws -> Value
  ) async throws -> Value {
    let sandbox = try await start(options, in: home)
    do {
      let value = try await body(sandbox)
      #expect(await sandbox.stop() == 0, "the sandbox ends cleanly")
      return value
    } catch {
      _ = await sandbox.stop()
      throw error
    }
  }

  /// What it tells of itself.
  var judge: Judge { Judge(address: address) }

  /// Stops it as a service would be; returns its exit code.
  func stop() async -> Int32 {
    process.signal(SIGTERM)
    return await process.exitCode()
  }

  private static func start(
    _ options: [String], in home: ShellHome
  ) async throws -> SandboxProcess {
    let executable = try #require(CrmshBinary.path)
    var ends: [Int32] = [-1, -1]
    // Closed on exec from the start, which a pipe can't be in every libc.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw POSIXError(.EMFILE) }
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer {
      close(ends[1])
      close(null)
    }
    let process = try ChildProcess(
      ChildProcess.Launch(
        executable: executable, arguments: ["sandbox", "--port", "0"] + options,
        environment: home.environment, directory: home.folder,
        streams: [null, ends[1], ends[1]], limit: 120))
    let output = OutputReader(descriptor: ends[0])
    let mark = "listening on "
    let start = try await output.wait(for: mark)
    let end = try await output.wait(for: "\n", from: start)
    let address = output.text(from: start).prefix(while: { $0 != "\n" })
    try #require(end > start)
    return SandboxProcess(address: String(address), process: process, output: output)
  }
}
