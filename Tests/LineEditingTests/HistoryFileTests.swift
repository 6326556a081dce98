import Dispatch
import Glibc
import Testing

@testable import LineEditing

/// The file on disk, each test in a directory of its own.
final class HistoryFileTests: Sendable {
  private let directory: String
  private var path: String { directory + "/history" }

  init() throws {
    var template = Array("/tmp/crmsh-history-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    directory = String(cString: made)
  }

  deinit {
    for name in ["history", "history~", "other", "link"] { unlink(directory + "/" + name) }
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

  /// Blocks a thread of its own: tasks that wait for a lock would run one after another.
  private static func onThread(_ work: @escaping @Sendable () throws -> Int) async throws -> Int {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "session").async {
        continuation.resume(with: Result(catching: work))
      }
    }
  }

  private func inode() throws -> ino_t {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status.st_ino
  }

  /// The file, made ready for so many lines.
  private func file(keeping limit: Int = 1000) throws -> HistoryFile {
    let file = HistoryFile(path: path, fewest: 0)
    try file.prepare(loading: limit)
    return file
  }

  private func texts(_ limit: Int = 10_000) throws -> [String] {
    try HistoryFile(path: path).load(limit: limit).map(\.text)
  }

  private func content() throws -> String {
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    return String(decoding: bytes[..<read(descriptor, &bytes, bytes.count)], as: UTF8.self)
  }

  @Test func `entries come back in order with their times, the newest where there are many`()
    throws
  {
    let entries = [
      HistoryEntry("a", at: 1), HistoryEntry("select (\n  b)", at: nil), HistoryEntry("日本", at: 3),
    ]
    for entry in entries { try HistoryFile(path: path).append(entry) }
    #expect(try HistoryFile(path: path).load(limit: 10) == entries)
    #expect(try texts(2) == ["select (\n  b)", "日本"])
    #expect(try texts(0) == [])
    #expect(try mode() == 0o600)
  }

  @Test func `where there is no file, reading makes none`() throws {
    #expect(try texts() == [])
    #expect(access(path, F_OK) != 0)
    _ = try file()
    #expect(try mode() == 0o600)
    #expect(try texts() == [])
  }

  @Test func `a text is kept where it stands last`() throws {
    for text in ["a", "b", "a", "c", "b"] { try file().append(HistoryEntry(text, at: nil)) }
    #expect(try texts() == ["a", "c", "b"])
    #expect(try texts(2) == ["c", "b"])
  }

