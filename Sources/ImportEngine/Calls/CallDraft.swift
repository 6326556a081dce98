import ImportModel

/// Calls as they pile up; a value used once.
struct CallDraft {
  /// An entry of an addition, and where its person stands in `rest`.
  struct Placed {
    let place: Int
    let project: ProjectID
    let entry: MemberEntry
  }

  let portal: Portal
  let settings: EngineSettings
  let capabilities: Capabilities
  let projects: [ProjectID]
  /// What a batch that failed was taken apart into.
  let tags: [BatchTag.Key: BatchTag]
  private(set) var calls: [PlannedCall] = []
  /// What remains after the calls so far, in plan order.
  private(set) var rest: [PersonWork]
  /// Those who are, or are to be, client users.
  let clients: Set<EmailAddress>
  /// The roles that people are to have before they join, by their places.
  private let plannedRoles: [RoleID?]
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
    clients = Set(work.lazy.filter(\.isClient).map(\.email))
    plannedRoles = work.map { $0.introduction?.role ?? $0.role }
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
      for place in rest.indices {
        guard let new = rest[place].introduction, let role = new.role else { continue }
        add(
          .addToPortal(rest[place].email, role: role, profile: new.profile), of: [place],
          notify: settings.notify != .off)
      }
      return
    }
    let carriesRole = capabilities.entryRole.isCarried
    var entries: [Placed] = []
    for (place, person) in rest.enumerated() where !person.isClient {
      guard let new = person.introduction else { continue }
      entries.append(
        Placed(
          place: place, project: new.project,
          entry: MemberEntry(
            email: person.email, role: carriesRole ? new.role : nil, profile: carried(new.profile)))
      )
    }
    batches(entries, kind: .introduce, canary: firstUncommon) { .introduce($0, $1) }
  }

  mutating func setRoles() {
    for place in rest.indices {
      if let role = rest[place].role { add(.setRole(rest[place].email, role), of: [place]) }
    }
  }

  mutating func join() {
    var entries: [Placed] = []
    for (place, person) in rest.enumerated() where !person.isClient {
      for join in person.joins {
        entries.append(
          Placed(
            place: place, project: join.project,
            entry: MemberEntry(email: person.email, role: nil, profile: carried(join.profile))))
      }
    }
    batches(entries, kind: .join, canary: firstTellingOfRoles) { .join($0, $1) }
  }

  mutating func setProfiles() {
    for place in rest.indices {
      for change in rest[place].profiles {
        add(
          .setProfile(rest[place].email, project: change.project, change.profile), of: [place])
      }
    }
  }

  private func carried(_ profile: ProfileID?) -> ProfileID? {
    capabilities.entryProfile.isCarried ? profile : nil
  }

  /// Who tells most as a canary: role and profile both unlike what most of the portal's people
  /// have, which stands in for its defaults, since no answer names those.
  private func firstUncommon(_ entries: [Placed]) -> Int? {
    let role = portal.commonRole
    let hasProfiles = entries.contains { $0.entry.profile != nil }
    let profile = hasProfiles ? portal.commonProfile(of: .staff) : nil
    return entries.firstIndex(ofMost: { placed in
      let entry = placed.entry
      return (entry.role != nil && entry.role != role ? 1 : 0)
        + (entry.profile == nil ? 0 : entry.profile == profile ? 1 : 2)
    })
  }

  /// Best somebody with a role unlike what most have, and rather one who was there before: if joins
  /// reset roles, theirs shows it.
  private func firstTellingOfRoles(_ entries: [Placed]) -> Int? {
    let common = portal.commonRole
    let people = rest.indices.map { place in
      // Roles are set before people join: what counts is the one they have by then.
      let role = plannedRoles[place] ?? portal.users[rest[place].email]?.role
      return (role == common ? 0 : 4) + (rest[place].wasThere ? 2 : 0)
    }
    return entries.firstIndex(ofMost: { people[$0.place] + ($0.entry.profile == nil ? 0 : 1) })
  }

  /// Whether Zoho is asked to write to the people of such calls.
  func notifies(_ kind: WriteKind) -> Bool {
    settings.notify == .all
      || settings.notify == .on && (kind == .introduce || kind == .introduceClient)
  }

  /// One canary where the kind still needs one, then batches project by project.
  private mutating func batches(
    _ entries: [Placed], kind: WriteKind, canary: ([Placed]) -> Int?,
    work: (ProjectID, [MemberEntry]) -> PlannedCall.Work
  ) {
    let notify = notifies(kind)
    let first = awaitingProof.contains(kind) ? canary(entries) : nil
    if let first = first.map({ entries[$0] }) {
      add(work(first.project, [first.entry]), of: [first.place], notify: notify)
    }
    var byProject: [ProjectID: [Placed]] = [:]
    for (number, placed) in entries.enumerated() where number != first {
      byProject[placed.project, default: []].append(placed)
    }
    for project in projects {
      for batch in batched(byProject[project] ?? [], in: project) {
        add(work(project, batch.map(\.entry)), of: batch.map(\.place), notify: notify)
      }
    }
  }

  /// Entries of one project in batches; what a failed batch was taken apart into goes in calls of its
  /// own, never larger than its size.
  func batched(_ entries: [Placed], in project: ProjectID) -> [ArraySlice<Placed>] {
    if tags.isEmpty { return entries.parts(of: batch) }
    var order: [BatchTag?] = []
    var groups: [BatchTag?: [Placed]] = [:]
    for placed in entries {
      let tag = tags[BatchTag.Key(email: placed.entry.email, project: project)]
      if groups[tag] == nil { order.append(tag) }
      groups[tag, default: []].append(placed)
    }
    return order.flatMap { tag in
      (groups[tag] ?? []).parts(of: max(1, min(batch, tag?.size ?? batch)))
    }
  }

  /// Adds a call, and takes what it does off what remains of its people, who stand at these places:
  /// in the order of its entries, where it has such.
  mutating func add(_ work: PlannedCall.Work, of places: [Int] = [], notify: Bool = false) {
    let isCanary = awaitingProof.remove(PlannedCall(work).kind) != nil
    let call = PlannedCall(work, notify: notify, isCanary: isCanary)
    calls.append(call)
    let entries = call.entries
    for (number, place) in places.enumerated() {
      rest[place].remove(
        call, entry: entries.isEmpty ? nil : entries[number],
        settingRole: !capabilities.entryRole.isCarried)
    }
  }
}

extension Array {
  /// The first of those by which most is told.
  fileprivate func firstIndex(ofMost telling: (Element) -> Int) -> Int? {
    var best: (index: Int, told: Int)?
    for (index, element) in enumerated() {
      let told = telling(element)
      if told > best?.told ?? .min { best = (index, told) }
    }
    return best?.index
  }

  /// Parts of at most so many elements, in order.
  fileprivate func parts(of most: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: most).map { self[$0..<Swift.min($0 + most, count)] }
  }
}

extension Portal {
  /// The role that most of the portal's staff have: it stands in for the portal's default, which
  /// no answer names.
  var commonRole: RoleID? { mostCommon(of: .staff) { users.all[$0].role } }

  /// The same of a profile, of staff or of client users.
  func commonProfile(of kind: PortalUser.Kind) -> ProfileID? {
    mostCommon(of: kind) { users.all[$0].profile }
  }

  /// Of a user by their place: what else there is of each is not copied.
  private func mostCommon<ID: ZohoIdentifier>(
    of kind: PortalUser.Kind, _ id: (Int) -> ID?
  ) -> ID? {
    var counts: [ID: Int] = [:]
    for place in users.all.indices where users.all[place].kind == kind {
      if let id = id(place) { counts[id, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
