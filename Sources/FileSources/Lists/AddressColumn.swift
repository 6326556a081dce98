import ImportEngine
import ImportModel

/// Which column of a list holds the addresses, decided by its first record.
struct AddressColumn {
  /// From 0.
  let index: Int
  /// Whether the first record names the columns and holds no address itself.
  let hasHeader: Bool

  /// Header names that mean an address, the best first.
  private static let names = ["email", "e-mail", "email address", "e-mail address", "mail"]

  /// Fails when the column named isn't there, or several are and none is known.
  init(first record: [String], named column: String?, path: String) throws(FileFailure) {
    let columns = record.map { $0.trimmingBlanks() }
    let keys = columns.map { lowercased($0) }
    if let column {
      guard let index = keys.firstIndex(of: lowercased(column.trimmingBlanks())) else {
        throw .noSuchColumn(path: path, column: column, columns: columns)
      }
      (self.index, hasHeader) = (index, true)
    } else if let index = Self.names.lazy.compactMap({ keys.firstIndex(of: $0) }).first {
      (self.index, hasHeader) = (index, true)
    } else if columns.count == 1 {
      (index, hasHeader) = (0, false)
    } else {
      throw .columnNeeded(path: path, columns: columns)
    }
  }
}
