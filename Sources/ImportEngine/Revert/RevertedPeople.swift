import ImportModel

/// Judges what a run brought about for its people.
struct RevertedPeople {
  let work: RunWork
  let portal: Portal
  private let elsewhere: [EmailAddress: Set<ProjectID>]
  /// Whether whoever would leave the portal is deactivated.
  private let isDeactivating: Bool
  private let achieved: [EmailAddress: [ItemSnapshot]]
  /// The roles that the run was to give to people it introduced.
  private let roles: [EmailAddress: ItemSnapshot]

  init(
    run: RunResumption, work: RunWork, achieved: [ItemSnapshot], portal: Portal,
    elsewhere: [EmailAddress: Set<ProjectID>], isDeactivating: Bool
  ) {
    self.work = work
    self.portal = portal
    self.elsewhere = elsewhere
    self.isDeactivating = isDeactivating
    var byPerson: [EmailAddress: [ItemSnapshot]] = [:]
    for snapshot in achieved {
      if let email = snapshot.item.email { byPerson[email, default: []].append(snapshot) }
    }
    self.achieved = byPerson
    roles = Dictionary(
      firstOf: run.items.compactMap { snapshot in
        guard case .role(let email) = snapshot.item, snapshot.before == .absent else { return nil }
        return (email, snapshot)
      })
  }

  /// Nil for somebody of whom nothing of the run is there any more.
  func row(of person: JournalPerson) -> RevertPlan.Row? {
    guard person.blocked.isEmpty, let email = person.emailText.flatMap({ EmailAddress($0) }),
      let items = achieved[email], let user = portal.users[email]
    else { return nil }
    var verdict = Verdict()
    let isIntroduced = items.contains { $0.item == .member(email) }
    let takeover = isIntroduced ? takeover(of: user) : nil
    for snapshot in items { judge(snapshot, user, isIntroduced, takeover, items, &verdict) }
    if isIntroduced { judgePlace(user, takeover, &verdict) }
    guard !verdict.undone.isEmpty || !verdict.kept.isEmpty else { return nil }
    return RevertPlan.Row(person: person, undone: verdict.undone, kept: verdict.kept)
  }

  private struct Verdict {
    var undone: [ItemSnapshot] = []
    var kept: [KeptItem] = []

    /// Undone without a reason to keep it.
    mutating func add(_ snapshot: ItemSnapshot, _ reason: KeepReason?) {
      if let reason {
        kept.append(KeptItem(snapshot.item, reason))
      } else {
        undone.append(snapshot.undone)
      }
    }
  }

  /// Why somebody whom the run introduced is kept with everything of theirs; nil: they are not.
  private func takeover(of user: PortalUser) -> KeepReason? {
    if portal.users.repeated.contains(user.email) { return .repeated }
    switch user.status {
    case .active: return .accepted
    case .inactive: return .deactivated
    case .invited: break
    }
    return hasOtherRole(user.email) ? .changed : nil
  }

  /// Whether somebody else gave another role, during the run or since. A role that the run never gave
  /// is what the portal gives by itself, as far as most people have it.
  private func hasOtherRole(_ email: EmailAddress) -> Bool {
    guard let role = roles[email] else { return false }
    let now = portal.value(of: role.item)
    guard now != role.planned else { return false }
    return work.hasAchieved(role) || work.proven.contains(role.item)
      || now != portal.commonRole.map(ItemValue.init)
  }

  private func judge(
    _ snapshot: ItemSnapshot, _ user: PortalUser, _ isIntroduced: Bool, _ takeover: KeepReason?,
    _ items: [ItemSnapshot], _ verdict: inout Verdict
  ) {
    let item = snapshot.item
    switch item {
    case .join(_, let project):
      guard portal.value(of: item) == .present else { return }
      let reason = takeover ?? keepReason(ofJoin: snapshot, in: project, user, items)
      verdict.add(snapshot, reason)
    case .role, .profile(_, nil):
      // Somebody who was introduced had none before: it goes with them, or stays with them.
      if !isIntroduced { judgeValue(snapshot, &verdict, isFixed: user.email == portal.owner) }
    case .profile(let email, let project?):
      let isOfJoin = items.contains { $0.item == .join(email, project) }
      if !isOfJoin { judgeValue(snapshot, &verdict, isFixed: email == portal.owner) }
    case .member, .status, .client, .customer, .linked: break
    }
  }

  private func keepReason(
    ofJoin snapshot: ItemSnapshot, in project: ProjectID, _ user: PortalUser,
    _ items: [ItemSnapshot]
  ) -> KeepReason? {
    guard work.proven.contains(snapshot.item) else { return .adopted }
    if portal.repeats(snapshot.item) { return .repeated }
    if portal.profiles.contains(where: { $0.id == user.profile && $0.joinsEveryProject }) {
      return .administrator
    }
    let profile = items.first { $0.item == .profile(user.email, project) }
    let isChanged = profile.map { portal.value(of: $0.item) != $0.planned } ?? false
    return isChanged ? .changed : nil
  }

  /// A role or profile goes back to what it was; `isFixed`: nobody can change it.
  private func judgeValue(
    _ snapshot: ItemSnapshot, _ verdict: inout Verdict, isFixed: Bool = false
  ) {
    let now = portal.value(of: snapshot.item)
    guard now != snapshot.before, now != .absent else { return }
    let reason: KeepReason? =
      now != snapshot.planned
      ? .changed
      : !work.proven.contains(snapshot.item)
        ? .adopted : snapshot.before == .absent ? .nothingBefore : isFixed ? .owner : nil
    verdict.add(snapshot, reason)
  }

  /// Whether somebody whom the run introduced leaves the portal, or is deactivated there.
  private func judgePlace(
    _ user: PortalUser, _ takeover: KeepReason?, _ verdict: inout Verdict
  ) {
    let item = Item.member(user.email)
    let left = Set(verdict.undone.compactMap(\.item.project))
    let known = Set(portal.projects(of: user.email)).union(elsewhere[user.email] ?? [])
    let others = known.subtracting(left).sorted()
    let reason =
      takeover ?? (!work.proven.contains(item) ? .adopted : nil)
      ?? (others.isEmpty ? nil : .inProjects(others))
    let isToStay = isDeactivating && reason == nil
    verdict.add(
      isToStay
        ? ItemSnapshot(item: .status(user.email), planned: .present, before: .inactive)
        : ItemSnapshot(item: item, planned: .present, before: .absent), reason)
  }
}

extension ItemSnapshot {
  /// The same item on its way back.
  var undone: ItemSnapshot { ItemSnapshot(item: item, planned: before, before: planned) }
}
