import Testing

/// Blocks and lists typed at a terminal: gathered, shown as open, dropped by `^C`.
@Suite(CrmshBinary.isBuilt)
struct BlockTerminalTests {
  @Test func `a block is gathered by the editor and dropped by an interrupt`() async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    _ = terminal.type("if 'a' = a\r")
    let dropped = terminal.type("echo never\r")
    try await terminal.screen.wait(for: "echo never", from: dropped)
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    let begun = terminal.type("if 'a' = a\r")
    let typed = terminal.type("echo \"the $(\" one\r")
    try await terminal.screen.wait(for: "one", from: typed)
    let ended = try await terminal.enter("end", until: "the $( one")
    #expect(ended > begun)
    #expect(!terminal.screen.text.contains("\nnever"))
    #expect(await terminal.leave().code == 0)
  }

  @Test func `without an editor the prompt tells what is wanted`() async throws {
    let terminal = try Terminal(in: ShellHome(), environment: ["TERM": "dumb"], prompt: "> ")
    try await terminal.waitForPrompt()
    try await terminal.screen.wait(for: "end… ", from: terminal.type("if 'a' = a\r"))
    let list = terminal.type("select from <<STOP\r")
    try await terminal.screen.wait(for: "STOP… ", from: list)
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    try await terminal.enter("echo still \"here\"", until: "still here")
    #expect(await terminal.leave().code == 0)
  }
}
