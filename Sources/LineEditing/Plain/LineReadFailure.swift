/// Why a plain line could not be read; lines count from 1.
package enum LineReadFailure: Error, Hashable, Sendable {
  /// The line is longer than `limit` bytes.
  case tooLong(line: Int, limit: Int)
  /// The line is no UTF-8.
  case notUTF8(line: Int)
  /// The system refused to read.
  case system(errno: Int32)
}
