package import ImportEngine
package import ImportModel

/// What every store of snapshots must do; a test runs each case on each adapter, on an empty store.
package enum SnapshotStoreContract: String, CaseIterable, Sendable {
  case findsNothingAtFirst, givesBackAPortal, givesBackRecords, replaces
  case keepsPortalsApart, keepsOwnersApart, keepsModulesApart, findsAnOlderWorld, removesOneOwner

  /// What a store was expected to do, and did not.
  package struct Violation: Error { package let expectation: String }

  /// The owner of the snapshots of the fixture.
  package static let owner = SnapshotOwner(baseURL: "sim://portal", account: "a@zylker.example")

  /// The key of a portal of the fixture.
  package static func key(
    _ portal: String = Zylker.portalID, account: String = SnapshotStoreContract.owner.account,
    instance: String = "1"
  ) throws -> PortalKey {
    guard let id = PortalID(portal) else { throw Violation(expectation: "\(portal) is an id") }
    return PortalKey(
      baseURL: owner.baseURL, account: account, portal: id, instance: instance)
  }

  /// A portal with everything in it that a portal can have.
  package static func portal(_ key: PortalKey, fetchedAt: Int64 = 7) throws -> PortalSnapshot {
    guard let caller = Zylker.caller(), var portal = Zylker.portal(integration: .unknown("why"))
    else { throw Violation(expectation: "the fixture is one") }
    portal.gaps = [.roles(why: "refused"), .inactivePeople(kind: "client_user", why: "so")]
    portal.fetchedAt = 5
    if let twice = portal.members.values.flatMap({ Array($0.byEmail.values) }).first,
      let project = portal.projects.last?.id
    {
      portal.members[project] = ProjectMembers([twice, twice])
    }
    return PortalSnapshot(
      key: key, portal: portal, users: Directory(users: Zylker.users).users, caller: caller,
      organisation: Zylker.organisation(paid: "enterprise", trial: nil),
      administrators: Zylker.administrators, counts: [.contacts: 14, .accounts: 5],
      countProblem: "none", ungranted: ["ZohoCRM.coql.READ"], fetchedAt: fetchedAt)
  }

  /// The contacts of the fixture, as they were fetched by two filters.
  package static func contacts(
    _ key: PortalKey, fetchedAt: Int64 = 8
  ) -> RecordsSnapshot<CRMContact> {
    var table = RecordTable<CRMContact>(.contacts)
    table.append(Zylker.contacts)
    return RecordsSnapshot(
      key: key, module: .contacts, table: table,
      filters: ["Title = Boss", "Email_Opt_Out = true"], lastChanges: [.contacts: 3, .accounts: 4],
      counts: [.contacts: 14], hidden: ["Phone"], users: "digest", fetchedAt: fetchedAt)
  }

  /// Checks the rule on an empty store; throws a `Violation`.
  package func check(_ store: any SnapshotStore) async throws {
    let key = try Self.key()
    switch self {
    case .findsNothingAtFirst:
      try expect(await store.portal(key) == .nothing, "no portal is kept at first")
      try expect(await store.portals(of: Self.owner).isEmpty, "nor is any found by its owner")
      try await store.removeAll(of: Self.owner)
    case .givesBackAPortal:
      let portal = try Self.portal(key)
      try await store.keep(portal)
      try expect(await store.portal(key) == .found(portal), "a portal comes back as it was")
      try expect(
        await store.portals(of: Self.owner) == [.found(portal)], "and is found by its owner")
    case .givesBackRecords:
      let contacts = Self.contacts(key)
      try await store.keep(contacts)
      let kept: KeptSnapshot<RecordsSnapshot<CRMContact>> = await store.records(.contacts, of: key)
      try expect(kept == .found(contacts), "records come back as they were")
    case .replaces:
      for time in [7, 9] as [Int64] {
        try await store.keep(try Self.portal(key, fetchedAt: time))
        try await store.keep(Self.contacts(key, fetchedAt: time))
      }
      let contacts: KeptSnapshot<RecordsSnapshot<CRMContact>> = await store.records(
        .contacts, of: key)
      try expect(await store.portal(key).value?.fetchedAt == 9, "the later portal is kept")
      try expect(contacts.value?.fetchedAt == 9, "the later records are kept")
      try expect(await store.portals(of: Self.owner).count == 1, "the earlier one is gone")
    default: try await checkApart(store, key)
    }
  }

  private func checkApart(_ store: any SnapshotStore, _ key: PortalKey) async throws {
    switch self {
    case .keepsPortalsApart:
      let other = try Self.key("60002")
      try await store.keep(try Self.portal(key))
      try expect(await store.portal(other) == .nothing, "another portal is not this one")
      try await store.keep(try Self.portal(other))
      try expect(await store.portals(of: Self.owner).count == 2, "both are of one owner")
    case .keepsOwnersApart:
      try await store.keep(try Self.portal(key))
      let other = try Self.key(account: "b@zylker.example")
      try expect(await store.portal(other) == .nothing, "another account's is not this one's")
    case .keepsModulesApart:
      try await store.keep(Self.contacts(key))
      let accounts: KeptSnapshot<RecordsSnapshot<CRMAccount>> = await store.records(
        .accounts, of: key)
      try expect(accounts == .nothing, "contacts are no accounts")
    case .findsAnOlderWorld:
      let older = try Self.portal(try Self.key(instance: "0"))
      try await store.keep(older)
      try expect(await store.portal(key) == .found(older), "the world is told, not asked for")
    case .removesOneOwner:
      let other = try Self.portal(try Self.key(account: "b@zylker.example"))
      try await store.keep(other)
      try await store.keep(try Self.portal(key))
      try await store.keep(Self.contacts(key))
      try await store.removeAll(of: Self.owner)
      let contacts: KeptSnapshot<RecordsSnapshot<CRMContact>> = await store.records(
        .contacts, of: key)
      try expect(await store.portal(key) == .nothing, "the owner's portal is gone")
      try expect(contacts == .nothing, "and the records are")
      try expect(await store.portal(other.key) == .found(other), "another owner's stays")
    default: break
    }
  }

  private func expect(_ holds: Bool, _ expectation: String) throws {
    guard holds else { throw Violation(expectation: expectation) }
  }
}
