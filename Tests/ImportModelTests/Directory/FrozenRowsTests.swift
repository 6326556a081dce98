import Testing

@testable import ImportModel

struct FrozenRowsTests {
  @Test(arguments: [0, 1, 30, 31, 32, 33, 500, 1_000])
  func `rows that are kept are those that were given`(count: Int) {
    let rows = RowSet((0..<count).map { $0 * 997 % 1_000 }, capacity: 1_000)
    let frozen = FrozenRows(rows)
    #expect(frozen.rows == rows)
    #expect(frozen.count == count)
  }

  @Test func `a few rows of a million take four bytes each`() {
    var held = HeldMemory()
    FrozenRows(RowSet(0..<1_000, capacity: 1_000_000)).count(in: &held)
    #expect(held.bytes == 4_000)
  }
}
