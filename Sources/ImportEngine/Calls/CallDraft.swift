import ImportModel

/// Calls as they pile up; a value used once.
struct CallDraft {
  let portal: Portal
  let settings: EngineSettings
  let capabilities: Capabilities
  let projects: [ProjectID]
  /// What a batch that failed was taken apart into.
  let tags: [BatchTag.Key: BatchTag]
  private(set) var calls: [PlannedCall] = []
  /// What remains after the calls so far, and where each person stands in it.
  private(set) var rest: [PersonWork]
  private let indexes: [EmailAddress: Int]
  let newPeople: Set<EmailAddress>
  /// Those who are, or are to be, client users.
  let clients: Set<EmailAddress>
  /// The roles that people are to have before they join.
  private let plannedRoles: [EmailAddress: RoleID]
  private(set) var awaitingProof: Set<WriteKind>

  init(
    _ work: [PersonWork], in portal: Portal, settings: EngineSettings,
    capabilities: Capabilities, projects: [ProjectID], tags: [BatchTag.Key: BatchTag]
  ) {
    self.portal = portal
    self.settings = settings
    self.capabilities = capabilities
    self.projects = projects
    self.tags = tags
    rest = work
    indexes = Dictionary(
      work.enumerated().map { ($1.email, $0) }, uniquingKeysWith: { first, _ in first })
    clients = Set(work.lazy.filter(\.isClient).map(\.email))
    newPeople = Set(work.lazy.filter { !$0.wasThere }.map(\.email))
    plannedRoles = Dictionary(
      work.compactMap { person in
        (person.introduction?.role ?? person.role).map { (person.email, $0) }
      },
      uniquingKeysWith: { first, _ in first })
    awaitingProof = Set(WriteKind.allCases).subtracting(capabilities.proven)
    // The kind may have been proved by somebody without a profile.
    if capabilities.clientProfile == .unknown, let kind = PersonWork.kindTellingProfiles(in: work) {
      awaitingProof.insert(kind)
    }
  }

  var batch: Int {
    max(1, min(settings.batch, capabilities.batchMax ?? settings.batch))
  }

  mutating func introduce() {
    guard capabilities.invites != .no else {
      for person in rest {
        guard let new = person.introduction, let role = new.role else { continue }
        add(
          .addToPortal(person.email, role: role, profile: new.profile),
          notify: settings.notify != .off)
      }
      return
    }
    let carriesRole = capabilities.entryRole.isCarried
    let entries = rest.filter { !$0.isClient }.compactMap { person in
      person.introduction.map { new in
        (
          new.project,
          MemberEntry(
            email: person.email, role: carriesRole ? new.role : nil, profile: carried(new.profile))
        )
      }
    }
    batches(entries, canary: firstUncommon(entries), kind: .introduce) { project, entries in
      PlannedCall.Work.introduce(project, entries)
    }
  }

  mutating func setRoles() {
    for person in rest {
      if let role = person.role { add(.setRole(person.email, role)) }
    }
  }

  mutating func join() {
    let entries = rest.filter { !$0.isClient }.flatMap { person in
      person.joins.map { join in
        (
          join.project,
          MemberEntry(email: person.email, role: nil, profile: carried(join.profile))
        )
      }
    }
    // Best somebody with a role unlike what most have, and rather one who was there before: if
    // joins reset roles, theirs shows it.
    let common = portal.commonRole
    func telling(_ entry: MemberEntry) -> Int {
      // Roles are set before people join: what counts is the one they have by then.
      let role = plannedRoles[entry.email] ?? portal.users[entry.email]?.role
      return (role == common ? 0 : 4) + (newPeople.contains(entry.email) ? 0 : 2)
        + (entry.profile == nil ? 0 : 1)
    }
    let canary = entries.indices.max {
      (telling(entries[$0].1), $1) < (telling(entries[$1].1), $0)
    }
    batches(entries, canary: canary, kind: .join) { project, entries in
      PlannedCall.Work.join(project, entries)
    }
  }

