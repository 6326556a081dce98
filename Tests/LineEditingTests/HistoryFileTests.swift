import Glibc
import Testing

@testable import LineEditing

/// The file on disk, each test in a directory of its own.
final class HistoryFileTests {
  private let directory: String
  private var path: String { directory + "/history" }

  init() throws {
    var template = Array("/tmp/crmsh-history-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    directory = String(cString: made)
  }

  deinit {
    for name in ["history", "other", "link"] { unlink(directory + "/" + name) }
    rmdir(path)
    rmdir(directory)
  }

  private func mode() throws -> mode_t {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status.st_mode & 0o777
  }

  private func fill(_ name: String, _ text: String, mode: mode_t = 0o600) throws {
    let descriptor = open(directory + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, mode)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(write(descriptor, text, text.utf8.count) == text.utf8.count)
    try #require(fchmod(descriptor, mode) == 0)
  }

  @Test func `entries come back in order, the newest where there are many`() throws {
    let file = try HistoryFile(path: path)
    for entry in ["a", "select (\n  b)", "日本"] { try file.append(entry) }
    let again = try HistoryFile(path: path)
    #expect(try again.load(limit: 10) == ["a", "select (\n  b)", "日本"])
    #expect(try again.load(limit: 2) == ["select (\n  b)", "日本"])
    #expect(try mode() == 0o600)
  }

  @Test func `a line somebody did not finish spoils no other`() throws {
    try fill("history", "\"a\"\nnonsense\n\"tor", mode: 0o644)
    let file = try HistoryFile(path: path)
    try file.append("b")
    #expect(try file.load(limit: 10) == ["a", "b"])
    #expect(try mode() == 0o600)
  }

  @Test func `two sessions append to one file`() throws {
    let (one, two) = (try HistoryFile(path: path), try HistoryFile(path: path))
    for index in 0..<50 {
      try one.append("one \(index)")
      try two.append("two \(index)")
    }
    #expect(try one.load(limit: 1000).count == 100)
  }

  @Test func `a link is refused, and what it leads to left alone`() throws {
    try fill("other", "kept")
    try #require(symlink(directory + "/other", path) == 0)
    #expect(throws: HistoryFailure.symbolicLink(path: path)) { try HistoryFile(path: self.path) }
  }

  @Test func `what is no file is refused`() throws {
    try #require(mkdir(path, 0o700) == 0)
    #expect(throws: HistoryFailure.notRegularFile(path: path)) { try HistoryFile(path: self.path) }
    rmdir(path)
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: HistoryFailure.notRegularFile(path: path)) { try HistoryFile(path: self.path) }
    let lost = directory + "/none/history"
    #expect(throws: HistoryFailure.system(path: lost, errno: ENOENT)) {
      try HistoryFile(path: lost)
    }
  }

  @Test func `a foreign owner is refused`() throws {
    try fill("history", "")
    guard geteuid() == 0, chown(path, 65534, 65534) == 0 else { return }
    #expect(throws: HistoryFailure.foreignOwner(path: path)) { try HistoryFile(path: self.path) }
  }
}