  @Test func `a line somebody did not finish spoils no other, and one of before times is read`()
    throws
  {
    try fill("history", "\"a\"\nnonsense\n{\"text\":\"t\"}\n{\"text\":\"tor", mode: 0o644)
    try file().append(HistoryEntry("b", at: 5))
    #expect(
      try content()
        == "\"a\"\nnonsense\n{\"text\":\"t\"}\n{\"text\":\"tor\n{\"time\":5,\"text\":\"b\"}\n")
    #expect(try texts() == ["a", "t", "b"])
    #expect(try mode() == 0o600)
  }

  @Test func `a file of more than twice the lines kept is shortened to them`() throws {
    for index in 1...20 { try file(keeping: 10).append(HistoryEntry("\(index % 14)", at: nil)) }
    #expect(try content().split(separator: "\n").count == 20, "not yet")
    try file().append(HistoryEntry("last", at: nil))
    _ = try file(keeping: 10)
    let kept = (12...20).map { "\($0 % 14)" } + ["last"]
    #expect(try content() == kept.map { "{\"text\":\"\($0)\"}\n" }.joined())
    #expect(try mode() == 0o600)
    #expect(access(path + "~", F_OK) != 0)
    _ = try file(keeping: 0)
    #expect(try texts() == kept, "who keeps nothing throws nothing of others away")
  }

  @Test func `a file that is too large is shortened, however few its lines are`() throws {
    let long = String(repeating: "x", count: 900_000)
    for index in 1...5 { try file().append(HistoryEntry("\(index)\(long)", at: nil)) }
    _ = try file()
    #expect(try texts().map { $0.first } == ["4", "5"])
  }

  @Test func `what a shortening that was cut off left behind is in nobody's way`() throws {
    try fill("other", "kept")
    try #require(symlink(directory + "/other", path + "~") == 0)
    for index in 1...9 { try file(keeping: 100).append(HistoryEntry("\(index)", at: nil)) }
    _ = try file(keeping: 4)
    #expect(try texts() == ["6", "7", "8", "9"])
    var status = stat()
    #expect(stat(directory + "/other", &status) == 0 && status.st_size == 4)
  }

  @Test func `what can't be read stays when a file is shortened, as it is`() throws {
    let newer = "{\"text\":\"new\",\"exit\":{\"code\":[0,null]}}"
    let lines = (1...9).map { "\"\($0)\"" } + ["another form", newer, "\"9\""]
    try fill("history", lines.map { $0 + "\n" }.joined())
    _ = try file(keeping: 5)
    #expect(try content() == "\"7\"\n\"8\"\nanother form\n\(newer)\n\"9\"\n")
    #expect(try texts() == ["7", "8", "new", "9"])
  }

  @Test func `who loads few lines deletes none that others keep`() throws {
    let lines = (1...500).map { "{\"text\":\"\($0)\"}\n" }.joined()
    try fill("history", lines)
    let isShortened = try HistoryFile(path: path).prepare(loading: 5)
    #expect(try !isShortened && texts().count == 500)
    let many = (1...20_001).map { "\"\($0)\"\n" }.joined()
    try fill("history", many)
    let isCut = try HistoryFile(path: path).prepare(loading: 5)
    #expect(try isCut && texts(20_000).count == 10_000)
  }

  @Test func `a lock that is not let go is not waited for long`() throws {
    try fill("history", (1...9).map { "\"\($0)\"\n" }.joined())
    let holder = open(path, O_RDONLY)
    defer { close(holder) }
    try #require(flock(holder, LOCK_EX) == 0)
    let begin = ContinuousClock.now
    #expect(throws: HistoryFailure.locked(path: path)) {
      try HistoryFile(path: self.path).append(HistoryEntry("a", at: nil))
    }
    let isShortened = try HistoryFile(path: path, fewest: 2).prepare(loading: 2)
    #expect(!isShortened, "that can wait")
    #expect(ContinuousClock.now - begin < .seconds(5))
    try #require(flock(holder, LOCK_UN) == 0)
    try HistoryFile(path: path).append(HistoryEntry("b", at: nil))
    #expect(try texts().suffix(2) == ["9", "b"])
  }

  @Test func `sessions that append at once lose nothing, though others shorten the file`()
    async throws
  {
    let file = HistoryFile(path: path, fewest: 0, patience: .seconds(60))
    let replaced = try await withThrowingTaskGroup(of: Int.self) { group in
      for session in 0..<6 {
        group.addTask {
          try await Self.onThread {
            var count = 0
            for index in 0..<40 {
              // Each once, so that none that goes into a file already replaced is made up for.
              try file.append(HistoryEntry("\(session)/\(index)", at: nil))
              try file.append(HistoryEntry("again", at: nil))
              let before = try self.inode()
              try file.shorten(to: 1000)
              if try self.inode() != before { count += 1 }
            }
            return count
          }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(replaced >= 100, "of 240 times")
    #expect(try content().split(separator: "\n").count < 260, "of 480 lines")
    for session in 0..<6 {
      let own = try texts().filter { $0.hasPrefix("\(session)/") }
      #expect(own == (0..<40).map { "\(session)/\($0)" }, "each session's in its order")
    }
  }

  @Test func `a link is refused, and what it leads to left alone`() throws {
    try fill("other", "kept")
    try #require(symlink(directory + "/other", path) == 0)
    #expect(throws: HistoryFailure.symbolicLink(path: path)) {
      try HistoryFile(path: self.path).prepare(loading: 9)
    }
  }

  @Test func `what is no file is refused`() throws {
    try #require(mkdir(path, 0o700) == 0)
    #expect(throws: HistoryFailure.notRegularFile(path: path)) {
      try HistoryFile(path: self.path).prepare(loading: 9)
    }
    rmdir(path)
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: HistoryFailure.notRegularFile(path: path)) {
      try HistoryFile(path: self.path).prepare(loading: 9)
    }
    let lost = directory + "/none/history"
    #expect(throws: HistoryFailure.system(path: lost, errno: ENOENT)) {
      try HistoryFile(path: lost).append(HistoryEntry("a", at: nil))
    }
  }

  @Test(.enabled(if: geteuid() == 0, "root alone gives files away"))
  func `a foreign owner is refused`() throws {
    try fill("history", "")
    try #require(chown(path, 65534, 65534) == 0)
    #expect(throws: HistoryFailure.foreignOwner(path: path)) {
      try HistoryFile(path: self.path).prepare(loading: 9)
    }
  }

  @Test func `a file with another name elsewhere is left alone`() throws {
    try fill("other", "\"theirs\"\n", mode: 0o644)
    try #require(link(directory + "/other", path) == 0)
    let file = HistoryFile(path: path)
    let failure = HistoryFailure.hardLink(path: path)
    #expect(throws: failure) { try file.prepare(loading: 10) }
    #expect(throws: failure) { try file.load(limit: 10) }
    #expect(throws: failure) { try file.append(HistoryEntry("mine", at: nil)) }
    #expect(try mode() == 0o644)
    #expect(failure.words == "\(path): it has another name elsewhere (a hard link)")
    unlink(directory + "/other")
    try file.append(HistoryEntry("mine", at: nil))
    #expect(try texts() == ["theirs", "mine"])
  }
}
