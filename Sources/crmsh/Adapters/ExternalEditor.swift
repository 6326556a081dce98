import Glibc

/// The user's own editor, `$VISUAL` or `$EDITOR`, for one text.
///
/// Only a key pressed at a terminal opens it, so that it needs no `set shell=on`: no line, script or
/// answer of a server can name it or make it run. No shell reads the command; it is split at blanks.
struct ExternalEditor: Sendable {
  private let command: [String]

  /// The editor the environment names; `nil` where it names none.
  init?() {
    let named = ProcessSetup.environment("VISUAL") ?? ProcessSetup.environment("EDITOR")
    command = (named ?? "").split(separator: " ").map(String.init)
    guard !command.isEmpty else { return nil }
  }

  /// What a text was saved as; `nil` when the editor failed or could not be run.
  ///
  /// The text lies in a file of mode 0600 in a folder of its own, which goes with all an editor may
  /// have left there. Blocks until the editor ends.
  func edit(_ text: String) -> String? {
    guard let folder = makeFolder() else { return nil }
    defer { Self.remove(folder) }
    let file = folder + "/line.crmsh"
    guard Self.write(text + "\n", to: file), run(on: file) else { return nil }
    return Self.read(file)
  }

  /// The most that is taken back, in bytes.
  private static let limit = 4 << 20

  /// What an editor is told of the environment; nothing of this program's own.
  private static let passed = [
    "PATH", "HOME", "TERM", "COLORTERM", "TERMINFO", "TMPDIR", "USER", "LOGNAME", "SHELL", "LANG",
    "LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME",
    "XDG_DATA_HOME", "VIMINIT", "VIM", "VISUAL", "EDITOR", "NO_COLOR",
  ]

  private func makeFolder() -> String? {
    let place = ProcessSetup.environment("TMPDIR") ?? "/tmp"
    // mkdtemp(3) puts letters of its own in place of six X.
    var template = Array("\(place)/crmsh-\(String(repeating: "X", count: 6))".utf8CString)
    return template.withUnsafeMutableBufferPointer { name in
      name.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
  }

  private static func write(_ text: String, to file: String) -> Bool {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  private static func read(_ file: String) -> String? {
    let descriptor = open(file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? String(validating: bytes, as: UTF8.self) : nil }
      bytes += part[..<count]
    }
    return nil
  }

  private static func remove(_ folder: String) {
    if let entries = opendir(folder) {
      while let entry = readdir(entries) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { unlink("\(folder)/\(name)") }
      }
      closedir(entries)
    }
    rmdir(folder)
  }

  private func run(on file: String) -> Bool {
    var attributes = posix_spawnattr_t()
    guard posix_spawnattr_init(&attributes) == 0 else { return false }
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program blocks and ignores, an editor must get.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let environment = ProcessSetup.environment.filter {
      Self.passed.contains($0.key) || $0.key.hasPrefix("LC_")
    }
    let words = (command + [file]).map { strdup($0) } + [nil]
    let values = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + values { free(text) } }
    var child = pid_t()
    guard posix_spawnp(&child, command[0], nil, &attributes, words, values) == 0 else {
      return false
    }
    return Self.wait(for: child)
  }

  /// Waits for the end; where the editor is stopped by `^Z`, this process stops with it.
  private static func wait(for child: pid_t) -> Bool {
    var status: Int32 = 0
    while true {
      let found = waitpid(child, &status, WUNTRACED)
      if found < 0, errno == EINTR { continue }
      guard found == child else { return false }
      if status & 0xFF == 0x7F {
        kill(getpid(), SIGSTOP)
        kill(child, SIGCONT)
      } else {
        return status == 0
      }
    }
  }
}
