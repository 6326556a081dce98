import Glibc

/// An append-only file of lines, readable by its owner alone, shared under a lock by sessions.
///
/// Nothing is held open: whoever changes the file opens it, locks it, and makes sure that it is still the
/// one at its path, since another session may have put a shorter one there.
package struct HistoryFile: Sendable {
  private let path: String

  /// The most that is read of a file that has grown for years: its end.
  private static let readingLimit = 8 << 20
  /// From here on a file is shortened whatever it holds.
  private static let sizeLimit = readingLimit / 2

  /// A file at a path, which need not be there yet.
  package init(path: String) { self.path = path }

  /// Makes the file, 0600 from the first system call, and shortens one that holds more than twice
  /// as many lines as are kept.
  package func prepare(keeping limit: Int) throws(HistoryFailure) {
    let file = try OpenHistory(path, .reading)
    let size = try file?.size() ?? 0
    var isTooLong = size > Self.sizeLimit
    if !isTooLong { isTooLong = try lineCount(file, size) > 2 * limit }
    if limit > 0, isTooLong {
      try shorten(to: limit)
    } else {
      _ = try OpenHistory(path, .appending)
    }
  }

  /// The newest entries, oldest first, each text once; lines that are no entries are passed over, and
  /// where there is no file there are none.
  package func load(limit: Int) throws(HistoryFailure) -> [HistoryEntry] {
    guard let file = try OpenHistory(path, .reading) else { return [] }
    return try entries(in: file, limit: limit)
  }

  /// Adds an entry, whole or not at all.
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
      try file.lock()
      if file.isStillAtPath { return file }
    }
  }

  private func lineCount(_ file: OpenHistory?, _ size: Int) throws(HistoryFailure) -> Int {
    guard let file, size > 0 else { return 0 }
    return try file.bytes(from: 0).count { $0 == UInt8(ascii: "\n") }
  }

  private func entries(in file: OpenHistory, limit: Int) throws(HistoryFailure) -> [HistoryEntry] {
    let start = max(0, try file.size() - Self.readingLimit)
    var lines = try file.bytes(from: start).split(separator: UInt8(ascii: "\n"))
    if start > 0, !lines.isEmpty { lines.removeFirst() }
    let all = lines.lazy.compactMap { HistoryEntry(line: String(decoding: $0, as: UTF8.self)) }
    return HistoryEntry.withoutRepeats(Array(all), limit: max(0, limit))
  }

  /// Puts a file with the newest entries in its place, in one step for whoever reads meanwhile.
  private func shorten(to limit: Int) throws(HistoryFailure) {
    let file = try lockedFile()
    var room = Self.sizeLimit / 2
    var lines: [String] = []
    for entry in try entries(in: file, limit: limit).reversed() {
      let line = entry.line + "\n"
      room -= line.utf8.count
      guard room >= 0 else { break }
      lines.append(line)
    }
    // No sign-in's name has a tilde in it, so that this is no other's file; what a session that died
    // left there is in the way of nobody, since only who has the lock comes here.
    let newPath = path + "~"
    unlink(newPath)
    guard let new = try OpenHistory(newPath, .creating) else { return }
    try new.write(Array(lines.reversed().joined().utf8))
    try new.takePlace(of: path)
  }
}
