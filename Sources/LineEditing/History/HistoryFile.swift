import Glibc

/// An append-only file of lines, readable by its owner alone, shared under a lock by sessions.
///
/// Nothing is held open: whoever changes the file opens it, locks it, and makes sure that it is still the
/// one at its path, since another session may have put a shorter one there.
package struct HistoryFile: Sendable {
  private let path: String
  /// The fewest lines a file is shortened to: who loads few deletes nothing that others keep.
  private let fewest: Int
  /// How long the lock is waited for; who has it may have been stopped.
  private let patience: Duration

  /// The most that is read of a file that has grown for years: its end.
  private static let readingLimit = 8 << 20
  /// From here on a file is shortened whatever it holds.
  private static let sizeLimit = readingLimit / 2

  /// A file at a path, which need not be there yet.
  package init(path: String) {
    self.init(path: path, fewest: 10_000)
  }

  /// The same with another measure of what is kept, and of how long a lock is waited for.
  init(path: String, fewest: Int, patience: Duration = .milliseconds(200)) {
    self.path = path
    self.fewest = fewest
    self.patience = patience
  }

  /// Makes the file, 0600 from the first system call, and shortens one that holds more than twice as
  /// many lines as are kept: those that are loaded, or 10,000 where that is more. Returns whether it
  /// did; one that somebody else has locked is left for another time.
  @discardableResult
  package func prepare(loading limit: Int) throws(HistoryFailure) -> Bool {
    let file = try OpenHistory(path, .reading)
    let size = try file?.size() ?? 0
    let kept = max(limit, fewest)
    var isTooLong = size > Self.sizeLimit
    if !isTooLong { isTooLong = try lineCount(file, size) > 2 * kept }
    guard limit > 0, isTooLong else {
      _ = try OpenHistory(path, .appending)
      return false
    }
    do throws(HistoryFailure) {
      try shorten(to: kept)
    } catch .locked {
      return false
    }
    return true
  }

  /// The newest entries, oldest first, each text once; lines that are no entries are passed over, and
  /// where there is no file there are none.
  package func load(limit: Int) throws(HistoryFailure) -> [HistoryEntry] {
    guard let file = try OpenHistory(path, .reading) else { return [] }
    return try entries(in: file, limit: limit)
  }

  /// Adds an entry, whole or not at all; `locked` where somebody else holds the file for too long.
  package func append(_ entry: HistoryEntry) throws(HistoryFailure) {
    let file = try lockedFile()
    let size = try file.size()
    var bytes = Array(entry.line.utf8) + [UInt8(ascii: "\n")]
    // A line that another session could not finish must not swallow this one.
    if size > 0, try file.bytes(from: size - 1) != [UInt8(ascii: "\n")] {
      bytes.insert(UInt8(ascii: "\n"), at: 0)
    }
    do throws(HistoryFailure) { try file.write(bytes) } catch {
      file.truncate(to: size)
      throw error
    }
  }

  /// The file at the path, locked against everybody else who appends or shortens, until it is let go.
  private func lockedFile() throws(HistoryFailure) -> OpenHistory {
    while true {
      guard let file = try OpenHistory(path, .appending) else { continue }
      try file.lock(patience)
      if file.isStillAtPath { return file }
    }
  }

  private func lineCount(_ file: OpenHistory?, _ size: Int) throws(HistoryFailure) -> Int {
    guard let file, size > 0 else { return 0 }
    return try file.bytes(from: 0).count { $0 == UInt8(ascii: "\n") }
  }

  private func entries(in file: OpenHistory, limit: Int) throws(HistoryFailure) -> [HistoryEntry] {
    let all = try lines(in: file).map { HistoryEntry(line: String(decoding: $0, as: UTF8.self)) }
    return HistoryEntry.withoutRepeats(all.compactMap(\.self), limit: max(0, limit))
  }

  private func lines(in file: OpenHistory) throws(HistoryFailure) -> [ArraySlice<UInt8>] {
    let start = max(0, try file.size() - Self.readingLimit)
    var lines = try file.bytes(from: start).split(separator: UInt8(ascii: "\n"))
    if start > 0, !lines.isEmpty { lines.removeFirst() }
    return lines
  }

  /// Puts a file with the newest lines in its place, in one step for whoever reads meanwhile. Each
  /// stays as it is, also where we can't read it: a later version may.
  func shorten(to limit: Int) throws(HistoryFailure) {
    let file = try lockedFile()
    // Unlocked at its last use, it would be open to others while the new one is written.
    defer { withExtendedLifetime(file) {} }
    let lines = try linesToKeep(of: file, limit)
    // No sign-in's name has a tilde in it, so that this is no other's file; what a session that died
    // left there is in the way of nobody, since only who has the lock comes here.
    let newPath = path + "~"
    unlink(newPath)
    guard let new = try OpenHistory(newPath, .creating) else { return }
    try new.write(lines.reversed().flatMap { $0 + [UInt8(ascii: "\n")] })
    try new.takePlace(of: path)
  }

  /// The newest lines, newest first: no text twice, and no more than leave room for others.
  private func linesToKeep(
    of file: OpenHistory, _ limit: Int
  ) throws(HistoryFailure) -> [ArraySlice<UInt8>] {
    var room = Self.sizeLimit / 2
    var lines: [ArraySlice<UInt8>] = []
    var seen: Set<String> = []
    for line in try self.lines(in: file).reversed() where lines.count < limit {
      let entry = HistoryEntry(line: String(decoding: line, as: UTF8.self))
      if let entry, !seen.insert(entry.text).inserted { continue }
      room -= line.count + 1
      guard room >= 0 else { break }
      lines.append(line)
    }
    return lines
  }
}
