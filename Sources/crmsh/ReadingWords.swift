import CRMShell
import Glibc
import LineEditing

/// What is said when lines can't be read.
enum ReadingWords {
  /// The words, and the exit code: wrong bytes are wrong words.
  static func words(of failure: LineReadFailure) -> (String, CRMShell.ExitCode) {
    switch failure {
    case .tooLong(let line, let limit): ("line \(line) is longer than \(limit) bytes", .usage)
    case .notUTF8(let line): ("line \(line) is not UTF-8", .usage)
    case .system(let code): (String(cString: strerror(code)), .failure)
    }
  }
}
