import Foundation
import Glibc
import ImportEngine
import Synchronization

/// One run of a credential helper, on the thread that calls it, ended at the latest by its time limit.
struct SecretProgramRun: Sendable {
  /// The most it may say.
  private static let largest = 64 * 1024
  /// The most that is kept of its standard error, and shown of it.
  private static let (mostKept, mostShown) = (4096, 300)

  let path: String
  let verb: String
  /// All of it: nothing is inherited.
  let environment: [String: String]
  /// Milliseconds.
  let limit: Int64
  private let stopped = Flag()

  private final class Flag: Sendable {
    let isUp = Mutex(false)
  }

  init(path: String, verb: String, environment: [String: String], limit: Int64) {
    self.path = path
    self.verb = verb
    self.environment = environment
    self.limit = limit
  }

  /// Ends it soon; its result is then that the sign-in was cancelled.
  func stop() { stopped.isUp.withLock { $0 = true } }

  private var isStopped: Bool { stopped.isUp.withLock(\.self) }

  /// Runs it with an input; what it says on standard output.
  func result(of input: [UInt8]) -> Result<[UInt8], SignInFailure> {
    // Sockets, so that a program that does not read its input is an error of a write and no signal.
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return failed("it can't be spoken to") }
    let (own, its) = (ends[0], FileHandle(fileDescriptor: ends[1], closeOnDealloc: true))
    defer { Glibc.close(own) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = [verb]
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = its
    let (out, err) = (Pipe(), Pipe())
    process.standardOutput = out
    process.standardError = err
    do { try process.run() } catch { return failed("it did not start") }
    // Far less than a socket holds, so this never waits. A program need not read it.
    _ = input.withUnsafeBytes {
      send(own, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    shutdown(own, Int32(SHUT_WR))
    return withExtendedLifetime((out, err)) {
      outcome(
        of: process, input, out.fileHandleForReading.fileDescriptor,
        err.fileHandleForReading.fileDescriptor)
    }
  }

  private func outcome(
    of process: Process, _ input: [UInt8], _ output: Int32, _ errors: Int32
  ) -> Result<[UInt8], SignInFailure> {
    let end = ContinuousClock.now + .milliseconds(limit)
    var complaints: [UInt8] = []
    let said = everything(of: process, from: output, and: errors, &complaints, until: end)
    // Of a program that said too much nothing more is wanted.
    guard let said, let ending = ending(of: process, until: end) else {
      kill(process.processIdentifier, SIGKILL)
      // Killed, it is gone within moments; nothing hangs on its being seen to go.
      _ = ending(of: process, until: .now + .seconds(2))
      guard !isStopped else { return .failure(.cancelled) }
      return failed(
        ContinuousClock.now < end
          ? "it said too much and was ended"
          : "it took longer than \(limit / 1_000) s and was ended")
    }
    guard ending != .exit(0) else { return .success(said) }
    let words = HelperComplaint(
      complaints, isCut: complaints.count == Self.mostKept, hiding: [input, said]
    ).text(atMost: Self.mostShown)
    return failed("it ended with \(ending.number)" + (words.isEmpty ? "" : ": \(words)"))
  }

  private enum Ending: Equatable {
    case exit(Int32)
    case signal(Int32)

    var number: String {
      switch self {
      case .exit(let status): "\(status)"
      case .signal(let signal): "signal \(signal)"
      }
    }
  }

  /// How it ended; nil while it runs. Asked of the system, since Foundation takes a program to run for
  /// as long as whatever it left behind.
  private func ending(of process: Process) -> Ending? {
    var info = siginfo_t()
    let seen = waitid(
      P_PID, id_t(process.processIdentifier), &info, WEXITED | WNOHANG | WNOWAIT)
    if seen == 0 {
      let child = info._sifields._sigchld
      guard child.si_pid != 0 else { return nil }
      return info.si_code == CLD_EXITED ? .exit(child.si_status) : .signal(child.si_status)
    }
    guard !process.isRunning else { return nil }
    let status = process.terminationStatus
    return process.terminationReason == .exit ? .exit(status) : .signal(status)
  }

  private func ending(of process: Process, until end: ContinuousClock.Instant) -> Ending? {
    while ContinuousClock.now < end, !isStopped {
      if let ending = ending(of: process) { return ending }
      usleep(5_000)
    }
    return ending(of: process)
  }

  private func failed(_ reason: String) -> Result<[UInt8], SignInFailure> {
    .failure(.helper(path: path, reason: "\(verb): \(reason)"))
  }

  /// All bytes of its output up to the end; nil when there are too many, or the time is up. What it
  /// complains of meanwhile is taken in too, so that it never waits for a reader. A process it leaves
  /// behind, such as an agent, may hold both open: once it has ended and is silent, that is all.
  private func everything(
    of process: Process, from output: Int32, and errors: Int32, _ complaints: inout [UInt8],
    until end: ContinuousClock.Instant
  ) -> [UInt8]? {
    var bytes: [UInt8] = []
    var waiting = [output, errors].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while ContinuousClock.now < end, !isStopped {
      guard poll(&waiting, 2, 50) > 0 else {
        guard ending(of: process) == nil else { return bytes }
        continue
      }
      if waiting[1].revents != 0 {
        guard let part = some(of: errors) else { return nil }
        // Passed over from its end on: poll looks away from a negative descriptor.
        if part.isEmpty { waiting[1].fd = -1 }
        complaints += part.prefix(Self.mostKept - complaints.count)
      }
      guard waiting[0].revents != 0 else { continue }
      guard let part = some(of: output) else { return nil }
      guard !part.isEmpty else { return bytes }
      bytes += part
      if bytes.count > Self.largest { return nil }
    }
    return nil
  }

  /// Bytes that are there to read; none at the end, nil where it can't be read.
  private func some(of descriptor: Int32) -> [UInt8]? {
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      return count < 0 ? nil : Array(part[..<count])
    }
  }
}
