import ImportModel
import Reporting

/// What a row of the plan says in words: which line gave what, and what import would do.
enum PlanWords {
  /// One sentence for each staged value, with the line it came from.
  static func sources(of row: PlanRow, _ names: PortalNames) -> [Text] {
    var lines: [Text] = []
    if let role = row.role {
      lines.append("Role \(names.role(role.value), .strong): \(place(role.origin))")
    }
    if let customer = row.customer {
      let name = names.customer(customer.value) ?? "none"
      lines.append("Customer \(name, .strong): \(place(customer.origin))")
    }
    if let profile = row.profile {
      lines.append("Profile \(names.profile(profile.value), .strong): \(place(profile.origin))")
    }
    for project in row.projects {
      lines.append("Project \(names.project(project.value), .strong): \(place(project.origin))")
    }
    for (project, profile) in row.projectProfiles.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "Profile \(names.profile(profile.value), .strong) in \(names.project(project)): \(place(profile.origin))"
      )
    }
    return lines
  }

  /// A line with where it stands: `select all (plan.crmsh:3)`.
  static func place(_ origin: Origin) -> Text {
    let file = origin.file.map {
      String($0[($0.lastIndex(of: "/").map($0.index(after:)) ?? $0.startIndex)...])
    }
    return
      "\(origin.line) (\(file.map { "\($0):" } ?? "line ", .dim)\(String(origin.position), .dim))"
  }

  /// What import would do for the person, one sentence a part.
  static func consequences(of change: Change, _ names: PortalNames) -> [Text] {
    guard change.blocked.isEmpty else {
      return change.blocked.map { "Blocked, \($0.rawValue, .bad): \(remedy($0))" }
    }
    let kept: [Text] = change.kept.map { kept in
      switch kept {
      case .role(let has, let wanted):
        "Import keeps the role \(has); --replace would make it \(names.role(wanted))."
      case .profile(let project, let has, let wanted):
        "Import keeps the profile \(has)\(project.map { " in \(names.project($0))" } ?? ""); --replace would make it \(names.profile(wanted))."
      }
    }
    if change.parts.isEmpty { return kept + ["Import leaves them as they are: all is as planned."] }
    return kept
      + change.parts.map { part in
        switch part {
        case .introduce(let project, let role, let profile):
          "Import invites them as \(names.role(role)) into \(names.project(project))\(profile.map { " with profile \(names.profile($0))" } ?? "")."
        case .introduceClient(let project, let customer, let profile):
          "Import invites them as a client user of \(names.customer(customer)) into \(names.project(project))\(profile.map { " with profile \(names.profile($0))" } ?? "")."
        case .joinClient(let project, let customer, let profile):
          "Import adds them to \(names.project(project)) as a client user of \(names.customer(customer))\(profile.map { " with profile \(names.profile($0))" } ?? "")."
        case .role(let from, let to):
          "Import changes their role from \(from.map(names.role) ?? "none") to \(names.role(to))."
        case .join(let project, let profile):
          "Import adds them to \(names.project(project))\(profile.map { " with profile \(names.profile($0))" } ?? "")."
        case .profile(let project, let from, let to):
          "Import changes their profile\(project.map { " in \(names.project($0))" } ?? "") from \(from.map(names.profile) ?? "none") to \(names.profile(to))."
        }
      }
  }

  /// What to do about a blocked person.
  static func remedy(_ reason: BlockReason) -> Text {
    switch reason {
    case .noEmail:
      "CRM has no e-mail address for them that can be used (the domain must be ASCII); enter one in CRM, then refresh"
    case .duplicateEmail:
      "two people of the plan, or of the portal, have this address (or one person is staged as user and as contact); drop one of them"
    case .confusableEmail:
      "the address looks like another one; check it letter by letter, then accept it"
    case .crmNotActive:
      "CRM does not list them as active (any more); activate them in CRM, or drop them"
    case .crmUnconfirmed: "they never confirmed their CRM account; let them, or drop them"
    case .portalInactive: "they are deactivated in the portal; activate them there, or drop them"
    case .isClientUser: "they are a client user of the portal; delete that user there first"
    case .isPortalUser:
      "they are a portal user, and nobody can be both: drop them, or delete that user there first"
    case .isCRMUser:
      "they are an active CRM user too, hence one of your own people: drop them here, and give the user a role"
    case .otherCustomer:
      "they are client user of another customer, or the portal doesn't tell of which, and are never moved; drop them, or give that customer"
    case .ambiguousCustomer:
      "several companies have this name: customer ID for them (list customers shows the ids)"
    case .noCustomer:
      "a new client user needs a customer, and CRM names no account for them (or the portal's customers could not be read: refresh): customer NAME for them"
    case .clientDomain:
      "their address is of the portal's own domain, which Zoho refuses for client users; import them as a user, or drop them"
    case .noRole: "a new portal user needs a role: role ROLE for them"
    case .noProject: "somebody new to the portal needs a project: assign PROJECT for them"
    case .projectArchived: "a project of theirs is not active any more: unassign it"
    }
  }
}
