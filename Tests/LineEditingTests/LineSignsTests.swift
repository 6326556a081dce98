import CommandLanguage
import Testing

@testable import LineEditing

/// What the editor shows of its own where the locale is not UTF-8.
struct LineSignsTests {
  private static let plain = LineSigns(usesUnicode: false)

  @Test func `a search, a picker and lists are ASCII where they must be`() {
    let area = ModalArea(columns: 44, rows: 8, signs: Self.plain)
    var search = HistorySearch(
      entries: ["a\n" + String(repeating: "b", count: 60), "c"], query: "b")
    var picker = CandidatePicker(query: "", takesList: true) { _ in
      [
        Candidate(
          insertion: "x", label: String(repeating: "x", count: 60), detail: "y → z … and more")
      ]
    }
    let numbers = (0..<40).map {
      Candidate(
        insertion: "", label: "=|!=|… \($0)", detail: "\(String(repeating: "w", count: 50))")
    }
    var pages = CandidatePages(numbers, opensPicker: true, passesEscape: false)
    let rows = [search.overlay(in: area), picker.overlay(in: area), pages.overlay(in: area)]
      .flatMap(ModalTests.texts)
    #expect(rows.allSatisfy { $0.utf8.count < 44 && $0.unicodeScalars.allSatisfy(\.isASCII) })
    #expect(rows.contains { $0.hasPrefix("history: b  1 of 1, Enter takes, Esc leaves") })
    #expect(rows.contains { $0.hasPrefix("> a^Jbbb") && $0.hasSuffix("...") })
    #expect(rows.contains { $0.hasPrefix("| bbb") })
    #expect(rows.contains { $0.hasPrefix("1-7 of 40") })
    #expect(rows.contains { $0.hasPrefix("=|!=|... 0") && $0.hasSuffix("...") })
  }

  @Test(arguments: [
    ("→ 37 people · more …", "-> 37 people - more ..."), ("a – b │ Zoë", "a - b | Zoë"),
  ])
  func `words of ours lose their signs, and no letters`(words: String, plain: String) {
    #expect(Self.plain.fitting(words) == plain)
    #expect(LineSigns().fitting(words) == words)
  }
}

extension LineEditorTests {
  @Test func `prompt, hint and right end are ASCII where they must be`() async throws {
    var options = LineEditorOptions(readsEditrc: false)
    options.usesUnicode = false
    let hint = LineHint(syntax: "NAME,… …", consequence: "37 people")
    let harness = try TerminalHarness(
      options: options, assistant: WordAssistant(words: [], behind: hint))
    try await harness.printElsewhere("half a row")
    let input = try await harness.begin(decoration: LineDecoration(right: "run · 14:02"))
    #expect(harness.screen.lines.first == "half a row%")
    try await harness.type("日 ")
    try await harness.waits {
      $0.lines.last?.hasPrefix("p> 日 -> 37 people  NAME,... ...") == true
        && $0.lines.last?.hasSuffix("run - 14:02") == true
    }
    try await harness.type("\r")
    #expect(await input.value == .line("日 "))
  }
}
