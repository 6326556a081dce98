import Glibc
import LineEditing

/// What stands behind the lines of standard input that were read.
enum StandardInputRest {
  /// All of it; nil where whoever writes it may not have come to the end, or it can't be read.
  static func text(of reader: PlainLineReader) async -> String? {
    guard isWritten else { return nil }
    var rest = ""
    do throws(LineReadFailure) {
      while let line = try await reader.next() { rest += line + "\n" }
    } catch {
      // Then nobody knows how many lines there are.
      return nil
    }
    return rest
  }

  /// Whether nothing can be added any more: it is a file, or a pipe that nobody writes to.
  private static var isWritten: Bool {
    // Only what lies in a file has a place to read from.
    if lseek(STDIN_FILENO, 0, SEEK_CUR) >= 0 { return true }
    var poll = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 0) > 0 && poll.revents & Int16(POLLHUP) != 0
  }
}
