package import ImportModel

/// One thing in the portal that a plan decides, or that it must leave as it was.
package enum Item: Hashable, Sendable {
  /// Being among the portal's people.
  case member(EmailAddress)
  /// Whether somebody who is there is active: of a run that deactivates whom an earlier one brought in.
  case status(EmailAddress)
  case role(EmailAddress)
  case join(EmailAddress, ProjectID)
  /// In a project, or for the whole portal (nil).
  case profile(EmailAddress, ProjectID?)
  /// Whose client user somebody is.
  case client(EmailAddress)
  /// A customer that the plan makes.
  case customer(CustomerName)
  /// In a place of its own, as of a customer: there are few of them, and each item of a person would be as
  /// large.
  indirect case linked(CustomerTarget, ProjectID)

  /// Nil for what is about a customer.
  package var email: EmailAddress? {
    switch self {
    case .member(let email), .status(let email), .role(let email), .join(let email, _),
      .profile(let email, _), .client(let email):
      email
    case .customer, .linked: nil
    }
  }

  package var project: ProjectID? {
    switch self {
    case .member, .status, .role, .client, .customer: nil
    case .join(_, let project), .linked(_, let project): project
    case .profile(_, let project): project
    }
  }

  /// Nil for what is about a person.
  package var customer: CustomerTarget? {
    switch self {
    case .customer(let name): .new(name)
    case .linked(let target, _): target
    case .member, .status, .role, .join, .profile, .client: nil
    }
  }
}

/// What the portal says of an item.
package enum ItemValue: Hashable, Sendable {
  case absent
  case present
  /// There, but deactivated.
  case inactive
  /// The id of the role, profile or customer.
  case id(String)
  /// A customer by its name, while its id is not known; in a place of its own, as each value would be as
  /// large.
  indirect case name(CustomerName)

  /// The value of an item that is this role.
  init(_ role: RoleID) { self = .id(role.text) }

  /// The value of being a client user of this customer.
  init(_ customer: CustomerTarget) {
    switch customer {
    case .existing(let id): self = .id(id.text)
    case .new(let name): self = .name(name)
    }
  }
}

extension Portal {
  /// What this read says of an item; a project whose members were not read has none.
  func value(of item: Item) -> ItemValue {
    switch item {
    case .member(let email): users[email] == nil ? .absent : .present
    case .status(let email):
      users[email].map { $0.status == .inactive ? .inactive : .present } ?? .absent
    case .role(let email): users[email]?.role.map { .id($0.text) } ?? .absent
    case .profile(let email, nil): users[email]?.profile.map { .id($0.text) } ?? .absent
    case .join(let email, let project):
      membership(of: email, in: project) == nil ? .absent : .present
    case .profile(let email, let project?):
      membership(of: email, in: project)?.profile.map { .id($0.text) } ?? .absent
    case .client(let email): users[email]?.customer.map { .id($0.text) } ?? .absent
    case .customer(let name): customers(named: name).isEmpty ? .absent : .present
    case .linked(let target, let project): isLinked(target, to: project) ? .present : .absent
    }
  }

  /// Whether a list that holds the item names its person, or its customer, more than once.
  func repeats(_ item: Item) -> Bool {
    switch item {
    case .customer(let name): customers(named: name).count > 1
    case .linked(.new(let name), _): customers(named: name).count > 1
    case .linked: false
    case .member(let email), .status(let email), .role(let email), .client(let email),
      .profile(let email, nil):
      users.repeated.contains(email)
    case .join(let email, let project), .profile(let email, let project?):
      users.repeated.contains(email) || members[project]?.repeated.contains(email) == true
        || clients[project]?.users.repeated.contains(email) == true
    }
  }
}
