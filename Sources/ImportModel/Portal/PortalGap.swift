/// Something of a portal that its server did not tell, and what is done without it; `why` in the server's
/// own words where it had any.
package enum PortalGap: Hashable, Sendable, Codable {
  /// The people of a kind, in Zoho's word for it: who is one may be taken for new.
  case people(kind: String, why: String)
  /// The deactivated among them.
  case inactivePeople(kind: String, why: String)
  /// Its roles: those that somebody has are known.
  case roles(why: String)
  /// Its profiles: those that somebody has are known.
  case profiles(why: String)
  /// Its licences: whether they suffice is not known.
  case licences(why: String)
}

extension PortalGap {
  /// What was not told, whatever the reason: `client_user`, `client_user, inactive`, `roles`.
  package var place: String {
    switch self {
    case .people(let kind, _): kind
    case .inactivePeople(let kind, _): "\(kind), inactive"
    case .roles: "roles"
    case .profiles: "profiles"
    case .licences: "licences"
    }
  }

  /// Why, in the server's own words where it had any.
  package var why: String {
    switch self {
    case .people(_, let why), .inactivePeople(_, let why), .roles(let why), .profiles(let why),
      .licences(let why):
      why
    }
  }
}

/// The people of a portal, and what of them its server did not tell.
package struct PortalPeople: Equatable, Sendable {
  /// In the server's order.
  package let users: [PortalUser]
  package let gaps: [PortalGap]

  package init(users: [PortalUser], gaps: [PortalGap] = []) {
    self.users = users
    self.gaps = gaps
  }
}

extension PortalPeople {
  /// The roles that somebody has, each once.
  package var roles: [Role] {
    var seen: Set<RoleID> = []
    return users.compactMap { user in
      user.role.flatMap { seen.insert($0).inserted ? Role(id: $0, name: user.roleName) : nil }
    }
  }

  /// The profiles that somebody has, each once; for clients where only clients have them, or by name.
  package var profiles: [Profile] {
    var seen: Set<ProfileID> = []
    let others = Set(users.filter { $0.kind != .client }.compactMap(\.profile))
    return users.compactMap { user in
      guard let id = user.profile, seen.insert(id).inserted else { return nil }
      let byName = Profile(id: id, name: user.profileName)
      return others.contains(id)
        ? byName : Profile(id: id, name: user.profileName, isForClients: true)
    }
  }
}

extension Portal {
  /// Why nobody could see that people of these kinds were deactivated; nil where it can be seen.
  package func gap(beforeDeactivationOf kinds: Set<PersonKind>) -> String? {
    let words = Set(kinds.map { $0 == .contact ? "client_user" : "portal_user" })
    return gaps.lazy.compactMap { gap -> String? in
      guard case .inactivePeople(let kind, let why) = gap else { return nil }
      return words.contains(kind) ? why : nil
    }.first
  }
}
