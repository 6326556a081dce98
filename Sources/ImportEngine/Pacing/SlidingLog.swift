/// The calls to one key by which the next is timed: a sliding log anchored at the answers.
///
/// Call k may go once a window has passed since the (k−L)-th smallest completion. The server counted
/// call k−L before it answered, so no window, wherever it begins, holds more than L arrivals, whatever
/// the latency, and no clocks need agree. A call without known completion counts as completing at its
/// deadline.
package struct SlidingLog: Hashable, Sendable {
  /// What no window may exceed.
  package let limit: CallLimit
  /// When each call ended or must end, in milliseconds, rising.
  private var ends: [Int64] = []

  /// A log without calls.
  package init(_ limit: CallLimit) { self.limit = limit }

  /// When a call may go that has this L-th latest end before it; nil: there are fewer than L calls.
  /// One millisecond is for the parts of one that both readings of the clock leave out.
  package static func opening(after end: Int64?, _ limit: CallLimit) -> Int64 {
    end.map { $0 + limit.window + 1 } ?? .min
  }

  /// When the next call may go, in milliseconds; `Int64.min` when at once.
  package var opening: Int64 {
    let index = ends.count - limit.calls
    return Self.opening(after: index >= 0 ? ends[index] : nil, limit)
  }

  /// How many calls it holds.
  package var count: Int { ends.count }

  /// Enters a call that is sent now and must be over by `deadline`.
  package mutating func start(deadline: Int64) { ends.insert(deadline, at: place(of: deadline)) }

  /// Puts the time of the answer in place of a call's deadline.
  package mutating func complete(deadline: Int64, at time: Int64) {
    withdraw(deadline: deadline)
    ends.insert(time, at: place(of: time))
  }

  /// Takes a call out that was not sent.
  package mutating func withdraw(deadline: Int64) {
    let index = place(of: deadline)
    if index < ends.count, ends[index] == deadline { ends.remove(at: index) }
  }

  /// Forgets calls whose end can't hold anybody back at this time.
  package mutating func prune(at now: Int64) {
    ends.removeFirst(place(of: now - limit.window))
  }

  /// The first index whose end is not before a time.
  private func place(of time: Int64) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
