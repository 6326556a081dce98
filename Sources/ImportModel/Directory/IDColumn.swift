/// The ids of a table's rows: as numbers, which nearly all are, else as texts.
struct IDColumn: Hashable, Sendable {
  private var numbers: [UInt64] = []
  /// The ids that are no number, or not written as one would be, by row.
  private var others: [UInt32: String] = [:]
  private var order = Order.untold

  /// How the ids go from row to row, as long as all are numbers.
  private enum Order { case untold, rising, falling, none }

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

  /// Whether all are numbers that grow from row to row, or all that shrink: as long as they do, `row(of:)`
  /// finds them without an index, and none comes twice.
  var isInOrder: Bool { order != .none }

  /// Whether they stay in order, with none of them twice, when an id comes behind them.
  func staysInOrder(with key: Key) -> Bool {
    guard case .number(let number) = key else { return false }
    guard let last = numbers.last else { return true }
    return switch order {
    case .untold: number != last
    case .rising: number > last
    case .falling: number < last
    case .none: false
    }
  }

  /// The row with an id, of ids that are in order.
  func row(of key: Key) -> Int? {
    guard case .number(let number) = key else { return nil }
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if order == .falling ? numbers[middle] > number : numbers[middle] < number {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < numbers.count && numbers[low] == number ? low : nil
  }

  /// Lets go the room that was kept for more.
  mutating func close() { numbers = numbers.closed }

  mutating func append(_ key: Key) {
    switch key {
    case .number(let number):
      if let last = numbers.last, order != .none {
        let isRising = number > last
        order =
          number == last || order == (isRising ? .falling : .rising)
          ? .none : isRising ? .rising : .falling
      }
      numbers.append(number)
    case .text(let text):
      order = .none
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
