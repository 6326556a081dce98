import Reporting
import Testing

struct DerivedDataTests {
  private let table = Table(columns: [Column("id")], rows: [["17"]])

  private func json(_ report: Report) -> String {
    report.rendered(as: .json).standardOutput
  }

  @Test func `words alone are a message with its notes, and nothing is said beside`() {
    let report = Report([.sentence("a"), .notice(.note, "n"), .sentence("b"), .heading("h")])
    #expect(
      report.rendered(as: .json)
        == RenderedOutput(
          standardOutput:
            #"{"schema":1,"message":"a\nb","notes":[{"severity":"note","message":"n"}]}"# + "\n"))
  }

  @Test func `own data is printed as it is; notices are said beside, sentences are not`() {
    let report = Report(
      [.sentence("a"), .notice(.problem, "p"), .table(table)], data: ["schema": 1])
    #expect(
      report.rendered(as: .json)
        == RenderedOutput(standardOutput: "{\"schema\":1}\n", standardError: "problem: p\n"))
  }

  @Test func `tables and facts together are one object, no name twice`() {
    let report = Report([
      .facts([Fact("rows", "x"), Fact("Portal", "Acme")]), .table(table), .table(table),
    ])
    #expect(
      json(report)
        == #"{"schema":1,"rows":"x","portal":"Acme","rows_2":[{"id":"17"}],"rows_3":[{"id":"17"}]}"#
        + "\n")
  }

  @Test func `an empty table is an empty array, an empty report is nothing`() {
    let empty = Report.table(Table(columns: [Column("id")]))
    #expect(json(empty) == "[]\n")
    #expect(empty.rendered(as: .ndjson).standardOutput == "")
    #expect(json(Report()) == "")
    #expect(json(Report([.blank])) == "")
  }

  @Test(arguments: [OutputFormat.csv, .tsv, .json, .ndjson])
  func `caption and footer are said beside data`(format: OutputFormat) {
    var table = table
    table.caption = "before"
    table.footer = "after"
    let report = Report([.table(table), .sentence("end")])
    #expect(report.rendered(as: format).standardError == "before\nafter\nend\n")
  }

  @Test(arguments: [OutputFormat.table, .vertical])
  func `caption and footer stand around the rows`(format: OutputFormat) {
    var table = table
    table.caption = "before"
    table.footer = "after"
    let lines = Report.table(table).rendered(as: format).standardOutput.split(separator: "\n")
    #expect(lines.first == "before")
    #expect(lines.last == "after")
  }

  @Test func `rows are made as long as the columns`() {
    let table = Table(columns: [Column("a"), Column("b")], rows: [["1"], ["1", "2", "3"]])
    #expect(table.rows == [["1", .empty], ["1", "2"]])
  }

  @Test func `literals build documents in order and members are found by name`() {
    let value: DataValue = ["z": 1, "a": [nil, true, "x"]]
    #expect(value.json == #"{"z":1,"a":[null,true,"x"]}"#)
    #expect(value["a"] == [nil, true, "x"])
    #expect(value["b"] == nil)
    #expect(DataValue.strings(["x"]) == ["x"])
  }

  @Test func `every format is named by its word and summed up`() {
    #expect(
      OutputFormat.allCases.map(\.rawValue)
        == ["table", "vertical", "csv", "tsv", "json", "ndjson", "markdown"])
    #expect(OutputFormat.allCases.allSatisfy { !$0.summary.isEmpty })
  }
}
