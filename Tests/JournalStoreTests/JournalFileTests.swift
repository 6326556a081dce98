import CRMShellTesting
import Foundation
import ImportEngine
import ImportModel
import JournalStore
import Testing

@Suite struct JournalFileTests {
  @Test func `every file of the journal is its owner's alone whatever the umask`() async throws {
    try await withTemporaryFolder { folder in
      let journal = try SQLiteJournal(directory: folder)
      try await journal.store(Capabilities(invites: .yes), of: PlanScene.key())
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(files.contains("journal.sqlite"))
      for file in files { #expect(try mode(of: folder + "/" + file) == 0o600, "\(file)") }
    }
  }

  @Test func `a missing folder is made for its owner alone`() async throws {
    try await withTemporaryFolder { folder in
      _ = try SQLiteJournal(directory: folder + "/state")
      #expect(try mode(of: folder + "/state") == 0o700)
    }
  }

  @Test func `a folder that others may write to is refused`() async throws {
    try await withTemporaryFolder { folder in
      try FileManager.default.setAttributes([.posixPermissions: 0o770], ofItemAtPath: folder)
      #expect(throws: JournalFailure.unsafe(path: folder, "is open to others")) {
        try SQLiteJournal(directory: folder)
      }
    }
  }

  @Test(arguments: [EROFS, ENOSPC, EDQUOT, EIO])
  func `a folder or disk that can't be written is not taken for an unsafe one`(code: Int32) {
    let failure = PrivateFile.failure(at: "/x", code)
    #expect(failure == .store("/x: \(String(cString: strerror(code)))"))
    #expect(
      PrivateFile.failure(at: "/x", ELOOP)
        == .unsafe(path: "/x", "\(String(cString: strerror(ELOOP)))"))
  }

  @Test func `what an import leaves beside a journal is known, but not what connecting leaves`()
    async throws
  {
    try await withTemporaryFolder { folder in
      for name in ["history", "slots.sqlite", "snapshot-1.portal", "notes.txt"] {
        _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: nil)
      }
      let journal = try SQLiteJournal(directory: folder)
      #expect(await journal.neighbours() == [])
      await (try await journal.hold(PlanScene.key())).release()
      let left = await journal.neighbours()
      #expect(left.count == 1 && left.allSatisfy { $0.hasPrefix("portal-") })
      #expect(await (try SQLiteJournal.inMemory()).neighbours() == [])
    }
  }

  @Test(arguments: [
    "deleted", "moved", "replaced", "deleted with its folder", "without its log",
  ])
  func `nothing is called kept that went into a file which has left its path`(how: String)
    async throws
  {
    try await withTemporaryFolder { folder in
      let (state, manager) = (folder + "/state", FileManager.default)
      let journal = try SQLiteJournal(directory: state)
      let (key, file) = (try PlanScene.key(), state + "/journal.sqlite")
      try await journal.store(Capabilities(invites: .yes), of: key)
      switch how {
      case "deleted": try manager.removeItem(atPath: file)
      case "moved": try manager.moveItem(atPath: file, toPath: folder + "/old.sqlite")
      case "replaced":
        try manager.copyItem(atPath: file, toPath: folder + "/copy.sqlite")
        try manager.removeItem(atPath: file)
        try manager.moveItem(atPath: folder + "/copy.sqlite", toPath: file)
      case "without its log": try manager.removeItem(atPath: file + "-wal")
      default: try manager.removeItem(atPath: state)
      }
      let gone = JournalFailure.gone(path: how == "without its log" ? file + "-wal" : file)
      await #expect(throws: gone) {
        try await journal.store(Capabilities(invites: .no), of: key)
      }
      await #expect(throws: gone) { try await journal.verify() }
    }
  }

  @Test func `no journal is begun beside the log of one that is gone`() async throws {
    try await withTemporaryFolder { folder in
      let (key, file) = (try PlanScene.key(), folder + "/journal.sqlite")
      let manager = FileManager.default
      let journal = try SQLiteJournal(directory: folder)
      try await journal.store(Capabilities(invites: .yes), of: key)
      try manager.moveItem(atPath: file, toPath: folder + "/gone")
      #expect(throws: JournalFailure.gone(path: file)) { try SQLiteJournal(directory: folder) }
      try manager.moveItem(atPath: folder + "/gone", toPath: file)
      let again = try SQLiteJournal(directory: folder)
      #expect(try await again.capabilities(of: key).invites == .yes)
    }
  }

  @Test func `a folder that is a symbolic link is refused`() async throws {
    try await withTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: folder)
      #expect(throws: JournalFailure.unsafe(path: folder + "/link", "is a symbolic link")) {
        try SQLiteJournal(directory: folder + "/link")
      }
    }
  }

  @Test func `a journal that is a symbolic link is refused`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder + "/journal.sqlite"
      try FileManager.default.createSymbolicLink(
        atPath: file, withDestinationPath: folder + "/elsewhere")
      #expect(throws: JournalFailure.unsafe(path: file, "is a symbolic link")) {
        try SQLiteJournal(directory: folder)
      }
      #expect(!FileManager.default.fileExists(atPath: folder + "/elsewhere"))
    }
  }

  @Test func `a journal that others may read is refused`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder + "/journal.sqlite"
      _ = FileManager.default.createFile(
        atPath: file, contents: nil, attributes: [.posixPermissions: 0o644])
      #expect(throws: JournalFailure.unsafe(path: file, "is open to others")) {
        try SQLiteJournal(directory: folder)
      }
    }
  }

  @Test func `an intent is there for whoever opens the journal after a crash`() async throws {
    try await withTemporaryFolder { folder in
      var scene = try PlanScene(projects: 1)
      try scene.stage(1, role: 2, in: [1])
      // Another connection, as of a process after the crash of the first, sees the disk alone.
      let portal = SimulatedPortal(
        scene.portal,
        onSend: { _, _ in
          await #expect(throws: Never.self) {
            let other = try SQLiteJournal(directory: folder)
            let runs = try await other.unfinishedRuns(of: PlanScene.key())
            #expect(runs.map(\.run) == [1])
            #expect(try await other.report(1).people.first?.calls.count == 1)
          }
        })
      let journal = try SQLiteJournal(directory: folder)
      let executor = ImportExecutor(
        service: portal, journal: journal, clock: VirtualClock(), hash: SHA256(),
        progress: { _ in }, confirmMore: { _ in true })
      let verdict = await executor.run(try scene.order())
      #expect(verdict.exitCode == 0)
      let reopened = try SQLiteJournal(directory: folder)
      let report = try await reopened.report(1)
      #expect(report.summary.word == "done")
      #expect(report.people.first?.calls.count == 1)
      #expect(report.people.first?.planned.origins.first?.line == "stage 1")
    }
  }

  @Test func `SHA-256 gives the standard's digests`() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(SHA256().digest(of: []) == empty)
    #expect(SHA256().digest(of: Array("abc".utf8)) == abc)
  }

  @Test func `many that find a new folder at once open one journal`() async throws {
    for _ in 1...10 {
      try await withTemporaryFolder { folder in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 1...8 { group.addTask { _ = try SQLiteJournal(directory: folder) } }
          try await group.waitForAll()
        }
      }
    }
  }

  @Test func `one import at a time holds a portal, until its process ends or lets go`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let (one, other) = (
        try SQLiteJournal(directory: folder), try SQLiteJournal(directory: folder)
      )
      let key = try PlanScene.key()
      let hold = try await one.hold(key)
      // Whoever is refused is told whom to wait for.
      await #expect(throws: JournalFailure.held(by: getpid())) { try await other.hold(key) }
      await hold.release()
      await (try other.hold(key)).release()
    }
  }

  @Test func `a portal is held for all journals and sign-ins that share the folder of locks`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let locks = folder + "/locks"
      let one = try SQLiteJournal(directory: folder + "/one", locks: locks)
      let other = try SQLiteJournal(directory: folder + "/other", locks: locks)
      let key = try PlanScene.key()
      let hold = try await one.hold(key)
      let colleague = PortalKey(
        baseURL: key.baseURL, account: "somebody else", portal: key.portal, instance: key.instance)
      for same in [key, colleague] {
        await #expect(throws: JournalFailure.held(by: getpid())) { try await other.hold(same) }
      }
      for another in [
        PortalKey(
          baseURL: "sim://other", account: key.account, portal: key.portal,
          instance: key.instance),
        PortalKey(
          baseURL: key.baseURL, account: key.account, portal: key.portal, instance: "another"),
      ] {
        await (try other.hold(another)).release()
      }
      await hold.release()
      await (try other.hold(colleague)).release()
    }
  }
}
