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

  /// Whole rows that follow each other.
  struct Batch {
    /// The cells of all rows, one after another; a cell is good for the call only, and need not be UTF-8.
    fileprivate(set) var cells: [UnsafeRawBufferPointer] = []
    /// Where the cells of each row end.
    private var ends: [Int] = []

    var count: Int { ends.count }

    /// How many cells a row has.
    func width(_ row: Int) -> Int { ends[row] - (row == 0 ? 0 : ends[row - 1]) }

    /// Makes a row of the cells behind the last one.
    fileprivate mutating func close() { ends.append(cells.count) }

    /// Takes back the cells behind the last row.
    fileprivate mutating func discard() { cells.removeLast(cells.count - (ends.last ?? 0)) }
  }

  /// Gives the whole rows that there are to `take`, at most so many; not at all where there is none. With
  /// `isEnd` the last row may lack a line end.
  mutating func rows(
    isEnd: Bool, most: Int, _ take: (Batch) throws(FileProblem) -> Void
  ) throws(FileProblem) {
    if isEnd, isAtBeginning {
      isAtBeginning = false
      if bytes.starts(with: Self.mark) { start = Self.mark.count }
    }
    guard isEnd || bytes.count >= wanted && !isAtBeginning, most > 0 else { return }
    var place = start
    var needed = 0
    defer { (start, wanted) = (place, needed) }
    let result = bytes.withUnsafeMutableBytes { bytes -> Result<Void, FileProblem> in
      do throws(FileProblem) {
        var reader = RowReader(bytes: bytes, isEnd: isEnd)
        while reader.batch.count < most {
          guard try reader.next(&place) else {
            needed = 2 * bytes.count - place
            break
          }
        }
        if reader.batch.count > 0 { try take(reader.batch) }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}

/// One row of comma-separated text after another.
private struct RowReader {
  private static let quote: UInt8 = 0x22
  private static let comma: UInt8 = 0x2C

  let bytes: UnsafeMutableRawBufferPointer
  /// Whether nothing comes behind the bytes.
  let isEnd: Bool
  private(set) var batch = CSVRows.Batch()
  /// The cells of the row in which two quotes stand for one.
  private var doubled: [Int] = []

  init(bytes: UnsafeMutableRawBufferPointer, isEnd: Bool) {
    self.bytes = bytes
    self.isEnd = isEnd
  }

  /// Reads the row at a place and goes behind it, past one that has nothing at all: a line end behind the
  /// last; false, and the place stays, where none is whole.
  mutating func next(_ place: inout Int) throws(FileProblem) -> Bool {
    guard place < bytes.count else { return false }
    var index = place
    while true {
      let isQuoted = index < bytes.count && bytes[index] == Self.quote
      guard let end = isQuoted ? try quoted(index) : plain(index) else {
        batch.discard()
        doubled.removeAll(keepingCapacity: true)
        guard bytes.count - place <= CSVRows.longestRow else { throw Self.tooLong }
        return false
      }
      index = end + 1
      if end == bytes.count || bytes[end] != Self.comma { break }
    }
    index = min(index, bytes.count)
    guard index - place <= CSVRows.longestRow else { throw Self.tooLong }
    let isBlank = index - place <= 1 && Self.isLineEnd(bytes[place])
    place = index
    if isBlank { batch.discard() } else { closeRow() }
    return true
  }

  private static var tooLong: FileProblem { FileProblem("a row of the CSV is too long") }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func closeRow() {
    if !doubled.isEmpty {
      for number in doubled { batch.cells[number] = single(batch.cells[number]) }
      doubled.removeAll(keepingCapacity: true)
    }
    batch.close()
  }

  private mutating func add(_ range: Range<Int>) {
    batch.cells.append(UnsafeRawBufferPointer(rebasing: bytes[range]))
  }

  /// The end of a cell without quotes around it; nil where that is not there yet.
  private mutating func plain(_ start: Int) -> Int? {
    let end = Self.separator(in: UnsafeRawBufferPointer(bytes), from: start)
    guard end < bytes.count || isEnd else { return nil }
    add(start..<end)
    return end
  }

  /// The first comma or line end, else the end; eight bytes are looked at at once.
  private static func separator(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    let (low, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let (comma, feed, turn) = (word ^ low &* 0x2C, word ^ low &* 0x0A, word ^ low &* 0x0D)
      // A byte's high bit is set where it is one; above the first of them it may be without reason.
      let found =
        ((comma &- low) & ~comma | (feed &- low) & ~feed | (turn &- low) & ~turn) & high
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == comma || isLineEnd(byte) { break }
      index += 1
    }
    return index
  }

  /// The same of one in quotes.
  private mutating func quoted(_ start: Int) throws(FileProblem) -> Int? {
    var (index, isDoubled) = (start + 1, false)
    while true {
      while index < bytes.count, bytes[index] != Self.quote { index += 1 }
      guard index < bytes.count else {
        guard !isEnd else { throw FileProblem("a quote of the CSV is never closed") }
        return nil
      }
      let end = index + 1
      guard end < bytes.count || isEnd else { return nil }
      guard end < bytes.count, bytes[end] == Self.quote else {
        if isDoubled { doubled.append(batch.cells.count) }
        add(start + 1..<index)
        let isClosed =
          end == bytes.count || bytes[end] == Self.comma || Self.isLineEnd(bytes[end])
        guard isClosed else { throw FileProblem("text behind a closed quote of the CSV") }
        return end
      }
      isDoubled = true
      index += 2
    }
  }

  /// Of two quotes in a cell one goes, where they stand.
  private func single(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard let base = UnsafeRawPointer(bytes.baseAddress), let text = cell.baseAddress else {
      return cell
    }
    let start = text - base
    var (from, end) = (start, start)
    while from < start + cell.count {
      bytes[end] = bytes[from]
      end += 1
      from += bytes[from] == Self.quote ? 2 : 1
    }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }
}
