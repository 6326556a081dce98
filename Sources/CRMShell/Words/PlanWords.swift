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

  /// A line with where it stands: `select all (plan.crmsh:3)`; `isWhole`: however long it is.
  static func place(_ origin: Origin, isWhole: Bool = false) -> Text {
    let file = origin.file.map {
      String($0[($0.lastIndex(of: "/").map($0.index(after:)) ?? $0.startIndex)...])
    }
    return
      "\(isWhole ? origin.line : origin.shortLine) (\(file.map { "\($0):" } ?? "line ", .dim)\(String(origin.position), .dim))"
  }

  /// What import would do for the person, one sentence a part.
  static func consequences(of change: Change, in portal: Portal?) -> [Text] {
    let names = PortalNames(portal)
    guard change.blocked.isEmpty else {
      return change.blocked.map {
        "Blocked, \($0.rawValue, .bad): \(RemedyWords(portal: portal).remedy($0, of: change))"
      }
    }
    let kept: [Text] = change.kept.map { kept in
      switch kept {
      case .role(let has, let wanted):
        "Import keeps the role \(has); --replace would make it \(names.role(wanted))."
      case .profile(let project, let has, let wanted):
        "Import keeps the profile \(has)\(project.map { " in \(names.project($0))" } ?? ""); --replace would make it \(names.profile(wanted))."
      case .ownersRole(let has, _):
        "Import keeps the role \(has): they own the portal, and nobody can give its owner another."
      case .ownersProfile(let has, _):
        "Import keeps the profile \(has): they own the portal, and nobody can give its owner another."
      }
    }
    let already = AsPlanned(change, in: portal).sentences
    if change.parts.isEmpty {
      return kept + already + ["Import leaves them as they are: no call is needed."]
    }
    return kept + already + change.parts.map { sentence(of: $0, names) }
  }

  private static func sentence(of part: ChangePart, _ names: PortalNames) -> Text {
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
