/// The rows of a plan, in parts of some tens. Every step that can be undone holds a plan: a copy shares with
/// the original each part that neither has changed since.
package struct PlanRows: RandomAccessCollection, Hashable, Sendable {
  private static let part = 64
  /// All of them full but the last.
  private var parts: [[PlanRow]] = []
  /// How many rows there are.
  package private(set) var endIndex = 0

  init() {}

  init(_ rows: some Sequence<PlanRow>) {
    for row in rows { append(row) }
  }

  package var startIndex: Int { 0 }

  package internal(set) subscript(index: Int) -> PlanRow {
    get { parts[index / Self.part][index % Self.part] }
    _modify { yield &parts[index / Self.part][index % Self.part] }
  }

  mutating func append(_ row: PlanRow) {
    if endIndex % Self.part == 0 { parts.append([]) }
    parts[endIndex / Self.part].append(row)
    endIndex += 1
  }
}

extension PlanRows {
  /// What became of parts that plans share.
  package struct Moved {
    fileprivate var parts: [UInt: (old: [PlanRow], new: [PlanRow])] = [:]

    /// Nothing has moved yet.
    package init() {}
  }

  mutating func update(_ moved: inout Moved, _ transform: (PlannedPerson) -> PlannedPerson) {
    for (index, old) in parts.enumerated() {
      let place = Self.place(of: old)
      if let known = moved.parts[place]?.new {
        parts[index] = known
        continue
      }
      let new = Self.updated(old, transform)
      // With the old one: nothing else comes to its place meanwhile.
      moved.parts[place] = (old, new)
      parts[index] = new
    }
  }

  private static func updated(
    _ part: [PlanRow], _ transform: (PlannedPerson) -> PlannedPerson
  ) -> [PlanRow] {
    var copy = part
    for index in part.indices {
      let person = transform(part[index].person)
      if person != part[index].person { copy[index].person = person }
    }
    return copy
  }

  private static func place(of part: [PlanRow]) -> UInt {
    part.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  /// Adds what the rows take to what is counted.
  func count(in held: inout HeldMemory) {
    for part in parts {
      guard held.adds(Self.place(of: part), part.count * MemoryLayout<PlanRow>.stride) else {
        continue
      }
      for row in part { row.count(in: &held) }
    }
  }
}

/// Bytes of values that share parts with each other: each part counts once.
package struct HeldMemory: Sendable {
  private var seen: Set<UInt> = []
  /// Of everything that was counted.
  package private(set) var bytes = 0

  /// Nothing is counted yet.
  package init() {}

  /// Counts the part at a place in memory; false where it has been counted.
  package mutating func adds(_ place: UInt, _ size: Int) -> Bool {
    guard seen.insert(place).inserted else { return false }
    bytes += size
    return true
  }

  /// Counts the characters of a text that has a place of its own.
  mutating func add(_ text: String) { if text.utf8.count > 15 { bytes += text.utf8.count + 1 } }

  /// Counts an object; false where it has been counted.
  package mutating func adds(_ object: AnyObject, _ size: Int) -> Bool {
    adds(UInt(bitPattern: ObjectIdentifier(object)), size)
  }
}
