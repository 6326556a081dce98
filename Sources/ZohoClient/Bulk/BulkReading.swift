import ImportEngine
import ImportModel
import ZohoWire

/// Records of a Bulk Read file.
struct BulkRecords: Sendable {
  let records: [CRMRecord]
  /// Fields, by their numbers in the schema, of which a lookup was told without its name.
  let nameless: Set<Int>
}

/// The file of one Bulk Read job while it is read, from its rows straight into columns.
final class BulkReading {
  let job: String
  private let entry: ZipEntry
  private let schema: PeopleSchema
  private var text = CSVRows()
  private var columns: BulkColumns?
  private var isAtEnd = false
  /// Records given so far.
  private(set) var given = 0

  /// Fails where the archive as a whole is not as told: no row of it is given then.
  init(job: String, _ file: ScratchFile, _ schema: PeopleSchema) throws(FileProblem) {
    self.job = job
    self.schema = schema
    let check = try ZipEntry(in: file)
    while try check.next() != nil {}
    entry = try ZipEntry(in: file)
  }

  /// The next records, at most so many; fewer only at the end.
  func next(_ most: Int) throws(FileProblem) -> BulkRecords {
    var writer = RecordWriter(schema)
    try readRows(&writer, most)
    while writer.count < most, !isAtEnd {
      if let bytes = try entry.next() { text.add(bytes) } else { isAtEnd = true }
      try readRows(&writer, most)
      guard columns != nil || !isAtEnd else { throw FileProblem("the CSV has no header") }
    }
    given += writer.count
    return BulkRecords(records: writer.records(), nameless: columns?.nameless ?? [])
  }

  private func readRows(_ writer: inout RecordWriter, _ most: Int) throws(FileProblem) {
    var written = writer
    writer = RecordWriter(schema)
    defer { writer = written }
    try text.rows(isEnd: isAtEnd) { row throws(FileProblem) in
      if columns == nil {
        columns = try Self.heads(row, schema)
      } else {
        try columns?.write(row, to: &written)
      }
      return written.count < most
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

/// Keeps the file that is read from one call to the next: one at a time.
actor BulkShelf {
  private var reading: BulkReading?

  /// Puts a job's file in the place of any other.
  func open(_ job: String, _ file: ScratchFile, _ schema: PeopleSchema) throws(FileProblem) {
    reading = nil
    reading = try BulkReading(job: job, file, schema)
  }

  /// The records from number `start` on, at most so many; `isWhole`: there are no more.
  func records(
    of job: String, from start: Int, atMost most: Int
  ) throws(FileProblem) -> BulkRecords {
    guard let reading, reading.job == job, reading.given == start else {
      throw FileProblem("another file is read meanwhile")
    }
    let found = try reading.next(most)
    if found.records.count < most { self.reading = nil }
    return found
  }
}
