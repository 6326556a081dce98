import Foundation
import Glibc
package import ImportEngine
package import ImportModel

/// Snapshots as files of one folder: one for a portal with the users beside it, one for its contacts,
/// one for its accounts, so that a connection need not copy a million contacts to write down a portal.
///
/// A file is only ever replaced as a whole, and read as a whole; see `SnapshotFrame`.
package struct FileSnapshots: SnapshotStore {
  private let directory: String

  /// The snapshots in a folder; nothing is made yet.
  package init(directory: String) { self.directory = directory }

  /// The portals of a sign-in; see `SnapshotStore`.
  package func portals(of owner: SnapshotOwner) async -> [KeptSnapshot<PortalSnapshot>] {
    let start = Self.start(baseURL: owner.baseURL, account: owner.account)
    return names(beginning: start).filter { $0.hasSuffix(Part.portal.suffix) }.map { name in
      let kept = portal(in: name)
      guard case .found(let found) = kept, Self.name(.portal, of: found.key) != name else {
        return kept
      }
      return .unusable(.ofAnother(path: path(name)))
    }
  }

  /// A portal by its key; see `SnapshotStore`.
  package func portal(_ key: PortalKey) async -> KeptSnapshot<PortalSnapshot> {
    let name = Self.name(.portal, of: key)
    return own(portal(in: name), key, name) { $0.key }
  }

  /// The records of a module; see `SnapshotStore`.
  package func records<Subject>(_ module: CRMModule, of key: PortalKey) async
    -> KeptSnapshot<RecordsSnapshot<Subject>>
  {
    let name = Self.name(.records(module), of: key)
    let kept = read(name) {
      (head: RecordsHead, source: inout HashedFileSource) -> RecordsSnapshot<Subject>? in
      guard head.module == module.rawValue,
        let table = RecordTable<Subject>(head.schema, from: &source)
      else { return nil }
      return head.snapshot(table)
    }
    return own(kept, key, name) { $0.key }
  }

  /// Writes a portal in place of what was kept of it.
  package func keep(_ snapshot: PortalSnapshot) async throws(JournalFailure) {
    try write(Self.name(.portal, of: snapshot.key), PortalHead(snapshot), snapshot.users)
  }

  /// Writes records in place of those kept of the module.
  package func keep<Subject>(_ snapshot: RecordsSnapshot<Subject>) async throws(JournalFailure) {
    try write(
      Self.name(.records(snapshot.module), of: snapshot.key), RecordsHead(snapshot),
      snapshot.table)
  }

  /// Removes every file of a sign-in.
  package func removeAll(of owner: SnapshotOwner) async throws(JournalFailure) {
    let found = names(beginning: Self.start(baseURL: owner.baseURL, account: owner.account))
    guard !found.isEmpty else { return }
    let lock = try FileLock(PrivateFile(Self.lock, in: directory))
    defer { lock.release() }
    let folder = try PrivateFolder(directory)
    for name in found { try folder.remove(name) }
  }
}

extension FileSnapshots {
  /// What a file holds.
  private enum Part {
    case portal
    case records(CRMModule)

    var suffix: String {
      switch self {
      case .portal: ".portal"
      case .records(let module): "." + module.word
      }
    }
  }

  private static let lock = "snapshot.lock"

  private static func start(baseURL: String, account: String) -> String {
    "snapshot-\(SHA256().digest(of: Array("\(baseURL)\n\(account)".utf8)).prefix(16))-"
  }

  private static func name(_ part: Part, of key: PortalKey) -> String {
    let portal = SHA256().digest(of: Array(key.portal.text.utf8)).prefix(16)
    return "\(start(baseURL: key.baseURL, account: key.account))\(portal)\(part.suffix)"
  }

  private func path(_ name: String) -> String { "\(directory)/\(name)" }

  private func names(beginning start: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(start) { names.append(name) }
    }
    return names.sorted()
  }

  /// What was kept, where it is of this portal and sign-in.
  private func own<Value: Sendable>(
    _ kept: KeptSnapshot<Value>, _ key: PortalKey, _ name: String, _ keyOf: (Value) -> PortalKey
  ) -> KeptSnapshot<Value> {
    guard case .found(let value) = kept else { return kept }
    let found = keyOf(value)
    let isOwn =
      found.baseURL == key.baseURL && found.account == key.account && found.portal == key.portal
    return isOwn ? kept : .unusable(.ofAnother(path: path(name)))
  }

  private func portal(in name: String) -> KeptSnapshot<PortalSnapshot> {
    read(name) { (head: PortalHead, source: inout HashedFileSource) -> PortalSnapshot? in
      RecordTable<CRMUser>(head.schema, from: &source).map { head.snapshot($0) }
    }
  }

  private func write<Subject>(
    _ name: String, _ head: some SnapshotHead, _ table: RecordTable<Subject>
  ) throws(JournalFailure) {
    let lock = try FileLock(PrivateFile(Self.lock, in: directory))
    defer { lock.release() }
    var flaw: (any Error)?
    do throws(JournalFailure) {
      try PrivateFolder(directory).replace(name) { file in
        var sink = SnapshotSink(file)
        do {
          return try sink.write(head: head) && table.write(to: &sink) && sink.close()
        } catch {
          flaw = error
          return false
        }
      }
    } catch {
      throw flaw.map { .store("\(path(name)) can't be written: \($0)") } ?? error
    }
  }

  /// A file that is what it was when it was written; `body` makes a value of head and body.
  private func read<Head: SnapshotHead, Value: Sendable>(
    _ name: String, _ body: (Head, inout HashedFileSource) -> Value?
  ) -> KeptSnapshot<Value> {
    // Looking for snapshots makes no folder.
    guard access(directory, F_OK) == 0 else { return .nothing }
    let file: Int32
    do throws(JournalFailure) {
      guard let opened = try PrivateFolder(directory).opened(name) else { return .nothing }
      file = opened
    } catch {
      return .unusable(.unreadable(error))
    }
    defer { close(file) }
    let damaged = KeptSnapshot<Value>.unusable(.damaged(path: path(name)))
    var status = stat()
    guard fstat(file, &status) == 0 else { return damaged }
    var source = HashedFileSource(file, length: Int(status.st_size))
    let frame: SnapshotFrame
    do throws(SnapshotFrame.Fault) {
      frame = try SnapshotFrame(
        source.bytes(SnapshotFrame.prefixLength) ?? [], fileLength: Int(status.st_size))
    } catch {
      return error == .otherVersion ? .unusable(.otherVersion(path: path(name))) : damaged
    }
    // Nothing of this traps, whatever the bytes; what comes of it is not used unless all was read
    // and is what was written.
    guard let head = source.bytes(frame.headLength),
      let decoded = Self.decoded(Head.self, head), let value = body(decoded, &source),
      source.endsWithItsDigest()
    else { return damaged }
    return .found(value)
  }

  /// Nil where it is of another shape.
  private static func decoded<Head: SnapshotHead>(_: Head.Type, _ bytes: [UInt8]) -> Head? {
    do { return try Head(bytes: bytes) } catch { return nil }
  }
}
