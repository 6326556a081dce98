/// The memberships of one project, found by canonical e-mail: a read of a portal holds one for each person
/// and project, so that none is held together with a second copy of its address.
package struct MembersByEmail: Equatable, Sendable {
  /// In the order in which they were put, each address once.
  package private(set) var values: [Membership] = []
  private var index = KeyIndex()

  /// Nobody's.
  package init() {}

  /// These; of one address the last one counts.
  package init(_ members: some Sequence<Membership>) {
    for member in members { _ = put(member) }
  }

  /// The same of a list whose storage is taken over where nobody stands on it twice; `repeated` is told of
  /// those who do.
  init(_ members: [Membership], repeated: (EmailAddress) -> Void) {
    values = members
    for place in members.indices {
      let sought = KeyIndex.Sought(hash: Self.hash(of: members[place].email))
      guard index.add(place, sought, unless: { members[$0].email == members[place].email }) == nil
      else {
        (values, index) = ([], KeyIndex())
        for member in members where put(member) { repeated(member.email) }
        return
      }
    }
  }

  /// Has the texts of people in place of equal ones of its own: what is read of a list brings each again.
  mutating func shareTexts(with users: PortalUsers) {
    var recent: Membership?
    for place in values.indices {
      let shared = values[place].sharing(users[values[place].email], recent)
      values[place] = shared
      recent = shared
    }
  }

  /// How many there are.
  package var count: Int { values.count }

  /// That of a person.
  package subscript(email: EmailAddress) -> Membership? { place(of: email).map { values[$0] } }

  /// Whether there is one, of which nothing is copied.
  package func contains(_ email: EmailAddress) -> Bool { place(of: email) != nil }

  /// Puts a membership, in the place of the one there is of its address; whether there was one.
  package mutating func put(_ member: Membership) -> Bool {
    let sought = KeyIndex.Sought(hash: Self.hash(of: member.email))
    let known = index.add(values.count, sought) { [values] in values[$0].email == member.email }
    if let known { values[known] = member } else { values.append(member) }
    return known != nil
  }

  private func place(of email: EmailAddress) -> Int? {
    index.row(hash: Self.hash(of: email)) { values[$0].email == email }
  }

  private static func hash(of email: EmailAddress) -> UInt32 {
    UInt32(truncatingIfNeeded: email.hashValue)
  }

  package static func == (one: MembersByEmail, other: MembersByEmail) -> Bool {
    one.count == other.count && one.values.allSatisfy { other[$0.email] == $0 }
  }
}

extension Membership {
  /// The same with the texts of a person, and of another membership, where they are the same: byte by byte, as
  /// two spellings of one accent are equal.
  fileprivate func sharing(_ user: PortalUser?, _ other: Membership?) -> Membership {
    let address = user?.email ?? email
    let hasProfile =
      profile == other?.profile
      && profileName.utf8.elementsEqual((other?.profileName ?? "").utf8)
    return Membership(
      email: address.text.utf8.elementsEqual(email.text.utf8) ? address : email,
      projectUserID: user?.id == projectUserID ? user?.id ?? projectUserID : projectUserID,
      profile: hasProfile ? other?.profile : profile,
      profileName: hasProfile ? other?.profileName ?? profileName : profileName)
  }
}
