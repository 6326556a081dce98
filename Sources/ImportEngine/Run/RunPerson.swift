package import ImportModel

/// One row of a run, as the engine needs it: from a plan held against the portal, or from the journal
/// when a run is gone on with.
package struct RunPerson: Hashable, Sendable {
  package let id: PersonID
  package let name: String
  /// As CRM has it; nil when CRM has none.
  package let emailText: String?
  /// Nil for text that is no address.
  package let email: EmailAddress?
  package let change: ChangeKind
  package let blocked: [BlockReason]
  /// Whose client user a contact is to be; nil for users, and where none can be told.
  package let customer: CustomerTarget?
  /// In plan order.
  package let projects: [ProjectID]
  /// What stays as it is though something else was asked for, and why: of an import the role or profile
  /// that somebody has; of a run that undoes another one what it leaves.
  package let kept: [String]
  /// The code of that in a verdict.
  package let keptCode: String

  /// Whether they are, or are to be, a client user.
  package var isClient: Bool { id.kind == .contact }

  /// A row held against the portal.
  package init(_ change: Change) {
    var none = RecentArrays<ProjectID>()
    self.init(change, named: PortalNames(nil), sharing: &none)
  }

  /// The same. `names`: how its things are called, where what is kept is to be told; `recent`: the projects
  /// of rows before it.
  init(_ change: Change, named names: PortalNames, sharing recent: inout RecentArrays<ProjectID>) {
    id = change.row.person.id
    name = change.row.person.name
    emailText = change.row.person.emailText
    email = change.row.person.email
    self.change = change.kind
    blocked = change.blocked
    customer = change.customer
    projects = recent.shared(change.row.projects.map(\.value))
    kept = change.kept.words(names)
    keptCode = change.kept.first?.code ?? PersonResult.kept
  }

  /// The same row as the journal kept it, without what an import leaves; `isRevert`: it is one of a run that
  /// undoes another one.
  package init(_ person: JournalPerson, isRevert: Bool = false) {
    self.init(person, kept: isRevert ? person.matched : [], code: PersonResult.kept)
  }

  /// The same with what stays as it is, and the code of that.
  init(_ person: JournalPerson, kept: [String], code: String) {
    id = person.id
    name = person.name
    emailText = person.emailText
    email = person.emailText.flatMap { EmailAddress($0) }
    change = person.change
    blocked = person.blocked
    customer = person.customer.flatMap { CustomerTarget($0) }
    projects = person.projects.compactMap { ProjectID($0.project.id) }
    self.kept = kept
    keptCode = code
  }
}

extension Kept {
  /// `role-kept`, `profile-kept` or `owner-kept`.
  package var code: String {
    switch self {
    case .role: PersonResult.roleKept
    case .profile: PersonResult.profileKept
    case .ownersRole, .ownersProfile: PersonResult.ownerKept
    }
  }

  /// What somebody has, and what was asked for.
  package func words(_ names: PortalNames) -> String {
    switch self {
    case .role(let has, let wanted): "keeps role \(has), not \(names.role(wanted))"
    case .profile(let project, let has, let wanted):
      "keeps profile \(has), not \(names.profile(wanted))"
        + (project.map { " in \(names.project($0))" } ?? "")
    case .ownersRole(let has, let wanted):
      Self.ofOwner + "keeps role \(has), not \(names.role(wanted))"
    case .ownersProfile(let has, let wanted):
      Self.ofOwner + "keeps profile \(has), not \(names.profile(wanted))"
    }
  }

  fileprivate static let ofOwner = "owns the portal: "
}

extension [Kept] {
  /// What somebody has, and what was asked for, one after the other; that they own the portal is said
  /// once.
  package func words(_ names: PortalNames) -> [String] {
    let first = firstIndex(where: \.isOfOwner)
    return enumerated().map { place, kept in
      let words = kept.words(names)
      return kept.isOfOwner && place != first ? String(words.dropFirst(Kept.ofOwner.count)) : words
    }
  }
}

extension CustomerTarget {
  /// A customer as the journal names it: without an id it is one that the run is to make.
  init?(_ value: NamedValue) {
    if let id = CustomerID(value.id) {
      self = .existing(id)
    } else if let name = CustomerName(value.name) {
      self = .new(name)
    } else {
      return nil
    }
  }
}
