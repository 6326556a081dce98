import Reporting
import Testing

/// What is written can be read again, with a reader that shares no code with the writer.
struct RoundTripTests {
  private static let columns = [Column("a"), Column("b_c"), Column("n", alignment: .trailing)]

  private func table(seed: UInt64) -> Table {
    var generator = SeededGenerator(seed: seed)
    return Table(
      columns: Self.columns,
      rows: (0..<30).map { _ in
        [
          .text(generator.text(upTo: 12)), .list([generator.text(upTo: 5), "x"]),
          .number(Int.random(in: -99...99, using: &generator)),
        ]
      })
  }

  @Test(arguments: seeds)
  func `CSV gives back every field with its controls spelled out`(seed: UInt64) {
    let table = table(seed: seed)
    let output = Report.table(table).rendered(as: .csv, style: OutputStyle(raw: true))
    let expected = table.rows.map { $0.map { VisibleText.rendering($0.field, .forPrograms) } }
    #expect(DelimitedParser.csv(output.standardOutput) == [["a", "b_c", "n"]] + expected)
  }

  @Test(arguments: seeds)
  func `TSV gives back every field, its line ends too`(seed: UInt64) {
    let table = table(seed: seed)
    let output = Report.table(table).rendered(as: .tsv, style: OutputStyle(raw: true))
    let readable = table.rows.map { row in
      row.map { cell in
        cell.field.unicodeScalars.map { scalar in
          ["\t", "\n", "\r"].contains(scalar)
            ? String(scalar) : VisibleText.rendering(String(scalar), .forPrograms)
        }.joined()
      }
    }
    #expect(DelimitedParser.tsv(output.standardOutput) == [["a", "b_c", "n"]] + readable)
  }

  @Test(arguments: seeds)
  func `JSON gives back the very value`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let value = randomValue(depth: 4, &generator)
      let json = value.json
      #expect(try JSONParser.parse(json) == value)
      #expect(json.unicodeScalars.allSatisfy { $0 != "\n" && HostileText.isHarmless($0) })
    }
  }

  @Test(arguments: [
    "=1+1", "+49 30", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1",
    "=HYPERLINK(\"http://x\",\"y\")",
  ])
  func `a formula is guarded by an apostrophe unless raw`(formula: String) {
    let report = Report.table(
      Table(columns: [Column("a"), Column(formula)], rows: [["", .text(formula)]]))
    let visible = VisibleText.rendering(formula, .forPrograms)
    let guarded = DelimitedParser.csv(report.rendered(as: .csv).standardOutput)
    #expect(guarded == [["a", "'" + visible], ["", "'" + visible]])
    let raw = report.rendered(as: .csv, style: OutputStyle(raw: true)).standardOutput
    #expect(DelimitedParser.csv(raw) == [["a", visible], ["", visible]])
    let tabbed = DelimitedParser.tsv(report.rendered(as: .tsv).standardOutput)
    #expect(tabbed == [["a", "'" + formula], ["", "'" + formula]])
    let rawTabbed = report.rendered(as: .tsv, style: OutputStyle(raw: true)).standardOutput
    #expect(DelimitedParser.tsv(rawTabbed) == [["a", formula], ["", formula]])
  }

  @Test func `our own negative numbers are no formulas`() {
    let report = Report.table(Table(columns: [Column("n")], rows: [[.number(-5)]]))
    #expect(report.rendered(as: .csv).standardOutput == "n\n-5\n")
  }

  @Test func `an empty record is not an empty line`() {
    let report = Report.table(Table(columns: [Column("n")], rows: [[.empty]]))
    #expect(report.rendered(as: .csv).standardOutput == "n\n\"\"\n")
  }

  private func randomValue(depth: Int, _ generator: inout SeededGenerator) -> DataValue {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .integer(Int.random(in: Int.min...Int.max, using: &generator))
    case 3: return .string(generator.text(upTo: 20))
    case 4:
      return .array(
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          randomValue(depth: depth - 1, &generator)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          .init(generator.text(upTo: 6), randomValue(depth: depth - 1, &generator))
        })
    }
  }
}
