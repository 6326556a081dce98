import CommandLanguage
import Testing

@testable import LineEditing

/// Pastes on lines that are slow or lose something.
extension LineEditorTests {
  private static let paste = "\u{1B}[200~echo one\recho two\r\u{1B}[201~"

  /// Longer than a key's bytes are waited for.
  private func pause() async throws { try await Task.sleep(for: .milliseconds(150)) }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 25, 26, 27, 28, 29])
  func `a pause within a mark of a paste runs nothing and loses nothing`(cut: Int) async throws {
    for mode in [LineEditorOptions.EditingMode.emacs, .vi] {
      let harness = try TerminalHarness(
        options: LineEditorOptions(editingMode: mode, readsEditrc: false))
      let input = try await harness.begin()
      try await harness.type(String(Self.paste.prefix(cut)))
      try await pause()
      try await harness.type(String(Self.paste.dropFirst(cut)))
      try await harness.waits { $0.lines == ["p> echo one", "echo two"] }
      try await harness.type("\r")
      #expect(await input.value == .line("echo one\necho two"))
      await harness.editor.close()
    }
  }

  /// Keys after which libedit waits for one more take the first one of the paste for that.
  @Test(arguments: ["\u{1B}", "\u{18}", "\u{16}", "\u{1B}\u{1B}"])
  func `a paste behind a key that is not over is one`(key: String) async throws {
    for isLate in [false, true] {
      let harness = try TerminalHarness()
      let input = try await harness.begin()
      try await harness.type(key)
      if isLate { try await pause() }
      try await harness.type(Self.paste)
      try await harness.waits { $0.lines == ["p> echo one", "echo two"] }
      try await harness.type("\r")
      #expect(await input.value == .line("echo one\necho two"))
      await harness.editor.close()
    }
  }

  @Test func `a paste behind an Escape in a search is none of its keys`() async throws {
    let harness = try TerminalHarness()
    let first = try await harness.begin()
    try await harness.type("select\r")
    #expect(await first.value == .line("select"))
    let input = try await harness.begin()
    try await harness.type("\u{12}")
    try await harness.waits { $0.lines.contains("> select") }
    try await harness.type("\u{1B}\(Self.paste)")
    try await harness.waits { $0.lines.contains { $0.hasPrefix("history: echo one echo two") } }
    try await harness.type("\u{7}x\r")
    #expect(await input.value == .line("x"))
  }

  @Test func `a paste without an end is told and kept when it is given up`() async throws {
    let harness = try TerminalHarness(columns: 90)
    let input = try await harness.begin()
    try await harness.type("ab\u{1B}[200~cd\r\u{1B}[20")
    try await pause()
    try await harness.type("more\r")
    try await pause()
    try await harness.type("\u{3}")
    try await harness.waits {
      $0.lines == [
        "The paste had no end; what came of it is here.",
        "1 control or broken character was left out of the paste.", "p> abcd", "[20more",
      ]
    }
    try await harness.type("!")
    try await harness.waits { $0.lines.last == "[20more!" }
    try await harness.type("\r")
    #expect(await input.value == .line("abcd\n[20more!"))
    let next = try await harness.begin()
    try await harness.type("x\u{3}")
    #expect(await next.value == .interrupted)
  }

  @Test func `control characters that a paste loses are told`() async throws {
    let harness = try TerminalHarness()
    let input = try await harness.begin()
    try await harness.type("\u{1B}[200~a\u{0}b\u{1B}[31mc\td\r\u{7}e\u{1B}[201~")
    try await harness.waits {
      $0.lines == [
        "3 control or broken characters were left out of the paste.", "p> ab[31mc d", "e",
      ]
    }
    try await harness.type("\r")
    #expect(await input.value == .line("ab[31mc d\ne"))
  }

  /// What ended it may have been a part of it: the rest comes in more bytes at once than a hand types.
  @Test func `the rest of a paste behind a lone interrupt does not run`() async throws {
    let harness = try TerminalHarness(options: LineEditorOptions(readsEditrc: false))
    let input = try await harness.begin()
    try await harness.type("\u{1B}[200~a")
    try await pause()
    try await harness.type("\u{3}")
    try await harness.waits { $0.lines.last == "p> a" }
    try await harness.type("b\rc\r\u{1B}[201~")
    try await harness.waits { $0.lines.last?.hasSuffix("c") == true }
    try await harness.type("\u{3}")
    #expect(await input.value == .interrupted)
  }

  @Test func `Enter of a hand runs what came of a paste without an end`() async throws {
    let harness = try TerminalHarness(options: LineEditorOptions(readsEditrc: false))
    let input = try await harness.begin()
    try await harness.type("\u{1B}[200~a")
    try await pause()
    try await harness.type("\u{3}")
    try await harness.waits { $0.lines.last == "p> a" }
    try await harness.type("b")
    try await harness.waits { $0.lines.last == "p> ab" }
    try await harness.type("\r")
    #expect(await input.value == .line("ab"))
  }

  @Test func `control characters that an edited text loses are told`() async throws {
    let options = LineEditorOptions(
      readsEditrc: false,
      edit: { _, _ in
        .saved("ab", lost: PastedText.words(leftOutOf: "a\u{1B}b\n".unicodeScalars))
      })
    let harness = try TerminalHarness(options: options)
    let input = try await harness.begin()
    try await harness.type("x\u{18}\u{5}")
    try await harness.waits {
      $0.lines.suffix(2) == [
        "1 control or broken character was left out of the text.", "p> ab",
      ]
    }
    try await harness.type("\r")
    #expect(await input.value == .line("ab"))
  }
}
