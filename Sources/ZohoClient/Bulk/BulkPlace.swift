/// Where a walk through Bulk Read stands.
struct BulkPlace: Equatable {
  /// What comes next.
  enum Step: Equatable {
    /// To look at the job, for so many times now.
    case look(Int)
    /// To read the file from a record on.
    case read(from: Int, of: Int, hasMore: Bool)
  }

  let job: String
  /// From 1.
  let page: Int
  var step: Step

  init(job: String, page: Int, _ step: Step = .look(0)) {
    self.job = job
    self.page = page
    self.step = step
  }

  /// Nil for a text that no place makes.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":")
    guard parts.count >= 4, let page = Int(parts[1]), let number = Int(parts[3]) else { return nil }
    job = String(parts[0])
    self.page = page
    switch parts[2] {
    case "look": step = .look(number)
    case "read":
      guard parts.count == 6, let count = Int(parts[4]) else { return nil }
      step = .read(from: number, of: count, hasMore: parts[5] == "more")
    default: return nil
    }
  }

  var text: String {
    switch step {
    case .look(let number): "\(job):\(page):look:\(number)"
    case .read(let start, let count, let hasMore):
      "\(job):\(page):read:\(start):\(count):\(hasMore ? "more" : "last")"
    }
  }

  /// Milliseconds before a look, by how many there were: CRM tells no time. Half an hour in all.
  static func pause(before look: Int) -> Int64 { min(500 << min(look, 5), 15_000) }
  static let mostLooks = 130
}
