import CommandLanguage
import Glibc
import Testing

@testable import LineEditing

/// The editor on a pseudo-terminal: what is returned first, what is seen second.
///
/// One after another: the system's terminal descriptions are global, and a process has one editor.
@Suite(.serialized) struct LineEditorTests {
  @Test func `typing and Enter return the line and the terminal's modes`() async throws {
    let harness = try TerminalHarness()
    let before = harness.modes
    let input = try await harness.begin()
    #expect(harness.modes != before)
    try await harness.type("liste 日本é 😀\u{1B}[H\u{1B}[3~L\r")
    #expect(await input.value == .line("Liste 日本é 😀"))
    #expect(harness.modes == before)
    try await harness.waits(for: "p> Liste 日本é 😀")
    await harness.editor.close()
    #expect(harness.modes == before)
    #expect(await harness.editor.readLine(prompt: "p> ") == .endOfInput)
  }

  @Test func `a prompt may be coloured and begins at column 0`() async throws {
    let harness = try TerminalHarness()
    harness.editor.post("above")
    try await harness.waits(for: "above")
    let one = try await harness.begin("\u{1B}[32mgreen\u{1B}[0m> ")
    try await harness.type("a\r")
    #expect(await one.value == .line("a"))
    let two = try await harness.begin()
    #expect(harness.screen.lines == ["above", "green> a", "p>"])
    #expect(harness.screen.column == 3)
    try await harness.type("\u{4}")
    #expect(await two.value == .endOfInput)
    try await harness.waits { !$0.modes.contains("?2004") }
  }

  @Test func `Tab inserts the only candidate`() async throws {
    let harness = try TerminalHarness(assistant: WordAssistant(words: ["select", "status"]))
    let input = try await harness.begin()
    try await harness.type("se\tx\r")
    #expect(await input.value == .line("select x"))
  }

  @Test func `Tab inserts what all share, then lists, then beeps`() async throws {
    let words = ["profile", "project", "evil\u{1B}[2J"]
    let harness = try TerminalHarness(assistant: WordAssistant(words: words, detail: "a word"))
    let input = try await harness.begin()
    try await harness.type("p\t")
    try await harness.waits(for: "p> pro")
    try await harness.type("\t")
    try await harness.waits {
      $0.lines == ["p> pro", "profile  a word", "project  a word"] && $0.row == 0
    }
    #expect(harness.screen.column == 6)
    try await harness.type("x\t")
    try await harness.waits { $0.bells == 1 && $0.lines == ["p> prox"] }
    try await harness.type("\u{15}\t")
    try await harness.waits { $0.lines.contains("evil<U+001B>[2J  a word") }
    try await harness.type("\r")
    #expect(await input.value == .line(""))
  }

  @Test func `an interrupt gives the line up, and only the one being edited`() async throws {
    let harness = try TerminalHarness()
    harness.editor.interrupt()
    let first = try await harness.begin("1> ")
    try await harness.type("half a line")
    try await harness.waits(for: "1> half a line")
    harness.editor.interrupt()
    #expect(await first.value == .interrupted)
    try await harness.waits(for: "1> half a line^C")
    harness.editor.interrupt()
    let second = try await harness.begin("2> ")
    try await harness.type("whole\r")
    #expect(await second.value == .line("whole"))
  }

  @Test func `D with Control ends an empty line and deletes in another`() async throws {
    let harness = try TerminalHarness()
    let first = try await harness.begin()
    try await harness.type("axb\u{2}\u{2}\u{4}\r")
    #expect(await first.value == .line("ab"))
    let second = try await harness.begin()
    try await harness.type("\u{4}")
    #expect(await second.value == .endOfInput)
  }

  @Test func `Up finds the entries with the same beginning`() async throws {
    let harness = try TerminalHarness()
    for line in ["select a", "list", "select b", " hidden"] {
      let input = try await harness.begin()
      try await harness.type(line + "\r")
      #expect(await input.value == .line(line))
    }
    let input = try await harness.begin()
    try await harness.type("\u{1B}[A")
    try await harness.waits(for: "p> select b")
    try await harness.type("\u{1B}[B")
    try await harness.waits(for: "p>")
    try await harness.type("se\u{1B}[A\u{1B}[A")
    try await harness.waits(for: "p> select a")
    try await harness.type("!\r")
    #expect(await input.value == .line("select a!"))
  }

  @Test func `a paste neither runs nor completes`() async throws {
    let harness = try TerminalHarness(assistant: WordAssistant(words: ["select"]))
    let input = try await harness.begin()
    #expect(harness.screen.modes.contains("?2004"))
    try await harness.type("\u{1B}[200~se\tx\r\u{1B}[A\u{2}import\r\n\u{1B}[201~")
    try await harness.waits(for: "import")
    try await harness.type(" now\r")
    #expect(await input.value == .line("se x\nimport now"))
  }
}
