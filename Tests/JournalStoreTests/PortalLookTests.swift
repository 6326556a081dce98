import CRMShellTesting
import Foundation
import ImportEngine
import JournalStore
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Whoever looks who holds a portal is told so, and is in nobody's way.
@Suite struct PortalLookTests {
  @Test func `who holds a portal is seen, and nobody once it was let go`() async throws {
    try await withTemporaryFolder { folder in
      let (one, other) = (
        try SQLiteJournal(directory: folder), try SQLiteJournal(directory: folder)
      )
      let key = try PlanScene.key()
      #expect(await other.holder(of: key) == .nobody)
      #expect(await other.neighbours() == [], "a look leaves no lock")
      let hold = try await one.hold(key)
      #expect(await other.holder(of: key) == .process(getpid()))
      await hold.release()
      #expect(await other.holder(of: key) == .nobody)
    }
  }

  @Test func `many who look at once see nobody but who holds it`() async throws {
    try await withTemporaryFolder { folder in
      let key = try PlanScene.key()
      let journal = try SQLiteJournal(directory: folder)
      await (try await journal.hold(key)).release()
      let seen = await withTaskGroup(of: Bool.self) { group in
        for _ in 1...4 {
          group.addTask {
            for _ in 1...2_000 {
              if await journal.holder(of: key) != .nobody { return true }
            }
            return false
          }
        }
        return await group.contains(true)
      }
      #expect(!seen)
    }
  }

  @Test func `an import that meets looks gets its portal all the same`() async throws {
    try await withTemporaryFolder { folder in
      let key = try PlanScene.key()
      let journal = try SQLiteJournal(directory: folder)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          while !Task.isCancelled { _ = await journal.holder(of: key) }
        }
        for _ in 1...500 { await (try await journal.hold(key)).release() }
        group.cancelAll()
      }
    }
  }

  @Test func `a long look is waited for, but not for ever`() async throws {
    try await withTemporaryFolder { folder in
      let key = try PlanScene.key()
      let journal = try SQLiteJournal(directory: folder)
      await (try await journal.hold(key)).release()
      let name = try #require(await journal.neighbours().first)
      let look = open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC)
      defer { close(look) }
      #expect(flock(look, LOCK_SH | LOCK_NB) == 0)
      await #expect(throws: JournalFailure.self) { try await journal.hold(key) }
      async let end: Void = {
        try await Task.sleep(for: .milliseconds(20))
        _ = flock(look, LOCK_UN)
      }()
      await (try await journal.hold(key)).release()
      try await end
    }
  }

  @Test func `a lock that can't be looked at tells of nobody, and is no failure`() async throws {
    try await withTemporaryFolder { folder in
      let key = try PlanScene.key()
      let journal = try SQLiteJournal(directory: folder)
      let hold = try await journal.hold(key)
      let name = try #require(await journal.neighbours().first)
      #expect(chmod("\(folder)/\(name)", 0o644) == 0)
      #expect(await journal.holder(of: key) == .unknown)
      #expect(chmod("\(folder)/\(name)", 0o600) == 0)
      #expect(chmod(folder, 0o777) == 0)
      #expect(await journal.holder(of: key) == .unknown)
      #expect(chmod(folder, 0o700) == 0)
      #expect(await journal.holder(of: key) == .process(getpid()))
      await hold.release()
    }
  }
}
