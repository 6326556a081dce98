import Glibc

/// The one place through which the editing thread writes.
///
/// libedit buffers what it draws in the same stream, so nothing can overtake it.
final class TerminalScreen {
  /// What libedit takes for its input; we read the descriptor ourselves.
  let inputStream: UnsafeMutablePointer<FILE>
  /// What libedit and we draw to.
  let outputStream: UnsafeMutablePointer<FILE>
  private let output: Int32

  /// Opens streams of its own over the descriptors, which stay the caller's.
  init(input: Int32, output: Int32) throws(LineEditorFailure) {
    inputStream = try Self.stream(over: input, mode: "r")
    do throws(LineEditorFailure) {
      outputStream = try Self.stream(over: output, mode: "w")
    } catch {
      fclose(inputStream)
      throw error
    }
    self.output = output
  }

  deinit {
    fclose(inputStream)
    fclose(outputStream)
  }

  private static func stream(
    over descriptor: Int32, mode: String
  ) throws(LineEditorFailure) -> UnsafeMutablePointer<FILE> {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw .system(errno: errno) }
    guard let stream = fdopen(copy, mode) else {
      let reason = errno
      close(copy)
      throw .system(errno: reason)
    }
    return stream
  }

  /// Columns and rows; 80 and 24 where the terminal doesn't know.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1, size.ws_row > 1 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Writes text whose line ends become carriage return and line feed.
  func write(_ text: String) {
    let bytes = Array(text.utf8).flatMap { byte in
      byte == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), byte] : [byte]
    }
    fwrite(bytes, 1, bytes.count, outputStream)
    fflush(outputStream)
  }

  /// Goes to column 0 of an empty row: where something stands before the cursor, a mark and blanks
  /// to the row's end push it to the next row; where nothing does, they are wiped out again.
  func startRow(usesStyles: Bool) {
    let mark = usesStyles ? "\u{1B}[2m⏎\u{1B}[22m" : "⏎"
    let blanks = String(repeating: " ", count: size.columns - 1)
    write("\(mark)\(blanks)\r\u{1B}[K")
  }
}
