/// A set of rows of a directory: a bit each.
package struct RowSet: Hashable, Sendable, Sequence {
  private var words: [UInt64]

  /// Rows from 0 that can be in it.
  package let capacity: Int

  package init(capacity: Int) {
    self.capacity = capacity
    words = Array(repeating: 0, count: (capacity + 63) / 64)
  }

  /// These rows; they must lie within the capacity.
  package init(_ rows: Range<Int>, capacity: Int) {
    self = .all(capacity: capacity)
    for index in words.indices {
      let start = index * 64
      if start + 64 <= rows.lowerBound || start >= rows.upperBound {
        words[index] = 0
      } else if start < rows.lowerBound || start + 64 > rows.upperBound {
        var word: UInt64 = 0
        for row in Swift.max(start, rows.lowerBound)..<Swift.min(start + 64, rows.upperBound) {
          word |= 1 << UInt64(row - start)
        }
        words[index] = word
      }
    }
  }

  /// These rows; those outside the capacity are left out.
  package init(_ rows: some Sequence<Int>, capacity: Int) {
    self.init(capacity: capacity)
    for row in rows { insert(row) }
  }

  /// The same rows over a directory that has grown at its end.
  package func extended(to capacity: Int) -> RowSet {
    var set = RowSet(capacity: Swift.max(capacity, self.capacity))
    for index in words.indices { set.words[index] = words[index] }
    return set
  }

  /// Every row from 0 up to the capacity.
  package static func all(capacity: Int) -> RowSet {
    var set = RowSet(capacity: capacity)
    for index in set.words.indices { set.words[index] = .max }
    if capacity % 64 != 0, let last = set.words.indices.last {
      set.words[last] = (1 << UInt64(capacity % 64)) - 1
    }
    return set
  }

  /// Where its bits lie in memory.
  var place: UInt { words.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }

  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// Whether a row is in it; false outside the capacity.
  package func contains(_ row: Int) -> Bool {
    row >= 0 && row < capacity && words[row / 64] & (1 << UInt64(row % 64)) != 0
  }

  /// Adds a row; rows outside the capacity are ignored.
  package mutating func insert(_ row: Int) {
    guard row >= 0, row < capacity else { return }
    words[row / 64] |= 1 << UInt64(row % 64)
  }

  /// Takes a row out, where it is in.
  package mutating func remove(_ row: Int) {
    guard row >= 0, row < capacity else { return }
    words[row / 64] &= ~(1 << UInt64(row % 64))
  }

  /// The rows of either; both must have one capacity.
  package func union(_ other: RowSet) -> RowSet { combined(with: other, |) }

  /// The rows of both; both must have one capacity.
  package func intersection(_ other: RowSet) -> RowSet { combined(with: other, &) }

  /// The rows that the other lacks; both must have one capacity.
  package func subtracting(_ other: RowSet) -> RowSet { combined(with: other) { $0 & ~$1 } }

  private func combined(with other: RowSet, _ operation: (UInt64, UInt64) -> UInt64) -> RowSet {
    precondition(capacity == other.capacity, "row sets of two directories")
    var result = self
    for index in words.indices { result.words[index] = operation(words[index], other.words[index]) }
    return result
  }

  /// The rows that a condition holds for. Once `isCancelled` says so, which is asked every few hundred
  /// rows, the answer is of no use any more.
  func filtered(isCancelled: () -> Bool, by holds: (Int) -> Bool) -> RowSet {
    var result = self
    var looks = 0
    for index in words.indices where words[index] != 0 {
      looks += 1
      if looks % 8 == 0, isCancelled() { return result }
      var word = words[index]
      var kept: UInt64 = 0
      while word != 0 {
        let bit = word & (0 &- word)
        if holds(index * 64 + bit.trailingZeroBitCount) { kept |= bit }
        word &= word - 1
      }
      result.words[index] = kept
    }
    return result
  }

  /// The rows in ascending order.
  package struct Iterator: IteratorProtocol {
    private let words: [UInt64]
    private var index = 0
    private var word: UInt64

    fileprivate init(_ words: [UInt64]) {
      self.words = words
      word = words.first ?? 0
    }

    package mutating func next() -> Int? {
      while word == 0 {
        index += 1
        guard index < words.count else { return nil }
        word = words[index]
      }
      let bit = word.trailingZeroBitCount
      word &= word - 1
      return index * 64 + bit
    }
  }

  package func makeIterator() -> Iterator { Iterator(words) }
}
