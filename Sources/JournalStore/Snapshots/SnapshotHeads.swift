import Foundation
import ImportEngine
import ImportModel

/// What stands before the table of a file.
protocol SnapshotHead: Codable {
  /// Calls `body` with its bytes, part after part.
  func forEachPart(_ body: ([UInt8]) throws -> Void) throws
  init(bytes: [UInt8]) throws
}

extension SnapshotHead {
  /// One document.
  func forEachPart(_ body: ([UInt8]) throws -> Void) throws { try body(try JSONLine.bytes(self)) }

  init(bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }
}

private enum JSONLine {
  static let end = UInt8(ascii: "\n")

  /// A document, in which no line ends.
  static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Array(try encoder.encode(value))
  }
}

/// What stands in the head of a portal's file; the body is the table of users.
struct PortalHead: SnapshotHead {
  let key: KeyRecord
  private(set) var portal: Portal
  let schema: PeopleSchema
  let caller: CRMCaller
  let organisation: CRMOrganisation
  let administrators: [CRMCaller]
  let counts: [String: Int]
  let countProblem: String?
  let ungranted: [String]
  let fetchedAt: Int64

  init(_ snapshot: PortalSnapshot) {
    key = KeyRecord(snapshot.key)
    portal = snapshot.portal
    schema = snapshot.users.schema
    caller = snapshot.caller
    organisation = snapshot.organisation
    administrators = snapshot.administrators
    counts = snapshot.counts.byName
    countProblem = snapshot.countProblem
    ungranted = snapshot.ungranted
    fetchedAt = snapshot.fetchedAt
  }

  /// A document without the portal's people, and one for each part of them, in lines: JSON takes many times
  /// the memory of what it is made from, and of a large portal all of it, or all of its bytes, would be more
  /// than anything else an import holds.
  func forEachPart(_ body: ([UInt8]) throws -> Void) throws {
    var small = self
    small.portal = portal.withoutPeople
    try body(try JSONLine.bytes(small))
    try portal.forEachPart { try body([JSONLine.end] + JSONLine.bytes($0)) }
  }

  init(bytes: [UInt8]) throws {
    let (lines, decoder) = (bytes.split(separator: JSONLine.end), JSONDecoder())
    self = try decoder.decode(Self.self, from: Data(lines.first ?? []))
    portal = portal.adding(
      try lines.dropFirst().map { try decoder.decode(PortalPart.self, from: Data($0)) })
  }

  func snapshot(_ users: RecordTable<CRMUser>) -> PortalSnapshot {
    PortalSnapshot(
      key: key.key, portal: portal, users: users, caller: caller, organisation: organisation,
      administrators: administrators, counts: counts.byModule, countProblem: countProblem,
      ungranted: ungranted, fetchedAt: fetchedAt)
  }
}

/// What stands in the head of a file of contacts or accounts; the body is their table.
struct RecordsHead: SnapshotHead {
  let key: KeyRecord
  let module: String
  let schema: PeopleSchema
  let filters: [String]?
  let lastChanges: [String: Int64]
  let counts: [String: Int]
  let hidden: [String]
  let users: String
  let fetchedAt: Int64

  init<Subject>(_ snapshot: RecordsSnapshot<Subject>) {
    key = KeyRecord(snapshot.key)
    module = snapshot.module.rawValue
    schema = snapshot.table.schema
    filters = snapshot.filters
    lastChanges = snapshot.lastChanges.byName
    counts = snapshot.counts.byName
    hidden = snapshot.hidden
    users = snapshot.users
    fetchedAt = snapshot.fetchedAt
  }

  /// Nil where it is of no module.
  func snapshot<Subject>(_ table: RecordTable<Subject>) -> RecordsSnapshot<Subject>? {
    guard let module = CRMModule(rawValue: module) else { return nil }
    return RecordsSnapshot(
      key: key.key, module: module, table: table, filters: filters,
      lastChanges: lastChanges.byModule, counts: counts.byModule,
      hidden: hidden, users: users, fetchedAt: fetchedAt)
  }
}

/// A portal's key as it is written down.
struct KeyRecord: Codable {
  let baseURL: String
  let account: String
  let portal: PortalID
  let instance: String

  init(_ key: PortalKey) {
    baseURL = key.baseURL
    account = key.account
    portal = key.portal
    instance = key.instance
  }

  var key: PortalKey {
    PortalKey(baseURL: baseURL, account: account, portal: portal, instance: instance)
  }
}

extension Dictionary where Key == CRMModule {
  fileprivate var byName: [String: Value] {
    Dictionary<String, Value>(uniqueKeysWithValues: map { ($0.key.rawValue, $0.value) })
  }
}

extension Dictionary where Key == String {
  /// What is of no module is left out.
  fileprivate var byModule: [CRMModule: Value] {
    var values: [CRMModule: Value] = [:]
    for (name, value) in self {
      if let module = CRMModule(rawValue: name) { values[module] = value }
    }
    return values
  }
}
