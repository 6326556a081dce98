import ImportModel

/// Orders rows by a field; rows without a value come last, and of equals the one that was first.
struct RowOrder {
  let field: FilterField
  let descending: Bool

  private struct Key {
    let row: Int
    let place: Int
    /// Case-folded; nil for a missing value.
    let value: String?
  }

  /// The first rows in order, at most so many; nil: all.
  func sorted(_ rows: [Int], of people: JoinedPeople, limit: Int? = nil) -> [Int] {
    // Where most are wanted, sorting everything is no dearer.
    guard let limit, limit < rows.count / 4 else {
      let all = rows.enumerated().map { key($1, at: $0, people) }.sorted(by: precedes).map(\.row)
      return limit.map { Array(all.prefix($0)) } ?? all
    }
    guard limit > 0 else { return [] }
    // A heap of the first so far, the last of them on top.
    var heap: [Key] = []
    heap.reserveCapacity(limit)
    for (place, row) in rows.enumerated() {
      let key = key(row, at: place, people)
      if heap.count < limit {
        heap.append(key)
        rise(in: &heap)
      } else if precedes(key, heap[0]) {
        heap[0] = key
        sink(in: &heap)
      }
    }
    return heap.sorted(by: precedes).map(\.row)
  }

  private func key(_ row: Int, at place: Int, _ people: JoinedPeople) -> Key {
    Key(
      row: row, place: place, value: people.values(of: field, at: row).first.map { lowercased($0) })
  }

  private func precedes(_ left: Key, _ right: Key) -> Bool {
    switch (left.value, right.value) {
    case (let a?, let b?) where a != b: descending ? a > b : a < b
    case (nil, _?): false
    case (_?, nil): true
    default: left.place < right.place
    }
  }

  private func rise(in heap: inout [Key]) {
    var place = heap.count - 1
    while place > 0, precedes(heap[(place - 1) / 2], heap[place]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private func sink(in heap: inout [Key]) {
    var place = 0
    while true {
      var last = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && precedes(heap[last], heap[child]) { last = child }
      guard last != place else { return }
      heap.swapAt(place, last)
      place = last
    }
  }
}
