import CommandLanguage
import Testing

@testable import LineEditing

struct CompletionStepTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let typed: String
    let insertions: [String]
    let step: CompletionStep?
    var testDescription: String { "\(typed) | \(insertions)" }
  }

  /// `nil` stands for the list.
  @Test(arguments: [
    Case(typed: "x", insertions: [], step: .nothing),
    Case(typed: "se", insertions: ["select"], step: .replace(removing: 2, text: "select ")),
    Case(typed: "select", insertions: ["select"], step: .replace(removing: 6, text: "select ")),
    Case(typed: "p", insertions: ["profile", "project"], step: .replace(removing: 1, text: "pro")),
    Case(typed: "pro", insertions: ["profile", "project"], step: nil),
    Case(
      typed: "SAL", insertions: ["Sales A", "Sales B"], step: .replace(removing: 3, text: "Sales ")),
    Case(
      typed: "Sal", insertions: ["\"Sales A\"", "\"Sales B\""],
      step: .replace(removing: 3, text: "\"Sales ")),
    Case(typed: "\"Sales ", insertions: ["\"Sales A\"", "\"Sales B\""], step: nil),
    Case(typed: "", insertions: ["a", "b"], step: nil),
    Case(typed: "mgr", insertions: ["Manager", "Manual"], step: nil),
    Case(typed: "日", insertions: ["日本", "日本語"], step: .replace(removing: 1, text: "日本")),
  ])
  func `Tab does the least that helps`(_ example: Case) {
    let line = Array(("do " + example.typed).unicodeScalars)
    let candidates = example.insertions.map { Candidate(insertion: $0, label: $0, detail: "") }
    let completion = LineCompletion(replacing: Span(3, line.count), candidates: candidates)
    let step = CompletionStep(completion, line: line, cursor: line.count)
    #expect(step == example.step ?? .list(candidates))
  }

  @Test func `a blank that is there or not wanted is not added`() {
    let word = Candidate(insertion: "select", label: "select", detail: "")
    let part = Candidate(insertion: "crm.", label: "crm.", detail: "", completesWord: false)
    let line = Array("se x".unicodeScalars)
    #expect(
      CompletionStep(
        LineCompletion(replacing: Span(0, 2), candidates: [word]), line: line, cursor: 2)
        == .replace(removing: 2, text: "select"))
    #expect(
      CompletionStep(
        LineCompletion(replacing: Span(4, 4), candidates: [part]), line: line, cursor: 4)
        == .replace(removing: 0, text: "crm."))
  }

  @Test func `what is only guessed is shown, even where it is the only one`() {
    let guess = Candidate(insertion: "carla@x", label: "carla@x", detail: "", isGuess: true)
    let line = Array("dis".unicodeScalars)
    let completion = LineCompletion(replacing: Span(0, 3), candidates: [guess])
    #expect(CompletionStep(completion, line: line, cursor: 3) == .list([guess]))
    let options = ["--format", "--force"].map {
      Candidate(insertion: $0, label: $0, detail: "", isGuess: true)
    }
    let empty = LineCompletion(replacing: Span(0, 0), candidates: options)
    #expect(CompletionStep(empty, line: [], cursor: 0) == .list(options))
  }

  @Test func `a span outside the line does no harm`() {
    let word = Candidate(insertion: "ab", label: "ab", detail: "")
    let line = Array("a".unicodeScalars)
    let completion = LineCompletion(replacing: Span(-3, 9), candidates: [word])
    #expect(
      CompletionStep(completion, line: line, cursor: 1) == .replace(removing: 1, text: "ab "))
  }
}
