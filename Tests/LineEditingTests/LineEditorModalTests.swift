import CommandLanguage
import Testing

@testable import LineEditing

/// What is asked below the line, at a terminal.
extension LineEditorTests {
  private func harness(
    remembering entries: [String], mode: LineEditorOptions.EditingMode = .emacs, rows: Int = 12,
    words: [String] = []
  ) async throws -> TerminalHarness {
    let harness = try TerminalHarness(
      rows: rows, options: LineEditorOptions(editingMode: mode, readsEditrc: false),
      assistant: WordAssistant(words: words, detail: "a word"))
    for entry in entries {
      let input = try await harness.begin()
      try await harness.type(entry.replacing("\n", with: "\u{1B}\r") + "\r")
      #expect(await input.value == .line(entry))
    }
    return harness
  }

  @Test func `a search puts an entry into the line, and leaves nothing below it`() async throws {
    let harness = try await harness(remembering: ["select a\nwhere b", "list plan", "select c"])
    let input = try await harness.begin()
    try await harness.type("\u{12}")
    try await harness.waits { $0.lines.contains("> select c") }
    #expect(harness.screen.lines.contains("  select a⏎where b"))
    try await harness.type("whe")
    try await harness.waits { $0.lines.suffix(2) == ["│ select a", "│ where b"] }
    harness.resize(columns: 40, rows: 10)
    try await harness.waits {
      $0.lines.first == "p>" && $0.lines.suffix(2) == ["│ select a", "│ where b"]
    }
    harness.editor.post("told")
    try await harness.waits {
      $0.lines.prefix(2) == ["told", "p>"] && $0.lines.suffix(2) == ["│ select a", "│ where b"]
    }
    try await harness.type("\r")
    try await harness.waits { $0.lines == ["told", "p> select a", "where b"] && $0.column == 7 }
    try await harness.type("\u{1F}x\r")
    #expect(await input.value == .line("x"))
  }

  @Test(arguments: ["\u{1B}", "\u{7}", "\u{3}"])
  func `a search that is given up leaves the line as it was`(key: String) async throws {
    for mode in [LineEditorOptions.EditingMode.emacs, .vi] {
      let harness = try await harness(remembering: ["select c"], mode: mode)
      let input = try await harness.begin()
      try await harness.type("sel \u{1B}[D\u{12}")
      try await harness.waits { $0.lines.contains("> select c") }
      harness.editor.interrupt()
      try await harness.waits { $0.lines.last == "p> sel" && $0.column == 6 }
      try await harness.type("\u{12}")
      try await harness.waits { $0.lines.contains("> select c") }
      try await harness.type(key)
      try await harness.waits { $0.lines.last == "p> sel" && $0.column == 6 }
      try await harness.type("x\r")
      #expect(await input.value == .line("selx "))
      await harness.editor.close()
    }
  }

  @Test func `a mark of a possibility is itself within words`() async throws {
    let harness = try await harness(remembering: [], words: ["select", "status"])
    let input = try await harness.begin()
    try await harness.type("?")
    try await harness.waits { $0.lines.suffix(2) == ["select  a word", "status  a word"] }
    #expect(harness.screen.column == 3)
    try await harness.type("a?b \u{1B}[D")
    try await harness.waits { $0.lines.last == "p> a?b" }
    try await harness.type("\u{1B}[C\u{16}?\r")
    #expect(await input.value == .line("a?b ?"))
  }

  @Test func `a list longer than the terminal turns its pages, and Tab picks`() async throws {
    let words = (10..<40).map { "word\($0)" }
    let harness = try await harness(remembering: [], rows: 8, words: words)
    let input = try await harness.begin()
    try await harness.type("w\t\t")
    try await harness.waits { $0.lines.last?.hasPrefix("1–6 of 30 · Space page") == true }
    try await harness.type(" ")
    try await harness.waits { $0.lines.last?.hasPrefix("7–12 of 30") == true }
    try await harness.type("\t")
    try await harness.waits { $0.lines.contains { $0.hasPrefix("pick: word  1 of 30") } }
    try await harness.type("39")
    try await harness.waits { $0.lines.last == "> word39  a word" }
    try await harness.type("\r")
    try await harness.waits { $0.lines.last == "p> word39" }
    // While more follows an interrupt ends the list, else the line.
    try await harness.type("w\t\t")
    try await harness.waits { $0.lines.last?.hasPrefix("1–6 of 30") == true }
    try await harness.type("\u{3}")
    try await harness.waits { $0.lines.last == "p> word39 word" }
    try await harness.type("3\t")
    harness.resize(columns: 60, rows: 14)
    try await harness.waits { $0.lines.last?.hasPrefix("word39") == true }
    try await harness.type("\u{3}")
    #expect(await input.value == .interrupted)
  }

  /// As a signal `^C` comes another way than the keys, and later.
  @Test func `keys typed right behind an interrupt are for the next line`() async throws {
    let harness = try TerminalHarness()
    let first = try await harness.begin()
    try await harness.type("given up\u{3}kept\r")
    #expect(await first.value == .interrupted)
    let second = try await harness.begin()
    #expect(await second.value == .line("kept"))
    let third = try await harness.begin()
    try await harness.type("\u{1B}[200~a\u{3}b\u{1B}[201~\r")
    #expect(await third.value == .line("ab"))
  }

  @Test func `a count before a key does not type it by the thousand`() async throws {
    let harness = try TerminalHarness()
    let input = try await harness.begin()
    try await harness.type("\u{1B}9\u{1B}9\u{1B}9x\r")
    #expect(await input.value == .line("x"))
  }

  /// As signals they would end the process, or stop it, with the terminal in our modes.
  @Test(arguments: [LineEditorOptions.EditingMode.emacs, .vi])
  func `what ends or stops other programs is a key, and no key within a paste`(
    mode: LineEditorOptions.EditingMode
  ) async throws {
    let harness = try await harness(remembering: ["select c"], mode: mode)
    let before = harness.modes
    let first = try await harness.begin()
    try await harness.type("ab\u{1C}\u{1A}c\u{16}x")
    // The quoted insertion brings the terminal's modes of its own.
    try await harness.waits { $0.bells == 2 && $0.lines.last == "p> abcx" }
    try await harness.type("\u{1C}d")
    try await harness.waits { $0.bells == 3 && $0.lines.last == "p> abcxd" }
    try await harness.type("\u{12}\u{1C}\u{1A}")
    try await harness.waits { $0.bells == 5 }
    try await harness.type("\u{7}\u{1B}[200~a\u{1A}b\u{1C}c\u{1B}[201~\r")
    #expect(await first.value == .line("abcxdabc"))
    let editor = harness.editor
    let answer = Task { await editor.readAnswer(prompt: "sure? ") }
    try await harness.waits(for: "sure?")
    try await harness.type("n\u{1C}\u{1B}[200~\u{1A}o\u{1B}[201~\r")
    #expect(await answer.value == "no")
    #expect(harness.modes == before)
    await harness.editor.close()
  }

  @Test(arguments: [
    ("ab cd\u{1B}\r", "ab cd"), ("ab cd\u{1B}bx\r", "ab d"), ("ab cd\u{1B}0x\r", "b cd"),
    ("abc\u{1B}hx\r", "ac"), ("abc\u{1B}fx\r", "abc"), ("ab cd\u{1B}\u{1B}x\r", "ab c"),
  ])
  func `Escape ends the insertion in vi, whatever key follows at once`(
    keys: String, line: String
  ) async throws {
    let harness = try await harness(remembering: [], mode: .vi)
    let input = try await harness.begin()
    try await harness.type(keys)
    #expect(await input.value == .line(line))
  }
}
