import ImportEngine

/// Where a walk over records stands: what a `RecordCursor` means to this adapter.
struct RecordPlace: Equatable {
  /// How the next page is asked for.
  enum Way: Equatable {
    /// By number, the first ten pages at most.
    case page(Int)
    case token(String)
    /// By a query for the ids behind the last one: it knows no limit.
    case query
    /// Through the file of a Bulk Read job.
    case bulk(BulkPlace)
  }

  var way: Way
  /// The id of the last record so far; empty at the start.
  var lastID: String

  /// Whether it leads through Bulk Read.
  var isBulk: Bool { if case .bulk = way { true } else { false } }

  init(_ way: Way, lastID: String = "") {
    self.way = way
    self.lastID = lastID
  }

  /// Nil for a text that no place makes.
  init?(_ cursor: RecordCursor) {
    let parts = cursor.text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    switch parts[0] {
    case "page":
      guard let page = Int(parts[2]) else { return nil }
      way = .page(page)
    case "token": way = .token(String(parts[2]))
    case "query": way = .query
    case "bulk":
      guard let place = BulkPlace(parts[2]) else { return nil }
      way = .bulk(place)
    default: return nil
    }
    lastID = String(parts[1])
  }

  var cursor: RecordCursor {
    switch way {
    case .page(let page): RecordCursor("page \(lastID) \(page)")
    case .token(let token): RecordCursor("token \(lastID) \(token)")
    case .query: RecordCursor("query \(lastID) ")
    case .bulk(let place): RecordCursor("bulk \(lastID) \(place.text)")
    }
  }
}
