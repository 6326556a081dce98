/// What `projectusers` does with its entries; how, where Zoho is not known, the options say.
extension SandboxState {
  /// Adds the entries to a project and returns `e-mail: zpuid` of those added.
  mutating func add(
    _ entries: [UserEntry], to project: String, notify: Bool
  ) throws(ProjectsError) -> [JSON.Member] {
    if let most = options.batchMax, entries.count > most { throw .invalid("userdetails") }
    if options.entryRole == .refused, entries.contains(where: { $0.role != nil }) {
      throw .invalid("role_id")
    }
    var tally = AdditionTally()
    for entry in entries.prefix(kept.count(of: entries.count)) {
      tally.note(add(entry, to: project, notify: notify), of: entry.email)
    }
    return try tally.answer(whenAllAreThere: .userExists)
  }

  /// Takes a person into the portal and counts the invitation; returns the id.
  mutating func introduce(
    _ email: String, role: String, profile: String, notify: Bool
  ) -> String {
    let known = company.user(email: email)
    let name = (
      first: known?.firstName ?? "",
      last: known?.lastName ?? String(email.prefix { $0 != "@" })
    )
    let id = portal.introduce(email: email, name: name, role: role, profile: profile, at: now)
    if notify { portal.count(id) { $0.mails += 1 } }
    return id
  }

  private mutating func add(_ entry: UserEntry, to project: String, notify: Bool)
    -> AdditionTally.Outcome
  {
    guard let user = portal.user(email: entry.email) else {
      return invite(entry, to: project, notify: notify)
    }
    // A client user has to leave the organisation first. [Z] kbase users-faq
    guard !user.isClient else { return .passedOver }
    if portal.rosters[project]?[user.id] != nil {
      return options.uniqueEmail ? .alreadyThere : invite(entry, to: project, notify: notify)
    }
    // Deactivated people cannot be given a project. [G]
    guard user.isActive else { return .passedOver }
    let role = role(of: entry, present: user.role)
    if role != user.role { portal.update(user.id, at: now) { $0.role = role } }
    if notify { portal.count(user.id) { $0.notices += 1 } }
    portal.join(user.id, project: project, profile: entry.profile ?? user.profile)
    return addition(user.id, project)
  }

  private mutating func invite(_ entry: UserEntry, to project: String, notify: Bool)
    -> AdditionTally.Outcome
  {
    guard options.projectUsers == .invites else { return .passedOver }
    guard portal.licencesLeft > 0 else { return .noLicence }
    let role = role(of: entry, present: portal.defaultRole)
    let profile = entry.profile ?? portal.defaultProfile
    let id = introduce(entry.email, role: role, profile: profile, notify: notify)
    portal.join(id, project: project, profile: profile)
    return addition(id, project)
  }

  private func role(of entry: UserEntry, present: String) -> String {
    guard let role = entry.role else {
      return options.missingRole == .keep ? present : portal.defaultRole
    }
    return options.entryRole == .honoured ? role : present
  }
}
