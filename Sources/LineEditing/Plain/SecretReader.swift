import Dispatch
import Glibc
import Synchronization

/// Reads one line of a terminal that does not show what is typed.
///
/// Nothing of it passes through the line editor, its history or the screen. The terminal's modes are as
/// before when it returns, however that comes about; the process can't be suspended meanwhile, which
/// would leave a terminal that shows nothing.
package final class SecretReader: Sendable {
  /// The most bytes of a line; a terminal takes fewer at a time.
  private static let longest = 16 * 1024

  private let input: Int32
  private let output: Int32
  private let isGivenUp = Mutex(false)
  /// Reading blocks, which no thread of the concurrency pool may do.
  private let queue = DispatchQueue(label: "crmsh.secret-reader")

  /// Reads from a terminal and writes the question to one; both stay the caller's.
  package init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) {
    self.input = input
    self.output = output
  }

  /// Asks, and returns what was typed without the end of the line; nil when the task is cancelled, the
  /// input ends, or it is no terminal.
  package func read(prompt: String) async -> String? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: self.readHidden(prompt)) }
      }
    } onCancel: {
      isGivenUp.withLock { $0 = true }
    }
  }

  private func readHidden(_ prompt: String) -> String? {
    var before = termios()
    guard isatty(input) == 1, tcgetattr(input, &before) == 0 else { return nil }
    var hidden = before
    hidden.c_lflag |= tcflag_t(ICANON | ISIG)
    hidden.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ECHONL)
    hidden.c_iflag |= tcflag_t(ICRNL)
    withUnsafeMutableBytes(of: &hidden.c_cc) { $0[Int(VSUSP)] = 0 }
    // What was typed before the question is thrown away: nobody answers what they have not seen.
    guard tcsetattr(input, TCSAFLUSH, &hidden) == 0 else { return nil }
    write(prompt)
    let line = readLine()
    tcsetattr(input, TCSAFLUSH, &before)
    write("\n")
    return line
  }

  private func readLine() -> String? {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while !isGivenUp.withLock({ $0 }), bytes.count < Self.longest {
      var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 50) > 0 else { continue }
      let count = Glibc.read(input, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      bytes += part[..<count]
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
    }
    return nil
  }

  private func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // A question that can't be seen is answered by nobody.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
