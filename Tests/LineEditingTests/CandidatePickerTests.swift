import CommandLanguage
import Testing

@testable import LineEditing

struct CandidatePickerTests {
  private static let roles = [
    Candidate(insertion: "Manager", label: "Manager", detail: "3 people"),
    Candidate(insertion: "\"Sales Manager\"", label: "Sales Manager", detail: "7 people"),
    Candidate(insertion: "Sales", label: "Sales", detail: "", refusal: "for clients only"),
    Candidate(insertion: "", label: "ROLE", detail: "a role"),
    Candidate(insertion: "Website", label: "Website", detail: "by Ana Sample"),
  ]

  private func picker(_ query: String = "", takesList: Bool = false) -> CandidatePicker {
    CandidatePicker(query: query, takesList: takesList) { word in
      word.isEmpty ? Self.roles : []
    }
  }

  private func labels(_ picker: CandidatePicker) -> [String] { picker.matches.map(\.label) }

  @Test func `letters narrow down, what would be refused stands last`() {
    #expect(labels(picker()) == ["Manager", "Sales Manager", "Website", "Sales"])
    var picker = picker("sal")
    #expect(labels(picker) == ["Sales Manager", "Sales"])
    expect(picker.handle(.enter), .takes("\"Sales Manager\" "))
    expect(picker.handle(.down), .stays)
    expect(picker.handle(.tab), .takes("Sales "))
    expect(picker.handle(.cutWord), .stays)
    for letter in "man sa".unicodeScalars { expect(picker.handle(ModalKey(letter)), .stays) }
    #expect(labels(picker) == ["Sales Manager"])
  }

  @Test func `descriptions are searched too, after labels`() {
    #expect(labels(picker("ana")) == ["Manager", "Sales Manager", "Website"])
    #expect(labels(picker("sample")) == ["Website"])
    #expect(labels(picker("ple")) == [])
  }

  @Test func `labels are cut off only where descriptions need the room`() {
    var picker = picker("website")
    let short = ModalTests.texts(picker.overlay(in: ModalArea(columns: 27, rows: 4)))
    #expect(short.last == "> Website  by Ana Sample")
    let tight = ModalTests.texts(picker.overlay(in: ModalArea(columns: 14, rows: 4)))
    #expect(tight.last == "> Website  b…")
  }

  @Test func `two of one name are both there`() {
    let same = ["17", "18"].map { Candidate(insertion: $0, label: "Intranet", detail: "id \($0)") }
    #expect(CandidatePicker(query: "", takesList: false) { _ in same }.matches == same)
  }

