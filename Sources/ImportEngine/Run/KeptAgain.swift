import ImportModel

/// What people of a run keep though something else was asked for, told again by a process that did not
/// begin it: from what the journal holds of what was asked for and of what the run leaves them.
///
/// Not told again is the profile in a project that somebody was not staged for, which the journal does not
/// hold.
struct KeptAgain {
  /// What the run leaves of roles and profiles, or makes of them.
  private let planned: [Item: ItemValue]
  private let portal: Portal
  private let names: PortalNames

  /// `portal`: as it was read to go on with the run.
  init(of run: RunResumption, in portal: Portal) {
    self.portal = portal
    names = PortalNames(portal)
    let values = run.items.lazy.compactMap { snapshot -> (Item, ItemValue)? in
      switch snapshot.item {
      case .role, .profile: (snapshot.item, snapshot.planned)
      case .member, .status, .join, .client, .customer, .linked: nil
      }
    }
    planned = Dictionary(values) { first, _ in first }
  }

  /// A row of the run with what its person keeps.
  func row(_ person: JournalPerson) -> RunPerson {
    let kept = kept(by: person)
    return RunPerson(
      person, kept: kept.words(names), code: kept.first?.code ?? PersonResult.kept)
  }

  /// In the order in which a preview tells it.
  private func kept(by person: JournalPerson) -> [Kept] {
    guard person.blocked.isEmpty, let email = person.emailText.flatMap({ EmailAddress($0) })
    else { return [] }
    let isOwner = portal.owner == email
    var kept: [Kept] = []
    if let wanted = person.role.flatMap({ RoleID($0.id) }), let has = role(of: email, not: wanted) {
      kept.append(
        isOwner ? .ownersRole(has: has, wanted: wanted) : .role(has: has, wanted: wanted))
    }
    let places =
      [(ProjectID?.none, person.profile)]
      + person.projects.map { (ProjectID($0.project.id), $0.profile) }.filter { $0.0 != nil }
    for (project, profile) in places {
      guard let wanted = profile.flatMap({ ProfileID($0.id) }),
        let has = self.profile(of: email, in: project, not: wanted, isOwner: isOwner)
      else { continue }
      let one: Kept =
        isOwner
        ? .ownersProfile(has: has, wanted: wanted)
        : .profile(project: project, has: has, wanted: wanted)
      if !kept.contains(one) { kept.append(one) }
    }
    return kept
  }

  /// The role that the run leaves somebody, if it is not this one; nil too where nothing names it.
  private func role(of email: EmailAddress, not wanted: RoleID) -> String? {
    let item = Item.role(email)
    guard let left = planned[item], left != .id(wanted.text) else { return nil }
    // What has only a name is named by the read alone.
    let read = portal.value(of: item) == left ? portal.users[email]?.roleName : nil
    return told(read, left) { RoleID($0).map(names.role) }
  }

  /// The same of a profile. The owner joins with the one they have in the portal.
  private func profile(
    of email: EmailAddress, in project: ProjectID?, not wanted: ProfileID, isOwner: Bool
  ) -> String? {
    var (item, place) = (Item.profile(email, project), project)
    if isOwner, planned[item] == nil { (item, place) = (.profile(email, nil), nil) }
    guard let left = planned[item], left != .id(wanted.text) else { return nil }
    let now =
      place.map { portal.membership(of: email, in: $0)?.profileName }
      ?? portal.users[email]?.profileName
    let read = portal.value(of: item) == left ? now : nil
    return told(read, left) { ProfileID($0).map(names.profile) }
  }

  private func told(
    _ read: String?, _ left: ItemValue, name: (String) -> String?
  ) -> String? {
    if let read, !read.isEmpty { return read }
    guard case .id(let id) = left else { return nil }
    return name(id)
  }
}
