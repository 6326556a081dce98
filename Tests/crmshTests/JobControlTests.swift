import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The shell as one job of another, which stops it, sends it to the background and back.
@Suite(CrmshBinary.isBuilt, .serialized)
struct JobControlTests {
  /// What the shell around it shows before a line.
  private static let outer = "OUTER$ "
  /// Waits in the outer shell until a job of it has stopped.
  private static let untilStopped =
    "until [ -n \"$(jobs -s)\" ]; do sleep 0.02; done; echo stop''ped\r"

  private static let start = "\"$CRMSH\" --state state --set hints=off --set highlight=off"

  private func terminal(_ environment: [String: String] = [:]) async throws -> Terminal {
    let terminal = try Terminal(
      in: ShellHome(), environment: environment.merging(["PS1": Self.outer]) { $1 },
      prompt: environment["TERM"] == "dumb" ? "crmsh> " : Terminal.editing, within: true)
    try await terminal.screen.wait(for: Self.outer)
    try await terminal.waitForPrompt(from: terminal.type("\(Self.start)\r"))
    return terminal
  }

  private func send(_ terminal: Terminal, to line: String) async throws -> Int {
    try await terminal.screen.wait(for: Self.outer, from: terminal.type(line + "\r"))
  }

  private func leave(_ terminal: Terminal) async throws {
    try await terminal.screen.wait(for: Self.outer, from: terminal.type("\u{04}"))
    _ = terminal.type("exit\r")
    #expect(await terminal.end().code == 0)
  }

  @Test(arguments: [true, false])
  func `sent to the background and back, the line goes on`(waits: Bool) async throws {
    let terminal = try await terminal()
    try await terminal.screen.wait(for: "echo hal", from: terminal.type("echo hal"))
    for _ in 1...2 {
      try await terminal.screen.wait(for: Self.outer, from: terminal.type("\u{1A}"))
      _ = try await send(terminal, to: "bg")
      if waits {
        let stopped = terminal.type(Self.untilStopped)
        try await terminal.screen.wait(for: "stopped", from: stopped)
      }
      let back = terminal.type("fg\r")
      try await terminal.screen.wait(for: "\u{07}echo hal", from: back)
    }
    try await terminal.enter("f", until: "\u{1B}[?2004lhalf")
    let given = terminal.type("echo given-up\u{03}")
    try await terminal.waitForPrompt(from: given)
    try await terminal.enter("echo 'it is here'", until: "it is here")
    try await leave(terminal)
  }

  @Test func `a line given up in the background leaves a prompt`() async throws {
    let terminal = try await terminal()
    try await terminal.screen.wait(for: "echo hal", from: terminal.type("echo hal"))
    try await terminal.screen.wait(for: Self.outer, from: terminal.type("\u{1A}"))
    _ = try await send(terminal, to: "kill -INT %1; bg")
    try await terminal.screen.wait(for: "stopped", from: terminal.type(Self.untilStopped))
    let back = terminal.type("fg\r")
    try await terminal.screen.wait(for: "> ", from: back)
    try await terminal.enter("\u{15}echo 'it is here'", until: "\u{1B}[?2004lit is here")
    try await leave(terminal)
  }

  @Test func `a secret asked in the background is not typed in the open`() async throws {
    let terminal = try Terminal(
      in: ShellHome(), environment: ["PS1": Self.outer], within: true)
    try await terminal.screen.wait(for: Self.outer)
    let begun = terminal.type("sh -c 'echo pid=$$.; exec \(Self.start)'\r")
    try await terminal.waitForPrompt(from: begun)
    let told = terminal.screen.text(from: begun)
    let process = try #require(told.firstMatch(of: #/pid=(\d+)\./#).flatMap { pid_t($0.1) })
    _ = terminal.type("login try --dc eu\r")
    let asked = try await terminal.screen.wait(for: "Client id: ", from: begun)
    _ = terminal.type("1000.SANDBOX\r")
    let question = "Client secret (it doesn't show): "
    let first = try await terminal.screen.wait(for: question, from: asked)
    kill(process, SIGTSTP)
    let stopped = try await terminal.screen.wait(for: Self.outer, from: first)
    _ = try await send(terminal, to: "bg")
    _ = try await send(terminal, to: "sleep 0.3")
    #expect(!terminal.screen.text(from: stopped).contains(question))
    try await terminal.screen.wait(for: question, from: terminal.type("fg\r"))
    try await terminal.screen.wait(for: "Type yes to go on: ", from: terminal.type("s3cret\r"))
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    #expect(!terminal.screen.text.contains("s3cret"))
    try await leave(terminal)
  }

  @Test func `a plain prompt comes back from the background`() async throws {
    let terminal = try await terminal(["TERM": "dumb"])
    try await terminal.screen.wait(for: Self.outer, from: terminal.type("\u{1A}"))
    _ = try await send(terminal, to: "bg")
    _ = try await send(terminal, to: "sleep 0.3")
    let back = terminal.type("fg\r")
    try await terminal.screen.wait(for: "--state state", from: back)
    try await Task.sleep(for: .milliseconds(200))
    try await terminal.enter("echo 'it is here'", until: "\nit is here")
    try await leave(terminal)
  }
}
