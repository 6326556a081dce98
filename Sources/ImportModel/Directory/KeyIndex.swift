/// Rows by the text of a key column: open addressing over the column's own bytes.
struct KeyIndex: Hashable, Sendable {
  private var slots = Array(repeating: Self.free, count: 16)
  private var count = 0
  /// The next row with the text of a row, where there is one.
  private var next: [UInt32: UInt32] = [:]
  /// The last row of a text that several rows have, by the first.
  private var last: [UInt32: UInt32] = [:]

  private static let free = UInt32.max

  init() {}

  /// Takes the newest row of the column into the index; an empty text is no key. False when an
  /// earlier row has the text.
  @discardableResult
  mutating func insert(_ row: Int, of column: TextColumn) -> Bool {
    let text = column.slice(row)
    guard !text.isEmpty else { return true }
    if (count + 1) * 2 > slots.count { grow(column) }
    let slot = slot(of: text, in: column)
    let first = slots[slot]
    guard first != Self.free else {
      slots[slot] = UInt32(row)
      count += 1
      return true
    }
    next[last[first] ?? first] = UInt32(row)
    last[first] = UInt32(row)
    return false
  }

  /// The first row that holds the text.
  func row(of text: String, in column: TextColumn) -> Int? {
    guard !text.isEmpty else { return nil }
    let row = slots[slot(of: Array(text.utf8)[...], in: column)]
    return row == Self.free ? nil : Int(row)
  }

  /// Every row that holds the text, in order.
  func rows(of text: String, in column: TextColumn) -> [Int] {
    guard let first = row(of: text, in: column) else { return [] }
    var rows = [first]
    while let row = rows.last, let following = next[UInt32(row)] { rows.append(Int(following)) }
    return rows
  }

  private mutating func grow(_ column: TextColumn) {
    let rows = slots.filter { $0 != Self.free }
    slots = Array(repeating: Self.free, count: slots.count * 2)
    for row in rows { slots[slot(of: column.slice(Int(row)), in: column)] = row }
  }

  private func slot(of text: ArraySlice<UInt8>, in column: TextColumn) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash ^= hash >> 29
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != Self.free, column.slice(Int(slots[slot])) != text {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
