/// Rows by a key that a column holds: open addressing, a slot being the key's hash and its first row. What
/// a row's key is, the caller tells.
struct KeyIndex: Sendable {
  /// The hash in the upper half, the row and one in the lower; 0 is free.
  private var slots = Array(repeating: UInt64(0), count: 16)
  private var count = 0
  /// The next row with the key of a row, where there is one.
  private var next: [UInt32: UInt32] = [:]
  /// The last row of a key that several rows have, by the first.
  private var last: [UInt32: UInt32] = [:]

  init() {}

  /// Takes a row into the index, whose key no row has.
  mutating func add(_ row: Int, hash: UInt32) {
    if (count + 1) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var place = Int(hash) & mask
    while slots[place] != 0 { place = (place + 1) & mask }
    slots[place] = UInt64(hash) << 32 | UInt64(row + 1)
    count += 1
  }

  /// Takes a row into the index whose key has this first row.
  mutating func add(_ row: Int, behind first: Int) {
    let first = UInt32(first)
    next[last[first] ?? first] = UInt32(row)
    last[first] = UInt32(row)
  }

  /// The first row with a key.
  func row(hash: UInt32, hasKey: (Int) -> Bool) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var place = Int(hash) & mask
      while slots[place] != 0 {
        let row = Int(truncatingIfNeeded: slots[place] & 0xFFFF_FFFF) - 1
        if UInt32(truncatingIfNeeded: slots[place] >> 32) == hash, hasKey(row) { return row }
        place = (place + 1) & mask
      }
      return nil
    }
  }

  /// Every row with a key, in order.
  func rows(hash: UInt32, hasKey: (Int) -> Bool) -> [Int] {
    guard let first = row(hash: hash, hasKey: hasKey) else { return [] }
    var rows = [first]
    while let row = rows.last, let following = next[UInt32(row)] { rows.append(Int(following)) }
    return rows
  }

  private mutating func grow() {
    var larger = Array(repeating: UInt64(0), count: slots.count * 2)
    let mask = larger.count - 1
    for slot in slots where slot != 0 {
      var place = Int(truncatingIfNeeded: slot >> 32) & mask
      while larger[place] != 0 { place = (place + 1) & mask }
      larger[place] = slot
    }
    slots = larger
  }
}
