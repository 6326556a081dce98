import CommandLanguage
import Synchronization
import Testing

@testable import LineEditing

/// What happens while a line is being edited, and more than one row of it.
extension LineEditorTests {
  @Test func `posted lines appear above the line, wrapped as it may be`() async throws {
    let harness = try TerminalHarness(columns: 20)
    let input = try await harness.begin()
    try await harness.type(String(repeating: "word ", count: 9) + "日本")
    try await harness.waits(for: "rd word 日本")
    harness.editor.post("one")
    harness.editor.post("two\nthree")
    try await harness.waits {
      $0.lines == [
        "one", "two", "three", "p> word word word wo", "rd word word word wo", "rd word 日本",
      ]
    }
    try await harness.type("!\r")
    #expect(await input.value == .line(String(repeating: "word ", count: 9) + "日本!"))
  }

  @Test func `a resize draws the line anew`() async throws {
    let harness = try TerminalHarness(columns: 40)
    let input = try await harness.begin()
    try await harness.type("0123456789012345678901234567890123456789")
    try await harness.waits(for: "789")
    harness.resize(columns: 20, rows: 10)
    try await harness.waits { $0.lines == ["p> 01234567890123456", "78901234567890123456", "789"] }
    try await harness.type("\r")
    #expect(await input.value == .line("0123456789012345678901234567890123456789"))
  }

  @Test func `where rows are cut, a narrower terminal loses none above the line`() async throws {
    var options = LineEditorOptions(readsEditrc: false)
    options.cutsRows = true
    let harness = try TerminalHarness(columns: 40, options: options)
    let input = try await harness.begin()
    let line = "0123456789012345678901234567890123456789"
    try await harness.type(line)
    harness.editor.post("above")
    try await harness.waits { $0.lines.first == "above" && $0.lines.last == "789" }
    harness.cut(to: 20)
    try await harness.waits {
      $0.lines == ["above", "p> 01234567890123456", "78901234567890123456", "789"]
    }
    try await harness.type("\r")
    #expect(await input.value == .line(line))
  }

  @Test(arguments: [
    (["TERM": "linux"], true), (["TERM": "st-256color"], true), (["TERM": "stterm"], false),
    (["TERM": "xterm-256color", "XTERM_VERSION": "XTerm(379)"], true),
    (["TERM": "xterm-256color"], false), ([:], false),
    (["TERM": "tmux-256color", "XTERM_VERSION": "XTerm(379)", "TMUX": "/tmp/t,1,0"], false),
    (["TERM": "xterm", "XTERM_VERSION": "XTerm(379)", "TMUX": "/tmp/t,1,0"], false),
    (["TERM": "xterm", "XTERM_VERSION": "XTerm(379)", "STY": "1.pts-0.host"], false),
  ])
  func `terminals that cut their rows are known by their variables`(
    environment: [String: String], cuts: Bool
  ) {
    #expect(LineEditorOptions.cutsRows(in: environment) == cuts)
  }

  @Test func `Enter goes on in a new line while the language needs more`() async throws {
    let harness = try TerminalHarness()
    let input = try await harness.begin()
    try await harness.type("a (\rb\rc)")
    try await harness.waits { $0.lines == ["p> a (", "b", "c)"] }
    try await harness.type("\u{1B}[A\u{1B}[D!\r")
    #expect(await input.value == .line("a (\n!b\nc)"))
    let again = try await harness.begin()
    try await harness.type("\u{1B}[A")
    try await harness.waits(for: "c)")
    try await harness.type("\r")
    #expect(await again.value == .line("a (\n!b\nc)"))
  }

  @Test func `W with Control takes an address whole and Y brings it back`() async throws {
    let harness = try TerminalHarness()
    let input = try await harness.begin()
    try await harness.type("role a@b.com,c@d.de\u{17}\u{17}\u{17}\u{19}!\r")
    #expect(await input.value == .line("role a@b.com,c@d.de!"))
  }

  @Test func `a paste too long is refused whole`() async throws {
    let harness = try TerminalHarness(columns: 90)
    let input = try await harness.begin()
    try await harness.type(
      "kept\u{1B}[200~" + String(repeating: "é", count: 33_000) + "\u{1B}[201~")
    try await harness.waits { $0.lines.contains { $0.contains("65 KiB is too long") } }
    try await harness.type("\u{1B}[200~" + String(repeating: "x", count: 2000) + "\u{1B}[201~\r")
    #expect(await input.value == .line("kept" + String(repeating: "x", count: 2000)))
  }

