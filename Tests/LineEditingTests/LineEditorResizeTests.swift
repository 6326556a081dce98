import CommandLanguage
import Testing

@testable import LineEditing

/// A terminal that wraps its rows anew, as tmux does, while a line is edited.
extension LineEditorTests {
  private static let long =
    "echo \"one two three four five six seven eight nine ten eleven twelve thirteen fourteen\" end"
  private static let wide =
    "echo \"日本語 日本語 one two three four 日本語日本語 five six seven\" ends"

  /// An editor with a line behind one that was run, both in a terminal of 80 columns.
  private func harness(
    typing line: String, right: String, rows: Int = 24, clearing: Bool = false
  ) async throws -> (TerminalHarness, Task<LineInput, Never>) {
    var options = LineEditorOptions(readsEditrc: false)
    options.keepsErased = true
    let harness = try TerminalHarness(
      columns: 80, rows: rows, options: options,
      assistant: WordAssistant(words: [], behind: LineHint(syntax: "[a hint that goes]")))
    let first = try await harness.begin("p> ")
    try await harness.type("first\r")
    #expect(await first.value == .line("first"))
    let input = try await harness.begin("q> ", decoration: LineDecoration(right: right))
    if clearing { try await harness.type("\u{C}") }
    for letter in line { try await harness.type(letter == "\n" ? "\u{1B}\r" : String(letter)) }
    try await harness.waits { $0.shows(line) && $0.lines.first?.hasPrefix("q>") == clearing }
    return (harness, input)
  }

  @Test(arguments: [
    ("echo short", [12, 80]), (long, [60, 100]), (long, [40, 80]), (long, [20, 80]),
    (wide, [15, 7, 80]), (long, [30, 15, 100, 50, 80]), ("a \nb 日本\n" + long, [33, 21, 80]),
  ])
  func `a line is there once whatever widths there were, and all above it`(
    line: String, widths: [Int]
  ) async throws {
    for (clears, rows) in [(false, 24), (true, 24), (true, 20)] {
      let (harness, input) = try await harness(
        typing: line, right: "14:02", rows: rows, clearing: clears)
      for width in widths {
        let asked = harness.screen.questions
        harness.rewrap(to: width)
        try await harness.waits { $0.questions > asked && $0.frames > 0 && $0.shows(line) }
      }
      let all = harness.screen.all
      // What the terminal still has out of sight can't be reached.
      let lines = harness.screen.lines
      #expect(lines.count { $0.hasPrefix("q>") } == 1, "\(all.joined(separator: "\n"))")
      #expect(all.count { $0 == "p> first" } == 1, "\(all.joined(separator: "\n"))")
      try await harness.type("\r")
      #expect(await input.value == .line(line))
      await harness.editor.close()
    }
  }

  @Test func `a terminal that does not say where its cursor is is asked once`() async throws {
    let (harness, input) = try await harness(typing: Self.long, right: "")
    harness.answersPlace = false
    for width in [60, 50, 40] {
      harness.rewrap(to: width)
      try await harness.type("x")
    }
    try await harness.waits { $0.questions == 1 && $0.shows(Self.long + "xxx") }
    try await harness.type("\r")
    #expect(await input.value == .line(Self.long + "xxx"))
  }

  @Test func `rows that were cut are found by where the cursor is`() async throws {
    let (harness, input) = try await harness(typing: Self.long, right: "")
    harness.cut(to: 45)
    try await harness.waits { $0.questions == 1 && $0.frames > 0 && $0.shows(Self.long) }
    #expect(harness.screen.lines.count == 4)
    #expect(harness.screen.lines.first == "p> first")
    try await harness.type("\r")
    #expect(await input.value == .line(Self.long))
  }
}

extension TerminalModel {
  /// Whether the last rows in sight are those of a line behind `q> `.
  fileprivate func shows(_ line: String) -> Bool {
    let frame = LineFrame(
      columns: columns, prompt: PromptCells.cells(of: "q> "), text: line,
      cursor: line.unicodeScalars.count)
    let wanted = frame.rows.map { $0.cells.map(\.text).joined() }.filter { !$0.isEmpty }
    let found = lines.suffix(wanted.count)
    return found.count == wanted.count
      && zip(found, wanted).allSatisfy { $0.hasPrefix(Self.trimmed($1)) }
  }

  /// What is in sight and what is not.
  fileprivate var all: [String] { history.map { $0.cells.joined() }.map(Self.trimmed) + lines }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }
}
