import Glibc
import ImportEngine

/// A folder of ours that nobody else may write to, held open: what is done in it can't be led elsewhere
/// by whoever moves a folder above it meanwhile.
struct PrivateFolder: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// Opens the folder, which is made when missing; never through a link in its place.
  init(_ path: String) throws(JournalFailure) {
    self.init(descriptor: try Self.opened(path), path: path)
  }

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  private static func opened(_ path: String) throws(JournalFailure) -> Int32 {
    if mkdir(path, 0o700) != 0, errno != EEXIST { throw .unsafe(path: path, errorText()) }
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      let isLink = errno == ENOTDIR || errno == ELOOP
      throw .unsafe(path: path, isLink ? "is a symbolic link, or no folder" : errorText())
    }
    var status = stat()
    var flaw: String?
    if fstat(descriptor, &status) != 0 {
      flaw = errorText()
    } else if status.st_uid != geteuid() {
      flaw = "belongs to somebody else"
    } else if status.st_mode & 0o022 != 0 {
      flaw = "is open to others"
    }
    guard let flaw else { return descriptor }
    close(descriptor)
    throw .unsafe(path: path, flaw)
  }

  /// A file that its owner alone may read, open for reading; nil when it is not there. It is to be
  /// closed.
  func opened(_ name: String) throws(JournalFailure) -> Int32? {
    // A pipe in its place would be waited for without end.
    let file = openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw .unsafe(
        path: "\(path)/\(name)", errno == ELOOP ? "is a symbolic link" : Self.errorText())
    }
    do throws(JournalFailure) { try check(file, name) } catch {
      close(file)
      throw error
    }
    return file
  }

  /// The whole of a file that its owner alone may read; empty when it is not there.
  func contents(of name: String, limit: Int) throws(JournalFailure) -> [UInt8] {
    guard let file = try opened(name) else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 * 1024)
    while bytes.count <= limit {
      let count = read(file, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .store("\(path)/\(name): \(Self.errorText())") }
      if count == 0 { return bytes }
      bytes += part[..<count]
    }
    throw .store("\(path)/\(name) is larger than \(limit) bytes")
  }

  /// Puts a file in place of what was there, durably and at once. It is never open to others, not for
  /// a moment: it is made with its mode.
  func replace(_ name: String, with bytes: [UInt8]) throws(JournalFailure) {
    try replace(name) { file in bytes.withUnsafeBytes { Self.write($0, to: file) } }
  }

  /// The same with what a body writes to the new file, which it may read again; false: it could not, as `errno` tells.
  func replace(_ name: String, writing body: (_ file: Int32) -> Bool) throws(JournalFailure) {
    let new = "\(name).new"
    // What a process left that died while writing; nobody else writes it under the lock.
    unlinkat(descriptor, new, 0)
    let flags = O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_RDWR
    let file = openat(descriptor, new, flags, 0o600)
    guard file >= 0 else { throw PrivateFile.failure(at: "\(path)/\(new)", errno) }
    let isKept = body(file) && fsync(file) == 0
    var words = Self.errorText()
    close(file)
    if isKept, renameat(descriptor, new, descriptor, name) == 0 {
      // The new name is durable only when its folder is.
      guard fsync(descriptor) == 0 else { throw .store("\(path): \(Self.errorText())") }
      return
    }
    if isKept { words = Self.errorText() }
    unlinkat(descriptor, new, 0)
    throw .store("\(path)/\(name) can't be written: \(words)")
  }

  private func check(_ file: Int32, _ name: String) throws(JournalFailure) {
    var status = stat()
    let place = "\(path)/\(name)"
    guard fstat(file, &status) == 0 else { throw .unsafe(path: place, Self.errorText()) }
    if status.st_mode & S_IFMT != S_IFREG { throw .unsafe(path: place, "is of another type") }
    if status.st_uid != geteuid() { throw .unsafe(path: place, "belongs to somebody else") }
    if status.st_mode & 0o077 != 0 { throw .unsafe(path: place, "is open to others") }
    if status.st_nlink != 1 { throw .unsafe(path: place, "has another name") }
  }

  /// Removes a file; one that is not there is no failure.
  func remove(_ name: String) throws(JournalFailure) {
    guard unlinkat(descriptor, name, 0) != 0, errno != ENOENT else { return }
    throw .store("\(path)/\(name) can't be removed: \(Self.errorText())")
  }

  /// Writes all bytes to a file that is open; false when it can't, as `errno` tells.
  static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = Glibc.write(file, part.baseAddress, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func errorText() -> String {
    strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
  }
}
