import ImportEngine

/// Which column of a list holds the addresses, decided by its first record.
struct AddressColumn {
  /// From 0.
  let index: Int
  /// Whether the first record names the columns and holds no address itself.
  let hasHeader: Bool

  /// Fails when the column named isn't there or there twice, or several are and none is known.
  init(first record: [String], named column: String?, path: String) throws(FileFailure) {
    let headings = ColumnHeadings(record, path: path)
    if let column {
      (index, hasHeader) = (try headings.place(of: column), true)
    } else if let place = try headings.place(ofFirst: ColumnHeadings.ofAddresses) {
      (index, hasHeader) = (place, true)
    } else if record.count == 1 {
      (index, hasHeader) = (0, false)
    } else {
      throw .columnNeeded(path: path, columns: headings.columns)
    }
  }
}
