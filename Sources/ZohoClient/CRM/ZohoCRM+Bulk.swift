import ImportEngine
import ImportModel
import ZohoWire

/// Records through Bulk Read: a job, looked at until it is done, and a file read in pieces.
extension ZohoCRM {
  /// Records of one step through a file.
  package static let rowsOfStep = 2_000

  /// Orders a page of up to 200,000 records.
  func order(_ query: RecordQuery, page: Int) async throws(ServiceFailure) -> RecordPage {
    let answer = try await gateway.read(
      .crmBulkRead(
        module: query.module.rawValue, fields: RecordSelect(query: query).fields, page: page)
    ) { node throws(ShapeMismatch) in try CRMBulkOrderAnswer(node) }
    let place = BulkPlace(job: answer.job, page: page)
    return RecordPage(records: [], next: RecordPlace(.bulk(place)).cursor, way: .bulk)
  }

  /// The next step of a walk through a job and its file.
  func page(_ query: RecordQuery, of place: BulkPlace) async throws(ServiceFailure) -> RecordPage {
    switch place.step {
    case .look(let number): return try await look(query, place, number)
    case .read(let start, let count, let hasMore):
      return try await read(query, place, from: start, of: count, hasMore: hasMore)
    }
  }

  private func look(
    _ query: RecordQuery, _ place: BulkPlace, _ number: Int
  ) async throws(ServiceFailure) -> RecordPage {
    guard number < BulkPlace.mostLooks else {
      throw .malformed("Bulk Read: the job is not done after half an hour")
    }
    guard await gateway.wait(milliseconds: BulkPlace.pause(before: number)) else {
      throw .interrupted("stopped")
    }
    let job = try await gateway.read(.crmBulkJob(place.job)) { node throws(ShapeMismatch) in
      try CRMBulkJobAnswer(node)
    }
    switch job.state {
    case .underWay: return step(BulkPlace(job: place.job, page: place.page, .look(number + 1)))
    case .other(let word): throw .malformed("Bulk Read: state \(word)")
    case .completed: break
    }
    guard let count = job.count.map({ Int(clamping: $0) }), let hasMore = job.hasMore,
      job.page.map({ $0 == place.page }) ?? true
    else { throw .malformed("Bulk Read: the result is not told") }
    if count > 0 { try await fetch(place.job, query.schema) }
    let next = BulkPlace.Step.read(from: 0, of: count, hasMore: hasMore)
    return step(BulkPlace(job: place.job, page: place.page, next))
  }

  private func fetch(_ job: String, _ schema: PeopleSchema) async throws(ServiceFailure) {
    let file: ScratchFile
    do throws(FileProblem) { file = try ScratchFile() } catch { throw Self.failure(error) }
    try await gateway.download(.crmBulkResult(job: job), into: file)
    do throws(FileProblem) {
      try await shelf.open(job, file, schema)
    } catch {
      throw Self.failure(error)
    }
  }

  private static func failure(_ problem: FileProblem) -> ServiceFailure {
    .malformed("Bulk Read: \(problem.what)")
  }

  private func step(_ place: BulkPlace) -> RecordPage {
    RecordPage(records: [], next: RecordPlace(.bulk(place)).cursor, way: .bulk)
  }

  private func read(
    _ query: RecordQuery, _ place: BulkPlace, from start: Int, of count: Int, hasMore: Bool
  ) async throws(ServiceFailure) -> RecordPage {
    let found: BulkRecords
    do throws(FileProblem) {
      found =
        count == 0
        ? BulkRecords(records: [], nameless: [])
        : try await shelf.records(of: place.job, from: start, atMost: Self.rowsOfStep)
    } catch {
      throw Self.failure(error)
    }
    let records = found.records
    let done = start + records.count
    let isWhole = records.count < Self.rowsOfStep
    guard !isWhole || done == count else {
      throw .malformed("Bulk Read: the file holds \(done) records in place of \(count)")
    }
    try query.checkNames(nameless: found.nameless, of: "Bulk Read")
    guard isWhole else {
      let step = BulkPlace.Step.read(from: done, of: count, hasMore: hasMore)
      let next = BulkPlace(job: place.job, page: place.page, step)
      return RecordPage(records: records, next: RecordPlace(.bulk(next)).cursor, way: .bulk)
    }
    guard hasMore else { return RecordPage(records: records, next: nil, way: .bulk) }
    guard count > 0 else { throw .malformed("Bulk Read: more are promised behind none") }
    let further = try await order(query, page: place.page + 1)
    return RecordPage(records: records, next: further.next, way: .bulk)
  }
}
