package import ImportModel

/// Why something that a run brought about is left as it is.
package enum KeepReason: Hashable, Sendable {
  /// No answer of the server proved that the run did it: it may be somebody else's doing.
  case adopted
  /// Somebody gave it, or the person, another value since.
  case changed
  /// The person accepted the invitation, or was active, since.
  case accepted
  case deactivated
  /// Zoho lets nobody with an administrator profile leave a project.
  case administrator
  /// The person is, or the customer is linked, elsewhere, or stays where they were put.
  case inProjects([ProjectID])
  /// So many client users of the customer are left, those included of whom the portal does not tell
  /// whose they are.
  case hasUsers(Int)
  /// There was no role or profile before that it could go back to.
  case nothingBefore
  /// The person owns the portal by now, and nobody can change their role or profile.
  case owner
  /// The portal lists the person, or the customer's name, more than once.
  case repeated

  /// In one clause, e.g. `accepted the invitation since`.
  package func words(by names: PortalNames) -> String {
    switch self {
    case .adopted: "no answer proved that the run did it"
    case .changed: "changed by somebody else since"
    case .accepted: "accepted the invitation, or was active, since"
    case .deactivated: "deactivated since"
    case .administrator: "an administrator profile takes part in every project"
    case .inProjects(let projects):
      "still in \(projects.map(names.project).joined(separator: ", "))"
    case .hasUsers(let count):
      "has, or may have, \(count) more client user\(count == 1 ? "" : "s")"
    case .nothingBefore: "there was none before"
    case .owner: "they own the portal, and nobody can change it"
    case .repeated: "listed more than once"
    }
  }
}

/// Something that is left as it is, and why.
package struct KeptItem: Hashable, Sendable {
  package let item: Item
  package let reason: KeepReason

  package init(_ item: Item, _ reason: KeepReason) {
    self.item = item
    self.reason = reason
  }

  /// E.g. `membership of Website: changed by somebody else since`; what is kept for one reason stands
  /// together.
  package static func words(of kept: [KeptItem], by names: PortalNames) -> [String] {
    var reasons: [KeepReason] = []
    for item in kept where !reasons.contains(item.reason) { reasons.append(item.reason) }
    return reasons.map { reason in
      let items = kept.filter { $0.reason == reason }.map { $0.item.words(by: names) }
      return "\(items.joined(separator: ", ")): \(reason.words(by: names))"
    }
  }
}

extension Item {
  /// What it is, without whose, e.g. `membership of Website`.
  package func words(by names: PortalNames) -> String {
    switch self {
    case .member: "place in the portal"
    case .status: "deactivated"
    case .role: "role"
    case .join(_, let project): "membership of \(names.project(project))"
    case .profile(_, let project?): "profile in \(names.project(project))"
    case .profile(_, nil): "profile"
    case .client: "customer"
    case .customer(let name): "customer \(name.text)"
    case .linked(let target, let project):
      "\(names.customer(target)) in \(names.project(project))"
    }
  }
}
