import ImportModel

/// The file of one Bulk Read job while it is read.
final class BulkReading {
  let job: String
  private let entry: ZipEntry
  private var text: BulkText
  /// Records given so far.
  private(set) var given = 0

  /// Fails where the archive as a whole is not as told: no row of it is given then.
  init(job: String, _ file: ScratchFile, _ schema: PeopleSchema) throws(FileProblem) {
    self.job = job
    let check = try ZipEntry(in: file)
    while try check.next() != nil {}
    entry = try ZipEntry(in: file)
    text = BulkText(schema)
  }

  /// The next records, at most so many; fewer only at the end.
  func next(_ most: Int) throws(FileProblem) -> BulkRecords {
    let read = try text.next(most) { () throws(FileProblem) in try entry.next() }
    given += read.records.count
    return read
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
