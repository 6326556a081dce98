import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A shell at a terminal of its own: typed to, and read by marks.
final class Terminal: Sendable {
  /// All that appeared.
  let screen: OutputReader
  private let master: Int32
  private let process: ChildProcess
  private let before: [UInt8]
  /// Kept so that its folder outlives the shell.
  private let home: ShellHome
  /// What shows that a line can be typed.
  private let prompt: String

  /// Starts the shell at a terminal of 24 lines and 100 columns; without colours and hints, so that
  /// what is typed appears in one piece. `within` another shell it is not started: its path is in `CRMSH`
  /// there.
  init(
    in home: ShellHome, environment: [String: String] = [:], prompt: String = Terminal.editing,
    within isWithin: Bool = false
  ) throws {
    self.prompt = prompt
    self.home = home
    let executable = try #require(CrmshBinary.path)
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number) = (Int32(0), Int32(0))
    guard master >= 0, ioctl(master, Self.lock, &locked) == 0,
      ioctl(master, Self.number, &number) == 0
    else { throw POSIXError(.ENXIO) }
    var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    before = Self.modes(of: master)
    process = try ChildProcess(
      ChildProcess.Launch(
        executable: isWithin ? "/bin/bash" : executable,
        arguments: isWithin
          ? ["--norc", "--noprofile", "--noediting", "-i"]
          : ["--state", home.state, "--set", "hints=off", "--set", "highlight=off"],
        environment: home.environment.merging(["NO_COLOR": "1", "CRMSH": executable]) { $1 }
          .merging(environment) { $1 }, directory: home.folder,
        terminal: "/dev/pts/\(number)"))
    screen = OutputReader(descriptor: dup(master))
  }

  /// The editor switches bracketed paste on before each prompt.
  static let editing = "\u{1B}[?2004h"

  /// TIOCSPTLCK and TIOCGPTN of Linux's ioctls.h, which Swift does not see.
  private static let (lock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  deinit { close(master) }

  /// Types; returns the position from which its effect is to be looked for.
  func type(_ text: String) -> Int {
    let position = screen.position
    let bytes = [UInt8](text.utf8)
    _ = write(master, bytes, bytes.count)
    return position
  }

  /// Types a line and waits for a mark in what follows, then for the next prompt: keys typed
  /// between two prompts may be lost or mean something else to the terminal.
  @discardableResult
  func enter(_ line: String, until mark: String = "") async throws -> Int {
    let start = type(line + "\r")
    let end = mark.isEmpty ? start : try await screen.wait(for: mark, from: start)
    return try await screen.wait(for: prompt, from: end)
  }

  /// Waits for the next prompt behind a position.
  func waitForPrompt(from position: Int = 0) async throws {
    try await screen.wait(for: prompt, from: position)
  }

  /// Types `^D`; returns the exit code and whether the terminal is as it was found.
  func leave() async -> (code: Int32, isRestored: Bool) {
    _ = type("\u{04}")
    let code = await process.exitCode()
    return (code, Self.modes(of: master) == before)
  }

  /// Sends the shell a signal.
  func send(_ signal: Int32) { kill(process.pid, signal) }

  /// Waits until another program of a shell's runs in the terminal's foreground.
  func waitUntilLent(by shell: pid_t) async throws {
    try await wait {
      let group = tcgetpgrp(self.master)
      return try ![0, -1, shell, self.process.pid].contains(group) && !Self.isStopped(group)
    }
  }

  private func wait(until condition: () throws -> Bool) async throws {
    for _ in 1...3000 {
      if try condition() { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw POSIXError(.ETIMEDOUT)
  }

  private static func isStopped(_ process: pid_t) throws -> Bool {
    let state = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return state.split(separator: ")").last?.hasPrefix(" T") == true
  }

  /// Whether the terminal's modes are those it had before the shell.
  var isRestored: Bool { Self.modes(of: master) == before }

  /// Waits for the shell's end; returns the exit code and whether the terminal is as it was found.
  func end() async -> (code: Int32, isRestored: Bool) {
    let code = await process.exitCode()
    return (code, isRestored)
  }

  /// The modes of a terminal, comparable.
  private static func modes(of terminal: Int32) -> [UInt8] {
    var modes = termios()
    guard tcgetattr(terminal, &modes) == 0 else { return [] }
    return withUnsafeBytes(of: &modes) { [UInt8]($0) }
  }
}
