import CRMShell
import Glibc
import LineEditing

/// What is said when lines can't be read or kept.
enum ReadingWords {
  /// The words, and the exit code: wrong bytes are wrong words.
  static func words(of failure: LineReadFailure) -> (String, CRMShell.ExitCode) {
    switch failure {
    case .tooLong(let line, let limit): ("line \(line) is longer than \(limit) bytes", .usage)
    case .notUTF8(let line): ("line \(line) is not UTF-8", .usage)
    case .system(let code): (String(cString: strerror(code)), .failure)
    }
  }

  static func words(of failure: HistoryFailure) -> String {
    switch failure {
    case .symbolicLink(let path): "\(path) is a symbolic link"
    case .foreignOwner(let path): "\(path) belongs to somebody else"
    case .notRegularFile(let path): "\(path) is no regular file"
    case .system(let path, let code): "\(path): \(String(cString: strerror(code)))"
    }
  }
}
