package import ImportEngine
import ImportModel

/// Addresses from a list file: one a line, or a column of comma-separated text.
///
/// UTF-8, or UTF-16 with a byte order mark; separated by commas, semicolons or tabs. The column is
/// the one named, else the first of `ColumnHeadings.ofAddresses` that is there, in any case.
package struct CSVPersonSource: PersonSource {
  /// The largest list read: 64 MiB.
  package static let sizeLimit = 64 << 20

  private let locator: FileLocator

  /// `home` is what a path's leading `~` stands for.
  package init(home: String?) {
    locator = FileLocator(home: home)
  }

  /// Reads a list; see `PersonSource`.
  package func addresses(in path: String, column: String?, scope: FileScope)
    throws(FileFailure) -> [ListedAddress]
  {
    let contents = try locator.contents(of: path, scope: scope, limit: Self.sizeLimit)
    var list = DelimitedText(try decodedText(contents.bytes, path: path, allowsUTF16: true))
    guard let first = try next(in: &list, path: path) else { throw .empty(path: path) }
    let place = try AddressColumn(first: first.fields, named: column, path: path)
    var addresses: [ListedAddress] = []
    var record = place.hasHeader ? try next(in: &list, path: path) : first
    while let current = record {
      if place.index < current.fields.count {
        let text = current.fields[place.index].trimmingBlanks()
        if !text.isEmpty { addresses.append(ListedAddress(text: text, line: current.line)) }
      }
      record = try next(in: &list, path: path)
    }
    guard !addresses.isEmpty else { throw .empty(path: path) }
    return addresses
  }

  /// Reads a list whole; see `PersonSource`.
  package func table(in path: String, scope: FileScope) throws(FileFailure) -> ListedTable {
    let contents = try locator.contents(of: path, scope: scope, limit: Self.sizeLimit)
    var list = DelimitedText(try decodedText(contents.bytes, path: path, allowsUTF16: true))
    guard let first = try next(in: &list, path: path) else { throw .empty(path: path) }
    let columns = first.fields.map { $0.trimmingBlanks() }
    var rows: [ListedTable.Row] = []
    while let record = try next(in: &list, path: path) {
      rows.append(
        ListedTable.Row(cells: record.fields.map { $0.trimmingBlanks() }, line: record.line))
    }
    guard !columns.contains(where: { EmailAddress($0) != nil }) else {
      throw .malformed(
        path: path, line: 1,
        reason:
          "it holds an address, and the first line of a table names the columns, as email,role")
    }
    guard !rows.isEmpty else {
      throw .malformed(path: path, line: 1, reason: "no rows stand below the names of the columns")
    }
    return ListedTable(columns: columns, rows: rows)
  }

  private func next(in list: inout DelimitedText, path: String) throws(FileFailure)
    -> DelimitedText.Record?
  {
    do {
      return try list.next()
    } catch {
      throw .malformed(path: path, line: error.line, reason: error.reason)
    }
  }
}
