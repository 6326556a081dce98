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
  private let state: Mutex<State>
  /// Reading blocks, which no thread of the concurrency pool may do.
  private let queue = DispatchQueue(label: "crmsh.plain-line-reader")

  /// Reads from a descriptor, which stays the caller's; `limit` is the most bytes of a line.
  package init(input: Int32 = STDIN_FILENO, limit: Int = 1 << 20) {
    self.input = input
    state = Mutex(State(assembler: LineAssembler(limit: limit)))
  }

  /// The next line without its end (`\n` or `\r\n`); `nil` when there are no more.
  package func next() async throws(LineReadFailure) -> String? {
    let result: Result<String?, LineReadFailure> = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.readLine()) }
    }
    return try result.get()
  }

  private func readLine() -> Result<String?, LineReadFailure> {
    state.withLock { state in
      do throws(LineReadFailure) {
        return .success(try readLine(&state))
      } catch {
        return .failure(error)
      }
    }
  }

  private func readLine(_ state: inout State) throws(LineReadFailure) -> String? {
    var bytes = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      if let line = try state.assembler.next(atEnd: state.isAtEnd) { return line }
      if state.isAtEnd { return nil }
      let count = read(input, &bytes, bytes.count)
      if count > 0 {
        state.assembler.append(bytes[..<count])
      } else if count == 0 {
        state.isAtEnd = true
      } else if errno != EINTR {
        throw .system(errno: errno)
      }
    }
  }
}
