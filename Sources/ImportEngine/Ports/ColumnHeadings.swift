import ImportModel

/// The names of a table's columns, as its first record has them.
package struct ColumnHeadings: Sendable {
  /// Those under which addresses stand where nothing names a column, the best first.
  package static let ofAddresses = [
    "email", "e-mail", "email address", "e-mail address", "mail",
  ]

  /// Blanks around them taken off.
  package let columns: [String]
  private let path: String
  private let keys: [String]

  /// `path` is the file as errors name it.
  package init(_ columns: [String], path: String) {
    self.columns = columns.map { $0.trimmingBlanks() }
    self.path = path
    keys = self.columns.map { lowercased($0) }
  }

  /// The place, from 0, of the first of some names that is there, in any case; nil where none is. A
  /// heading that is there twice can't be meant: `malformed`.
  package func place(ofFirst names: [String]) throws(FileFailure) -> Int? {
    let name = names.lazy.map { lowercased($0.trimmingBlanks()) }.first { keys.contains($0) }
    guard let name else { return nil }
    guard keys.count(where: { $0 == name }) == 1 else {
      throw .malformed(path: path, line: 1, reason: "two columns are called \(name)")
    }
    return keys.firstIndex(of: name)
  }

  /// The place, from 0, of the column of a name that a line gives; `noSuchColumn` where it is not there.
  package func place(of name: String) throws(FileFailure) -> Int {
    guard let place = try place(ofFirst: [name]) else {
      throw .noSuchColumn(path: path, column: name, columns: columns)
    }
    return place
  }
}
