/// How many entries of a call that adds people are taken.
enum KeptEntries: Sendable {
  case all
  /// The first so many; nil: half, rounded down.
  case some(Int?)

  /// Of so many.
  func count(of total: Int) -> Int {
    switch self {
    case .all: total
    case .some(let kept): min(kept ?? total / 2, total)
    }
  }
}
