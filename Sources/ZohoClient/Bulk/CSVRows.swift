/// Takes comma-separated text (RFC 4180) apart while it comes in, with CR, LF or both as line ends: row by
/// row, the cells being places in its own bytes.
struct CSVRows {
  /// Of one row: no record of CRM has as much in the fields asked for.
  static let longestRow = 1 << 20

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private var bytes: [UInt8] = []
  /// Where the next row begins.
  private var start = 0
  /// So many bytes must be there before it is tried again to find the end of a row: no byte is looked at
  /// more than a few times.
  private var wanted = 0
  private var isAtBeginning = true

  /// Takes more bytes.
  mutating func add(_ more: [UInt8]) {
    if start > 0 {
      bytes.removeSubrange(..<start)
      wanted = max(0, wanted - start)
      start = 0
    }
    bytes.append(contentsOf: more)
    if isAtBeginning, bytes.count >= Self.mark.count {
      isAtBeginning = false
      if bytes.starts(with: Self.mark) { start = Self.mark.count }
    }
  }

  /// Gives the cells of each whole row to `take` until that says that it is enough. With `isEnd` the last
  /// row may lack a line end. A cell is good for the call only, and need not be UTF-8.
  mutating func rows(
    isEnd: Bool, _ take: ([UnsafeRawBufferPointer]) throws(FileProblem) -> Bool
  ) throws(FileProblem) {
    if isEnd, isAtBeginning {
      isAtBeginning = false
      if bytes.starts(with: Self.mark) { start = Self.mark.count }
    }
    guard isEnd || bytes.count >= wanted && !isAtBeginning else { return }
    var place = start
    var needed = 0
    defer { (start, wanted) = (place, needed) }
    let result = bytes.withUnsafeMutableBytes { bytes -> Result<Void, FileProblem> in
      do throws(FileProblem) {
        var row = Row(bytes: bytes, isEnd: isEnd)
        while try row.next(&place) {
          if row.isBlank { continue }
          guard try take(row.cells) else { return .success(()) }
        }
        needed = 2 * bytes.count - place
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}

/// One row of comma-separated text after another.
private struct Row {
  private static let quote: UInt8 = 0x22
  private static let comma: UInt8 = 0x2C
  private static let tooLong = FileProblem("a row of the CSV is too long")

  let bytes: UnsafeMutableRawBufferPointer
  /// Whether nothing comes behind the bytes.
  let isEnd: Bool
  /// Where the cells lie, without the quotes around them.
  private var places: [(range: Range<Int>, hasQuotes: Bool)] = []
  private(set) var cells: [UnsafeRawBufferPointer] = []
  /// Whether it has nothing at all: a line end behind the last.
  private(set) var isBlank = false

  init(bytes: UnsafeMutableRawBufferPointer, isEnd: Bool) {
    self.bytes = bytes
    self.isEnd = isEnd
  }

  /// Reads the row at a place and goes behind it; false, and the place stays, where none is whole.
  mutating func next(_ place: inout Int) throws(FileProblem) -> Bool {
    guard place < bytes.count else { return false }
    places.removeAll(keepingCapacity: true)
    var index = place
    while true {
      let isQuoted = index < bytes.count && bytes[index] == Self.quote
      guard let end = isQuoted ? try quoted(index) : plain(index) else {
        guard bytes.count - place <= CSVRows.longestRow else { throw Self.tooLong }
        return false
      }
      index = end + 1
      if end == bytes.count || bytes[end] != Self.comma {
        isBlank = end == place
        break
      }
    }
    index = min(index, bytes.count)
    guard index - place <= CSVRows.longestRow else { throw Self.tooLong }
    place = index
    cells.removeAll(keepingCapacity: true)
    for (range, hasQuotes) in places { cells.append(cell(range, hasQuotes)) }
    return true
  }

  /// The end of a cell without quotes around it; nil where that is not there yet.
  private mutating func plain(_ start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte <= Self.comma, byte == Self.comma || byte == 0x0A || byte == 0x0D { break }
      index += 1
    }
    guard index < bytes.count || isEnd else { return nil }
    places.append((start..<index, false))
    return index
  }

  /// The same of one in quotes.
  private mutating func quoted(_ start: Int) throws(FileProblem) -> Int? {
    var (index, hasQuotes) = (start + 1, false)
    while true {
      while index < bytes.count, bytes[index] != Self.quote { index += 1 }
      guard index < bytes.count else {
        guard !isEnd else { throw FileProblem("a quote of the CSV is never closed") }
        return nil
      }
      let end = index + 1
      guard end < bytes.count || isEnd else { return nil }
      guard end < bytes.count, bytes[end] == Self.quote else {
        places.append((start + 1..<index, hasQuotes))
        let isClosed =
          end == bytes.count || bytes[end] == Self.comma || bytes[end] == 0x0A
          || bytes[end] == 0x0D
        guard isClosed else { throw FileProblem("text behind a closed quote of the CSV") }
        return end
      }
      hasQuotes = true
      index += 2
    }
  }

  /// A cell; of two quotes in it one goes, where they stand.
  private func cell(_ range: Range<Int>, _ hasQuotes: Bool) -> UnsafeRawBufferPointer {
    var end = range.upperBound
    if hasQuotes {
      var from = range.lowerBound
      end = from
      while from < range.upperBound {
        bytes[end] = bytes[from]
        end += 1
        from += bytes[from] == Self.quote ? 2 : 1
      }
    }
    return UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound..<end])
  }
}
