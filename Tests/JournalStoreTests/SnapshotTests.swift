import CRMShellTesting
import Foundation
import Glibc
import ImportEngine
import ImportModel
import JournalStore
import Testing

@Suite struct SnapshotTests {
  @Test(arguments: SnapshotStoreContract.allCases)
  func `snapshots in memory keep the contract`(_ rule: SnapshotStoreContract) async throws {
    try await rule.check(MemorySnapshots())
  }

  @Test(arguments: SnapshotStoreContract.allCases)
  func `snapshots in files keep the contract`(_ rule: SnapshotStoreContract) async throws {
    try await withTemporaryFolder { folder in
      try await rule.check(FileSnapshots(directory: folder))
    }
  }

  @Test func `every file is its owner's alone, and looking for one makes nothing`() async throws {
    try await withTemporaryFolder { folder in
      let store = FileSnapshots(directory: folder + "/state")
      let key = try SnapshotStoreContract.key()
      #expect(await store.portal(key) == .nothing)
      #expect(!FileManager.default.fileExists(atPath: folder + "/state"))
      try await Self.fill(store)
      #expect(try mode(of: folder + "/state") == 0o700)
      let names = try Self.names(folder + "/state")
      #expect(names.count == 3, "\(names)")
      for name in names { #expect(try mode(of: "\(folder)/state/\(name)") == 0o600, "\(name)") }
    }
  }

  /// Of a file cut off at any length, and of one with any one byte changed, nothing is believed.
  @Test(arguments: [".portal", ".contacts"])
  func `no cut and no changed byte is taken for what was kept`(part: String) async throws {
    try await withTemporaryFolder { folder in
      let store = FileSnapshots(directory: folder)
      try await Self.fillSparsely(store)
      let path = try Self.path(part, in: folder)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(await Self.isFound(part, store))
      var believed: [String] = []
      for length in 0..<whole.count {
        try Self.put(whole.prefix(length), at: path)
        if await Self.isUsed(part, store) { believed.append("cut at \(length)") }
      }
      for place in 0..<whole.count {
        var changed = whole
        changed[place] ^= UInt8(1 << (place % 8))
        try Self.put(changed, at: path)
        if await Self.isUsed(part, store) { believed.append("changed at \(place)") }
      }
      try Self.put(whole + Data([0]), at: path)
      if await Self.isUsed(part, store) { believed.append("longer") }
      #expect(believed.isEmpty)
      try Self.put(whole, at: path)
      #expect(await Self.isFound(part, store))
    }
  }

  @Test func `another version is told as such`() async throws {
    try await withTemporaryFolder { folder in
      let store = FileSnapshots(directory: folder)
      try await Self.fill(store)
      let path = try Self.path(".portal", in: folder)
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      bytes[8] = 99
      try Self.put(bytes, at: path)
      let kept = await store.portal(try SnapshotStoreContract.key())
      #expect(kept == .unusable(.otherVersion(path: path)))
    }
  }

  @Test func `a file under the name of another portal is not taken for that one's`() async throws {
    try await withTemporaryFolder { folder in
      let store = FileSnapshots(directory: folder)
      try await Self.fill(store)
      let path = try Self.path(".portal", in: folder)
      let other = try SnapshotStoreContract.portal(try SnapshotStoreContract.key("60002"))
      try await store.keep(other)
      let place = try #require(
        try Self.names(folder).first { $0.hasSuffix(".portal") && !path.hasSuffix($0) })
      try FileManager.default.removeItem(atPath: "\(folder)/\(place)")
      try FileManager.default.moveItem(atPath: path, toPath: "\(folder)/\(place)")
      let flaw = KeptSnapshot<PortalSnapshot>.unusable(.ofAnother(path: "\(folder)/\(place)"))
      #expect(await store.portal(other.key) == flaw)
      #expect(await store.portals(of: SnapshotStoreContract.owner) == [flaw])
    }
  }

