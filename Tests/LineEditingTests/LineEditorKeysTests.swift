import CommandLanguage
import Testing

@testable import LineEditing

/// What is shown behind a line, and the keys that take, cut, put back and undo.
extension LineEditorTests {
  private static let right = "\u{1B}[C"

  /// A harness with one entry in its history.
  private func harness(
    remembering entry: String = "select users where city = Bern", columns: Int = 60,
    options: LineEditorOptions = LineEditorOptions(readsEditrc: false),
    assistant: WordAssistant = WordAssistant(words: [])
  ) async throws -> TerminalHarness {
    let harness = try TerminalHarness(columns: columns, options: options, assistant: assistant)
    let input = try await harness.begin()
    try await harness.type(entry + "\r")
    #expect(await input.value == .line(entry))
    return harness
  }

  @Test func `a suggestion is taken whole or by the token, never by Enter or Tab`() async throws {
    let harness = try await harness()
    let first = try await harness.begin()
    try await harness.type("sel")
    try await harness.waits(for: "p> select users where city = Bern")
    #expect(harness.screen.column == 6)
    #expect(
      harness.screen.text(ofStyle: "2", row: harness.screen.row)
        == "ect users where city = Bern")
    try await harness.type("\t\r")
    #expect(await first.value == .line("sel"))
    try await harness.waits { $0.lines.last == "p> sel" }
    let second = try await harness.begin()
    try await harness.type("sel\u{1B}f\u{1B}[1;3C\(Self.right)\r")
    #expect(await second.value == .line("select users where city = Bern"))
    for key in [Self.right, "\u{6}", "\u{5}", "\u{1B}[F"] {
      let input = try await harness.begin()
      try await harness.type("select us\(key)\r")
      #expect(await input.value == .line("select users where city = Bern"))
    }
  }

  @Test func `a suggestion takes the place of a hint, and neither is in the line`() async throws {
    let hint = LineHint(syntax: "[for SELECTOR]", consequence: "37 people\u{1B}[2J")
    let harness = try await harness(assistant: WordAssistant(words: ["role"], behind: hint))
    let input = try await harness.begin()
    try await harness.type("role")
    try await harness.waits(for: "p> role → 37 people<U+001B>[2J  [for SELECTOR]")
    #expect(harness.screen.text(ofStyle: "1", row: harness.screen.row) == "role")
    #expect(harness.screen.column == 7)
    try await harness.type("\u{2}")
    try await harness.waits(for: "p> role")
    try await harness.type("\u{5}\r")
    #expect(await input.value == .line("role"))
    try await harness.waits(for: "p> role")
  }

  @Test func `a hint is cut off between its words before the last column and never wraps`()
    async throws
  {
    let hint = LineHint(syntax: String(repeating: "日x ", count: 20))
    let harness = try await harness(
      columns: 20, assistant: WordAssistant(words: [], behind: hint))
    let input = try await harness.begin()
    try await harness.type("abc")
    try await harness.waits(for: "p> abc 日x 日x …")
    try await harness.type(String(repeating: "y", count: 14))
    try await harness.waits { $0.lines.suffix(2) == ["p> abcyyyyyyyyyyyyyy", " 日x 日x 日x 日x …"] }
    #expect(harness.screen.column == 0)
    try await harness.type("\r")
    #expect(await input.value == .line("abcyyyyyyyyyyyyyy"))
  }

  @Test func `the right prompt gives way to what the line would do, not to its form`() async throws
  {
    let hint = LineHint(
      syntax: "[as NAME] [where EXPR]", parts: ["1289 people", "4 already in the portal"])
    let harness = try await harness(assistant: WordAssistant(words: [], behind: hint))
    let input = try await harness.begin(decoration: LineDecoration(right: "14:02"))
    try await harness.type("abc")
    try await harness.waits(
      for: "p> abc → 1289 people, 4 already in the portal         14:02")
    try await harness.type("defghijkl")
    try await harness.waits(for: "p> abcdefghijkl → 1289 people, 4 already in the portal")
    await harness.editor.close()
    _ = await input.value
  }

  @Test func `hints, colours and the right prompt can be switched off`() async throws {
    let hint = LineHint(syntax: "[for SELECTOR]")
    let assistant = WordAssistant(words: ["role"], behind: hint)
    let harness = try await harness(assistant: assistant)
    let plain = try await harness.begin(
      decoration: LineDecoration(right: "14:02", hints: false, highlight: false))
    try await harness.type("role !x")
    try await harness.waits(for: "p> role !x" + String(repeating: " ", count: 44) + "14:02")
    #expect(harness.screen.text(ofStyle: "", row: harness.screen.row).hasPrefix("p> role !x"))
    try await harness.type("\u{15}sel\(Self.right)\r")
    #expect(await plain.value == .line("sel"))
    await harness.editor.close()
    let colourless = try await self.harness(
      options: LineEditorOptions(readsEditrc: false, usesStyles: false), assistant: assistant)
    let input = try await colourless.begin()
    try await colourless.type("role !x")
    try await colourless.waits(for: "p> role !x")
    #expect(colourless.screen.styles.allSatisfy { $0.allSatisfy(\.isEmpty) })
    try await colourless.type("\r")
    #expect(await input.value == .line("role !x"))
  }

  @Test func `without colours a hint is still dim, a mistake underlined and a command bold`()
    async throws
  {
    var options = LineEditorOptions(readsEditrc: false)
    options.usesColours = false
    let assistant = WordAssistant(words: ["role"], behind: LineHint(syntax: "[for SELECTOR]"))
    let harness = try await harness(options: options, assistant: assistant)
    let input = try await harness.begin()
    try await harness.type("role !x")
    try await harness.waits { $0.lines.last == "p> role !x [for SELECTOR]" }
    let row = harness.screen.row
    #expect(harness.screen.text(ofStyle: "4", row: row) == "!x")
    #expect(harness.screen.text(ofStyle: "1", row: row) == "role")
    #expect(harness.screen.text(ofStyle: "2", row: row).contains("[for SELECTOR]"))
    try await harness.type("\r")
    #expect(await input.value == .line("role !x"))
    for (style, kept) in [
      ("1;36", "1"), ("4;31", "4"), ("90", ""), ("7;1;4", "7;1;4"), ("1;38;5;9", "1"),
      ("97;2", "2"),
    ] {
      #expect(LineColours.withoutColour(style) == kept)
    }
  }

  @Test func `further lines stand behind a sign where no hint tells what is wanted`() async throws {
    let harness = try await harness()
    let plain = try await harness.begin(decoration: LineDecoration(hints: false))
    try await harness.type("a (b\rc\u{1B}[Dd")
    try await harness.waits { $0.lines.suffix(2) == ["p> a (b", "… dc"] }
    #expect(harness.screen.column == 3)
    try await harness.type("\u{1B}[F)\r")
    #expect(await plain.value == .line("a (b\ndc)"))
    let hinted = try await harness.begin()
    try await harness.type("a (b\rc")
    try await harness.waits { $0.lines.suffix(2) == ["p> a (b", "c"] }
    try await harness.type(")\r")
    #expect(await hinted.value == .line("a (b\nc)"))
  }

  @Test func `a mistake is underlined in red before Enter`() async throws {
    let harness = try await harness(assistant: WordAssistant(words: ["role"]))
    let input = try await harness.begin()
    try await harness.type("role !x y")
    try await harness.waits { $0.lines.last == "p> role !x y" }
    #expect(harness.screen.text(ofStyle: "4;31", row: harness.screen.row) == "!x")
    try await harness.type("\r")
    #expect(await input.value == .line("role !x y"))
  }

  @Test func `a right prompt vanishes when text comes near, and comes back`() async throws {
    let harness = try await harness(columns: 20)
    let input = try await harness.begin(decoration: LineDecoration(right: "14:02"))
    try await harness.waits(for: "p>            14:02")
    try await harness.type("abcdefghi")
    try await harness.waits(for: "p> abcdefghi  14:02")
    try await harness.type("j")
    try await harness.waits(for: "p> abcdefghij")
    try await harness.type("\u{7F}")
    try await harness.waits(for: "p> abcdefghi  14:02")
    try await harness.type("\r")
    #expect(await input.value == .line("abcdefghi"))
  }

  @Test(arguments: [
    ("abc def\u{1F}", "abc "), ("abc def\u{18}\u{15}\u{1F}", ""), ("abc\u{15}\u{1F}!", "abc!"),
    ("abc def\u{1F}\u{1F}\u{1B}_\u{1B}_!", "abc def!"), ("a\u{1F}b\u{1B}_", "b"),
    ("a b\u{17}\u{2}\u{4}\u{1F}\u{1F}", "a b"),
  ])
  func `undo and redo go through what each key did`(keys: String, line: String) async throws {
    let harness = try TerminalHarness()
    let input = try await harness.begin()
    try await harness.type(keys + "\r")
    #expect(await input.value == .line(line))
  }

  @Test(arguments: [
    ("a b c\u{17}\u{17}\u{19}!", "a b c!"), ("a b\u{1}\u{1B}d\u{5}\u{19}", " ba"),
    ("ab\u{17}cd\u{17}\u{19}\u{1B}y", "ab"), ("ab\u{17}cd\u{17}\u{19}\u{1B}y\u{1B}y", "cd"),
    ("ab\u{17}cd\u{17}\u{19} \u{1B}y", "cd "), ("a@b.c,d\u{1B}\u{7F}\u{1B}\u{7F}", "a@b.c"),
    ("ab cd\u{1B}b\u{B}\u{1}\u{19}", "cdab "), ("ab cd\u{1B}b\u{15}\u{5}\u{19}", "cdab "),
    ("ab cd\u{1B}[1;5D\u{1B}b\u{1B}[1;5C!", "ab! cd"), ("a\u{1B}\rb\u{15}\u{15}", "a"),
    ("a\u{1B}\rb\u{2}\u{2}\u{B}", "ab"),
  ])
  func `what is cut can be put back`(keys: String, line: String) async throws {
    let harness = try TerminalHarness()
    let input = try await harness.begin()
    try await harness.type(keys + "\r")
    #expect(await input.value == .line(line))
  }

  @Test(arguments: [
    ("ae\u{301}\u{7F}", "a"), ("e\u{301}x\u{2}\u{2}\u{4}", "x"), ("👨‍👩‍👧b\u{2}\u{7F}", "b"),
    ("a🇩🇪\u{2}c", "ac🇩🇪"), ("👍🏽\u{1}\u{1B}[3~", ""), ("e\u{301}\u{1}\u{6}x", "e\u{301}x"),
  ])
  func `keys pass and delete whole clusters`(keys: String, line: String) async throws {
    for mode in [LineEditorOptions.EditingMode.emacs, .vi] {
      let harness = try TerminalHarness(
        options: LineEditorOptions(editingMode: mode, readsEditrc: false))
      let input = try await harness.begin()
      // ^B and ^A are libedit's own in vi's map.
      let left = keys.replacing("\u{2}", with: "\u{1B}[D").replacing("\u{1}", with: "\u{1B}[H")
      try await harness.type(left + "\r")
      #expect(await input.value == .line(line))
      await harness.editor.close()
    }
  }

  @Test func `vi has undo, redo and cuts too`() async throws {
    let harness = try TerminalHarness(
      options: LineEditorOptions(editingMode: .vi, readsEditrc: false))
    let input = try await harness.begin()
    try await harness.type("ab cd\u{17}ef\u{19}\u{1B}")
    try await harness.waits(for: "p> ab efcd")
    try await harness.type("uuU")
    try await harness.waits(for: "p> ab ef")
    try await harness.type("\r")
    #expect(await input.value == .line("ab ef"))
  }

  @Test func `the line can be kept as a comment, and the screen cleared`() async throws {
    let harness = try TerminalHarness()
    let first = try await harness.begin()
    try await harness.type("select all")
    try await harness.waits(for: "p> select all")
    harness.editor.post("above")
    try await harness.waits { $0.lines == ["above", "p> select all"] }
    try await harness.type("\u{C}")
    try await harness.waits { $0.lines == ["p> select all"] && $0.column == 13 }
    try await harness.type("\u{1B}#")
    #expect(await first.value == .line("#select all"))
    let second = try await harness.begin()
    try await harness.type("\u{1B}[A\r")
    #expect(await second.value == .line("#select all"))
  }

  @Test func `the line and a paste too long for it go through the editor`() async throws {
    let options = LineEditorOptions(
      readsEditrc: false,
      edit: { text, limit in
        #expect(limit == 65_536)
        return text == "keep"
          ? .failed("vi failed\u{7}") : .saved("\(text.count)\n \(text.prefix(3))", lost: nil)
      })
    let harness = try TerminalHarness(columns: 90, options: options)
    let first = try await harness.begin()
    try await harness.type("abcd\u{18}\u{5}")
    try await harness.waits { $0.lines.suffix(2) == ["p> 4", " abc"] }
    try await harness.type("\u{1F}\u{1B}e\r")
    #expect(await first.value == .line("4\n abc"))
    let second = try await harness.begin()
    try await harness.type("keep\u{1B}e")
    try await harness.waits {
      $0.lines.suffix(2) == ["vi failed<U+0007>; the line is as it was.", "p> keep"]
    }
    try await harness.type("\u{1B}[200~\(String(repeating: "x", count: 70_000))\u{1B}[201~")
    try await harness.waits { $0.lines.contains { $0.contains("Ctrl-X Ctrl-E") } }
    try await harness.type("\u{1B}e\r")
    #expect(await second.value == .line("70004\n kee"))
  }

  @Test func `a line that the editor left unwritten is given back to go on with`() async throws {
    let harness = try TerminalHarness(
      options: LineEditorOptions(readsEditrc: false, edit: { _, _ in .unwritten }))
    let line = try await harness.begin()
    try await harness.type("abcd\u{1B}[D\u{18}\u{5}")
    try await harness.waits { $0.lines.last == "p> abcd" && $0.column == 6 }
    try await harness.type("-\r")
    #expect(await line.value == .line("abc-d"))
  }

  @Test func `marks tell prompt, input and output apart`() async throws {
    let harness = try TerminalHarness()
    let first = try await harness.begin()
    try await harness.type("one\r")
    _ = await first.value
    harness.editor.finished(code: 3)
    let second = try await harness.begin()
    harness.editor.interrupt()
    _ = await second.value
    let editor = harness.editor
    let answer = Task { await editor.readAnswer(prompt: "sure? ") }
    try await harness.waits(for: "sure?")
    try await harness.type("no\r")
    #expect(await answer.value == "no")
    await harness.editor.close()
    harness.look()
    #expect(harness.screen.marks == ["A", "B", "C", "D;3", "A", "B", "D"])
    #expect(harness.screen.unknown.isEmpty)
    #expect(harness.screen.modes == ["?7"])
  }

  @Test func `a terminal that goes away ends the session`() async throws {
    let harness = try TerminalHarness()
    let input = try await harness.begin()
    try await harness.type("half")
    try await harness.waits(for: "p> half")
    harness.hangUp()
    #expect(await input.value == .lost, "and not as if ^D had been typed")
    #expect(await harness.editor.readLine(prompt: "p> ") == .lost)
    await harness.editor.close()
  }
}
