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
