import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A question whose answer does not show, and what happens to its terminal meanwhile.
@Suite(CrmshBinary.isBuilt, .serialized)
struct SecretTerminalTests {
  private static let question = "Client secret (it doesn't show): "

  /// Begins to sign in; `id` is what is typed in answer to the first question.
  private func ask(_ terminal: Terminal, id: String = "1000.SANDBOX\r") async throws -> Int {
    let begun = terminal.type("login try --dc eu\r")
    let asked = try await terminal.screen.wait(for: "Client id: ", from: begun)
    _ = terminal.type(id)
    return try await terminal.screen.wait(for: Self.question, from: asked)
  }

  @Test func `what was typed before it is neither an answer nor a line`() async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    let asked = try await ask(terminal, id: "1000.SANDBOX\recho 'typed ahead'\r")
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    try await terminal.enter("echo 'it is here'", until: "it is here")
    #expect(!terminal.screen.text(from: asked).contains("typed ahead"))
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test(arguments: ["xterm", "dumb"])
  func `stopped by a signal the terminal shows what is typed, and it is asked anew`(
    term: String
  ) async throws {
    let shell = try await OuterShell(environment: ["TERM": term])
    let terminal = shell.terminal
    _ = try await ask(terminal)
    for _ in 1...3 {
      try await shell.stop { terminal, process in
        defer { kill(process, SIGTSTP) }
        return terminal.screen.position
      }
      try await terminal.screen.wait(for: Self.question, from: shell.bringBack())
      #expect(!terminal.isRestored)
    }
    try await terminal.screen.wait(for: "Type yes to go on: ", from: terminal.type("s3cret\r"))
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    #expect(!terminal.screen.text.contains("s3cret"))
    try await shell.end(with: 0, from: terminal.type("\u{04}"))
  }

  @Test func `ended by a signal it leaves the terminal as it was`() async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    _ = try await ask(terminal)
    terminal.send(SIGTERM)
    let end = await terminal.end()
    #expect(end.code == 128 + SIGTERM && end.isRestored)
  }
}
