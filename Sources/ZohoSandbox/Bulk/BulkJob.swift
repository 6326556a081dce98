/// A job of Bulk Read: which records a file is to hold. [C] OAS30, OAS31 bulk_read
struct BulkJob: Sendable {
  /// Records of one file. [C] bulk_read
  static let pageSize = 200_000
  /// The last page that can be asked for. [C] OAS30 bulk_read, the pattern of `page`
  static let lastPage = 50
  /// A server that runs for weeks keeps only the newest of these.
  static let mostKept = 100

  let id: String
  let module: RecordModule
  /// The columns, `id` first.
  let fields: [String]
  /// From 1.
  let page: Int
  /// What records must be like; nil: all of them.
  let condition: RecordCondition?
  /// What was asked, as the answers tell it.
  let told: JSON
  let creator: Reference
  /// Milliseconds since 1970 UTC.
  let created: Int64
  /// Milliseconds it takes to begin, and as many again to end.
  let pace: Int64
  /// The numbers of all records that fit, found when the file is made.
  var found: RecordRows?

  /// How far a job is. The blank is Zoho's. [C] OAS30, OAS31 bulk_read
  enum State: String, Sendable {
    case added = "ADDED"
    case inProgress = "IN PROGRESS"
    case completed = "COMPLETED"
  }

  /// How far it is at a time in milliseconds.
  func state(at time: Int64) -> State {
    time < created + pace ? .added : time < created + 2 * pace ? .inProgress : .completed
  }

  /// Finds its records, once.
  mutating func complete(_ records: RecordWorld) {
    guard found == nil else { return }
    guard let condition else {
      found = .range(0..<records.count(of: module), isDescending: false)
      return
    }
    found = .some(RecordSearch.indices(condition, module, records))
  }

  /// The numbers of the records in its file.
  var rows: [Int] { found?.page(from: (page - 1) * Self.pageSize, size: Self.pageSize) ?? [] }

  /// One element of `data` of the answer to a look at it. [C] bulk_read; the form of `download_url` [G]
  func json(at time: Int64) -> JSON {
    let state = state(at: time)
    let common: JSON = [
      "id": .text(id), "operation": "read", "state": .text(state.rawValue), "query": told,
      "created_by": creator.json, "created_time": .text(CivilTime.crm(created)),
      "file_type": "csv",
    ]
    guard state == .completed, let found else { return common }
    let (start, count) = ((page - 1) * Self.pageSize, rows.count)
    let more = start + count < found.count && count > 0
    let result = JSON.object(presentOnly: [
      "page": .count(page), "count": .count(count), "per_page": .count(Self.pageSize),
      "download_url": .text("/crm/bulk/v8/read/\(id)/result"), "more_records": .bool(more),
      "next_page_token": more ? .text("bulk-\(id)-\(page + 1)") : nil,
    ])
    return common.adding("result", result)
  }
}
