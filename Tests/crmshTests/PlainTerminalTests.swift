import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A terminal that can't move its cursor: `^C` keeps its place among the lines.
@Suite(CrmshBinary.isBuilt, .serialized)
struct PlainTerminalTests {
  private func terminal() async throws -> Terminal {
    let terminal = try Terminal(
      in: ShellHome(), environment: ["TERM": "dumb"], prompt: "> ")
    try await terminal.waitForPrompt()
    return terminal
  }

  @Test func `a line typed right behind an interrupt runs, alone and whole`() async throws {
    let terminal = try await terminal()
    for value in 1...20 {
      let begun = terminal.type("if count users > 3\r")
      try await terminal.screen.wait(for: "end… ", from: begun)
      try await terminal.screen.wait(for: "half", from: terminal.type("half"))
      let told = try await terminal.screen.wait(
        for: "crmsh> it is \(value)!",
        from: terminal.type("\u{03}let v=\(value); echo \"it is $v!\"\r"))
      try await terminal.waitForPrompt(from: told)
      #expect(!terminal.screen.text(from: begun).contains("error"))
    }
    #expect(await terminal.leave().code == 0)
    #expect(terminal.isRestored)
  }

  @Test func `a question is given up, and the next line is no answer to it`() async throws {
    let terminal = try await terminal()
    try await terminal.enter("connect sandbox", until: "Connected")
    try await terminal.enter(
      "role Employee for where portal.status = absent and crm.status = active", until: "staged")
    try await terminal.enter("assign Website for staged; drop blocked")
    for value in 1...3 {
      let asked = terminal.type("import\r")
      try await terminal.screen.wait(for: TerminalTests.question, from: asked)
      let told = try await terminal.screen.wait(
        for: "> after \(value)", from: terminal.type("\u{03}echo 'after \(value)'\r"))
      try await terminal.waitForPrompt(from: told)
      #expect(!terminal.screen.text(from: asked).contains("Verdict"))
    }
    #expect(await terminal.leave().code == 0)
    #expect(terminal.isRestored)
  }

  @Test func `the end of input leaves the row of the prompt to whatever comes next`() async throws {
    let terminal = try await terminal()
    try await terminal.screen.wait(for: "\n", from: terminal.type("\u{04}"))
    #expect(await terminal.end().code == 0)
    #expect(terminal.isRestored)
  }

  @Test(arguments: [SIGTERM, SIGQUIT])
  func `stopped, continued and ended it leaves the terminal as it was`(signal: Int32) async throws {
    let shell = try await OuterShell(environment: ["TERM": "dumb"])
    let terminal = shell.terminal
    #expect(!terminal.isRestored, "^C is a key")
    try await shell.stop()
    try await terminal.screen.wait(for: "--state state", from: shell.bringBack())
    try await Task.sleep(for: .milliseconds(200))
    try await terminal.enter("echo 'still here'", until: "\nstill here")
    let ended = terminal.screen.position
    kill(shell.process, signal)
    try await shell.end(with: 128 + signal, from: ended)
  }
}
