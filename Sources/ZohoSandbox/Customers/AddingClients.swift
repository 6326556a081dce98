/// What `clientuser` does with its entries; how, where Zoho is not known, the options say.
extension SandboxState {
  /// Adds the entries to a project as client users of a customer and returns `e-mail: zpuid` of those
  /// added; who cannot be added is missing without a word, as with `projectusers`. [G]
  mutating func addClients(
    _ entries: [ClientEntry], of customer: String, to project: String, notify: Bool
  ) throws(ProjectsError) -> [JSON.Member] {
    if let most = options.batchMax, entries.count > most { throw .invalid("userdetails") }
    if options.clients.profile == .refused, entries.contains(where: { $0.profile != nil }) {
      throw .invalid("profile_id")
    }
    var added: [JSON.Member] = []
    var lackedLicence = false
    var wereThere = 0
    for entry in entries {
      switch add(entry, of: customer, to: project, notify: notify) {
      case .added(let zpuid): added.append(JSON.Member(key: entry.email, value: .text(zpuid)))
      case .alreadyThere: wereThere += 1
      case .noLicence: lackedLicence = true
      case .passedOver: break
      }
    }
    if added.isEmpty, lackedLicence { throw .licencesUsedUp }
    if wereThere == entries.count { throw .clientExists }
    return added
  }

  private enum Outcome {
    case added(zpuid: String)
    case alreadyThere, noLicence, passedOver
  }

  private mutating func add(
    _ entry: ClientEntry, of customer: String, to project: String, notify: Bool
  ) -> Outcome {
    guard let user = portal.user(email: entry.email) else {
      return invite(entry, of: customer, to: project, notify: notify)
    }
    // Staff cannot be clients, a client has one customer [Z] FAQ; both are "there already".
    guard user.customer == customer, portal.rosters[project]?[user.id] == nil else {
      return .alreadyThere
    }
    guard user.isActive else { return .passedOver }
    if notify { portal.count(user.id) { $0.notices += 1 } }
    portal.join(user.id, project: project, profile: profile(of: entry, present: user.profile))
    return outcome(user.id, project)
  }

  private mutating func invite(
    _ entry: ClientEntry, of customer: String, to project: String, notify: Bool
  ) -> Outcome {
    // The portal's own domain is refused for clients. [Z] client-users-grid-view
    guard options.clients.inviting == .invites,
      !entry.email.lowercased().hasSuffix("@\(CastMember.domain)")
    else { return .passedOver }
    guard portal.clientLicencesLeft > 0 else { return .noLicence }
    let profile = profile(
      of: entry, present: Portal.id(of: Portal.clientProfileName, in: portal.profiles))
    let id = portal.introduceClient(
      email: entry.email, name: ("", String(entry.email.prefix { $0 != "@" })),
      customer: customer, profile: profile, at: now)
    if notify { portal.count(id) { $0.mails += 1 } }
    portal.join(id, project: project, profile: profile)
    return outcome(id, project)
  }

  private func profile(of entry: ClientEntry, present: String) -> String {
    options.clients.profile == .honoured ? entry.profile ?? present : present
  }

  private func outcome(_ user: String, _ project: String) -> Outcome {
    (portal.rosters[project]?[user]?.zpuid).map { .added(zpuid: $0) } ?? .passedOver
  }
}

extension ProjectsError {
  /// 409, in Zoho's own words of the interface [Z]; the title is a guess. [G]
  static let clientExists = ProjectsError(
    status: 409, title: "USER_ALREADY_EXISTS",
    message: "user already added as client to this organization")
}