  mutating func setProfiles() {
    for person in rest {
      for change in person.profiles {
        add(.setProfile(person.email, project: change.project, change.profile))
      }
    }
  }

  private func carried(_ profile: ProfileID?) -> ProfileID? {
    capabilities.entryProfile.isCarried ? profile : nil
  }

  /// Who tells most as a canary: role and profile both unlike what most of the portal's people
  /// have, which stands in for its defaults, since no answer names those.
  private func firstUncommon(_ entries: [(ProjectID, MemberEntry)]) -> Int? {
    let role = portal.commonRole
    let profile = portal.commonProfile(of: .staff)
    func telling(_ entry: MemberEntry) -> Int {
      (entry.role != nil && entry.role != role ? 1 : 0)
        + (entry.profile == nil ? 0 : entry.profile == profile ? 1 : 2)
    }
    return entries.indices.max {
      (telling(entries[$0].1), $1) < (telling(entries[$1].1), $0)
    }
  }

  /// Whether Zoho is asked to write to the people of such calls.
  func notifies(_ kind: WriteKind) -> Bool {
    settings.notify == .all
      || settings.notify == .on && (kind == .introduce || kind == .introduceClient)
  }

  /// One canary where the kind still needs one, then batches project by project.
  private mutating func batches(
    _ entries: [(ProjectID, MemberEntry)], canary: Int?, kind: WriteKind,
    work: (ProjectID, [MemberEntry]) -> PlannedCall.Work
  ) {
    let notify = notifies(kind)
    var entries = entries
    if awaitingProof.contains(kind), let canary {
      let (project, entry) = entries.remove(at: canary)
      add(work(project, [entry]), notify: notify)
    }
    let byProject = Dictionary(grouping: entries, by: \.0)
    for project in projects {
      for batch in batched((byProject[project] ?? []).map(\.1), in: project) {
        add(work(project, batch), notify: notify)
      }
    }
  }

  /// Entries of one project in batches; what a failed batch was taken apart into goes in calls of its
  /// own, never larger than its size.
  func batched(_ entries: [MemberEntry], in project: ProjectID) -> [[MemberEntry]] {
    var order: [BatchTag?] = []
    var groups: [BatchTag?: [MemberEntry]] = [:]
    for entry in entries {
      let tag = tags[BatchTag.Key(email: entry.email, project: project)]
      if groups[tag] == nil { order.append(tag) }
      groups[tag, default: []].append(entry)
    }
    return order.flatMap { tag -> [[MemberEntry]] in
      let (all, most) = (groups[tag] ?? [], max(1, min(batch, tag?.size ?? batch)))
      return stride(from: 0, to: all.count, by: most).map {
        Array(all[$0..<min($0 + most, all.count)])
      }
    }
  }

  mutating func add(_ work: PlannedCall.Work, notify: Bool = false) {
    let kind = PlannedCall(work).kind
    let isCanary = awaitingProof.remove(kind) != nil
    let call = PlannedCall(work, notify: notify, isCanary: isCanary)
    calls.append(call)
    if call.entries.isEmpty {
      for email in call.people { settle(call, email, nil) }
    }
    for entry in call.entries { settle(call, entry.email, entry) }
  }

  private mutating func settle(_ call: PlannedCall, _ email: EmailAddress, _ entry: MemberEntry?) {
    guard let index = indexes[email] else { return }
    rest[index].remove(call, entry: entry, settingRole: !capabilities.entryRole.isCarried)
  }
}

extension Portal {
  /// The role that most of the portal's staff have: it stands in for the portal's default, which
  /// no answer names.
  var commonRole: RoleID? {
    mostCommon(users.all.filter { $0.kind == .staff }.compactMap(\.role))
  }

  /// The same of a profile, of staff or of client users.
  func commonProfile(of kind: PortalUser.Kind) -> ProfileID? {
    mostCommon(users.all.filter { $0.kind == kind }.compactMap(\.profile))
  }
}

private func mostCommon<Value: Hashable & Comparable>(_ values: [Value]) -> Value? {
  Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
    .max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
}
