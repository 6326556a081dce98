import Glibc
import LineEditing
import Reporting

/// What the process says outside of a session: texts for its standard output and error.
enum ProcessOutput {
  /// Writes a text to standard output; the exit code: 0, also where the reader is gone, and 1 with a word
  /// where it can't be written.
  static func show(_ text: String) -> Int32 {
    guard let code = PatientTransfer.write(text.utf8, to: STDOUT_FILENO), code != EPIPE
    else { return 0 }
    complain(lost(because: String(cString: strerror(code))))
    return 1
  }

  /// Writes a line to standard error, or to nobody where that can't be written.
  static func complain(_ text: String) {
    _ = PatientTransfer.write("\(text)\n".utf8, to: STDERR_FILENO)
  }

  /// What is said of output that could not be written.
  static func lost(because reason: String) -> String {
    "error: standard output can't be written: \(reason)"
  }

  /// A text of several lines with nothing in it that steers a terminal.
  static func visible(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.rendering(String($0)) }.joined(separator: "\n")
  }
}
