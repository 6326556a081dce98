/// Texts of a column in one arena; a missing text is an empty one. Empty texts behind the last that is not
/// are not kept: a column of none takes no room.
struct TextColumn: Hashable, Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where the texts end, of the rows that are kept.
  private(set) var ends: [UInt32] = []
  /// A bit for each row that holds more than ASCII; as many words as it takes to tell the last of them.
  private(set) var wideRows: [UInt64] = []

  /// Whether a text holds İ or the Kelvin sign, the only ones beyond ASCII that become ASCII, wholly or
  /// in part, when lower-cased.
  private(set) var foldsIntoASCII = false

  /// Puts a text behind all those before; rows between are empty.
  mutating func append(_ text: String, at row: Int) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0), at: row) }
  }

  /// The same of a text in its bytes, which must be UTF-8.
  mutating func append(_ text: UnsafeRawBufferPointer, at row: Int) {
    guard !text.isEmpty else { return }
    pad(to: row)
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
    guard !text.isASCII else { return }
    markWide(row)
    if !foldsIntoASCII { foldsIntoASCII = Self.foldIntoASCII(text) }
  }

  /// Puts rows of another column behind all those before, the first of them at `row`.
  mutating func append(_ rows: Range<Int>, of other: TextColumn, at row: Int) {
    let rows = rows.clamped(to: 0..<other.count)
    guard !rows.isEmpty, other.start(of: rows.lowerBound) < Int(other.ends[rows.upperBound - 1])
    else { return }
    pad(to: row)
    let start = other.start(of: rows.lowerBound)
    let moved = bytes.count - start
    bytes.append(contentsOf: other.bytes[start..<Int(other.ends[rows.upperBound - 1])])
    ends.append(contentsOf: other.ends[rows].lazy.map { UInt32(Int($0) + moved) })
    trim()
    guard other.wideRows.count > rows.lowerBound / 64 else { return }
    for old in rows where other.isWide(old) { markWide(row + old - rows.lowerBound) }
    if other.foldsIntoASCII, !foldsIntoASCII {
      foldsIntoASCII = bytes.withUnsafeBytes {
        Self.foldIntoASCII(UnsafeRawBufferPointer(rebasing: $0[(start + moved)...]))
      }
    }
  }

  /// How many rows are kept.
  var count: Int { ends.count }

  /// Whether a row holds more than ASCII.
  func isWide(_ row: Int) -> Bool {
    row / 64 < wideRows.count && wideRows[row / 64] & (1 << UInt64(row % 64)) != 0
  }

  func slice(_ row: Int) -> ArraySlice<UInt8> { bytes[range(of: row)] }

  /// Where a row's text lies; an empty range for one that is not kept.
  func range(of row: Int) -> Range<Int> {
    row < ends.count ? start(of: row)..<Int(ends[row]) : bytes.count..<bytes.count
  }

  subscript(_ row: Int) -> String { String(decoding: slice(row), as: UTF8.self) }

  init() {}

  /// A column of these parts; nil where they don't fit each other.
  init?(bytes: [UInt8], ends: [UInt32], wideRows: [UInt64]) {
    var last: UInt32 = 0
    for end in ends {
      guard end >= last else { return nil }
      last = end
    }
    guard bytes.count == Int(last), wideRows.count <= (ends.count + 63) / 64 else { return nil }
    self.bytes = bytes
    self.ends = ends
    self.wideRows = wideRows
    foldsIntoASCII = bytes.withUnsafeBytes(Self.foldIntoASCII)
    trim()
  }

  /// Lets go the room that was kept for more.
  mutating func close() {
    bytes = bytes.closed
    ends = ends.closed
  }

  private func start(of row: Int) -> Int { row == 0 ? 0 : Int(ends[row - 1]) }

  private mutating func pad(to row: Int) {
    if ends.count < row {
      ends.append(contentsOf: repeatElement(UInt32(bytes.count), count: row - ends.count))
    }
  }

  /// Empty texts at the end go.
  private mutating func trim() {
    while let end = ends.last, Int(end) == start(of: ends.count - 1) { ends.removeLast() }
  }

  /// Whether İ or the Kelvin sign is among the bytes of texts.
  private static func foldIntoASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.indices.contains { index in
      switch bytes[index] {
      case 0xC4: index + 1 < bytes.count && bytes[index + 1] == 0xB0
      case 0xE2: bytes[(index + 1)...].starts(with: [0x84, 0xAA])
      default: false
      }
    }
  }

  private mutating func markWide(_ row: Int) {
    while wideRows.count <= row / 64 { wideRows.append(0) }
    wideRows[row / 64] |= 1 << UInt64(row % 64)
  }
}

extension Array {
  /// The same in room of its size, where it has much more.
  var closed: [Element] {
    capacity > count + count / 8 + 64
      ? Array(unsafeUninitializedCapacity: count) { room, filled in
        filled = room.initialize(fromContentsOf: self)
      } : self
  }
}
