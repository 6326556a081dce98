import CommandLanguage
import ImportModel
import Reporting

/// `where`, `by`, `limit` and `columns` over the columns of a table of things.
struct TableQuery {
  private let arguments: Arguments

  init(_ arguments: Arguments) { self.arguments = arguments }

  /// The rows and columns asked for.
  func applied(to table: Table) throws(Stop) -> Table {
    var rows = table.rows
    if let filter = arguments[ListForm.filter] { rows = try matching(filter, rows, table) }
    if let order = arguments[ListForm.order] {
      let column = try index(of: order, in: table)
      let isDescending = arguments.has("desc")
      rows = rows.enumerated().sorted { left, right in
        let (a, b) = (left.element[column], right.element[column])
        if isBefore(a, b) { return !isDescending }
        if isBefore(b, a) { return isDescending }
        return left.offset < right.offset
      }.map(\.element)
    }
    if let limit = arguments[ListForm.limit] { rows = Array(rows.prefix(limit)) }
    var columns = Array(table.columns.indices)
    if let written = arguments[ListForm.columns] {
      columns = []
      for field in written { columns.append(try index(of: field, in: table)) }
    }
    return Table(
      key: table.key, columns: columns.map { table.columns[$0] },
      rows: rows.map { row in columns.map { row[$0] } }, caption: table.caption,
      footer: table.footer.map { rows.count < table.rows.count ? "\(rows.count) of \($0)" : $0 })
  }

  private func index(of field: FieldSyntax, in table: Table) throws(Stop) -> Int {
    let name = lowercased(field.parts.joined(separator: "."))
    if let index = table.columns.firstIndex(where: { $0.key == name }) { return index }
    let keys = table.columns.filter { !$0.isForReaders }.map(\.key)
    throw .refusal(.unknownColumn(name, columns: keys), at: field.span)
  }

  /// Numbers by value, all else by text in lower case; what is missing comes last.
  private func isBefore(_ left: Cell, _ right: Cell) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)): a < b
    case (.empty, _): false
    case (_, .empty): true
    default: lowercased(left.field) < lowercased(right.field)
    }
  }

  private func matching(_ filter: FilterSyntax, _ rows: [[Cell]], _ table: Table) throws(Stop)
    -> [[Cell]]
  {
    var kept: [[Cell]] = []
    for row in rows where try holds(filter, row, table) { kept.append(row) }
    return kept
  }

  private func holds(_ filter: FilterSyntax, _ row: [Cell], _ table: Table) throws(Stop) -> Bool {
    switch filter {
    case .all(let parts):
      for part in parts where try !holds(part, row, table) { return false }
      return true
    case .any(let parts):
      for part in parts where try holds(part, row, table) { return true }
      return false
    case .not(let part, _): return try !holds(part, row, table)
    case .test(let field, let test, _):
      let cell = row[try index(of: field, in: table)]
      let tests = try ColumnTest.lowered(test)
      return tests.isNegated != tests.filters.contains { JoinedPeople.holds($0, for: cell.values) }
    }
  }
}

/// A test of a column: its values are text, whatever they are.
private enum ColumnTest {
  /// Alternatives, and whether none of them must hold.
  static func lowered(_ test: TestSyntax) throws(Stop) -> (filters: [FilterTest], isNegated: Bool) {
    switch test {
    case .isEmpty(let negated): return ([.isEmpty], negated)
    case .isIn(let words, let negated):
      return ([.isOneOf(Set(words.map { lowercased($0.text) }))], negated)
    case .compare(let comparison, let word):
      return ([try FilterLowering.textTest(comparison, word)], comparison == .notEqual)
    }
  }
}

extension Cell {
  /// The cell's values as text; none where it is empty.
  fileprivate var values: [String] {
    switch self {
    case .list(let values): values
    case .empty: []
    default: field.isEmpty ? [] : [field]
    }
  }
}

extension Reply {
  /// Narrows the tables of the report.
  mutating func narrow(by query: TableQuery) throws(Stop) {
    for (index, block) in report.blocks.enumerated() {
      guard case .table(let table) = block else { continue }
      report.blocks[index] = .table(try query.applied(to: table))
    }
  }
}
