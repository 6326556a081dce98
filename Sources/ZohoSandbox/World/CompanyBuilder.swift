/// Makes the CRM side of a world from a seed.
struct CompanyBuilder {
  private let seed: UInt64
  private let size: Int
  private var random: SplitMix64
  private let roles: [CRMRole]
  private let profiles: [CRMProfile]

  /// A company of `users` people, and behind them perhaps users of other kinds.
  static func build(
    seed: UInt64, users: Int, kinds: SandboxOptions.UserKinds = .regular
  ) -> Company {
    var builder = CompanyBuilder(seed: seed, size: users)
    return builder.company(kinds)
  }

  private init(seed: UInt64, size: Int) {
    self.seed = seed
    self.size = size
    self.random = SplitMix64(seed: seed)
    self.roles = Self.makeRoles()
    self.profiles = ["Administrator", "Standard", "Sales Team", "Engineering"].enumerated().map {
      CRMProfile(
        reference: Reference(id: CRMID.text(26_011 + 3 * $0), name: $1), isCustom: $0 > 1)
    }
  }

  private mutating func company(_ kinds: SandboxOptions.UserKinds) -> Company {
    var users: [CRMUser] = []
    users.reserveCapacity(size)
    for index in 0..<size { users.append(user(index, member(index))) }
    if kinds == .all {
      for (place, other) in CastMember.otherKinds.enumerated() {
        users.append(user(size + place, other))
      }
    }
    return Company(roles: roles, profiles: profiles, users: withManagers(users))
  }

  /// The cast and ordinary people in turn, so that a small world has both.
  private func member(_ index: Int) -> CastMember {
    let cast = CastMember.crm
    // The administrators stay together at the top.
    guard index >= 3 else { return cast[index] }
    let turn = (index - 3) / 2
    let castLeft = cast.count - 3
    if (index - 3) % 2 == 0, turn < castLeft { return cast[3 + turn] }
    let castBefore = min((index - 2) / 2, castLeft)
    return OrdinaryPeople.member(index - 3 - castBefore, seed: seed)
  }

  private mutating func user(_ index: Int, _ member: CastMember) -> CRMUser {
    let first = CivilTime.milliseconds(year: 2024, month: 1, day: 8)
    let created = first + Int64(random.below(880)) * CivilTime.day + Int64(random.below(86_400_000))
    let last = CivilTime.milliseconds(year: 2026, month: 10, day: 31)
    let days = Int((last - created) / CivilTime.day)
    let modified =
      created + Int64(random.below(max(days, 1))) * CivilTime.day + Int64(random.below(80_000_000))
    return CRMUser(
      id: CRMID.text(229_001 + 7 * index), zuid: member.isConfirmed ? Self.zuid(index) : nil,
      firstName: member.first, lastName: member.last, email: member.email,
      role: role(member.role), profile: profile(member.profile), status: member.status,
      statusReason: member.status == "disabled" ? "disabled manually" : nil,
      isConfirmed: member.isConfirmed, place: random.pick(Place.all), created: created,
      modified: modified,
      phone: random.below(3) == 0 ? nil : "+1 555 01\(10 + random.below(90))", type: member.type,
      isTerse: member.isTerse)
  }

  /// Everybody reports to someone of the role above, in turn; to the first person where there is none.
  private func withManagers(_ users: [CRMUser]) -> [CRMUser] {
    let working = Dictionary(grouping: users.filter(\.isActiveAndConfirmed), by: \.role.id)
    var turns: [String: Int] = [:]
    return users.enumerated().map { index, user in
      guard index > 0 else { return user }
      let above = roles.first { $0.reference == user.role }?.above?.id ?? ""
      let candidates = working[above] ?? []
      var user = user
      if candidates.isEmpty {
        user.reportingTo = users[0].reference
      } else {
        user.reportingTo = candidates[turns[above, default: 0] % candidates.count].reference
        turns[above, default: 0] += 1
      }
      return user
    }
  }

  private func role(_ name: String) -> Reference {
    roles.first { $0.reference.name == name }?.reference ?? roles[0].reference
  }

  private func profile(_ name: String) -> Reference {
    profiles.first { $0.reference.name == name }?.reference ?? profiles[1].reference
  }

  private static func zuid(_ index: Int) -> String { String(8_410_023_377 + index * 13) }

  private static func makeRoles() -> [CRMRole] {
    let hierarchy = [
      ("CEO", nil), ("Manager", "CEO"), ("Sales Manager", "Manager"),
      ("Account Manager", "Manager"), ("Support Manager", "Manager"),
      ("Sales Rep", "Sales Manager"), ("Engineer", "Manager"), ("Support Agent", "Support Manager"),
      ("Marketing Specialist", "Manager"), ("Contractor", "Manager"),
    ]
    let references = hierarchy.enumerated().map { index, entry in
      Reference(id: CRMID.text(26_005 + 1_000 * (index + 1)), name: entry.0)
    }
    return zip(references, hierarchy).map { reference, entry in
      CRMRole(reference: reference, above: references.first { $0.name == entry.1 })
    }
  }
}

/// Ids of CRM: text of 19 digits, above 2^53.
enum CRMID {
  /// The id with a number at its end.
  static func text(_ number: Int) -> String { String(7_014_820_000_000_000_000 + Int64(number)) }
}
