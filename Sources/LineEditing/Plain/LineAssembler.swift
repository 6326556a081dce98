/// Puts lines together from the pieces in which bytes arrive.
struct LineAssembler {
  /// The most bytes of a line, its end not counted.
  let limit: Int

  private var bytes: [UInt8] = []
  private var start = 0
  /// Up to where there is no line end.
  private var searched = 0
  private var line = 1

  /// Begins with line 1.
  init(limit: Int) {
    self.limit = limit
  }

  /// Adds what was read.
  mutating func append(_ read: some Sequence<UInt8>) {
    bytes.removeFirst(start)
    searched -= start
    start = 0
    bytes += read
  }

  /// The next line without its end (`\n` or `\r\n`), or `nil` while it is not complete; `atEnd` says
  /// that no more bytes come, so that the last line needs no end.
  mutating func next(atEnd: Bool) throws(LineReadFailure) -> String? {
    let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n"))
    searched = end ?? bytes.count
    var text = bytes[start..<searched]
    if end != nil, text.last == UInt8(ascii: "\r") { text.removeLast() }
    guard text.count <= limit else { throw .tooLong(line: line, limit: limit) }
    guard end != nil || (atEnd && !text.isEmpty) else { return nil }
    if line == 1, text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    // A line that is refused is passed over all the same: who reads on gets the next one.
    searched += end == nil ? 0 : 1
    start = searched
    line += 1
    guard let string = String(validating: text, as: UTF8.self) else {
      throw .notUTF8(line: line - 1)
    }
    return string
  }
}
