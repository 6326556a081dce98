/// Rows by a key that a column holds: open addressing, a slot being the key's hash and its first row. What
/// a row's key is, the caller tells.
package struct KeyIndex: Sendable {
  /// The hash in the upper half, the row and one in the lower; 0 is free.
  private var slots = Array(repeating: UInt64(0), count: 16)
  private var count = 0
  private let hashing = ByteHash()
  /// The next row with the key of a row, where there is one.
  private var next: [UInt32: UInt32] = [:]
  /// The last row of a key that several rows have, by the first.
  private var last: [UInt32: UInt32] = [:]

  package init() {}

  /// Bytes of everything.
  package var size: Int {
    slots.count * MemoryLayout<UInt64>.stride
      + (next.count + last.count) * 2 * MemoryLayout<UInt32>.stride
  }

  /// The hash of a key.
  func hash(of bytes: UnsafeRawBufferPointer) -> UInt32 { hashing.of(bytes) }

  /// The same of an id.
  func hash(of id: IDColumn.Key) -> UInt32 { id.hash(by: hashing) }

  /// A key to be added, and what stood where it is looked for first.
  package struct Sought {
    let hash: UInt32
    fileprivate var slot: UInt64

    package init(hash: UInt32) { self.init(hash: hash, slot: 0) }

    fileprivate init(hash: UInt32, slot: UInt64) {
      self.hash = hash
      self.slot = slot
    }
  }

  /// Makes room for so many keys and looks where they may stand. These places lie far apart in memory:
  /// asked for without waiting for each, they come together.
  mutating func seek(_ hashes: [UInt32]) -> [Sought] {
    while (count + hashes.count) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    return slots.withUnsafeBufferPointer { slots in
      hashes.map { Sought(hash: $0, slot: slots[Int($0) & mask]) }
    }
  }

  /// Takes a row into the index, unless its key has a first row: that is returned.
  package mutating func add(_ row: Int, _ sought: Sought, unless hasKey: (Int) -> Bool) -> Int? {
    var sought = sought
    if (count + 1) * 2 > slots.count {
      grow()
      sought.slot = 0
    }
    let first = slots.withUnsafeMutableBufferPointer { slots -> Int? in
      let place = Self.place(of: sought, in: UnsafeBufferPointer(slots), hasKey)
      guard slots[place] == 0 else { return Self.row(slots[place]) }
      slots[place] = UInt64(sought.hash) << 32 | UInt64(row + 1)
      return nil
    }
    if first == nil { count += 1 }
    return first
  }

  /// Takes a row into the index whose key has this first row.
  mutating func add(_ row: Int, behind first: Int) {
    let first = UInt32(first)
    next[last[first] ?? first] = UInt32(row)
    last[first] = UInt32(row)
  }

  /// The first row with a key.
  package func row(hash: UInt32, hasKey: (Int) -> Bool) -> Int? {
    slots.withUnsafeBufferPointer { slots in
      let slot = slots[Self.place(of: Sought(hash: hash), in: slots, hasKey)]
      return slot == 0 ? nil : Self.row(slot)
    }
  }

  /// Where a key's first row stands, or would.
  private static func place(
    of sought: Sought, in slots: UnsafeBufferPointer<UInt64>, _ hasKey: (Int) -> Bool
  ) -> Int {
    func isKey(_ slot: UInt64) -> Bool {
      UInt32(truncatingIfNeeded: slot >> 32) == sought.hash && hasKey(row(slot))
    }
    let mask = slots.count - 1
    var place = Int(sought.hash) & mask
    if sought.slot != 0 {
      // What is taken stays so.
      if isKey(sought.slot) { return place }
      place = (place + 1) & mask
    }
    while slots[place] != 0, !isKey(slots[place]) { place = (place + 1) & mask }
    return place
  }

  private static func row(_ slot: UInt64) -> Int { Int(slot & 0xFFFF_FFFF) - 1 }

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
