import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Collects what comes out of a descriptor, and lets a test wait for a mark in it.
final class OutputReader: Sendable {
  /// A mark that did not come in time.
  struct Missing: Error, CustomStringConvertible {
    let mark: String
    let text: String
    var description: String { "waited for \(mark.debugDescription) in \(text.debugDescription)" }
  }

  private struct Waiter {
    let id: Int
    let mark: [UInt8]
    let from: Int
    let continuation: CheckedContinuation<Int?, Never>
  }

  private struct State {
    var bytes: [UInt8] = []
    var isAtEnd = false
    var waiters: [Waiter] = []
    var nextID = 0
  }

  private let state = Mutex(State())

  /// Reads until the end, then closes the descriptor.
  init(descriptor: Int32) {
    Thread.detachNewThread { [self] in
      var buffer = [UInt8](repeating: 0, count: 16_384)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        // A terminal whose other side is gone answers with an error.
        if count <= 0 { break }
        add(buffer[..<count])
      }
      close(descriptor)
      finish()
    }
  }

  /// All that came so far.
  var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

  /// How many bytes came so far: where a later wait may begin.
  var position: Int { state.withLock { $0.bytes.count } }

  /// What came after a position.
  func text(from position: Int) -> String {
    state.withLock { String(decoding: $0.bytes.dropFirst(position), as: UTF8.self) }
  }

  /// Waits for a mark at or after a position; returns the position behind it.
  @discardableResult
  func wait(for mark: String, from position: Int = 0, seconds: Double = 20) async throws -> Int {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let timer = Task { [weak self] in
      try await Task.sleep(for: .seconds(seconds))
      self?.giveUp(id)
    }
    defer { timer.cancel() }
    let found = await withCheckedContinuation { continuation in
      enqueue(Waiter(id: id, mark: [UInt8](mark.utf8), from: position, continuation: continuation))
    }
    guard let found else { throw Missing(mark: mark, text: text(from: position)) }
    return found
  }

  private func enqueue(_ waiter: Waiter) {
    state.withLock { state in
      if let found = Self.end(of: waiter, in: state.bytes) {
        waiter.continuation.resume(returning: found)
      } else if state.isAtEnd {
        waiter.continuation.resume(returning: nil)
      } else {
        state.waiters.append(waiter)
      }
    }
  }

  private func add(_ more: ArraySlice<UInt8>) {
    state.withLock { state in
      state.bytes += more
      state.waiters.removeAll { waiter in
        guard let found = Self.end(of: waiter, in: state.bytes) else { return false }
        waiter.continuation.resume(returning: found)
        return true
      }
    }
  }

  private func finish() {
    state.withLock { state in
      state.isAtEnd = true
      for waiter in state.waiters { waiter.continuation.resume(returning: nil) }
      state.waiters = []
    }
  }

  private func giveUp(_ id: Int) {
    state.withLock { state in
      state.waiters.removeAll { waiter in
        guard waiter.id == id else { return false }
        waiter.continuation.resume(returning: nil)
        return true
      }
    }
  }

  private static func end(of waiter: Waiter, in bytes: [UInt8]) -> Int? {
    guard waiter.from <= bytes.count,
      let range = bytes[waiter.from...].firstRange(of: waiter.mark)
    else { return nil }
    return range.upperBound
  }
}
