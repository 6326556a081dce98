/// Where the text of a column stands within its width.
package enum Alignment: Hashable, Sendable {
  /// At the left: text.
  case leading
  /// At the right: numbers.
  case trailing
}

/// One column of a table: how it is called and what happens to it where room is short.
package struct Column: Hashable, Sendable {
  /// The name in JSON, CSV and TSV, snake case.
  package let key: String
  /// The head a reader sees.
  package let title: String
  /// Numbers are trailing.
  package let alignment: Alignment
  /// Columns with the highest number are left out first where the width is short.
  package let priority: Int
  /// Whether values may be cut, ending in `…`, where the width is short.
  package let isFlexible: Bool
  /// The columns that a cut value keeps at least.
  package let shortest: Int
  /// Whether values are broken into lines, not cut, where the width is short.
  package let wraps: Bool
  /// Whether programs don't get it: a sign that says no more than a word beside it.
  package let isForReaders: Bool
  /// What stands in a table for readers where there is no value, and none is not the same as nothing.
  package let absence: String

  /// Declares a column; without a title the key, its underscores as blanks, is the head.
  package init(
    _ key: String, title: String? = nil, alignment: Alignment = .leading, priority: Int = 0,
    isFlexible: Bool = false, shortest: Int = 12, wraps: Bool = false, isForReaders: Bool = false,
    absence: String = ""
  ) {
    self.key = key
    self.title = title ?? String(key.map { $0 == "_" ? " " : $0 })
    self.alignment = alignment
    self.priority = priority
    self.isFlexible = isFlexible
    self.shortest = shortest
    self.wraps = wraps
    self.isForReaders = isForReaders
    self.absence = absence
  }
}

/// Rows of typed cells under declared columns.
package struct Table: Hashable, Sendable {
  /// The name of the array in JSON where a report holds more than this table.
  package let key: String
  /// The declared columns, in order.
  package let columns: [Column]
  /// The rows, each with exactly one cell a column.
  package private(set) var rows: [[Cell]]
  /// A line above the table.
  package var caption: Text?
  /// A line below the table.
  package var footer: Text?

  /// Makes a table; rows that are too short get empty cells, surplus cells are left out.
  package init(
    key: String = "rows", columns: [Column], rows: [[Cell]] = [], caption: Text? = nil,
    footer: Text? = nil
  ) {
    self.key = key
    self.columns = columns
    self.rows = []
    self.caption = caption
    self.footer = footer
    self.rows.reserveCapacity(rows.count)
    for row in rows { append(row) }
  }

  /// Adds a row at the end, made exactly as long as the columns.
  package mutating func append(_ row: [Cell]) {
    guard row.count != columns.count else {
      rows.append(row)
      return
    }
    let missing = max(0, columns.count - row.count)
    rows.append(row.prefix(columns.count) + Array(repeating: .empty, count: missing))
  }
}

extension Table {
  /// The places of the columns that are not for readers alone.
  var columnsForPrograms: [Int] { columns.indices.filter { !columns[$0].isForReaders } }

  /// The same without the columns that are for readers alone.
  package var forPrograms: Table {
    let places = columnsForPrograms
    guard places.count < columns.count else { return self }
    return Table(
      key: key, columns: places.map { columns[$0] },
      rows: rows.map { row in places.map { row[$0] } }, caption: caption, footer: footer)
  }
}
