import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What a run of the shell left behind.
struct RunResult: Sendable, CustomStringConvertible {
  let code: Int32
  let output: String
  let errors: String

  /// For the words of a failed expectation.
  var description: String { "exit \(code)\n--- stdout\n\(output)\n--- stderr\n\(errors)" }
}

/// A temporary folder that is home, state and working directory of the shells of one test; it goes
/// with the last reference to it.
final class ShellHome: Sendable {
  /// The folder itself, an absolute path.
  let folder: String
  /// Where `--state` points.
  var state: String { "\(folder)/state" }

  init() throws {
    var template = [CChar]("\(NSTemporaryDirectory())crmsh-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
    folder = String(cString: made)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch {
      FileHandle.standardError.write(Data("left behind: \(folder): \(error)\n".utf8))
    }
  }

  /// The environment of every shell: nothing of the caller's but where programs and libraries are, and
  /// what is said to a sanitizer.
  var environment: [String: String] {
    let own = [
      "HOME": folder, "XDG_STATE_HOME": "\(folder)/xdg-state",
      "XDG_CONFIG_HOME": "\(folder)/xdg-config", "XDG_CACHE_HOME": "\(folder)/xdg-cache",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LANG": "C.UTF-8",
      "TERM": "xterm", "SWIFT_BACKTRACE": "enable=no", "LD_LIBRARY_PATH": libraryPath,
    ]
    let sanitizers = ProcessInfo.processInfo.environment.filter {
      ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
    }
    return own.merging(sanitizers) { own, _ in own }
  }

  private var libraryPath: String {
    ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? ""
  }

  /// Writes a file into the folder; returns its path.
  @discardableResult
  func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  /// The permission bits of a file or folder.
  func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}
