import Glibc

/// The one place through which the editing thread writes.
final class TerminalScreen {
  /// What libedit takes for its input; we read the descriptor ourselves.
  let inputStream: UnsafeMutablePointer<FILE>
  /// Whether the terminal took no more of what was written.
  private(set) var isLost = false
  /// What it is written with.
  var signs = LineSigns()
  private let unseen: UnseenStream
  private let output: Int32
  /// What is kept back.
  private var held = ""

  /// Works on descriptors that stay the caller's.
  init(input: Int32, output: Int32) throws(LineEditorFailure) {
    unseen = try UnseenStream()
    let copy = fcntl(input, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw .system(errno: errno) }
    guard let stream = fdopen(copy, "r") else {
      let reason = errno
      close(copy)
      throw .system(errno: reason)
    }
    inputStream = stream
    self.output = output
  }

  deinit {
    fclose(inputStream)
  }

  /// What libedit draws to.
  var unseenStream: UnsafeMutablePointer<FILE> { unseen.file }

  /// Whether libedit rang the bell since it was asked last.
  func rang() -> Bool { unseen.rang() }

  /// Columns and rows; 80 and 24 where the terminal doesn't know.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1, size.ws_row > 1 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Keeps text back until the next is written, or `release`: both are then seen at once.
  func hold(_ text: String) { held += text }

  /// Writes what is kept back.
  func release() { write("") }

  /// Writes text whose line ends become carriage return and line feed.
  func write(_ text: String) {
    let all = held + text
    held = ""
    guard !isLost else { return }
    let bytes = all.utf8.flatMap { byte in
      byte == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), byte] : [byte]
    }
    isLost = PatientTransfer.write(bytes, to: output) != nil
  }

  /// Goes to column 0 of an empty row: where something stands before the cursor, a mark and blanks
  /// to the row's end push it to the next row; where nothing does, they are wiped out again.
  func startRow(usesStyles: Bool) {
    let mark = usesStyles ? "\u{1B}[2m\(signs.noLineEnd)\u{1B}[22m" : signs.noLineEnd
    let blanks = String(repeating: " ", count: size.columns - 1)
    write("\(mark)\(blanks)\r\u{1B}[K")
  }
}
