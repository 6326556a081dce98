/// The ids of a table's rows: as numbers, which nearly all are, else as texts.
struct IDColumn: Hashable, Sendable {
  private var numbers: [UInt64] = []
  /// The ids that are no number, or not written as one would be, by row.
  private var others: [UInt32: String] = [:]

  /// In the place of those.
  private static let other = UInt64.max

  /// An id to look for, or to add.
  enum Key {
    case number(UInt64)
    case text(String)

    init(_ text: String) {
      var text = text
      self = text.withUTF8 { Key(UnsafeRawBufferPointer($0)) }
    }

    init(_ bytes: UnsafeRawBufferPointer) {
      self = IDColumn.number(bytes).map(Key.number) ?? .text(String(decoding: bytes, as: UTF8.self))
    }

    /// Nil for what is no id; a number always is one.
    init?(checking bytes: UnsafeRawBufferPointer) {
      self.init(bytes)
      if case .text = self, !ZohoID<CRMRecord>.isID(bytes) { return nil }
    }

    func hash(by hashing: ByteHash) -> UInt32 {
      switch self {
      case .number(let number): return hashing.of(number)
      case .text(var text): return text.withUTF8 { hashing.of(UnsafeRawBufferPointer($0)) }
      }
    }
  }

  var count: Int { numbers.count }

  /// Bytes of everything.
  var size: Int {
    others.values.reduce(numbers.count * MemoryLayout<UInt64>.stride) { $0 + $1.utf8.count }
  }

  subscript(_ row: Int) -> String {
    numbers[row] == Self.other ? others[UInt32(row)] ?? "" : String(numbers[row])
  }

  func key(at row: Int) -> Key {
    numbers[row] == Self.other ? .text(others[UInt32(row)] ?? "") : .number(numbers[row])
  }

  func has(_ key: Key, at row: Int) -> Bool {
    switch key {
    case .number(let number): numbers[row] == number
    case .text(let text): numbers[row] == Self.other && others[UInt32(row)] == text
    }
  }

  /// Lets go the room that was kept for more.
  mutating func close() { numbers = numbers.closed }

  mutating func append(_ key: Key) {
    switch key {
    case .number(let number): numbers.append(number)
    case .text(let text):
      others[UInt32(numbers.count)] = text
      numbers.append(Self.other)
    }
  }

  /// The number that a text of one to 19 digits is, unless it begins with a zero that it need not have.
  private static func number(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
    guard (1...19).contains(bytes.count), bytes[0] != UInt8(ascii: "0") || bytes.count == 1 else {
      return nil
    }
    var number: UInt64 = 0
    for byte in bytes {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + UInt64(digit)
    }
    return number
  }
}
