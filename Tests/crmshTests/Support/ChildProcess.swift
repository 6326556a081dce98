import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A program started by posix_spawn, ended at the latest by its time limit.
final class ChildProcess: Sendable {
  /// How a program is started.
  struct Launch: Sendable {
    /// The program, an absolute path.
    var executable: String
    /// Without the program's own name.
    var arguments: [String]
    /// All of it: nothing is inherited.
    var environment: [String: String]
    /// The working directory.
    var directory: String
    /// Descriptors of this process that become 0, 1 and 2.
    var streams: [Int32] = []
    /// A terminal that becomes the controlling one, and 0, 1 and 2; nil for none.
    var terminal: String?
    /// Seconds after which it is killed.
    var limit: Double = 60
  }

  /// Why it did not start.
  struct StartFailure: Error, CustomStringConvertible {
    let description: String
  }

  /// Its process id.
  let pid: pid_t
  private let ending: Task<Int32, Never>
  private let hasEnded: SharedFlag

  init(_ launch: Launch) throws {
    let pid = try Self.spawn(launch)
    self.pid = pid
    let hasEnded = SharedFlag()
    self.hasEnded = hasEnded
    ending = Task {
      let killer = Task {
        try await Task.sleep(for: .seconds(launch.limit))
        hasEnded.ifClear { _ = kill(pid, SIGKILL) }
      }
      defer { killer.cancel() }
      return await withCheckedContinuation { continuation in
        Thread.detachNewThread {
          var status: Int32 = 0
          while waitpid(pid, &status, 0) < 0, errno == EINTR {}
          hasEnded.set()
          continuation.resume(returning: Self.code(of: status))
        }
      }
    }
  }

  /// Waits for its end; 128 + N when signal N ended it.
  func exitCode() async -> Int32 { await ending.value }

  /// Whether it was not seen to end yet.
  var isRunning: Bool { !hasEnded.isSet }

  /// Sends it a signal; nothing once it has ended.
  func signal(_ number: Int32) {
    hasEnded.ifClear { _ = kill(pid, number) }
  }

  /// POSIX_SPAWN_SETSID of glibc's spawn.h, which Swift does not see.
  private static let newSession: Int32 = 0x80

  private static func code(of status: Int32) -> Int32 {
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  private static func spawn(_ launch: Launch) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    if let terminal = launch.terminal {
      // The leader of a new session that opens a terminal gets it as its controlling one.
      flags |= newSession
      posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    for (target, source) in launch.streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    return try start(launch, &actions, &attributes)
  }

  private static func start(
    _ launch: Launch, _ actions: inout posix_spawn_file_actions_t,
    _ attributes: inout posix_spawnattr_t
  ) throws -> pid_t {
    // posix_spawn can't change the directory in every libc; a shell that execs can.
    let change = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", launch.directory]
    var words = (change + [launch.executable] + launch.arguments).map { strdup($0) }
    var variables = launch.environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for pointer in words + variables { free(pointer) } }
    words.append(nil)
    variables.append(nil)
    var pid: pid_t = 0
    let failure = posix_spawn(&pid, change[0], &actions, &attributes, words, variables)
    guard failure == 0 else {
      throw StartFailure(
        description: "\(launch.executable): \(String(cString: strerror(failure)))")
    }
    return pid
  }
}

/// A flag that is set once, by whichever thread.
final class SharedFlag: Sendable {
  private let value = Mutex(false)

  var isSet: Bool { value.withLock { $0 } }

  func set() { value.withLock { $0 = true } }

  /// Runs the work unless the flag is set; it can't be set meanwhile.
  func ifClear(_ work: () -> Void) { value.withLock { if !$0 { work() } } }
}
