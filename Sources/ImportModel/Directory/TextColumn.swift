/// Texts of a column in one arena; a missing text is an empty one.
struct TextColumn: Hashable, Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [UInt32] = []
  /// A bit for each row that holds more than ASCII; as many words as it takes to tell the last of them.
  private(set) var wideRows: [UInt64] = []

  /// Whether a text holds İ or the Kelvin sign, the only ones beyond ASCII that become ASCII, wholly or
  /// in part, when lower-cased.
  private(set) var foldsIntoASCII = false

  mutating func append(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    if bytes[start...].contains(where: { $0 >= 0x80 }) {
      markWide(ends.count)
      if text.unicodeScalars.contains(where: { $0 == "\u{130}" || $0 == "\u{212A}" }) {
        foldsIntoASCII = true
      }
    }
    ends.append(UInt32(bytes.count))
  }

  var count: Int { ends.count }

  /// Whether a row holds more than ASCII.
  func isWide(_ row: Int) -> Bool {
    row / 64 < wideRows.count && wideRows[row / 64] & (1 << UInt64(row % 64)) != 0
  }

  func slice(_ row: Int) -> ArraySlice<UInt8> {
    bytes[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])]
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
  }

  private mutating func markWide(_ row: Int) {
    while wideRows.count <= row / 64 { wideRows.append(0) }
    wideRows[row / 64] |= 1 << UInt64(row % 64)
  }
}
