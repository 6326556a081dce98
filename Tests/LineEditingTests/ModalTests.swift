import CommandLanguage
import Testing

@testable import LineEditing

/// What is asked below the line, without a terminal.
struct ModalTests {
  static let entries = [
    "select users where city = Bern", "list plan", "role Sales for @new", "list plan",
    "select users\nwhere city = Basel", "assign Website for all",
  ]

  /// The texts of the rows.
  static func texts(_ overlay: Overlay) -> [String] {
    overlay.rows.map { $0.map(\.text).joined() }
  }

  static func type(_ keys: String, into search: inout HistorySearch) -> [ModalStep] {
    keys.unicodeScalars.map { search.handle(ModalKey($0)) }
  }

  @Test(
    arguments: [
      (
        "",
        [
          "assign Website for all", "select users\nwhere city = Basel", "list plan",
          "role Sales for @new", "select users where city = Bern",
        ]
      ),
      ("list", ["list plan"]),
      // A beginning before a word within, newest first among equals.
      (
        "s",
        [
          "select users\nwhere city = Basel", "select users where city = Bern",
          "role Sales for @new", "assign Website for all", "list plan",
        ]
      ),
      ("select", ["select users\nwhere city = Basel", "select users where city = Bern"]),
      ("BERN sel", ["select users where city = Bern"]),
      ("wbs", ["assign Website for all"]),
      ("zzz", []),
    ] as [(String, [String])])
  func `every entry is found once, best first, then newest first`(
    query: String, found: [String]
  ) {
    var search = HistorySearch(entries: Self.entries)
    _ = Self.type(query, into: &search)
    #expect(search.matches == found)
    #expect(HistorySearch(entries: Self.entries, query: query).matches == found)
  }

  @Test func `keys move, take and leave`() {
    var search = HistorySearch(entries: Self.entries)
    expect(search.handle(.up), .refused)
    // ^R, ^R, ^S.
    expect(Self.type("\u{12}\u{12}\u{13}", into: &search), [.stays, .stays, .stays])
    expect(search.handle(.enter), .takes("select users\nwhere city = Basel"))
    expect(search.handle(.last), .stays)
    expect(search.handle(.down), .refused)
    expect(search.handle(.tab), .takes("select users where city = Bern"))
    for key in ["\u{1B}", "\u{7}", "\u{3}"] {
      expect(Self.type(key, into: &search), [.leaves])
    }
    expect(Self.type("zzz", into: &search), [.stays, .stays, .stays])
    expect(search.handle(.enter), .refused)
    expect(search.handle(.cutAll), .stays)
    expect(search.handle(.back), .refused)
    #expect(search.matches.count == 5)
  }

