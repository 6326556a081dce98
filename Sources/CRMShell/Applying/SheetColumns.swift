import ImportEngine
import ImportModel

/// What a cell of a table says of its person.
enum SheetColumn: String, CaseIterable, Hashable, Sendable {
  case email, role, customer, profile, projects

  /// Headings that are taken for it where a line names none, the best first.
  fileprivate var headings: [String] {
    switch self {
    case .email: ColumnHeadings.ofAddresses
    case .role: ["role", "portal role"]
    case .customer: ["customer", "client company"]
    case .profile: ["profile", "portal profile"]
    case .projects: ["projects", "project"]
    }
  }
}

/// Which columns of a table say what.
struct SheetColumns: Hashable, Sendable {
  private let places: [SheetColumn: Int]

  /// `named`: what the line says, as `role=COL`. A heading that is there twice can't be meant.
  init(
    _ columns: [String], named: [SheetColumn: String], file: String
  ) throws(FileFailure) {
    let headings = ColumnHeadings(columns, path: file)
    var places: [SheetColumn: Int] = [:]
    for column in SheetColumn.allCases {
      if let name = named[column] {
        places[column] = try headings.place(of: name)
      } else {
        places[column] = try headings.place(ofFirst: column.headings)
      }
    }
    self.places = places
  }

  subscript(_ column: SheetColumn) -> Int? { places[column] }

  /// Whether anything is said of the people but who they are.
  var saysAnything: Bool { places.count > 1 }
}

/// A table that a line applies, read before the line runs.
struct Sheet: Hashable, Sendable {
  /// As the line names it.
  let file: String
  let table: ListedTable
  let columns: SheetColumns

  /// The cell of a row; nil where there is none or it is empty.
  func cell(_ column: SheetColumn, of row: ListedTable.Row) -> String? {
    columns[column].flatMap { row[$0] }
  }

  /// Why a row can't be read, whatever either side has; its other cells say nothing then.
  func misshape(of row: ListedTable.Row) -> Refusal? {
    let (cells, width) = (row.cells.count, table.columns.count)
    return cells > width ? .rowTooWide(cells: cells, columns: width) : nil
  }

  /// The address of a row.
  func address(of row: ListedTable.Row) throws(Refusal) -> EmailAddress {
    let text = cell(.email, of: row)
    guard let text, !text.contains(where: { "*?".contains($0) }), let email = EmailAddress(text)
    else { throw .rowWithoutAddress(text) }
    return email
  }

  /// What can be known to be wrong with a row without a call.
  func problem(of row: ListedTable.Row) -> RowProblem? {
    if let refusal = misshape(of: row) {
      return RowProblem(line: row.line, column: nil, refusal: refusal)
    }
    do throws(Refusal) {
      _ = try address(of: row)
      return nil
    } catch {
      return RowProblem(line: row.line, column: SheetColumn.email.rawValue, refusal: error)
    }
  }

  /// Everybody it names.
  var addresses: [EmailAddress] {
    table.rows.compactMap { cell(.email, of: $0).flatMap { EmailAddress($0) } }
  }

  /// The accounts of the contacts whose customer is to be that of their account.
  func accountNames(in directory: Directory) -> Set<String> {
    var names: Set<String> = []
    for row in table.rows where Self.isAutomatic(cell(.customer, of: row)) {
      guard let email = cell(.email, of: row).flatMap({ EmailAddress($0) }) else { continue }
      for place in directory.rows(of: email) {
        if let account = directory.person(at: place)?.account?.name { names.insert(account) }
      }
    }
    return names
  }

  static func isAutomatic(_ customer: String?) -> Bool {
    customer.map { lowercased($0) == "auto" } ?? false
  }
}
