/// A column of few distinct texts: each is kept once, a row holds its code. Missing values behind the last
/// that is there are not kept.
struct ChoiceColumn: Hashable, Sendable {
  /// Code 0 is the missing value.
  private var texts = TextColumn()
  private var valueCount = 1
  private(set) var codes = Codes.bytes([])
  private var known = KeyIndex()

  /// The codes of the rows, in as many bytes as the largest takes.
  enum Codes: Hashable, Sendable {
    case bytes([UInt8])
    case pairs([UInt16])
    case words([UInt32])
  }

  /// How many distinct texts there are, the missing value with them.
  var distinct: Int { valueCount }

  /// The texts by code.
  var values: [String] { (0..<valueCount).map { texts[$0] } }

  /// How many rows are kept.
  var count: Int {
    switch codes {
    case .bytes(let codes): codes.count
    case .pairs(let codes): codes.count
    case .words(let codes): codes.count
    }
  }

  /// The code of a row.
  func code(_ row: Int) -> Int {
    switch codes {
    case .bytes(let codes): row < codes.count ? Int(codes[row]) : 0
    case .pairs(let codes): row < codes.count ? Int(codes[row]) : 0
    case .words(let codes): row < codes.count ? Int(codes[row]) : 0
    }
  }

  subscript(_ row: Int) -> String { texts[code(row)] }

  /// The bytes of a row's text.
  func slice(_ row: Int) -> ArraySlice<UInt8> { texts.slice(code(row)) }

  /// Puts a text behind all those before; rows between are missing.
  mutating func append(_ text: String, at row: Int) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0), at: row) }
  }

  /// The same of a text in its bytes, which must be UTF-8.
  mutating func append(_ text: UnsafeRawBufferPointer, at row: Int) {
    guard !text.isEmpty else { return }
    codes.append(code(of: text), at: row)
  }

  /// Puts rows of another column behind all those before, the first of them at `row`.
  mutating func append(_ rows: Range<Int>, of other: ChoiceColumn, at row: Int) {
    // As they come, so that the order of the values is that of their first rows.
    var ours = Array(repeating: 0, count: other.valueCount)
    for old in rows.clamped(to: 0..<other.count) {
      let code = other.code(old)
      guard code > 0 else { continue }
      if ours[code] == 0 {
        ours[code] = other.texts.bytes.withUnsafeBytes {
          self.code(of: UnsafeRawBufferPointer(rebasing: $0[other.texts.range(of: code)]))
        }
      }
      codes.append(ours[code], at: row + old - rows.lowerBound)
    }
  }

  /// Lets go the room that was kept for more.
  mutating func close() {
    switch codes {
    case .bytes(let list): codes = .bytes(list.closed)
    case .pairs(let list): codes = .pairs(list.closed)
    case .words(let list): codes = .words(list.closed)
    }
    texts.close()
  }

  private mutating func code(of text: UnsafeRawBufferPointer) -> Int {
    let hash = ByteHash.of(text)
    if let code = code(of: text, hash) { return code }
    known.add(valueCount, hash: hash)
    texts.append(text, at: valueCount)
    valueCount += 1
    return valueCount - 1
  }

  private func code(of text: UnsafeRawBufferPointer, _ hash: UInt32) -> Int? {
    texts.bytes.withUnsafeBytes { bytes in
      known.row(hash: hash) {
        text.isEqual(to: UnsafeRawBufferPointer(rebasing: bytes[texts.range(of: $0)]))
      }
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.texts == right.texts && left.codes == right.codes
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(texts)
    hasher.combine(codes)
  }
}

extension ChoiceColumn {
  /// A column of these texts and codes; nil where a code has no text, or a text two codes.
  init?(values: [String], codes: [UInt32]) {
    guard values.first == "" else { return nil }
    for (index, value) in values.enumerated().dropFirst() {
      var value = value
      guard value.withUTF8({ code(of: UnsafeRawBufferPointer($0)) }) == index, !value.isEmpty
      else { return nil }
    }
    for (row, code) in codes.enumerated() {
      guard code < UInt32(values.count) else { return nil }
      if code > 0 { self.codes.append(Int(code), at: row) }
    }
  }
}

extension ChoiceColumn.Codes {
  /// Puts a code that is not 0 behind all those before; rows between get 0. Wider ones take over where
  /// it is too large.
  fileprivate mutating func append(_ code: Int, at row: Int) {
    switch self {
    case .bytes(var codes):
      self = .bytes([])
      guard let narrow = UInt8(exactly: code) else {
        self = .pairs(codes.map { UInt16($0) })
        append(code, at: row)
        return
      }
      codes.put(narrow, at: row, between: 0)
      self = .bytes(codes)
    case .pairs(var codes):
      self = .bytes([])
      guard let narrow = UInt16(exactly: code) else {
        self = .words(codes.map { UInt32($0) })
        append(code, at: row)
        return
      }
      codes.put(narrow, at: row, between: 0)
      self = .pairs(codes)
    case .words(var codes):
      self = .bytes([])
      codes.put(UInt32(code), at: row, between: 0)
      self = .words(codes)
    }
  }
}

extension Array {
  /// Appends an element as number `index`, with another in what is missing before.
  mutating func put(_ element: Element, at index: Int, between filler: Element) {
    if count < index { append(contentsOf: repeatElement(filler, count: index - count)) }
    append(element)
  }
}
