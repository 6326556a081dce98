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

  private func missing(width: Int) -> String {
    let all = lines(width: width)
    let first = all.firstIndex { $0.hasPrefix("no room for") } ?? all.endIndex
    return all[first...].joined(separator: " ")
  }

  private func lines(width: Int?, unicode: Bool = true) -> [String] {
    let style = OutputStyle(width: width, isTerminal: true, unicode: unicode)
    let output = Report.table(Self.table).rendered(as: .table, style: style).standardOutput
    return output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: 20...200)
  func `no line of a table exceeds the width, nor ends in a blank`(width: Int) {
    for line in lines(width: width) {
      #expect(DisplayWidth.columns(of: line) <= width)
      #expect(!line.hasSuffix(" "))
    }
  }

  @Test(arguments: [OutputFormat.table, .vertical])
  func `one endless value or label does not fill every other line with blanks`(
    format: OutputFormat
  ) {
    let endless = String(repeating: "w", count: 20_000)
    let columns = [Column("a", title: endless), Column("b", wraps: true), Column("c")]
    let table = Table(
      columns: columns,
      rows: [["x", .text(endless), "y"]] + Array(repeating: ["x", "z", "y"], count: 50))
    let output = Report.table(table).rendered(as: format, style: .pipe).standardOutput
    let blanks = output.utf8.count { $0 == UInt8(ascii: " ") }
    #expect(blanks < 1000 * 51, "\(blanks) blanks")
    // The row of the endless value is whole, and in one line.
    #expect(output.split(separator: "\n").contains { $0.contains(endless) && !$0.contains("…") })
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
    #expect(missing(width: 44) == "no room for: projects (format vertical shows all)")
    #expect(lines(width: 44).first == "email            name          role")
    #expect(missing(width: 36) == "no room for: name, projects (format vertical shows all)")
    #expect(missing(width: 20) == "no room for: name, role, projects (format vertical shows all)")
    #expect(lines(width: 20)[2] == "maximiliane.musterm…")
  }

  @Test func `of equal priorities the last column goes first`() {
    let table = Table(
      columns: [Column("a"), Column("b"), Column("c")],
      rows: [["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"]])
    let output = Report.table(table).rendered(as: .table, style: OutputStyle(width: 25))
    #expect(
      output.standardOutput.hasSuffix(
        "aaaaaaaaaa  bbbbbbbbbb\nno room for: c (format vertical shows all)\n"))
  }

  @Test func `a column without a value goes before anything is cut`() {
    let table = Table(
      columns: [Column("a"), Column("empty"), Column("c", isFlexible: true)],
      rows: [["aaaaaaaaaa", "", "cccccccccccccccc"]])
    let narrow = Report.table(table).rendered(as: .table, style: OutputStyle(width: 28))
    #expect(narrow.standardOutput.hasSuffix("aaaaaaaaaa  cccccccccccccccc\n"))
  }

  @Test func `a value that may be broken takes several lines, and loses nothing`() {
    let table = Table(
      columns: [
        Column("who"), Column("words", isFlexible: true, shortest: 10, wraps: true),
        Column("n", alignment: .trailing),
      ],
      rows: [
        ["ana", "one two three four", .number(1)], ["bo", "abcdefghijklmnop", .number(2)],
        ["cy", "short", .number(3)],
      ])
    let narrow = Report.table(table).rendered(as: .table, style: OutputStyle(width: 18))
    #expect(
      narrow.standardOutput == """
        who  words       n
        ---  ----------  -
        ana  one two     1
             three four
        bo   abcdefghij  2
             klmnop
        cy   short       3

        """)
  }

  @Test func `labelled values are broken between words below each other, at a terminal`() {
    let report = Report([
      .facts([Fact("because", "role Manager for ana (line 2)"), Fact("n", "1")])
    ])
    let narrow = report.rendered(as: .table, style: OutputStyle(width: 28, isTerminal: true))
    #expect(
      narrow.standardOutput == """
        because  role Manager for
                 ana (line 2)
        n        1

        """)
    let pipe = report.rendered(as: .table, style: OutputStyle(width: 28)).standardOutput
    #expect(pipe.hasPrefix("because  role Manager for ana (line 2)\n"))
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

  @Test func `one long value takes no room from the other columns`() {
    func roles(_ email: String) -> [String] {
      let table = Table(
        columns: [
          Column("email", isFlexible: true, shortest: 12),
          Column("name", priority: 1, isFlexible: true),
          Column("role", priority: 2, isFlexible: true),
        ],
        rows: [[.text(email), "Maximiliane Mustermann", "Marketing Specialist"]]
          + (1...9).map {
            [.text("p\($0)@company.example"), .text("Person \($0)"), "Marketing Specialist"]
          })
      let style = OutputStyle(width: 60, isTerminal: true)
      return Report.table(table).rendered(as: .table, style: style).standardOutput
        .split(separator: "\n").dropFirst(3).map(String.init)
    }
    let usual = roles("p0@company.example")
    let long = roles(String(repeating: "x", count: 50) + "@company.example")
    for line in long { #expect(line.hasSuffix("Marketing Specialist"), "\(line)") }
    for line in usual { #expect(line.hasSuffix("Marketing Specialist"), "\(line)") }
  }
}
