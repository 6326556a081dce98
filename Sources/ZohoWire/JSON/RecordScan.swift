/// Goes through the text of a page of records once, as strictly as ``JSONReader``; it gives up, with nil
/// or false, where that would fail, and where the page is not of the shape that is read for.
struct RecordScan {
  private let bytes: UnsafeRawBufferPointer
  private let end: Int
  private var index = 0
  private var depth = 0
  private var nodes = 0
  /// The keys of the record before, as they stand in the bytes.
  private var keys: [Key] = []

  private init(_ bytes: UnsafeRawBufferPointer, from start: Int = 0, to end: Int? = nil) {
    self.bytes = bytes
    index = start
    self.end = end ?? bytes.count
  }

  typealias Cell = ScannedRecords.Cell

  /// Each record takes room for every name, even an empty one.
  static let mostRecords = CRMRecordsAnswer.mostRecords
  /// Whether it gave up at a record too many.
  private var isOverfull = false

  /// The cells of each record by the names, and where `info` lies; fails where there are too many records.
  static func scan(
    _ bytes: UnsafeRawBufferPointer, names: [String]
  ) throws(ShapeMismatch) -> (cells: [Cell], info: Range<Int>)? {
    guard isUTF8(bytes) else { return nil }
    var scan = RecordScan(bytes)
    let names = names.map { Array($0.utf8) }
    var (cells, info): ([Cell]?, Range<Int>?) = (nil, nil)
    let isWhole = scan.members { scan, key in
      if key.elementsEqual("data".utf8), cells == nil {
        cells = scan.records(names)
        return cells != nil
      }
      guard key.elementsEqual("info".utf8), info == nil, let cell = scan.value() else {
        return false
      }
      info = cell.place
      return cell.kind == .object
    }
    guard !scan.isOverfull else {
      throw ShapeMismatch(expected: "data: a page of at most \(mostRecords) records")
    }
    scan.skipBlanks()
    guard isWhole, scan.index == scan.end, let cells, let info else { return nil }
    return (cells, info)
  }

