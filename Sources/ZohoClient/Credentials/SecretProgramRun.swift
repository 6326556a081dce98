import Foundation
import Glibc
import ImportEngine

/// One run of a credential helper, on the thread that calls it, ended at the latest by its time limit.
struct SecretProgramRun: Sendable {
  /// The most it may say.
  private static let largest = 64 * 1024

  let path: String
  let verb: String
  /// All of it: nothing is inherited.
  let environment: [String: String]
  /// Milliseconds.
  let limit: Int64

  /// Runs it with an input; what it says on standard output.
  func result(of input: [UInt8]) -> Result<[UInt8], SignInFailure> {
    // Sockets, so that a program that does not read its input is an error of a write and no signal.
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return failed("it can't be spoken to") }
    let (own, its) = (ends[0], FileHandle(fileDescriptor: ends[1], closeOnDealloc: true))
    defer { Glibc.close(own) }
    let process = Process()
    let out = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = [verb]
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = its
    process.standardOutput = out
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return failed("it did not start") }
    let end = ContinuousClock.now + .milliseconds(limit)
    // Far less than a socket holds, so this never waits. A program need not read it.
    _ = input.withUnsafeBytes {
      send(own, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    shutdown(own, Int32(SHUT_WR))
    let said = everything(from: out.fileHandleForReading.fileDescriptor, until: end)
    // Of a program that said too much nothing more is wanted.
    let isOver = said != nil && ended(process, until: end)
    guard isOver else {
      kill(process.processIdentifier, SIGKILL)
      // Killed, it is gone within moments; nothing hangs on its being seen to go.
      _ = ended(process, until: .now + .seconds(2))
      return failed(
        ContinuousClock.now < end
          ? "it said too much and was ended"
          : "it took longer than \(limit / 1_000) s and was ended")
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0, let said else {
      return failed("it ended with \(process.terminationStatus)")
    }
    return .success(said)
  }

  private func ended(_ process: Process, until end: ContinuousClock.Instant) -> Bool {
    while process.isRunning, ContinuousClock.now < end { usleep(5_000) }
    return !process.isRunning
  }

  private func failed(_ reason: String) -> Result<[UInt8], SignInFailure> {
    .failure(.helper(path: path, reason: "\(verb): \(reason)"))
  }

  /// All bytes up to the end; nil when there are too many, or the time is up.
  private func everything(from descriptor: Int32, until end: ContinuousClock.Instant) -> [UInt8]? {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while ContinuousClock.now < end {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 50) > 0 else { continue }
      let count = read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? bytes : nil }
      bytes += part[..<count]
      if bytes.count > Self.largest { return nil }
    }
    return nil
  }
}
