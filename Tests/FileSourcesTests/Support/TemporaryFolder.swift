import FileSources
import FoundationEssentials
import Glibc
import ImportEngine

/// A folder of its own for one test, gone with it.
final class TemporaryFolder {
  /// Absolute, links resolved.
  let path: String

  init() throws {
    var template = Array("/tmp/crmsh-files-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemFailure(code: errno) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      print("left behind: \(path): \(error)")
    }
  }

  /// Relative paths start here, and nothing confines them.
  var free: FileScope { FileScope(base: path, confinedTo: nil) }

  /// Relative paths start in `folder`, and must stay in it.
  func confined(to folder: String) -> FileScope {
    FileScope(base: "\(path)/\(folder)", confinedTo: ["\(path)/\(folder)"])
  }

  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws {
    let full = "\(path)/\(name)"
    guard FileManager.default.createFile(atPath: full, contents: Data(bytes)) else {
      throw SystemFailure(code: EIO)
    }
    guard chmod(full, mode) == 0 else { throw SystemFailure(code: errno) }
  }

  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  func makeFolder(_ name: String) throws {
    guard mkdir("\(path)/\(name)", 0o700) == 0 else { throw SystemFailure(code: errno) }
  }

  func link(_ name: String, to target: String) throws {
    guard symlink(target, "\(path)/\(name)") == 0 else { throw SystemFailure(code: errno) }
  }

  func text(of name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func mode(of name: String) throws -> mode_t {
    var status = stat()
    guard lstat("\(path)/\(name)", &status) == 0 else { throw SystemFailure(code: errno) }
    return status.st_mode & 0o777
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}