  @Test func `what was found is marked, and a longer entry shown whole below`() {
    var search = HistorySearch(entries: Self.entries, query: "city")
    let overlay = search.overlay(in: ModalArea(columns: 40, rows: 20))
    #expect(
      Self.texts(overlay) == [
        "history: city  1 of 2 · Enter takes", "> select users⏎where city = Basel",
        "  select users where city = Bern", "│ select users", "│ where city = Basel",
      ])
    #expect(overlay.cursor == LineFrame.Position(row: 0, column: 13))
    let marked = overlay.rows[2].filter { $0.style == "1;33" }.map(\.text).joined()
    #expect(marked == "city")
    #expect(overlay.rows[1].filter { $0.style == "7;1;4" }.map(\.text).joined() == "city")
    let plain = search.overlay(in: ModalArea(columns: 40, rows: 20, usesStyles: false))
    #expect(plain.rows.allSatisfy { $0.allSatisfy { $0.style.isEmpty } })
  }

  @Test func `a place far behind in an entry is brought into its row`() {
    let entry = "select users where " + String(repeating: "x", count: 200) + " needle"
    var search = HistorySearch(entries: [entry], query: "needle")
    let row = Self.texts(search.overlay(in: ModalArea(columns: 40, rows: 4)))[1]
    #expect(row.hasPrefix("> …"))
    #expect(row.hasSuffix("needle"))
  }

  @Test(arguments: [4, 9, 23, 80], [1, 2, 3, 7, 40])
  func `no row is as wide as the terminal, nor are there more than fit`(columns: Int, rows: Int) {
    let area = ModalArea(columns: columns, rows: rows)
    let texts = ["日本語のテキスト", "👨‍👩‍👧 family", "a\nb\nc\nd", "x\u{1B}[2J\u{202E}y", "e\u{301}"]
    let entries = (0..<20).map { "\(texts[$0 % 5]) \($0)" }
    let candidates = entries.map {
      Candidate(insertion: $0, label: $0, detail: "日本 détails", refusal: "no e-mail")
    }
    var states: [ModalState] = [
      .search(HistorySearch(entries: entries, query: "")),
      .picker(CandidatePicker(query: "日", takesList: true) { _ in candidates }),
      .pages(CandidatePages(candidates, opensPicker: true, passesEscape: false)),
    ]
    for index in states.indices {
      for key in [ModalKey.other, .last, .pageUp, .down, .blank, .letter("a"), .back, .mark] {
        _ = states[index].handle(key)
        let overlay = states[index].overlay(in: area)
        #expect(overlay.rows.count <= rows)
        #expect(overlay.rows.allSatisfy { $0.reduce(0) { $0 + $1.columns } < columns })
        #expect(overlay.cursor.map { $0.column < columns } ?? true)
        #expect(!overlay.rows.contains { $0.contains { $0.text.contains("\u{1B}") } })
      }
    }
  }

  @Test func `pages turn with space and Enter, end with q, and any other key goes on`() {
    let candidates = (1...9).map { Candidate(insertion: "w\($0)", label: "w\($0)", detail: "x") }
    var pages = CandidatePages(candidates, opensPicker: true, passesEscape: false)
    let area = ModalArea(columns: 60, rows: 4)
    expect(Self.texts(pages.overlay(in: area)).first, "w1  x")
    expect(
      Self.texts(pages.overlay(in: area)).last, "1–3 of 9 · Space page, Enter row, q end, Tab picks"
    )
    expect(pages.handle(.enter), .stays)
    expect(Self.texts(pages.overlay(in: area)).prefix(3), ["w2  x", "w3  x", "w4  x"])
    expect(pages.handle(.blank), .stays)
    expect(pages.handle(.letter("x")), .passesOn)
    expect(pages.handle(.letter("q")), .leaves)
    expect(pages.handle(.blank), .stays)
    expect(Self.texts(pages.overlay(in: area)).prefix(3), ["w7  x", "w8  x", "w9  x"])
    // One Enter too many runs no line.
    expect(pages.handle(.blank), .leaves)
    expect(pages.handle(.enter), .leaves)
    expect(pages.handle(.pageUp), .stays)
    expect(pages.handle(.tab), .opensPicker)
    expect(pages.handle(.cancel), .leaves)
    // A terminal that has grown shows all, and nothing turns.
    expect(pages.overlay(in: ModalArea(columns: 60, rows: 20)).rows.count, 9)
    expect(pages.handle(.enter), .passesOn)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `after any keys and sizes what is chosen can be seen`(seed: UInt64) {
    var random = SplitMix(state: seed)
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    let keys: [ModalKey] =
      [.up, .down, .pageUp, .pageDown, .first, .last, .back, .cutWord, .cutAll, .mark, .blank]
      + "selcty日$\"".unicodeScalars.map(ModalKey.letter)
    var search = HistorySearch(entries: Self.entries + (0..<30).map { "list \($0)" })
    var picker = CandidatePicker(query: "", takesList: true) { word in
      (0..<30).map { Candidate(insertion: "\(word)\($0)", label: "city \($0)", detail: "日本") }
    }
    for _ in 0..<500 {
      let key = keys[below(keys.count)]
      _ = (search.handle(key), picker.handle(key))
      let area = ModalArea(columns: 2 + below(70), rows: 1 + below(20))
      for (overlay, isAny) in [
        (search.overlay(in: area), !search.matches.isEmpty),
        (picker.overlay(in: area), !picker.matches.isEmpty),
      ] {
        #expect(overlay.rows.count <= area.rows)
        let chosen = overlay.rows.dropFirst().count { $0.first?.text.hasPrefix(">") == true }
        #expect(chosen == (isAny && area.rows > 1 && area.columns > 2 ? 1 : 0))
      }
    }
  }
}
