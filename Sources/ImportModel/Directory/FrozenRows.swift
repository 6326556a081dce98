/// A set of rows that is kept and seldom looked at: a few of a million are written one by one, which takes
/// less than a bit for each of the million.
package struct FrozenRows: Hashable, Sendable {
  private enum Form: Hashable, Sendable {
    case few([UInt32])
    case many(RowSet)
  }

  private let form: Form
  private let capacity: Int

  package init(_ rows: RowSet) {
    capacity = rows.capacity
    form = rows.count * 32 < capacity ? .few(rows.map { UInt32($0) }) : .many(rows)
  }

  /// The rows, as they were.
  package var rows: RowSet {
    switch form {
    case .few(let rows): RowSet(rows.lazy.map { Int($0) }, capacity: capacity)
    case .many(let rows): rows
    }
  }

  /// How many there are.
  package var count: Int {
    switch form {
    case .few(let rows): rows.count
    case .many(let rows): rows.count
    }
  }

  /// Adds what they take to what is counted.
  package func count(in held: inout HeldMemory) {
    switch form {
    case .few(let rows):
      rows.withUnsafeBytes { _ = held.adds(UInt(bitPattern: $0.baseAddress), $0.count) }
    case .many(let rows): _ = held.adds(rows.place, (capacity + 63) / 64 * 8)
    }
  }
}
