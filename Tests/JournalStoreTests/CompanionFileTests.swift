import Foundation
import ImportEngine
import Testing

@testable import JournalStore

/// What SQLite keeps beside a database is looked at like the database: it would be written to as it is.
struct CompanionFileTests {
  private static let endings = ["-wal", "-shm", "-journal"]

  @Test(arguments: endings)
  func `a second name of another file is refused, and the other is kept`(
    ending: String
  ) async throws {
    try await withTemporaryFolder { folder in
      let (path, other) = (folder + "/journal.sqlite" + ending, folder + "/other")
      try Data("mine\n".utf8).write(to: URL(filePath: other))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: other)
      try FileManager.default.linkItem(atPath: other, toPath: path)
      #expect(throws: JournalFailure.unsafe(path: path, "has another name")) {
        try SQLiteJournal(directory: folder)
      }
      #expect(try Data(contentsOf: URL(filePath: other)) == Data("mine\n".utf8))
    }
  }

  @Test(arguments: endings)
  func `a file that others may read, or a folder, is refused`(ending: String) async throws {
    try await withTemporaryFolder { folder in
      let path = folder + "/slots.sqlite" + ending
      try #require(
        FileManager.default.createFile(
          atPath: path, contents: Data(), attributes: [.posixPermissions: 0o644]))
      #expect(throws: JournalFailure.unsafe(path: path, "is open to others")) {
        try SQLiteSlots(directory: folder, clock: SystemBootClock())
      }
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(throws: JournalFailure.unsafe(path: path, "is of another type")) {
        try SQLiteSlots(directory: folder, clock: SystemBootClock())
      }
    }
  }
}
