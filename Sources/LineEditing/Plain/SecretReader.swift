import Dispatch
import Glibc
import Synchronization

/// Reads one line of a terminal that does not show what is typed.
///
/// Nothing of it passes through the line editor, its history or the screen. The terminal's modes are as
/// before when it returns, however that comes about. No key suspends the process meanwhile; where a signal
/// does, the caller hands the modes back, and it is asked anew once the process is in the foreground again.
package final class SecretReader: Sendable {
  /// The most bytes of a line; a terminal takes fewer at a time.
  private static let longest = 16 * 1024

  private let input: Int32
  private let output: Int32
  private let modes: PlainModes
  private let isGivenUp = Mutex(false)
  /// Reading blocks, which no thread of the concurrency pool may do.
  private let queue = DispatchQueue(label: "crmsh.secret-reader")

  /// Reads from a terminal and writes the question to one; both stay the caller's. `modes` are those of the
  /// terminal that is read from, for a secret.
  package init(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, modes: PlainModes
  ) {
    self.input = input
    self.output = output
    self.modes = modes
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
    guard isatty(input) == 1, modes.begin() else { return nil }
    write(prompt)
    let line = readLine(prompt)
    modes.end()
    write("\n")
    return line
  }

  private func readLine(_ prompt: String) -> String? {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while !isGivenUp.withLock({ $0 }), bytes.count < Self.longest {
      switch modes.settle() {
      case .ours: break
      case .regained:
        bytes = []
        write(prompt)
      case .elsewhere:
        usleep(PlainModes.moment)
        continue
      case .lost: return nil
      }
      var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Int32(PlainModes.moment / 1000)) > 0 else { continue }
      let count = PatientTransfer.read(input, into: &part)
      // Another program may have come to the foreground right now.
      if count < 0, errno == EIO, modes.settle() == .elsewhere { continue }
      guard count > 0 else { return nil }
      bytes += part[..<count]
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
    }
    return nil
  }

  /// A question that can't be seen is answered by nobody.
  private func write(_ text: String) { _ = PatientTransfer.write(text.utf8, to: output) }
}