  @Test func `an answer is neither completed nor recalled nor typed ahead`() async throws {
    let harness = try TerminalHarness(assistant: WordAssistant(words: ["30"]))
    let line = try await harness.begin()
    try await harness.type("import\r")
    #expect(await line.value == .line("import"))
    try await harness.type("37\r")
    let editor = harness.editor
    let answer = Task { await editor.readAnswer(prompt: "how many? ") }
    try await harness.waits(for: "how many?")
    try await harness.type("3\t\u{1B}[A(\r")
    #expect(await answer.value == "3(")
    let next = try await harness.begin()
    try await harness.type("\u{1B}[A")
    try await harness.waits(for: "p> import")
    harness.editor.terminate()
    #expect(await next.value == .endOfInput)
  }

  @Test func `output without a line end is kept, and marked`() async throws {
    let harness = try TerminalHarness()
    try await harness.printElsewhere("half a row")
    let input = try await harness.begin()
    #expect(harness.screen.lines == ["half a row⏎", "p>"])
    try await harness.type("\r")
    #expect(await input.value == .line(""))
  }

  @Test(arguments: [LineEditorOptions.EditingMode.emacs, .vi], 1...5 as ClosedRange<UInt64>)
  func `four hundred keys of any kind leave a working editor`(
    mode: LineEditorOptions.EditingMode, seed: UInt64
  ) async throws {
    let harness = try TerminalHarness(
      rows: 24, options: LineEditorOptions(editingMode: mode, readsEditrc: false),
      assistant: WordAssistant(words: ["select", "set", "日本語"]))
    let before = harness.modes
    let editor = harness.editor
    let isDone = Atomic(false)
    let reader = Task {
      // Keys that the editor had not come to yet may stand before it.
      while true {
        if case .line(let text) = await editor.readLine(prompt: "p> "), text.hasSuffix("sentinel") {
          break
        }
      }
      isDone.store(true, ordering: .relaxed)
    }
    var random = SplitMix(state: seed)
    for _ in 0..<400 {
      try await harness.type(Self.keys[Int(random.next() % UInt64(Self.keys.count))])
    }
    try await harness.waits { _ in harness.isRead }
    // One ends what is asked below the line, the next the line, and one may come between two lines. What is
    // posted behind it shows that it was heard.
    for number in 1...3 {
      let lines = harness.screen.marks.count { $0 == "B" }
      harness.editor.interrupt()
      harness.editor.post("heard \(number)")
      try await harness.waits {
        $0.lines.contains("heard \(number)") || $0.marks.count { $0 == "B" } > lines
      }
    }
    try await harness.type("sentinel\r")
    try await harness.waits { _ in isDone.load(ordering: .relaxed) }
    await reader.value
    await harness.editor.close()
    #expect(harness.modes == before)
  }

  /// Keys one by one and in sequence; neither stop nor start of output, which is not ours.
  private static let keys: [String] =
    (1..<0x80).filter { $0 != 0x11 && $0 != 0x13 }.map { String(Unicode.Scalar(UInt8($0))) }
    + ["é", "日", "😀", "e\u{301}", "\u{200D}", "\u{85}"]
    + Key.sequences.map(\.0).filter { !$0.contains("~") } + ["\u{1B}[200~a\tb\r\u{1B}[201~"]

  @Test func `a key right behind a new size is kept, and the line is drawn in the last`()
    async throws
  {
    let harness = try TerminalHarness()
    let input = try await harness.begin()
    let line = "list users where crm.role = \"Sales Manager\""
    try await harness.type(line)
    for round in 0..<150 {
      harness.resize(columns: [80, 60, 100][round % 3], rows: 24)
      try await harness.type("a")
    }
    try await harness.waits { _ in harness.isRead }
    // What was drawn for the sizes before is over then.
    harness.editor.post("settled")
    try await harness.waits { $0.lines.contains { $0.contains("settled") } }
    harness.resize(columns: 70, rows: 24)
    let whole = Array("p> " + line + String(repeating: "a", count: 150))
    let rows = stride(from: 0, to: whole.count, by: 70).map {
      String(whole[$0..<min($0 + 70, whole.count)])
    }
    try await harness.waits { $0.lines == rows }
    #expect(harness.screen.column == rows.last?.count)
    try await harness.type("\r")
    #expect(await input.value == .line(line + String(repeating: "a", count: 150)))
  }

  @Test func `a line taller than the screen goes on at its end after the cursor was elsewhere`()
    async throws
  {
    let harness = try TerminalHarness(columns: 10)
    harness.resize(columns: 10, rows: 4)
    let input = try await harness.begin()
    var line = String(repeating: "0123456789", count: 12)
    try await harness.type(line)
    for _ in 0..<20 {
      try await harness.type("\u{01}\u{05}" + "abcdefghijk")
      line += "abcdefghijk"
    }
    try await harness.type("\r")
    #expect(await input.value == .line(line))
  }
}

/// Steele, Lea and Flood's generator: the same keys in every run.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
