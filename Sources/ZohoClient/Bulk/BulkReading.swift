import ImportEngine
import ZohoWire

/// The file of one Bulk Read job while it is read: rows become the objects that pages would have held.
final class BulkReading {
  let job: String
  private let entry: ZipEntry
  private var text = CSVRows()
  private var waiting: [[String]] = []
  private var columns: [String]?
  private var isAtEnd = false
  /// Records given so far.
  private(set) var given = 0

  /// Fails where the archive as a whole is not as told: no row of it is given then.
  init(job: String, _ file: ScratchFile) throws(FileProblem) {
    self.job = job
    let check = try ZipEntry(in: file)
    while try check.next() != nil {}
    entry = try ZipEntry(in: file)
  }

  /// The next records, at most so many; fewer only at the end.
  func next(_ most: Int) throws(FileProblem) -> [CRMRecordsAnswer.Record] {
    while waiting.count < most, !isAtEnd { try readOn() }
    let rows = waiting.prefix(most)
    waiting.removeFirst(rows.count)
    given += rows.count
    var records: [CRMRecordsAnswer.Record] = []
    records.reserveCapacity(rows.count)
    for row in rows { records.append(try record(row)) }
    return records
  }

  private func readOn() throws(FileProblem) {
    if let bytes = try entry.next() {
      waiting += try text.add(bytes)
    } else {
      isAtEnd = true
      if let last = try text.finish() { waiting.append(last) }
      guard columns != nil || !waiting.isEmpty else { throw FileProblem("the CSV has no header") }
    }
    guard columns == nil, !waiting.isEmpty else { return }
    let names = waiting.removeFirst()
    guard names.contains(where: { $0.lowercased() == "id" }) else {
      throw FileProblem("the CSV has no column id")
    }
    columns = names
  }

  /// Lookups come as ids [G]: such a cell is the id of an object, where columns of its fields stand
  /// beside it. An empty cell is no value.
  private func record(_ row: [String]) throws(FileProblem) -> CRMRecordsAnswer.Record {
    guard let columns, row.count == columns.count else {
      throw FileProblem(
        "a row of the CSV has \(row.count) fields in place of \(columns?.count ?? 0)")
    }
    var id: String?
    var fields: [String: JSONNode] = [:]
    for (name, value) in zip(columns, row) where !value.isEmpty {
      if name.lowercased() == "id" { id = value } else { fields[name] = .string(value) }
    }
    guard let id else { throw FileProblem("a row of the CSV has no id") }
    return CRMRecordsAnswer.Record(id: id, fields: .object(fields))
  }
}

/// Keeps the file that is read from one call to the next: one at a time.
actor BulkShelf {
  private var reading: BulkReading?

  /// Puts a job's file in the place of any other.
  func open(_ job: String, _ file: ScratchFile) throws(FileProblem) {
    reading = nil
    reading = try BulkReading(job: job, file)
  }

  /// The records from number `start` on, at most so many; `isWhole`: there are no more.
  func records(
    of job: String, from start: Int, atMost most: Int
  ) throws(FileProblem) -> [CRMRecordsAnswer.Record] {
    guard let reading, reading.job == job, reading.given == start else {
      throw FileProblem("another file is read meanwhile")
    }
    let records = try reading.next(most)
    if records.count < most { self.reading = nil }
    return records
  }
}
