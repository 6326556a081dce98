import ImportModel

/// Calls as they pile up; a value used once.
struct CallDraft {
  /// An addition of somebody to a project: where they stand in `rest`, and which of their joins it is, nil
  /// for their introduction. Entries are made once their call is, being large.
  struct Placed: Equatable {
    let place: Int
    var join: Int?
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
  /// The role that most of the portal's staff have; nil too where no canary is to be chosen by it.
  private let commonRole: RoleID?

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
    // By their places, here and below: what else there is of each is not copied.
    clients = Set(work.indices.lazy.filter { work[$0].isClient }.map { work[$0].email })
    plannedRoles = work.indices.map { work[$0].introduction?.role ?? work[$0].role }
    awaitingProof = Set(WriteKind.allCases).subtracting(capabilities.proven)
    commonRole = awaitingProof.isDisjoint(with: [.introduce, .join]) ? nil : portal.commonRole
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
    let entries = rest.indices.filter { !rest[$0].isClient && rest[$0].introduction != nil }
      .map { Placed(place: $0) }
    batches(entries, kind: .introduce, canary: firstUncommon) { .introduce($0, $1) }
  }

  mutating func setRoles() {
    for place in rest.indices {
      if let role = rest[place].role { add(.setRole(rest[place].email, role), of: [place]) }
    }
  }

  mutating func join() {
    var entries: [Placed] = []
    for place in rest.indices where !rest[place].isClient {
      for join in rest[place].joins.indices { entries.append(Placed(place: place, join: join)) }
    }
    batches(entries, kind: .join, canary: firstTellingOfRoles) { .join($0, $1) }
    // Only now: until then they are known by their numbers.
    for placed in entries where placed.join == 0 { rest[placed.place].joins = [] }
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

  private func project(_ placed: Placed) -> ProjectID? {
    placed.join.map { rest[placed.place].joins[$0].project }
      ?? rest[placed.place].introduction?.project
  }

  /// The profile of an entry.
  private func profile(_ placed: Placed) -> ProfileID? {
    carried(
      placed.join.map { rest[placed.place].joins[$0].profile }
        ?? rest[placed.place].introduction?.profile)
  }

  private func entry(_ placed: Placed) -> MemberEntry {
    MemberEntry(
      email: rest[placed.place].email, role: placed.join == nil ? role(placed) : nil,
      profile: profile(placed))
  }

  /// The role of an entry by which somebody is introduced.
  private func role(_ placed: Placed) -> RoleID? {
    capabilities.entryRole.isCarried ? rest[placed.place].introduction?.role : nil
  }

  /// Who tells most as a canary: role and profile both unlike what most of the portal's people
  /// have, which stands in for its defaults, since no answer names those.
  private func firstUncommon(_ entries: [Placed]) -> Int? {
    let hasProfiles = entries.contains { profile($0) != nil }
    let common = hasProfiles ? portal.commonProfile(of: .staff) : nil
    return entries.firstIndex(ofMost: { placed in
      let (role, profile) = (role(placed), profile(placed))
      return (role != nil && role != commonRole ? 1 : 0)
        + (profile == nil ? 0 : profile == common ? 1 : 2)
    })
  }

  /// Best somebody with a role unlike what most have, and rather one who was there before: if joins
  /// reset roles, theirs shows it.
  private func firstTellingOfRoles(_ entries: [Placed]) -> Int? {
    let people = rest.indices.map { place in
      // Roles are set before people join: what counts is the one they have by then.
      let role = plannedRoles[place] ?? portal.users.role(of: rest[place].email)
      return (role == commonRole ? 0 : 4) + (rest[place].wasThere ? 2 : 0)
    }
    return entries.firstIndex(ofMost: { people[$0.place] + (profile($0) == nil ? 0 : 1) })
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
    let first = awaitingProof.contains(kind) ? canary(entries).map { entries[$0] } : nil
    let byProject = inProjects(entries)
    func add(_ batch: some Collection<Placed>, to project: ProjectID) {
      self.add(work(project, batch.map(entry)), ofAdded: batch, notify: notify)
    }
    if let first, let project = project(first) { add(CollectionOfOne(first), to: project) }
    for (project, placed) in zip(projects, byProject) {
      let placed = placed.contains { $0 == first } ? placed.filter { $0 != first } : placed
      for batch in batched(placed, in: project, { rest[$0.place].email }) {
        add(batch, to: project)
      }
    }
  }

  /// The same entries by the numbers of their projects.
  private func inProjects(_ entries: [Placed]) -> [[Placed]] {
    let numbers = Dictionary(
      zip(projects, projects.indices), uniquingKeysWith: { first, _ in first })
    var groups: [[Placed]] = Array(repeating: [], count: projects.count)
    // Most people join the same projects in the same order as somebody before them.
    var recent: [(project: ProjectID, number: Int)] = []
    for placed in entries {
      guard let project = project(placed) else { continue }
      let turn = placed.join ?? 0
      if turn < recent.count, recent[turn].project == project {
        groups[recent[turn].number].append(placed)
      } else if let number = numbers[project] {
        groups[number].append(placed)
        if turn == recent.count { recent.append((project, number)) }
        if turn < recent.count { recent[turn] = (project, number) }
      }
    }
    return groups
  }

  /// Entries of one project in batches; what a failed batch was taken apart into goes in calls of its
  /// own, never larger than its size.
  func batched<Entry>(
    _ entries: [Entry], in project: ProjectID, _ email: (Entry) -> EmailAddress
  ) -> [ArraySlice<Entry>] {
    if tags.isEmpty { return entries.parts(of: batch) }
    var order: [BatchTag?] = []
    var groups: [BatchTag?: [Entry]] = [:]
    for entry in entries {
      let tag = tags[BatchTag.Key(email: email(entry), project: project)]
      if groups[tag] == nil { order.append(tag) }
      groups[tag, default: []].append(entry)
    }
    return order.flatMap { tag in
      (groups[tag] ?? []).parts(of: max(1, min(batch, tag?.size ?? batch)))
    }
  }

  /// Adds a call of entries; what it leaves to be done for its people stays.
  private mutating func add(
    _ work: PlannedCall.Work, ofAdded batch: some Collection<Placed>, notify: Bool
  ) {
    guard batch.first?.join != nil else {
      add(work, of: batch.map(\.place), notify: notify)
      return
    }
    append(work, notify: notify)
    if capabilities.entryProfile.isCarried { return }
    for placed in batch {
      guard let join = placed.join.map({ rest[placed.place].joins[$0] }) else { continue }
      rest[placed.place].setProfile(of: join)
    }
  }

  /// Adds a call, and takes what it does off what remains of its people, who stand at these places:
  /// in the order of its entries, where it has such.
  mutating func add(_ work: PlannedCall.Work, of places: [Int] = [], notify: Bool = false) {
    let call = append(work, notify: notify)
    let entries = call.entries
    for (number, place) in places.enumerated() {
      rest[place].remove(
        call, entry: entries.isEmpty ? nil : entries[number],
        settingRole: !capabilities.entryRole.isCarried)
    }
  }

  @discardableResult
  private mutating func append(_ work: PlannedCall.Work, notify: Bool) -> PlannedCall {
    let isCanary = awaitingProof.remove(PlannedCall(work).kind) != nil
    let call = PlannedCall(work, notify: notify, isCanary: isCanary)
    calls.append(call)
    return call
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