  /// Most of a page is ASCII: only parts that are not are asked whether they are UTF-8.
  private static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    while place < bytes.count {
      var end = min(place + 256, bytes.count)
      if !isASCII(bytes, place..<end) {
        // Not to cut a character.
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let part = UnsafeRawBufferPointer(rebasing: bytes[place..<end])
        let isValid = part.withMemoryRebound(to: UInt8.self) { part in
          (try? UTF8Span(validating: part.span)) != nil
        }
        guard isValid else { return false }
      }
      place = end
    }
    return true
  }

  private static func isASCII(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    var (place, all) = (range.lowerBound, UInt64(0))
    while place + 8 <= range.upperBound {
      all |= bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      place += 8
    }
    while place < range.upperBound {
      all |= UInt64(bytes[place])
      place += 1
    }
    return all & 0x8080_8080_8080_8080 == 0
  }

  /// What stands under a name of an object that was looked through before.
  static func member(
    _ name: StaticString, of place: Range<Int>, in bytes: UnsafeRawBufferPointer
  ) -> Cell {
    var scan = RecordScan(bytes, from: place.lowerBound, to: place.upperBound)
    var found = Cell()
    let wanted = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    _ = scan.members { scan, key in
      guard let cell = scan.value() else { return false }
      if key.count == wanted.count, key.elementsEqual(wanted) { found = cell }
      return true
    }
    return found
  }

  private mutating func records(_ names: [[UInt8]]) -> [Cell]? {
    guard enter(), take("[") else { return nil }
    var cells: [Cell] = []
    cells.reserveCapacity(200 * names.count)
    repeat {
      skipBlanks()
      let first = cells.count
      guard first < Self.mostRecords * names.count else {
        isOverfull = true
        return nil
      }
      cells.append(contentsOf: repeatElement(Cell(), count: names.count))
      guard record(names, into: &cells, at: first) else { return nil }
      skipBlanks()
    } while take(",")
    guard take("]") else { return nil }
    depth -= 1
    return cells
  }

  /// Goes through a record, as ``members(_:)`` does.
  private mutating func record(
    _ names: [[UInt8]], into cells: inout [Cell], at first: Int
  ) -> Bool {
    guard enter(), take("{") else { return false }
    skipBlanks()
    if !take("}") {
      var number = 0
      repeat {
        skipBlanks()
        guard let name = name(of: number, names) else { return false }
        skipBlanks()
        guard let cell = value() else { return false }
        if name >= 0 { cells[first + name] = cell }
        number += 1
        skipBlanks()
      } while take(",")
      guard take("}") else { return false }
    }
    depth -= 1
    return true
  }

  /// A key with its quotes and the colon behind it.
  private struct Key {
    let start: Int
    let count: Int
    /// Which of the names it is; -1 for another.
    let name: Int
  }

  /// Goes over the key of a member and its colon: which of the names it is, -1 for another; nil where there
  /// is no key. Records have their keys in one order: most likely it is that of the record before.
  private mutating func name(of number: Int, _ names: [[UInt8]]) -> Int? {
    if number < keys.count, has(keys[number]) {
      index += keys[number].count
      return keys[number].name
    }
    let start = index
    guard let text = key() else { return nil }
    let likely = number > 0 && number <= keys.count ? keys[number - 1].name + 1 : 0
    let name = Self.index(of: text, in: names, from: likely) ?? -1
    let key = Key(start: start, count: index - start, name: name)
    if number < keys.count { keys[number] = key } else { keys.append(key) }
    return name
  }

  /// Whether these bytes come next.
  @inline(__always)
  private func has(_ key: Key) -> Bool {
    guard index + key.count <= end else { return false }
    var place = 0
    while place + 8 <= key.count {
      guard word(at: index + place) == word(at: key.start + place) else { return false }
      place += 8
    }
    while place < key.count {
      guard bytes[index + place] == bytes[key.start + place] else { return false }
      place += 1
    }
    return true
  }

  private func word(at place: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  private static func index(
    of key: UnsafeRawBufferPointer, in names: [[UInt8]], from likely: Int
  ) -> Int? {
    for offset in names.indices {
      let index = (likely + offset) % names.count
      if names[index].count == key.count, key.elementsEqual(names[index]) { return index }
    }
    return nil
  }

  /// Goes over a key, which is ASCII without escapes, and the colon behind it.
  private mutating func key() -> UnsafeRawBufferPointer? {
    guard let key = string(), key.kind == .text else { return nil }
    let text = UnsafeRawBufferPointer(rebasing: bytes[key.place])
    guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
    skipBlanks()
    return take(":") ? text : nil
  }

  /// Goes through an object; `take` goes through the value of a key.
  private mutating func members(
    _ take: (inout RecordScan, UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    guard enter(), self.take("{") else { return false }
    skipBlanks()
    if !self.take("}") {
      repeat {
        skipBlanks()
        guard let text = key() else { return false }
        skipBlanks()
        guard take(&self, text) else { return false }
        skipBlanks()
      } while self.take(",")
      guard self.take("}") else { return false }
    }
    depth -= 1
    return true
  }

  /// Counts a value, one level deeper.
  private mutating func enter() -> Bool {
    depth += 1
    nodes += 1
    return depth <= JSONReader.maximumDepth && nodes <= JSONReader.maximumNodes
  }

  private mutating func value() -> Cell? {
    let start = index
    switch peek {
    case UInt8(ascii: "\""):
      nodes += 1
      return nodes <= JSONReader.maximumNodes ? string() : nil
    case UInt8(ascii: "{"):
      return members { scan, _ in scan.value() != nil } ? cell(.object, from: start) : nil
    case UInt8(ascii: "["): return array() ? cell(.array, from: start) : nil
    case UInt8(ascii: "t"): return word("true") ? cell(.yes, from: start) : nil
    case UInt8(ascii: "f"): return word("false") ? cell(.no, from: start) : nil
    case UInt8(ascii: "n"): return word("null") ? Cell() : nil
    default: return number() ? cell(.number, from: start) : nil
    }
  }

  private mutating func array() -> Bool {
    guard enter(), take("[") else { return false }
    skipBlanks()
    if !take("]") {
      repeat {
        skipBlanks()
        guard value() != nil else { return false }
        skipBlanks()
      } while take(",")
      guard take("]") else { return false }
    }
    depth -= 1
    return true
  }

  private func cell(_ kind: Cell.Kind, from start: Int) -> Cell {
    Cell(kind: kind, start: Int32(start), end: Int32(index))
  }
}

// Strings, numbers, words.
extension RecordScan {
  private var peek: UInt8 { index < end ? bytes[index] : 0 }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < end {
      let byte = bytes[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      index += 1
    }
  }

  private mutating func string() -> Cell? {
    let open = index
    guard take("\"") else { return nil }
    while true {
      index = Self.special(in: bytes, from: index, to: end)
      switch peek {
      case UInt8(ascii: "\""):
        index += 1
        return Cell(kind: .text, start: Int32(open + 1), end: Int32(index - 1))
      case UInt8(ascii: "\\"):
        // Seldom: the strict reader says whether the escapes are right.
        guard let close = Self.closingQuote(in: bytes, from: index, to: end) else { return nil }
        var strings = JSONStringReader(Array(bytes[open...close]), openingQuoteAt: 0)
        guard (try? strings.read()) != nil, strings.index == close - open + 1 else { return nil }
        index = close + 1
        return cell(.escaped, from: open)
      default: return nil
      }
    }
  }

  /// The first quote that no backslash stands before.
  private static func closingQuote(
    in bytes: UnsafeRawBufferPointer, from start: Int, to end: Int
  ) -> Int? {
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""): return index
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return nil
  }

  /// The first place that a string without escapes does not go over: a quote, a backslash, a control
  /// character, the end.
  private static func special(
    in bytes: UnsafeRawBufferPointer, from start: Int, to end: Int
  ) -> Int {
    let (low, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var index = start
    while index + 8 <= end {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let (quote, slash) = (word ^ low &* 0x22, word ^ low &* 0x5C)
      // A byte's high bit is set where it is one; above the first of them it may be without reason.
      let found =
        ((quote &- low) & ~quote | (slash &- low) & ~slash | (word &- low &* 0x20) & ~word) & high
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < end {
      let byte = bytes[index]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
      index += 1
    }
    return index
  }

  private mutating func number() -> Bool {
    nodes += 1
    _ = take("-")
    if !take("0") { guard digits() else { return false } }
    if take(".") { guard digits() else { return false } }
    if peek | 0x20 == UInt8(ascii: "e") {
      index += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
      guard digits() else { return false }
    }
    return nodes <= JSONReader.maximumNodes
  }

  private mutating func digits() -> Bool {
    let start = index
    while index < end, (0x30...0x39).contains(bytes[index]) { index += 1 }
    return index > start
  }

  private mutating func word(_ word: StaticString) -> Bool {
    nodes += 1
    for offset in 0..<word.utf8CodeUnitCount {
      guard peek == word.utf8Start[offset] else { return false }
      index += 1
    }
    return nodes <= JSONReader.maximumNodes
  }
}
