import ImportEngine
import ImportModel

/// What a cell of a table says of its person.
enum SheetColumn: String, CaseIterable, Hashable, Sendable {
  case email, role, customer, profile, projects

  /// Headings that are taken for it where a line names none, the best first.
  fileprivate var headings: [String] {
    switch self {
    case .email: ["email", "e-mail", "email address", "e-mail address", "mail"]
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
    let keys = columns.map { lowercased($0) }
    var places: [SheetColumn: Int] = [:]
    for column in SheetColumn.allCases {
      guard let name = named[column] else {
        let heading = column.headings.first { keys.contains($0) }
        guard let heading, let place = keys.firstIndex(of: heading) else { continue }
        guard keys.count(where: { $0 == heading }) == 1 else {
          throw .malformed(path: file, line: 1, reason: "two columns are called \(heading)")
        }
        places[column] = place
        continue
      }
      let key = lowercased(name.trimmingBlanks())
      guard keys.count(where: { $0 == key }) < 2 else {
        throw .malformed(path: file, line: 1, reason: "two columns are called \(name)")
      }
      guard let place = keys.firstIndex(of: key) else {
        throw .noSuchColumn(path: file, column: name, columns: columns)
      }
      places[column] = place
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
