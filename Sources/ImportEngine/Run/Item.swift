package import ImportModel

/// One thing in the portal that a plan decides, or that it must leave as it was.
package enum Item: Hashable, Sendable {
  /// Being among the portal's people.
  case member(EmailAddress)
  case role(EmailAddress)
  case join(EmailAddress, ProjectID)
  /// In a project, or for the whole portal (nil).
  case profile(EmailAddress, ProjectID?)

  package var email: EmailAddress {
    switch self {
    case .member(let email), .role(let email), .join(let email, _), .profile(let email, _): email
    }
  }

  package var project: ProjectID? {
    switch self {
    case .member, .role: nil
    case .join(_, let project): project
    case .profile(_, let project): project
    }
  }
}

/// What the portal says of an item.
package enum ItemValue: Hashable, Sendable {
  case absent
  case present
  /// The id of the role or profile.
  case id(String)

  /// The value of an item that is this role.
  init(_ role: RoleID) { self = .id(role.text) }
}

extension Portal {
  /// What this read says of an item; a project whose members were not read has none.
  func value(of item: Item) -> ItemValue {
    switch item {
    case .member(let email): users[email] == nil ? .absent : .present
    case .role(let email): users[email]?.role.map { .id($0.text) } ?? .absent
    case .profile(let email, nil): users[email]?.profile.map { .id($0.text) } ?? .absent
    case .join(let email, let project):
      members[project]?.byEmail[email] == nil ? .absent : .present
    case .profile(let email, let project?):
      members[project]?.byEmail[email]?.profile.map { .id($0.text) } ?? .absent
    }
  }

  /// Whether a list that holds the item names its person more than once.
  func repeats(_ item: Item) -> Bool {
    users.repeated.contains(item.email)
      || item.project.map { members[$0]?.repeated.contains(item.email) == true } ?? false
  }
}