  @Test func `several are taken with commas where a list may stand, in the order marked`() {
    var picker = picker(takesList: true)
    expect(picker.handle(.down), .stays)
    expect(picker.handle(.blank), .stays)
    expect(picker.handle(.first), .stays)
    expect(picker.handle(.mark), .stays)
    expect(picker.handle(.enter), .takes("\"Sales Manager\", Manager "))
    let rows = ModalTests.texts(picker.overlay(in: ModalArea(columns: 90, rows: 9)))
    #expect(
      rows == [
        "pick:   2 of 4, 2 marked · Enter takes · Esc leaves · Space marks several",
        " *Manager        3 people", ">*Sales Manager  7 people", "  Website        by Ana Sample",
        "  Sales          for clients only",
      ])
    expect(picker.handle(.blank), .stays)
    expect(picker.handle(.enter), .takes("Manager "))
    var single = self.picker()
    expect(single.handle(.mark), .refused)
    expect(single.handle(.blank), .stays)
  }

  @Test func `what would be refused is dimmed with its reason`() {
    var picker = picker()
    let rows = picker.overlay(in: ModalArea(columns: 60, rows: 9)).rows
    #expect(rows[4].dropFirst(2).allSatisfy { $0.style == "2" || $0.text == " " })
    #expect(rows[1].dropFirst(2).prefix(7).allSatisfy { $0.style == "7" })
  }

  @Test func `people are found by what is said of them, beyond those that Tab shows`() {
    let people = (1...900).map {
      Candidate(
        insertion: "p\($0)@x.de", label: "p\($0)@x.de",
        detail: $0 % 100 == 0 ? "Gert Novak, Engineer, disabled in CRM" : "Ana Ito, Clerk")
    }
    let shown = { (word: String, _: Bool) -> LineCompletion? in
      LineCompletion(
        replacing: Span(0, 0), candidates: word.isEmpty ? Array(people.prefix(200)) : [],
        total: word.isEmpty ? 900 : 0)
    }
    let area = ModalArea(columns: 90, rows: 9)
    var picker = CandidatePicker(
      query: "", takesList: false,
      choices: { LineCompletion(replacing: Span(0, 0), candidates: people) }, offers: shown)
    #expect(ModalTests.texts(picker.overlay(in: area))[0].contains("1 of 900 ·"))
    for letter in "disabled".unicodeScalars { _ = picker.handle(ModalKey(letter)) }
    #expect(picker.matches.count == 9)
    #expect(ModalTests.texts(picker.overlay(in: area))[0].contains("1 of 9 ·"))
    var partly = CandidatePicker(query: "", takesList: false, offers: shown)
    for letter in "disabled".unicodeScalars { _ = partly.handle(ModalKey(letter)) }
    #expect(ModalTests.texts(partly.overlay(in: area))[0].contains("1 of 2 (in 200 of 900)"))
  }

  /// There may be more than are offered at once.
  @Test func `the language is asked for what it did not offer, as one word`() {
    var asked: [String] = []
    var picker = CandidatePicker(query: "", takesList: false) { word in
      asked.append(word)
      return word.isEmpty ? [] : [Candidate(insertion: "a@x.de", label: "a@x.de", detail: "")]
    }
    for letter in "Ana $".unicodeScalars { expect(picker.handle(ModalKey(letter)), .stays) }
    #expect(asked == ["", "A", "An", "Ana", "\"Ana ", "\"Ana \\$"])
    expect(picker.handle(.enter), .takes("a@x.de "))
  }

  @Test(arguments: [
    ("a;b", "\"a;b"), ("a,b", "\"a,b"), ("O'Hara", "\"O'Hara"), ("#1", "\"#1"), ("x=y", "\"x=y"),
    ("\\", "\"\\\\"), ("a~", "\"a~"), ("ana@x.de", "ana@x.de"), ("~/Zoë_1", "~/Zoë_1"),
    ("@man", "@man"),
  ])
  func `a text with signs is asked for in quotes`(query: String, word: String) {
    var asked: [String] = []
    _ = CandidatePicker(query: query, takesList: false) { word in
      asked.append(word)
      return []
    }
    #expect(asked == ["", word])
  }

  /// Completes the word that begins behind the last `;`.
  private struct Splitting: LineAssistant {
    func completion(
      of line: String, at cursor: Int, isCancelled: () -> Bool
    ) -> LineCompletion {
      let typed = Array(line.unicodeScalars.prefix(cursor))
      let start = typed.lastIndex(of: ";").map { $0 + 1 } ?? 3
      return LineCompletion(
        replacing: Span(start, cursor),
        candidates: [Candidate(insertion: "w", label: "w", detail: "")])
    }

    func needsMore(_ text: String) -> Bool { false }
  }

  @Test func `what belongs elsewhere in the line is not offered`() {
    let place = PickedPlace(
      LineCompletion(replacing: Span(3, 3), candidates: []), line: Array("do ".unicodeScalars),
      cursor: 3)
    #expect(place.completion(of: "a", asking: Splitting()).candidates.map(\.label) == ["w"])
    #expect(place.completion(of: "a;b", asking: Splitting()).candidates.isEmpty)
  }

  struct Place: CustomTestStringConvertible, Sendable {
    let before: String
    let after: String
    let lower: Int
    let word: String
    let line: String
    var testDescription: String { "\(before)|\(after)" }
  }

  @Test(arguments: [
    Place(before: "do ", after: "", lower: 3, word: "", line: "do \"A B\" "),
    Place(before: "do Sal", after: " for x", lower: 3, word: "Sal", line: "do \"A B\" for x"),
    Place(before: "do \"Sal", after: "\" x", lower: 3, word: "Sal", line: "do \"A B\" x"),
    Place(before: "do 'Sal", after: "", lower: 3, word: "Sal", line: "do \"A B\" "),
    Place(before: "do A,", after: ",C", lower: 5, word: "", line: "do A,\"A B\",C"),
  ])
  func `a choice takes the place of the word, its quotes included`(_ example: Place) {
    let line = Array((example.before + example.after).unicodeScalars)
    let cursor = example.before.unicodeScalars.count
    let place = PickedPlace(
      LineCompletion(replacing: Span(example.lower, cursor), candidates: []), line: line,
      cursor: cursor)
    #expect(place.word == example.word)
    var result = line
    result.replaceSubrange(place.range, with: place.fitting("\"A B\" ").unicodeScalars)
    #expect(String(String.UnicodeScalarView(result)) == example.line)
  }
}
