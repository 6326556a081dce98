import CommandLanguage
import Reporting
import Testing

@testable import LineEditing

struct CandidateListTests {
  private func rows(
    _ labels: [String], detail: String = "", columns: Int = 30
  ) -> [String] {
    CandidateList(columns: columns, usesStyles: false)
      .rows(labels.map { Candidate(insertion: $0, label: $0, detail: detail) })
  }

  @Test func `descriptions stand in a column and are clipped`() {
    #expect(
      rows(["a", "日本"], detail: "what it does") == ["a     what it does", "日本  what it does"])
    #expect(
      rows(["role"], detail: "a description too long for a row") == [
        "role  a description too long…"
      ])
  }

  @Test func `descriptions are dimmed where styles are wanted`() {
    let list = CandidateList(columns: 30, usesStyles: true)
    #expect(
      list.rows([Candidate(insertion: "a", label: "a", detail: "b")])
        == ["a  \u{1B}[2mb\u{1B}[0m"])
  }

  @Test func `what would be refused is dimmed whole, with its reason`() {
    let candidates = [
      Candidate(insertion: "a", label: "a", detail: "b", refusal: "no e-mail"),
      Candidate(insertion: "c", label: "c", detail: "archived", refusal: "archived"),
      Candidate(insertion: "d", label: "d", detail: "", refusal: "for clients"),
    ]
    let list = CandidateList(columns: 30, usesStyles: true)
    #expect(
      list.rows(candidates)
        == ["a  b, no e-mail", "c  archived", "d  for clients"].map { "\u{1B}[2m\($0)\u{1B}[0m" })
  }

  @Test func `labels alone run down the columns`() {
    #expect(rows(["a", "b", "c", "d", "e"], columns: 9) == ["a  c  e", "b  d"])
    let many = rows((0..<1000).map { "candidate\($0)" }, columns: 40)
    #expect(many.count == 500)
    #expect(many.first == "candidate0    candidate500")
    #expect(many.last == "candidate499  candidate999")
  }

  @Test func `hostile text is spelled out`() {
    let shown = rows(["a\u{1B}[2J\u{202E}b"], detail: "c\u{7}\nd", columns: 80)
    #expect(shown == ["a<U+001B>[2J<U+202E>b  c<U+0007><U+000A>d"])
  }

  @Test(arguments: [4, 10, 23, 40, 79, 200])
  func `no row is as wide as the terminal`(columns: Int) {
    let labels = ["日本語", "a", "a much longer label than the others", "x@y.z"]
    let lists = ["", "détails 日本 in some length"].map { detail in
      rows(
        (0..<40).map { labels[$0 % 4] + "\($0)" }, detail: detail, columns: columns)
    }
    for list in lists {
      #expect(list.allSatisfy { DisplayWidth.columns(of: $0) < columns })
    }
  }
}
