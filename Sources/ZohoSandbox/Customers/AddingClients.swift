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
    var tally = AdditionTally()
    for entry in entries.prefix(kept.count(of: entries.count)) {
      tally.note(add(entry, of: customer, to: project, notify: notify), of: entry.email)
    }
    return try tally.answer(whenAllAreThere: .clientExists)
  }

  private mutating func add(
    _ entry: ClientEntry, of customer: String, to project: String, notify: Bool
  ) -> AdditionTally.Outcome {
    guard let user = portal.user(email: entry.email) else {
      return invite(entry, of: customer, to: project, notify: notify)
    }
    // Staff cannot be clients, a client has one customer [Z] FAQ; both are "there already".
    guard user.customer == customer else { return .alreadyThere }
    guard portal.rosters[project]?[user.id] == nil else {
      return options.uniqueEmail
        ? .alreadyThere : invite(entry, of: customer, to: project, notify: notify)
    }
    guard user.isActive else { return .passedOver }
    if notify { portal.count(user.id) { $0.notices += 1 } }
    portal.join(user.id, project: project, profile: profile(of: entry, present: user.profile))
    return addition(user.id, project)
  }

  private mutating func invite(
    _ entry: ClientEntry, of customer: String, to project: String, notify: Bool
  ) -> AdditionTally.Outcome {
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
    return addition(id, project)
  }

  private func profile(of entry: ClientEntry, present: String) -> String {
    options.clients.profile == .honoured ? entry.profile ?? present : present
  }
}

extension ProjectsError {
  /// 409, in Zoho's own words of the interface [Z]; the title is a guess. [G]
  static let clientExists = ProjectsError(
    status: 409, title: "USER_ALREADY_EXISTS",
    message: "user already added as client to this organization")
}
