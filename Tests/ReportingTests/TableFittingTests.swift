import Reporting
import Testing

struct TableFittingTests {
  private static let table = Table(
    columns: [
      Column("email", isFlexible: true), Column("name", priority: 2, isFlexible: true),
      Column("role", priority: 1), Column("projects", alignment: .trailing, priority: 3),
    ],
    rows: [
      ["maximiliane.mustermann@example.com", "Maximiliane 山田太郎", "Administrator", .number(12)],
      ["ana@x.com", "Ana", "Employee", .number(3)],
    ])

  private func lines(width: Int?, unicode: Bool = true) -> [String] {
    let style = OutputStyle(width: width, isTerminal: true, unicode: unicode)
    let output = Report.table(Self.table).rendered(as: .table, style: style).standardOutput
    return output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: 20...200)
  func `no line of a table exceeds the width, nor ends in a blank`(width: Int) {
    for line in lines(width: width) where !line.hasPrefix("no room for") {
      #expect(DisplayWidth.columns(of: line) <= width)
      #expect(!line.hasSuffix(" "))
    }
  }

  @Test func `without a width nothing is cut or left out`() {
    #expect(
      lines(width: nil) == [
        "email                               name                  role           projects",
        "──────────────────────────────────  ────────────────────  ─────────────  ────────",
        "maximiliane.mustermann@example.com  Maximiliane 山田太郎  Administrator        12",
        "ana@x.com                           Ana                   Employee              3",
      ])
    #expect(lines(width: 81) == lines(width: nil))
  }

  @Test func `flexible columns are cut before a column is left out, what matters most the least`() {
    #expect(
      lines(width: 60) == [
        "email                  name          role           projects",
        "─────────────────────  ────────────  ─────────────  ────────",
        "maximiliane.musterma…  Maximiliane…  Administrator        12",
        "ana@x.com              Ana           Employee              3",
      ])
  }

  @Test func `columns of the highest priority number go first, and are named`() {
    #expect(lines(width: 44).last == "no room for: projects")
    #expect(lines(width: 44).first == "email            name          role")
    #expect(lines(width: 36).last == "no room for: name, projects")
    #expect(lines(width: 20).last == "no room for: name, role, projects")
    #expect(lines(width: 20)[2] == "maximiliane.musterm…")
  }

  @Test func `of equal priorities the last column goes first`() {
    let table = Table(
      columns: [Column("a"), Column("b"), Column("c")],
      rows: [["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"]])
    let output = Report.table(table).rendered(as: .table, style: OutputStyle(width: 25))
    #expect(output.standardOutput.hasSuffix("aaaaaaaaaa  bbbbbbbbbb\nno room for: c\n"))
  }

  @Test func `a column without a value goes before any that has one, unnamed`() {
    let table = Table(
      columns: [Column("a"), Column("empty"), Column("c", priority: 3)],
      rows: [["aaaaaaaaaa", "", "cccccccccc"]])
    let narrow = Report.table(table).rendered(as: .table, style: OutputStyle(width: 25))
    #expect(narrow.standardOutput.hasSuffix("aaaaaaaaaa  cccccccccc\n"))
    let wide = Report.table(table).rendered(as: .table, style: OutputStyle(width: 30))
    #expect(wide.standardOutput.hasPrefix("a           empty  c"))
  }

  @Test func `the only column is cut even if it is not flexible`() {
    let table = Table(columns: [Column("a")], rows: [["0123456789"]])
    let output = Report.table(table).rendered(as: .table, style: OutputStyle(width: 5))
    #expect(output.standardOutput == "a\n-----\n0123…\n")
  }

  @Test func `outside UTF-8 rules and ellipses are ASCII`() {
    let lines = lines(width: 60, unicode: false)
    #expect(lines[1].allSatisfy { $0 == "-" || $0 == " " })
    #expect(lines[2].hasPrefix("maximiliane.muster...  Maximilia...  Admin"))
  }

  @Test(arguments: seeds)
  func `columns of every row begin below their head`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let rows = (0..<20).map { _ in
      [Cell.text(generator.text(upTo: 20) + "."), Cell.text("│" + generator.text(upTo: 20) + ".")]
    }
    let table = Table(columns: [Column("a"), Column("b", title: "│")], rows: rows)
    let output = Report.table(table).rendered(as: .table).standardOutput
    let positions = output.split(separator: "\n").compactMap { line -> Int? in
      line.firstIndex { $0.unicodeScalars.first == "│" }.map {
        DisplayWidth.columns(of: line[..<$0])
      }
    }
    #expect(positions.count == 21)
    #expect(Set(positions).count == 1)
  }
}
