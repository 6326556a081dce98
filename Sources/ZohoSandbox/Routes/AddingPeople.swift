/// What `projectusers` does with its entries; how, where Zoho is not known, the options say.
extension SandboxState {
  /// Adds the entries to a project and returns `e-mail: zpuid` of those added.
  ///
  /// Who cannot be added is missing from the map, without a word [L] S1. Only when that is everybody
  /// for want of licences, or because all are there already, the call is refused [G].
  mutating func add(
    _ entries: [UserEntry], to project: String, notify: Bool
  ) throws(ProjectsError) -> [JSON.Member] {
    if let most = options.batchMax, entries.count > most { throw .invalid("userdetails") }
    if options.entryRole == .refused, entries.contains(where: { $0.role != nil }) {
      throw .invalid("role_id")
    }
    var added: [JSON.Member] = []
    var lackedLicence = false
    var wereThere = 0
    for entry in entries {
      switch add(entry, to: project, notify: notify) {
      case .added(let zpuid): added.append(JSON.Member(key: entry.email, value: .text(zpuid)))
      case .alreadyThere: wereThere += 1
      case .noLicence: lackedLicence = true
      case .passedOver: break
      }
    }
    if added.isEmpty, lackedLicence { throw .licencesUsedUp }
    if wereThere == entries.count { throw .userExists }
    return added
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

  private enum Outcome {
    case added(zpuid: String)
    case alreadyThere, noLicence, passedOver
  }

  private mutating func add(_ entry: UserEntry, to project: String, notify: Bool) -> Outcome {
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
    return outcome(user.id, project)
  }

  private mutating func invite(_ entry: UserEntry, to project: String, notify: Bool) -> Outcome {
    guard options.projectUsers == .invites else { return .passedOver }
    guard portal.licencesLeft > 0 else { return .noLicence }
    let role = role(of: entry, present: portal.defaultRole)
    let profile = entry.profile ?? portal.defaultProfile
    let id = introduce(entry.email, role: role, profile: profile, notify: notify)
    portal.join(id, project: project, profile: profile)
    return outcome(id, project)
  }

  private func role(of entry: UserEntry, present: String) -> String {
    guard let role = entry.role else {
      return options.missingRole == .keep ? present : portal.defaultRole
    }
    return options.entryRole == .honoured ? role : present
  }

  private func outcome(_ user: String, _ project: String) -> Outcome {
    (portal.rosters[project]?[user]?.zpuid).map { .added(zpuid: $0) } ?? .passedOver
  }
}
