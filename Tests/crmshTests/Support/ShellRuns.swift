import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

extension ShellHome {
  /// Settings every run has: a lost answer is settled within seconds, not a minute.
  static let quickly = ["--set", "settle=500ms", "--set", "deadline=5s"]

  /// Runs the shell to its end with these arguments and this standard input.
  func crmsh(
    _ arguments: [String], input: String = "", environment extra: [String: String] = [:]
  ) async throws -> RunResult {
    try await start(arguments, input: input, environment: extra).result()
  }

  /// Runs lines by `-c`.
  func lines(_ lines: String, _ options: [String] = []) async throws -> RunResult {
    try await crmsh(options + ["-c", lines])
  }

  /// Starts the shell; the result is waited for later.
  func start(
    _ arguments: [String], input: String = "", environment extra: [String: String] = [:]
  ) throws -> RunningShell {
    let executable = try #require(CrmshBinary.path)
    return try launch(
      executable, ["--state", state] + Self.quickly + arguments, input: input, extra)
  }

  /// Runs a line of `/bin/sh` in which `$CRMSH` is the program; `limit`: seconds it may take.
  func sh(
    _ script: String, input: String = "", limit: Double = 60
  ) async throws -> RunResult {
    let executable = try #require(CrmshBinary.path)
    return try await launch(
      "/bin/sh", ["-c", script], input: input,
      ["CRMSH": executable, "STATE": state, "TMPDIR": folder], limit: limit
    ).result()
  }

  private func launch(
    _ executable: String, _ arguments: [String], input: String, _ extra: [String: String],
    limit: Double = 60
  ) throws -> RunningShell {
    let name = "\(folder)/run-\(UUID().uuidString)"
    try Data(input.utf8).write(to: URL(fileURLWithPath: "\(name).in"))
    let streams = [
      open("\(name).in", O_RDONLY | O_CLOEXEC),
      open("\(name).out", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600),
      open("\(name).err", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600),
    ]
    defer { for stream in streams { close(stream) } }
    let process = try ChildProcess(
      ChildProcess.Launch(
        executable: executable, arguments: arguments,
        environment: environment.merging(extra) { $1 }, directory: folder, streams: streams,
        limit: limit))
    return RunningShell(process: process, name: name, home: self)
  }
}

/// A shell on its way.
struct RunningShell: Sendable {
  let process: ChildProcess
  fileprivate let name: String
  /// Kept so that its folder outlives the shell.
  fileprivate let home: ShellHome

  /// Waits for its end and reads what it said.
  func result() async throws -> RunResult {
    let code = await process.exitCode()
    return RunResult(code: code, output: try text("out"), errors: try text("err"))
  }

  private func text(_ kind: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(name).\(kind)")), as: UTF8.self)
  }
}
