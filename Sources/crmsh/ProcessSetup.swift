import CProcess
import Glibc

/// What is done before anything else: no file readable by others, no core dump with a secret in
/// it, a closed pipe is an error of a write, not the end of the process, and memory goes back.
enum ProcessSetup {
  static func prepare() {
    fillStandardDescriptors()
    umask(0o077)
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    // The limit does not hold where the system pipes cores into a program.
    _ = cpr_forbid_dumps()
    signal(SIGPIPE, SIG_IGN)
    // A file at its limit, too.
    signal(SIGXFSZ, SIG_IGN)
    // Large arrays lie in pages of their own and go back to the system when they are let go. glibc
    // would otherwise keep ever larger ones in its heap, whose holes then count as memory held: of a
    // million contacts nearly as much again as the contacts.
    _ = cpr_give_back_blocks(256 * 1024)
    // Each heap keeps what was once let go in it, and a task may run on any thread: with one for each thread a
    // session of a day holds many times what it uses.
    _ = cpr_share_heaps(2)
  }

  /// Gives pages back that nothing uses. What was let go of in small blocks lies between others, and glibc
  /// keeps it for what comes, which may be of another size.
  static func giveBack() { _ = cpr_give_back_pages() }

  /// Whoever starts a process with a closed standard stream would have the next file that is opened take
  /// its number, and be written into. What is opened in their place can't be read, or written, and so
  /// fails as a closed one does.
  private static func fillStandardDescriptors() {
    for (descriptor, flags) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is taken, which is this one: those below it are open by now.
      _ = open("/dev/null", flags)
    }
  }

  /// The value of an environment variable; nil when unset or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// All of the environment; of a variable that is set twice the first value.
  static var environment: [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let pointer = next.pointee {
      let parts = String(cString: pointer).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, variables[String(parts[0])] == nil {
        variables[String(parts[0])] = String(parts[1])
      }
      next += 1
    }
    return variables
  }

  /// The folder for the journal and the history: `$XDG_STATE_HOME/crmsh`.
  static func stateDirectory(_ chosen: String?) -> String {
    if let chosen { return absolute(chosen) }
    return "\(directory("XDG_STATE_HOME") ?? "\(home)/.local/state")/crmsh"
  }

  /// The folder of the start-up file: `$XDG_CONFIG_HOME/crmsh`.
  static var configurationDirectory: String {
    "\(directory("XDG_CONFIG_HOME") ?? "\(home)/.config")/crmsh"
  }

  /// Absolute; the working directory for somebody without a home.
  static var home: String { environment("HOME").map(absolute) ?? workingDirectory }

  /// A folder that a variable names; relative ones are to be ignored (XDG Base Directory).
  private static func directory(_ name: String) -> String? {
    environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  /// Absolute; `/` where it can't be told.
  static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)"
  }

  /// The name of the user who runs this.
  static var userName: String {
    guard let entry = getpwuid(getuid()) else { return String(getuid()) }
    return String(cString: entry.pointee.pw_name)
  }

  static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
    return buffer.withUnsafeBufferPointer { characters in
      String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