  @Test func `a file that others may read, a link and a folder in its place are refused`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let store = FileSnapshots(directory: folder)
      try await Self.fill(store)
      let path = try Self.path(".portal", in: folder)
      let key = try SnapshotStoreContract.key()
      chmod(path, 0o640)
      #expect(
        await store.portal(key)
          == .unusable(.unreadable(.unsafe(path: path, "is open to others"))))
      chmod(path, 0o600)
      try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: path + ".away")
      #expect(
        await store.portal(key)
          == .unusable(.unreadable(.unsafe(path: path, "is a symbolic link"))))
      // Kept anew it takes the place of the link, not of what that leads to.
      try await store.keep(try SnapshotStoreContract.portal(key, fetchedAt: 99))
      #expect(await store.portal(key).value?.fetchedAt == 99)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can make files of others"))
  func `a file of another user is refused`() async throws {
    try await withTemporaryFolder { folder in
      let store = FileSnapshots(directory: folder)
      try await Self.fill(store)
      let path = try Self.path(".portal", in: folder)
      #expect(chown(path, 65_534, 65_534) == 0)
      let key = try SnapshotStoreContract.key()
      #expect(
        await store.portal(key)
          == .unusable(.unreadable(.unsafe(path: path, "belongs to somebody else"))))
    }
  }

  @Test func `what a dead process left half written is in nobody's way`() async throws {
    try await withTemporaryFolder { folder in
      let store = FileSnapshots(directory: folder)
      try await Self.fill(store)
      let path = try Self.path(".contacts", in: folder)
      try Self.put(Data("half".utf8), at: path + ".new")
      try await Self.fill(store)
      #expect(!FileManager.default.fileExists(atPath: path + ".new"))
      try Self.put(Data("half".utf8), at: path + ".new")
      try await store.removeAll(of: SnapshotStoreContract.owner)
      #expect(try Self.names(folder) == ["snapshot.lock"])
    }
  }

  @Test func `a table of many comes back as it was, and finds by id and address`() async throws {
    try await withTemporaryFolder { folder in
      let store = FileSnapshots(directory: folder)
      let key = try SnapshotStoreContract.key()
      var table = RecordTable<CRMContact>(.contacts)
      for number in 0..<20_000 {
        let id = try #require(CRMContactID(String(7_000_000 + number)))
        table.append(
          id: id,
          [
            .text("p\(number % 19_000)@x.example"), .text("Ünï \(number)"), .empty, .empty,
            .text("Account \(number % 50)"),
          ])
      }
      let sent = RecordsSnapshot(
        key: key, module: .contacts, table: table, filters: nil, lastChanges: [:], counts: [:],
        hidden: [], users: "", fetchedAt: 1)
      try await store.keep(sent)
      let kept: KeptSnapshot<RecordsSnapshot<CRMContact>> = await store.records(.contacts, of: key)
      #expect(kept == .found(sent))
      let found = try #require(kept.value).table
      let last = try #require(CRMContactID("7019999"))
      let email = try #require(EmailAddress("P7@x.example"))
      #expect(found.row(of: last) == 19_999)
      #expect(found.rows(of: email) == [7, 19_007])
    }
  }
}

extension SnapshotTests {
  private static func fill(_ store: FileSnapshots) async throws {
    let key = try SnapshotStoreContract.key()
    try await store.keep(try SnapshotStoreContract.portal(key))
    try await store.keep(SnapshotStoreContract.contacts(key))
  }

  /// As little as there can be of everything, so that every byte can be tried.
  private static func fillSparsely(_ store: FileSnapshots) async throws {
    let key = try SnapshotStoreContract.key()
    let full = try SnapshotStoreContract.portal(key)
    var users = RecordTable<CRMUser>(.users)
    let user = try #require(Zylker.users.first)
    users.append(id: user.id, user.values)
    let portal = Portal(
      id: key.portal, name: "P", callerProfile: "Admin", projects: [], roles: [], profiles: [],
      users: PortalUsers([]), licences: Licences([:]), crmIntegration: .on, fetchedAt: 1)
    try await store.keep(
      PortalSnapshot(
        key: key, portal: portal, users: users, caller: full.caller,
        organisation: full.organisation, administrators: [], counts: [:], countProblem: nil,
        ungranted: [], fetchedAt: 1))
    var contacts = RecordTable<CRMContact>(
      PeopleSchema([
        Field("Email", .text), Field("Title", .choice), Field("Is", .flag),
        Field("At", .time),
      ]))
    contacts.append(
      id: try #require(CRMContactID("7")),
      [.text("ä@x.example"), .text("B"), .flag(true), .time(1)])
    try await store.keep(
      RecordsSnapshot(
        key: key, module: .contacts, table: contacts, filters: ["a = b"],
        lastChanges: [.contacts: 1], counts: [.contacts: 1], hidden: [], users: "x",
        fetchedAt: 1))
  }

  /// Whether a file is believed.
  private static func isUsed(_ part: String, _ store: FileSnapshots) async -> Bool {
    guard let key = try? SnapshotStoreContract.key() else { return true }
    if part == ".portal" {
      return await store.portal(key).flaw == nil
    }
    let kept: KeptSnapshot<RecordsSnapshot<CRMContact>> = await store.records(.contacts, of: key)
    return kept.flaw == nil
  }

  private static func isFound(_ part: String, _ store: FileSnapshots) async -> Bool {
    guard let key = try? SnapshotStoreContract.key() else { return false }
    if part == ".portal" { return await store.portal(key).value != nil }
    let kept: KeptSnapshot<RecordsSnapshot<CRMContact>> = await store.records(.contacts, of: key)
    return kept.value != nil
  }

  private static func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private static func path(_ part: String, in folder: String) throws -> String {
    "\(folder)/\(try #require(try names(folder).first { $0.hasSuffix(part) }))"
  }

  /// Writes over a file without making another one of it.
  private static func put(_ bytes: Data, at path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let count = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    try #require(count == bytes.count)
  }
}
