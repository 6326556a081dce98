@testable import CRMShell
@testable import CommandLanguage
import Fuzzing
@testable import ImportModel

private enum Made {
  static let filter = Parameter<FilterSyntax>.filter("where")
  static let parser = CommandParser(
    declarations: [
      Declaration("where", chapter: .looking, summary: "", syntax: filter.syntax)
    ], allowsAbbreviations: false)

  /// What one word and a text read as; nil where they do not.
  static func read<Value>(_ word: String, _ text: String, _ key: Parameter<Value>) -> Value? {
    guard let statements = try? Lexer().statements(of: "\(word) \(text)"), statements.count == 1
    else { return nil }
    return try? parser.parse(statements[0]) { _ in "v" }.arguments[key]
  }
}

/// A filter that reads prints as one that reads alike; what it means is the same for a whole table, by
/// columns, and for each record alone.
let filterTarget = FuzzTarget("filter", round: 2000) { bytes in
  let text = String(decoding: bytes, as: UTF8.self)
  guard let syntax = Made.read("where", text, Made.filter) else { return }
  let printed = syntax.sourceForm
  let again = Made.read("where", printed, Made.filter)?.sourceForm
  expect(again == printed, "\(text) prints as \(printed), and that as \(again ?? "nothing")")
  let lowering = FilterLowering(
    fields: FieldResolver(schemas: SampleSession.directory.schemas, modules: [.users, .contacts]),
    times: TimeLiterals(now: SampleSession.now, zone: "UTC", zones: SampleSession.zones))
  guard let filter = try? lowering.lower(syntax) else { return }
  let directory = SampleSession.directory
  guard let portal = SampleSession.portal else { return }
  let people = JoinedPeople(directory: directory, portal: portal, plan: Plan())
  let rows = people.rows(matching: filter, in: directory.rows())
  let isOfCRM = filter.fields.allSatisfy { field in
    switch field {
    case .crm, .id: true
    default: false
    }
  }
  guard isOfCRM else { return }
  for (row, record) in SampleSession.records.enumerated() {
    guard let id = ZohoID<CRMRecord>(record.id.text) else { continue }
    let alone = filter.holds(for: CRMRecord(id: id, values: record.values), of: .users)
    expect(rows.contains(row) == alone, "\(printed): row \(row) is \(!alone) by columns")
  }
}
