import Reporting
import Testing

/// Readers see points in time in the notation of the place of output, programs in ISO 8601.
struct TimeNotationTests {
  private static let time = "2026-03-01T09:00:00Z"
  private static let shown = "half past ten"
  private static let style = OutputStyle(times: TimeNotation("test") { _ in shown })
  private static let report = Report([
    .sentence("begun \(moment: time, .dim), and on"), .notice(.note, "until \(moment: time)"),
    .heading("of \(moment: time)"), .facts([Fact("ended", Text(moment: time))]),
    .table(
      Table(
        columns: [Column("at"), Column("words")],
        rows: [[.time(time), .said("at \(moment: time)")]],
        caption: "from \(moment: time)", footer: "to \(moment: time)")),
  ])

  @Test(arguments: [OutputFormat.table, .vertical, .markdown])
  func `readers see the notation everywhere`(format: OutputFormat) {
    let output = Self.report.rendered(as: format, style: Self.style)
    #expect(!output.standardOutput.contains(Self.time))
    #expect(output.standardOutput.split(separator: Self.shown).count == 9, "\(output)")
  }

  @Test(arguments: [OutputFormat.csv, .tsv, .json, .ndjson])
  func `data is in ISO 8601, what is said beside it is not`(format: OutputFormat) {
    let output = Self.report.rendered(as: format, style: Self.style)
    #expect(output.standardOutput.contains(Self.time))
    #expect(!output.standardOutput.contains(Self.shown))
    #expect(!output.standardError.contains(Self.time), "\(output)")
  }

  @Test func `an error is for readers, its document for programs`() {
    let diagnostic = Diagnostic(code: "shut", message: "shut until \(moment: Self.time)")
    #expect(diagnostic.rendered(style: Self.style).contains("shut until \(Self.shown)"))
    #expect(diagnostic.rendered(as: .json, style: Self.style).contains(Self.time))
  }

  @Test func `a page is for readers`() {
    let page = HTMLPage(
      title: "A page", lead: Self.report.blocks, tallies: [],
      sections: [HTMLPage.Section("s", "S", Self.report.blocks)], footer: "")
    let text = page.rendered(times: Self.style.times) { _ in String(repeating: "0", count: 64) }
    #expect(!text.contains(Self.time) && text.contains(Self.shown))
  }

  @Test func `where no notation is known it is ISO 8601, and words around it keep their styles`() {
    #expect(Self.report.rendered(as: .table).standardOutput.contains("begun \(Self.time), and on"))
    let text: Text = "a \(moment: "b") c"
    #expect(text.runs.map(\.content) == ["a ", "b", " c"] && text.raw == "a b c")
  }

  @Test
  func
    `what is not known has its sign, and a column of signs its name, in every format for readers`()
  {
    let table = Table(
      columns: [Column("symbol", title: ""), Column("members", absence: "?")],
      rows: [["+", .empty], ["-", .number(3)]])
    let vertical = Report.table(table).rendered(as: .vertical).standardOutput
    #expect(vertical == "-- 1 --\nsymbol   +\nmembers  ?\n-- 2 --\nsymbol   -\nmembers  3\n")
    let markdown = Report.table(table).rendered(as: .markdown).standardOutput
    #expect(markdown.contains("| + | ? |"))
    #expect(Report.table(table).rendered(as: .table).standardOutput.contains("+  ?"))
  }
}
