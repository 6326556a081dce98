@testable import ZohoClient

/// Comma-separated text taken apart byte by byte: what `CSVRows` is held against.
struct PlainCSVRows {
  /// Of one row: no record of CRM has as much in the fields asked for.
  static let longestRow = 1 << 20

  private enum State {
    case start, plain, quoted
    /// Behind a quote within a quoted field: its end, or the first half of a quote.
    case quote
  }

  private var state = State.start
  private var field: [UInt8] = []
  private var fields: [String] = []
  private var length = 0
  private var isAfterReturn = false
  private var isAtBeginning = true

  /// The rows that are whole after more bytes.
  mutating func add(_ bytes: [UInt8]) throws(FileProblem) -> [[String]] {
    var rows: [[String]] = []
    var rest = bytes[...]
    if isAtBeginning, !bytes.isEmpty {
      isAtBeginning = false
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    }
    for byte in rest {
      if let row = try take(byte) { rows.append(row) }
    }
    return rows
  }

  /// The last row, where no line end stands behind it.
  mutating func finish() throws(FileProblem) -> [String]? {
    guard state != .quoted else { throw FileProblem("a quote of the CSV is never closed") }
    return field.isEmpty && fields.isEmpty && state == .start ? nil : endRow()
  }

  private mutating func take(_ byte: UInt8) throws(FileProblem) -> [String]? {
    length += 1
    guard length <= Self.longestRow else { throw FileProblem("a row of the CSV is too long") }
    let isSecondOfTwo = isAfterReturn && byte == 0x0A
    isAfterReturn = state != .quoted && byte == 0x0D
    if isSecondOfTwo { return nil }
    switch (state, byte) {
    case (.quoted, 0x22): state = .quote
    case (.quoted, _): field.append(byte)
    case (.start, 0x22): state = .quoted
    case (.quote, 0x22):
      field.append(byte)
      state = .quoted
    case (_, 0x2C): endField()
    case (_, 0x0A), (_, 0x0D): return isBlank ? nil : endRow()
    case (.quote, _): throw FileProblem("text behind a closed quote of the CSV")
    default:
      field.append(byte)
      state = .plain
    }
    return nil
  }

  /// Whether the row has nothing at all: a line end behind the last.
  private var isBlank: Bool { state == .start && field.isEmpty && fields.isEmpty }

  private mutating func endField() {
    fields.append(String(decoding: field, as: UTF8.self))
    field.removeAll(keepingCapacity: true)
    state = .start
  }

  private mutating func endRow() -> [String] {
    endField()
    length = 0
    defer { fields.removeAll(keepingCapacity: true) }
    return fields
  }
}
