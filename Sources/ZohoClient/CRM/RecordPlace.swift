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
  /// How often the listing was begun anew, because CRM kept its place no longer.
  var restarts = 0

  /// Whether CRM keeps it, by a token.
  var hasToken: Bool { if case .token = way { true } else { false } }

  /// Whether it leads through Bulk Read.
  var isBulk: Bool { if case .bulk = way { true } else { false } }

  init(_ way: Way, lastID: String = "", restarts: Int = 0) {
    self.way = way
    self.lastID = lastID
    self.restarts = restarts
  }

  /// Nil for a text that no place makes.
  init?(_ cursor: RecordCursor) {
    let parts = cursor.text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let name = parts[0].prefix { $0 != "+" }
    if name.count < parts[0].count {
      guard let restarts = Int(parts[0].dropFirst(name.count + 1)) else { return nil }
      self.restarts = restarts
    }
    switch name {
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
    let again = restarts == 0 ? "" : "+\(restarts)"
    return switch way {
    case .page(let page): RecordCursor("page\(again) \(lastID) \(page)")
    case .token(let token): RecordCursor("token\(again) \(lastID) \(token)")
    case .query: RecordCursor("query\(again) \(lastID) ")
    case .bulk(let place): RecordCursor("bulk\(again) \(lastID) \(place.text)")
    }
  }
}
