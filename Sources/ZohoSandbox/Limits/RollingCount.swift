/// So many within a rolling window.
struct RollingCount: Sendable {
  private var times: [Int64] = []

  /// Counts one more, at a time in milliseconds; false where there are as many already, and then it
  /// is not counted.
  mutating func admits(most: Int, within window: Int64, time: Int64) -> Bool {
    times.removeAll { $0 <= time - window }
    guard times.count < most else { return false }
    times.append(time)
    return true
  }
}
