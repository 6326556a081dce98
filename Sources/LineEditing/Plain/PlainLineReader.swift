import Dispatch
import Glibc
import Synchronization

/// Reads lines where none can be edited: a pipe, a file, a terminal that can't move its cursor.
package final class PlainLineReader: Sendable {
  private struct State {
    var assembler: LineAssembler
    var isAtEnd = false
  }

  private let input: Int32
  private let limit: Int
  private let state: Mutex<State>
  /// Reading blocks, which no thread of the concurrency pool may do.
  private let queue = DispatchQueue(label: "crmsh.plain-line-reader")

  /// Reads from a descriptor, which stays the caller's; `limit` is the most bytes of a line.
  package init(input: Int32 = STDIN_FILENO, limit: Int = 1 << 20) {
    self.input = input
    self.limit = limit
    state = Mutex(State(assembler: LineAssembler(limit: limit)))
  }

  /// The next line without its end (`\n` or `\r\n`); `nil` when there are no more.
  package func next() async throws(LineReadFailure) -> String? {
    guard case .line(let line) = try await read(with: nil) else { return nil }
    return line
  }

  /// The next line that is typed at a terminal, or `^C` at its place among the lines: what was typed
  /// before it is given up, and what is typed behind it is the next line.
  package func next(with modes: PlainModes) async throws(LineReadFailure) -> LineInput {
    try await read(with: modes)
  }

  private func read(with modes: PlainModes?) async throws(LineReadFailure) -> LineInput {
    let result: Result<LineInput, LineReadFailure> = await withCheckedContinuation { continuation in
      queue.async {
        modes?.begin()
        let result = self.readLine(with: modes)
        modes?.end()
        continuation.resume(returning: result)
      }
    }
    return try result.get()
  }

  private func readLine(with modes: PlainModes?) -> Result<LineInput, LineReadFailure> {
    state.withLock { state in
      do throws(LineReadFailure) {
        return .success(try readLine(&state, with: modes))
      } catch {
        return .failure(error)
      }
    }
  }

  private func readLine(
    _ state: inout State, with modes: PlainModes?
  ) throws(LineReadFailure) -> LineInput {
    var bytes = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      if let line = try state.assembler.next(atEnd: state.isAtEnd) { return .line(line) }
      if state.isAtEnd { return .endOfInput }
      let count = PatientTransfer.read(input, into: &bytes)
      if count > 0 {
        // A terminal gives one line at a time, with what ended it.
        if modes != nil, bytes[count - 1] == PlainModes.interrupt {
          state.assembler = LineAssembler(limit: limit)
          return .interrupted
        }
        state.assembler.append(bytes[..<count])
      } else if count == 0 {
        if modes != nil, isGone { return .lost }
        state.isAtEnd = true
      } else {
        let reason = errno
        guard reason == EIO, let modes else { throw .system(errno: reason) }
        guard waitUntilOurs(modes) else { return .lost }
      }
    }
  }

  /// Whether the terminal is none any more: its end is read as that of a file.
  private var isGone: Bool {
    var modes = termios()
    return tcgetattr(input, &modes) != 0
  }

  /// Waits where the terminal can't be read since it is another's; false where it is gone.
  private func waitUntilOurs(_ modes: PlainModes) -> Bool {
    var standing = PlainModes.Standing.elsewhere
    while standing == .elsewhere {
      usleep(PlainModes.moment)
      standing = modes.settle()
    }
    return standing != .lost
  }
}
