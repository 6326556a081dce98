import ImportModel
import Testing

struct RowSetTests {
  @Test(arguments: [0, 1, 63, 64, 65, 128, 200], [1, 2] as [UInt64])
  func `row sets agree with sets of numbers`(capacity: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func random() -> (RowSet, Set<Int>) {
      var rows = RowSet(capacity: capacity)
      var numbers: Set<Int> = []
      for row in 0..<capacity where Bool.random(using: &generator) {
        rows.insert(row)
        numbers.insert(row)
      }
      return (rows, numbers)
    }
    let (left, leftNumbers) = random()
    let (right, rightNumbers) = random()
    #expect(Array(left) == leftNumbers.sorted(), "seed \(seed)")
    #expect(left.count == leftNumbers.count && left.isEmpty == leftNumbers.isEmpty)
    #expect(Array(left.union(right)) == leftNumbers.union(rightNumbers).sorted())
    #expect(Array(left.intersection(right)) == leftNumbers.intersection(rightNumbers).sorted())
    #expect(Array(left.subtracting(right)) == leftNumbers.subtracting(rightNumbers).sorted())
    #expect(Array(RowSet.all(capacity: capacity)) == Array(0..<capacity))
    #expect((-1...capacity).filter(left.contains) == leftNumbers.sorted())
  }

  @Test func `rows outside the capacity are ignored`() {
    var rows = RowSet(capacity: 10)
    for row in [-1, 10, 63, 64, 1000] { rows.insert(row) }
    #expect(rows.isEmpty && !rows.contains(63))
  }

  @Test func `a range of rows is what a loop would insert`() {
    for (low, high) in [(0, 0), (0, 200), (3, 64), (63, 65), (64, 128), (130, 131), (1, 199)] {
      let set = RowSet(low..<high, capacity: 200)
      #expect(Array(set) == Array(low..<high) && set.count == high - low)
    }
  }

  @Test func `a row is taken out, and what is not in stays out`() {
    var rows = RowSet([1, 63, 64, 70], capacity: 71)
    for row in [63, 64, 2, -1, 71, 1_000] { rows.remove(row) }
    #expect(Array(rows) == [1, 70] && rows.capacity == 71)
  }

  @Test func `a set grows with its directory and never shrinks`() {
    let rows = RowSet([1, 70, 71], capacity: 71)
    #expect(Array(rows) == [1, 70])
    let grown = rows.extended(to: 300)
    #expect(Array(grown) == [1, 70] && grown.capacity == 300)
    #expect(Array(grown.union(RowSet([299], capacity: 300))) == [1, 70, 299])
    #expect(rows.extended(to: 10) == rows)
    #expect(RowSet.all(capacity: 70).extended(to: 130) == RowSet(0..<70, capacity: 130))
  }
}
