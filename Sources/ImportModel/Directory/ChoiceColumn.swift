/// A column of few distinct texts: each is kept once, a row holds its code. Missing values behind the last
/// that is there are not kept.
struct ChoiceColumn: Hashable, Sendable {
  /// Code 0 is the missing value.
  private var texts = TextColumn()
  private var valueCount = 1
  private(set) var codes = Codes.bytes([])
  private var known = KeyIndex()
  /// The code that was looked for last: many columns have the same text row after row.
  private var recent = 0

  /// Bytes of the characters of its texts, and of everything.
  var textSize: Int { texts.bytes.count }
  var size: Int {
    let width =
      switch codes {
      case .bytes: 1
      case .pairs: 2
      case .words: 4
      }
    return texts.size + count * width + known.size
  }

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
    let code = code(of: text)
    if code > 0 { codes.append(CollectionOfOne(code), most: code, at: row) }
  }

  /// Puts rows behind all those before, the first of them at `row`, by the codes of their texts.
  mutating func append(_ rows: [UInt32], at row: Int) {
    guard let last = rows.lastIndex(where: { $0 != 0 }) else { return }
    codes.append(rows[...last], most: rows[...last].max() ?? 0, at: row)
  }

  /// Puts rows of another column behind all those before, the first of them at `row`.
  mutating func append(_ rows: Range<Int>, of other: ChoiceColumn, at row: Int) {
    // As they come, so that the order of the values is that of their first rows.
    var ours = Array(repeating: UInt32(0), count: other.valueCount)
    var taken: [UInt32] = []
    taken.reserveCapacity(rows.count)
    other.codes.forEach(in: rows) { code in
      if code > 0, ours[code] == 0 {
        ours[code] = other.texts.bytes.withUnsafeBytes {
          self.code(of: UnsafeRawBufferPointer(rebasing: $0[other.texts.range(of: code)]))
        }
      }
      taken.append(ours[code])
    }
    append(taken, at: row)
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

  /// The code of a text in its bytes, which must be UTF-8: a new one where no row had it.
  mutating func code(of text: UnsafeRawBufferPointer) -> UInt32 {
    guard !text.isEmpty else { return 0 }
    let isRecent = texts.bytes.withUnsafeBytes { isText(text, recent, $0) }
    if !isRecent { recent = lookedUp(text) }
    return UInt32(recent)
  }

  /// The code of a text that is not that of the row before, which may be a new one.
  private mutating func lookedUp(_ text: UnsafeRawBufferPointer) -> Int {
    let hash = known.hash(of: text)
    let code = texts.bytes.withUnsafeBytes { bytes in
      known.row(hash: hash) { isText(text, $0, bytes) }
    }
    if let code { return code }
    _ = known.add(valueCount, KeyIndex.Sought(hash: hash)) { _ in false }
    texts.append(text, at: valueCount)
    valueCount += 1
    return valueCount - 1
  }

  private func isText(
    _ text: UnsafeRawBufferPointer, _ code: Int, _ bytes: UnsafeRawBufferPointer
  ) -> Bool {
    text.isEqual(to: UnsafeRawBufferPointer(rebasing: bytes[texts.range(of: code)]))
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
      let code = value.withUTF8 { self.code(of: UnsafeRawBufferPointer($0)) }
      guard Int(code) == index, !value.isEmpty else { return nil }
    }
    guard codes.allSatisfy({ $0 < UInt32(values.count) }) else { return nil }
    append(codes, at: 0)
  }
}

extension ChoiceColumn.Codes {
  /// Puts codes behind all those before, of which the last is not 0; rows between get 0. Wider ones take
  /// over where `most`, the largest of them, is too large.
  fileprivate mutating func append(
    _ added: some Sequence<UInt32>, most: UInt32, at row: Int
  ) {
    switch self {
    case .bytes(var codes):
      self = .bytes([])
      guard most <= UInt32(UInt8.max) else {
        self = .pairs(codes.map { UInt16($0) })
        append(added, most: most, at: row)
        return
      }
      codes.pad(to: row, with: 0)
      codes.append(contentsOf: added.lazy.map { UInt8(truncatingIfNeeded: $0) })
      self = .bytes(codes)
    case .pairs(var codes):
      self = .bytes([])
      guard most <= UInt32(UInt16.max) else {
        self = .words(codes.map { UInt32($0) })
        append(added, most: most, at: row)
        return
      }
      codes.pad(to: row, with: 0)
      codes.append(contentsOf: added.lazy.map { UInt16(truncatingIfNeeded: $0) })
      self = .pairs(codes)
    case .words(var codes):
      self = .bytes([])
      codes.pad(to: row, with: 0)
      codes.append(contentsOf: added)
      self = .words(codes)
    }
  }

  /// Tells the code of each of these rows that are kept.
  fileprivate func forEach(in rows: Range<Int>, _ take: (Int) -> Void) {
    switch self {
    case .bytes(let codes): for code in codes[rows.clamped(to: codes.indices)] { take(Int(code)) }
    case .pairs(let codes): for code in codes[rows.clamped(to: codes.indices)] { take(Int(code)) }
    case .words(let codes): for code in codes[rows.clamped(to: codes.indices)] { take(Int(code)) }
    }
  }
}

extension Array {
  /// Appends an element as number `index`, with another in what is missing before.
  mutating func put(_ element: Element, at index: Int, between filler: Element) {
    pad(to: index, with: filler)
    append(element)
  }

  /// Appends what is missing to so many.
  mutating func pad(to count: Int, with filler: Element) {
    if self.count < count {
      append(contentsOf: repeatElement(filler, count: count - self.count))
    }
  }
}

extension Array where Element: Equatable {
  /// Appends what is kept of another list, up to the last that is no filler, as number `index` and on.
  mutating func put(
    _ rows: Range<Int>, of other: [Element], at index: Int, between filler: Element
  ) {
    let added = other[rows.clamped(to: other.indices)]
    guard let last = added.lastIndex(where: { $0 != filler }) else { return }
    pad(to: index, with: filler)
    append(contentsOf: added[...last])
  }
}
