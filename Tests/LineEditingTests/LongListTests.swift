import CommandLanguage
import Testing

@testable import LineEditing

/// What is too long to be shown.
struct LongListTests {
  private static let some = (0..<200).map {
    Candidate(insertion: "p\($0)", label: "p\($0)", detail: "a person")
  }

  @Test func `a list and a picker tell how many there are beyond those shown`() {
    let area = ModalArea(columns: 80, rows: 10)
    var pages = CandidatePages(Self.some, total: 1322, opensPicker: true, passesEscape: false)
    #expect(
      ModalTests.texts(pages.overlay(in: area)).last?.hasPrefix("1–9 of 200 (1322 in all)") == true)
    for _ in 0..<30 { _ = pages.handle(.pageDown) }
    #expect(
      ModalTests.texts(pages.overlay(in: area)).last
        == "192–200 of 200 (1322 in all) · more letters find the others, q end, Tab picks")
    var picker = CandidatePicker(query: "", takesList: false) { word in
      LineCompletion(
        replacing: Span(0, 0), candidates: Self.some.filter { $0.label.hasPrefix(word) },
        total: word.isEmpty ? 1322 : 0)
    }
    #expect(
      ModalTests.texts(picker.overlay(in: area)).first?.contains("1 of 200 (1322 in all)") == true)
    _ = picker.handle(.letter("7"))
    #expect(ModalTests.texts(picker.overlay(in: area)).first?.contains("in all") == false)
  }
}

/// What takes long.
extension LineEditorTests {
  @Test func `a Tab that takes long sees to the size, and gives way to keys`() async throws {
    let harness = try TerminalHarness(columns: 30, assistant: Ponderer())
    let input = try await harness.begin()
    try await harness.type("abc\t")
    try await harness.waits(for: "p> abc")
    harness.resize(columns: 40, rows: 12)
    try await harness.waits { $0.columns == 40 && $0.lines.last == "p> abc" }
    try await harness.type("d")
    try await harness.waits(for: "p> abcd")
    try await harness.type("\r")
    #expect(await input.value == .line("abcd"))
  }

  @Test func `a Tab that takes long ends with ^C`() async throws {
    let harness = try TerminalHarness(assistant: Ponderer())
    let input = try await harness.begin()
    try await harness.type("abc\t")
    try await harness.waits(for: "p> abc")
    try await harness.type("\u{3}")
    #expect(await input.value == .interrupted)
  }

  @Test func `lines printed above while a Tab takes long leave the line below`() async throws {
    let harness = try TerminalHarness(assistant: Ponderer())
    let input = try await harness.begin()
    try await harness.type("abc\t")
    try await harness.waits(for: "p> abc")
    harness.editor.post("news")
    try await harness.waits { $0.lines.suffix(2) == ["news", "p> abc"] }
    try await harness.type("\u{3}")
    #expect(await input.value == .interrupted)
  }
}

/// Finds something only after it was told to stop, or after a minute.
private struct Ponderer: LineAssistant {
  func completion(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> LineCompletion {
    let end = ContinuousClock.now + .seconds(60)
    while !isCancelled(), ContinuousClock.now < end {}
    return LineCompletion(
      replacing: Span(0, cursor),
      candidates: [Candidate(insertion: "found", label: "found", detail: "")])
  }

  func needsMore(_ text: String) -> Bool { false }
}
