/// A customer of the portal: a client company (`clients` on the wire).
package struct Customer: Hashable, Sendable, Codable {
  package let id: CustomerID
  package let name: String

  package init(id: CustomerID, name: String) {
    self.id = id
    self.name = name
  }
}

/// A customer's name: what is shown and sent, and the form in which two names are compared.
///
/// Two names are equal when they are without the blanks around them and with case folded.
package struct CustomerName: Hashable, Sendable, CustomStringConvertible {
  /// Without blanks around it.
  package let text: String
  /// The form in which names are compared.
  package let folded: String

  /// Nil for a text of blanks.
  package init?(_ text: String) {
    let trimmed = text.trimmingBlanks()
    guard !trimmed.isEmpty else { return nil }
    self.text = trimmed
    folded = lowercased(trimmed)
  }

  package var description: String { text }

  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.folded == rhs.folded }

  package func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}

/// The clients of one project: the customers linked to it, and the client users in it.
package struct ProjectClients: Equatable, Sendable, Codable {
  package let customers: Set<CustomerID>
  package private(set) var users: ProjectMembers

  package init(customers: Set<CustomerID>, users: ProjectMembers) {
    self.customers = customers
    self.users = users
  }

  /// The same as of `ProjectMembers`.
  package mutating func shareTexts(with people: PortalUsers) { users.shareTexts(with: people) }
}

/// The customer that a plan means, against one portal.
package enum CustomerTarget: Hashable, Sendable {
  case existing(CustomerID)
  /// One the portal does not have; it is made under this name.
  case new(CustomerName)
}

extension Portal {
  /// The customers of a name, blanks around it and case aside.
  package func customers(named name: CustomerName) -> [Customer] {
    customers.named(name)
  }

  /// The customer of an id.
  package func customer(_ id: CustomerID) -> Customer? { customers[id] }

  /// The one customer that a target is by now; nil when there is none yet, or several.
  package func customer(_ target: CustomerTarget) -> Customer? {
    switch target {
    case .existing(let id): return customer(id)
    case .new(let name):
      let found = customers(named: name)
      return found.count == 1 ? found[0] : nil
    }
  }

  /// A person's place in a project, as staff or as client user, where it was read.
  package func membership(of email: EmailAddress, in project: ProjectID) -> Membership? {
    members[project]?.byEmail[email] ?? clients[project]?.users.byEmail[email]
  }

  /// Everybody in a project, staff and client users, as far as they were read.
  package func people(of project: ProjectID) -> Set<EmailAddress> {
    let lists = [members[project]?.byEmail, clients[project]?.users.byEmail].compactMap { $0 }
    return Set(lists.lazy.flatMap(\.values).map(\.email))
  }
}
