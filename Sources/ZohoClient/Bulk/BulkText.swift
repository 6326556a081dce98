package import ImportModel

/// Records of a Bulk Read file.
package struct BulkRecords: Sendable {
  package let records: [CRMRecord]
  /// Fields, by their numbers in the schema, of which a lookup was told without its name.
  let nameless: Set<Int>
}

/// The comma-separated text of a Bulk Read file while it is read, from its rows straight into columns.
package struct BulkText {
  private let schema: PeopleSchema
  private var rows = CSVRows()
  private var columns: BulkColumns?
  private var isAtEnd = false

  package init(_ schema: PeopleSchema) { self.schema = schema }

  /// The next records, at most so many; fewer only at the end. `more`: the bytes that come next, nil at
  /// the end.
  package mutating func next(
    _ most: Int, more: () throws(FileProblem) -> [UInt8]?
  ) throws(FileProblem) -> BulkRecords {
    var writer = RecordWriter(schema)
    try readRows(&writer, most)
    while writer.count < most, !isAtEnd {
      if let bytes = try more() { rows.add(bytes) } else { isAtEnd = true }
      try readRows(&writer, most)
      guard columns != nil || !isAtEnd else { throw FileProblem("the CSV has no header") }
    }
    return BulkRecords(records: writer.records(), nameless: columns?.nameless ?? [])
  }

  private mutating func readRows(_ writer: inout RecordWriter, _ most: Int) throws(FileProblem) {
    if columns == nil {
      try rows.rows(isEnd: isAtEnd, most: 1) { batch throws(FileProblem) in
        columns = try Self.heads(batch.cells, schema)
      }
    }
    guard var read = columns else { return }
    // In the hands of one at a time: what grows is not copied.
    columns = nil
    defer { columns = read }
    try rows.rows(isEnd: isAtEnd, most: most - writer.count) { batch throws(FileProblem) in
      try read.write(batch, to: &writer)
    }
  }

  private static func heads(
    _ row: [UnsafeRawBufferPointer], _ schema: PeopleSchema
  ) throws(FileProblem) -> BulkColumns {
    let names = row.map { String(decoding: $0, as: UTF8.self) }
    guard names.contains(where: { $0.lowercased() == "id" }) else {
      throw FileProblem("the CSV has no column id")
    }
    return BulkColumns(names, of: schema)
  }
}
