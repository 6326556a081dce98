import Glibc
import Synchronization

/// Why a file that was fetched can't be used.
package struct FileProblem: Error, Hashable, Sendable {
  /// A short description, without paths.
  let what: String

  package init(_ what: String) { self.what = what }

  fileprivate static func system(_ call: String) -> FileProblem {
    FileProblem("\(call): \(String(cString: strerror(errno)))")
  }
}

/// A file for what is too large for memory: readable by nobody else, and without a name, so that it is
/// gone with the process at the latest.
final class ScratchFile: Sendable {
  private let descriptor: Int32
  private let written = Mutex(0)

  /// Bytes written so far.
  var count: Int { written.withLock { $0 } }

  init() throws(FileProblem) {
    var folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    if folder.isEmpty { folder = "/tmp" }
    let path = "\(folder)/crmsh-\(getpid())-\(UInt64.random(in: .min ... .max))"
    // Not mkstemp: a pager or helper may start at any time, and is not to have it.
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system("open") }
    guard unlink(path) == 0 else {
      let problem = FileProblem.system("unlink")
      close(descriptor)
      throw problem
    }
  }

  deinit { close(descriptor) }

  /// Writes at the end.
  func append(_ bytes: [UInt8]) throws(FileProblem) {
    var done = 0
    while done < bytes.count {
      let some = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if some < 0 && errno == EINTR { continue }
      guard some > 0 else { throw .system("write") }
      done += some
    }
    written.withLock { $0 += bytes.count }
  }

  /// Empties it.
  func clear() throws(FileProblem) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw .system("ftruncate")
    }
    written.withLock { $0 = 0 }
  }

  /// Up to so many bytes from a place on; fewer at the end.
  func read(from offset: Int, atMost length: Int) throws(FileProblem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(0, length))
    var done = 0
    while done < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, offset + done)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .system("read") }
      if got == 0 { break }
      done += got
    }
    return Array(bytes.prefix(done))
  }
}
