import Fuzzing
import Glibc
import ImportEngine
import ImportModel
@testable import JournalStore

/// A kept snapshot: any bytes, and its own with some overwritten and the digest made anew, so that what
/// stands behind it is reached too.
let snapshotTarget = FuzzTarget("snapshot", round: 250) { bytes in
  guard let sample = Sample.made else { return }
  var input = FuzzInput(bytes)
  let isRaw = input.byte() % 8 == 0
  for (name, original) in sample.files {
    var file = isRaw ? input.bytes : original
    if !isRaw { overwrite(&file, from: bytes) }
    write(file, to: "\(sample.folder)/\(name)")
  }
  wait {
    let snapshots = FileSnapshots(directory: sample.folder)
    let owner = SnapshotOwner(baseURL: sample.key.baseURL, account: sample.key.account)
    for kept in await snapshots.portals(of: owner) {
      if case .found(let found) = kept { check(found.users) }
    }
    let kept: KeptSnapshot<RecordsSnapshot<CRMContact>> = await snapshots.records(
      .contacts, of: sample.key)
    if case .found(let found) = kept { check(found.table) }
  }
}

/// A table that was taken answers for every row.
private func check<Subject>(_ table: RecordTable<Subject>) {
  for row in 0..<min(table.count, 100) {
    for column in table.schema.fields.indices { _ = table[row, column] }
  }
}

private func overwrite(_ file: inout [UInt8], from bytes: [UInt8]) {
  var input = FuzzInput(bytes)
  _ = input.byte()
  let body = file.count - RunningSHA256.length
  for _ in 0..<max(1, Int(input.byte() % 6)) {
    let place = (Int(input.byte()) << 8 | Int(input.byte())) % body
    for offset in 0..<(1 + Int(input.byte() % 8)) where place + offset < body {
      file[place + offset] = input.byte()
    }
  }
  var hash = RunningSHA256()
  file[..<body].withUnsafeBytes { hash.update($0) }
  file.replaceSubrange(body..., with: hash.finish())
}

private struct Sample: Sendable {
  let folder: String
  let key: PortalKey
  let files: [(name: String, bytes: [UInt8])]

  static let made: Sample? = {
    guard let folder = newFolder(), let id = PortalID("77"), let caller = CRMUserID("1") else {
      return nil
    }
    let key = PortalKey(baseURL: "https://x", account: "a@x.com", portal: id, instance: "")
    let portal = Portal(
      id: id, name: "P", callerProfile: "Admin",
      projects: ProjectID("5").map { [Project(id: $0, name: "W", status: .active)] } ?? [],
      roles: RoleID("6").map { [Role(id: $0, name: "R")] } ?? [], profiles: [],
      users: PortalUsers([]), licences: Licences([:]), crmIntegration: .on, fetchedAt: 1)
    var users = RecordTable<CRMUser>(.users)
    var contacts = RecordTable<CRMContact>(.contacts)
    for number in 1...3 {
      let values = { (schema: PeopleSchema) in
        schema.fields.map { field -> FieldValue in
          switch field.type {
          case .text, .choice: .text("\(field.key)\(number)é")
          case .flag: .flag(number == 2)
          case .time: .time(Int64(number))
          }
        }
      }
      if let id = CRMUserID(String(number)) { users.append(id: id, values(.users)) }
      if let id = CRMContactID(String(number)) { contacts.append(id: id, values(.contacts)) }
    }
    let (people, persons) = (users, contacts)
    wait {
      let snapshots = FileSnapshots(directory: folder)
      try? await snapshots.keep(
        PortalSnapshot(
          key: key, portal: portal, users: people,
          caller: CRMCaller(
            id: caller, name: "A", email: "a@x.com", profile: "Administrator",
            isAdministrator: true, timeZone: nil),
          organisation: CRMOrganisation(id: "1", name: "Z", paidType: nil, trialType: nil),
          administrators: [], counts: [.contacts: 3], countProblem: nil, ungranted: [],
          fetchedAt: 1))
      try? await snapshots.keep(
        RecordsSnapshot(
          key: key, module: .contacts, table: persons, filters: nil, lastChanges: [:],
          counts: [:], hidden: [], users: "", fetchedAt: 1))
    }
    return Sample(folder: folder, key: key, files: Self.kept(in: folder))
  }()

  private static func kept(in folder: String) -> [(name: String, bytes: [UInt8])] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var files: [(name: String, bytes: [UInt8])] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix("snapshot-") else { continue }
      let file = open("\(folder)/\(name)", O_RDONLY)
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = read(file, &bytes, bytes.count)
      close(file)
      if count > 0 { files.append((name, Array(bytes.prefix(count)))) }
    }
    expect(files.count == 2, "\(files.count) snapshots were kept")
    return files
  }
}
