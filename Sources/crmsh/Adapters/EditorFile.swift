import FileSources
import Glibc
import LineEditing

/// A text in a file of its own, for another program to change.
struct EditorFile {
  /// What could not be made, and the system's reason.
  struct Failure: Error {
    let path: String
    let code: Int32
  }

  /// The most that is taken back, in bytes.
  static let limit = 4 << 20

  /// Where it lies, in a folder that holds nothing else.
  let path: String
  private let folder: String
  /// What it was before anybody else had it; nil where that could not be read.
  private let stamp: FileStamp?

  /// Writes the text into a file of mode 0600 in a new folder of mode 0700.
  init(holding text: String) throws(Failure) {
    let place = ProcessSetup.environment("TMPDIR") ?? "/tmp"
    // mkdtemp(3) puts letters of its own in place of six X.
    var template = Array("\(place)/crmsh-\(String(repeating: "X", count: 6))".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { name in
      name.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw Failure(path: place, code: errno) }
    folder = made
    path = folder + "/line.crmsh"
    if let code = Self.write(text, to: path) {
      Self.remove(folder)
      throw Failure(path: folder, code: code)
    }
    stamp = FileStamp(of: path)
  }

  /// Whether anybody wrote it since it was made, be it with the text that it held.
  var isWritten: Bool { stamp == nil || FileStamp(of: path) != stamp }

  /// Whether it is there.
  var exists: Bool { FileStamp(of: path) != nil }

  /// What it holds now; nil where that is no UTF-8, too long, or gone.
  var text: String? {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= Self.limit {
      let count = PatientTransfer.read(descriptor, into: &part)
      guard count > 0 else { return count == 0 ? String(validating: bytes, as: UTF8.self) : nil }
      bytes += part[..<count]
    }
    return nil
  }

  /// Takes it away, with all that lies beside it.
  func remove() { Self.remove(folder) }

  /// The error that kept it from being written.
  private static func write(_ text: String, to file: String) -> Int32? {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    if let code = PatientTransfer.write(text.utf8, to: descriptor) { return code }
    // Times of files go by ticks: one of before lets a save within the same tick be seen.
    return FileStamp.antedate(descriptor)
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
}
