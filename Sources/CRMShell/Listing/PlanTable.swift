import ImportEngine
import ImportModel
import Reporting

/// The plan as a table: one row a person, with what it means against the portal.
enum PlanTable {
  static func table(_ changes: [Change], of portal: Portal) -> Table {
    let names = PortalNames(portal)
    let hasClients = changes.contains { $0.row.person.id.kind == .contact }
    var table = Table(
      key: "plan",
      columns: ([
        Column("symbol", title: "", isForReaders: true),
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", priority: 2, isFlexible: true), Column("change"),
        Column("role", priority: 1, isFlexible: true),
        hasClients ? Column("customer", priority: 1, isFlexible: true) : nil,
        Column("profile", priority: 3, isFlexible: true),
        Column("projects", priority: 1, isFlexible: true),
        Column(
          "reason", priority: 0, isFlexible: true, shortest: room(for: changes),
          wraps: changes.contains(where: \.isOfOwner)),
      ] as [Column?]).compactMap { $0 })
    // Most people are in the same projects as the one before.
    var (recent, named): ([ProjectID], Cell) = ([], .list([]))
    for change in changes {
      let projects = change.projects
      if projects != recent { (recent, named) = (projects, .list(projects.map(names.project))) }
      table.append(cells(change, names, hasClients, in: named))
    }
    return table
  }

  /// What the reasons of blocked people take, within bounds: nothing else says why they are left out, nor
  /// which profile becomes which.
  private static func room(for changes: [Change]) -> Int {
    let most = 26
    if changes.contains(where: { $0.isOfOwner || $0.parts.contains(where: \.isProfile) }) {
      return most
    }
    let widest = changes.lazy.filter { !$0.blocked.isEmpty }.map { change in
      change.blocked.map(\.rawValue).joined(separator: ", ").count
    }.max()
    return min(most, max(12, widest ?? 0))
  }

  private static func cells(
    _ change: Change, _ names: PortalNames, _ hasClients: Bool, in projects: Cell
  ) -> [Cell] {
    let style = change.kind.style
    var cells: [Cell] = [
      .word(change.kind.symbol, shown: change.kind.symbol, style),
      Cell(change.row.person.emailText), .text(change.row.person.name),
      .styled(change.kind.rawValue, style), present(role(change, names)),
    ]
    if hasClients { cells.append(present(customer(change, names))) }
    cells.append(present(profile(change, names)))
    cells.append(projects)
    cells.append(present(reason(change, names)))
    return cells
  }

  /// The customer that will be, marked in front where it is made: an end may be cut.
  private static func customer(_ change: Change, _ names: PortalNames) -> String {
    switch change.customer {
    case .existing(let id): names.customer(id)
    case .new(let name): "new: \(name.text)"
    case nil: change.row.customer.flatMap { names.customer($0.value) } ?? ""
    }
  }

  private static func present(_ text: String) -> Cell { text.isEmpty ? .empty : .text(text) }

  /// The role that will be: `Employee` where it stays, `Employee → Manager` where it changes.
  private static func role(_ change: Change, _ names: PortalNames) -> String {
    for part in change.parts {
      if case .role(let from, let to) = part {
        return "\(from.map(names.role) ?? "none") → \(names.role(to))"
      }
    }
    // A client user's role is only Zoho's word for being one.
    if let user = change.portalUser { return user.kind == .client ? "" : user.roleName }
    return change.row.role.map { names.role($0.value) } ?? ""
  }

  /// The profile in the portal that will be, told as the role is, where a line asked for one. Of somebody new
  /// the one they come with.
  private static func profile(_ change: Change, _ names: PortalNames) -> String {
    guard let wanted = change.row.profile else { return "" }
    guard let user = change.portalUser else { return names.profile(wanted.value) }
    let has = user.profileName
    for case .profile(nil, _, let to) in change.parts {
      return "\(has.isEmpty ? "none" : has) → \(names.profile(to))"
    }
    return has
  }

  /// Why somebody is left out, or which profile becomes another one and what is left as it is.
  private static func reason(_ change: Change, _ names: PortalNames) -> String {
    guard change.blocked.isEmpty else {
      return change.blocked.map(\.rawValue).joined(separator: ", ")
    }
    let profiles = change.parts.compactMap { part -> String? in
      guard case .profile(let project, let from, let to) = part else { return nil }
      // What it will be stands in front: an end may be cut.
      return "profile \(names.profile(to))"
        + (project.map { " in \(names.project($0))" } ?? "")
        + (from.map { ", was \(names.profile($0))" } ?? "")
    }
    return (profiles + profilesOfNewProjects(change, names) + change.kept.words(names))
      .joined(separator: "; ")
  }

  /// The profiles with which somebody of the portal comes into projects, where it is another one than they
  /// have in the portal afterwards.
  private static func profilesOfNewProjects(_ change: Change, _ names: PortalNames) -> [String] {
    guard let user = change.portalUser else { return [] }
    var has = user.profile
    for case .profile(nil, _, let to) in change.parts { has = to }
    var (order, projects): ([ProfileID], [ProfileID: [String]]) = ([], [:])
    for part in change.parts {
      guard case .join(let project, let profile?) = part.asJoin, profile != has else { continue }
      if projects[profile] == nil { order.append(profile) }
      projects[profile, default: []].append(names.project(project))
    }
    return order.map { profile in
      let all = projects[profile] ?? []
      let more = all.count > mostNamed ? " and \(all.count - mostNamed) more" : ""
      return
        "profile \(names.profile(profile)) in \(all.prefix(mostNamed).joined(separator: ", "))\(more)"
    }
  }

  /// So many projects of one profile are named.
  private static let mostNamed = 3
}

extension Change {
  /// Whether something stays as it is whatever a line says, which is told to the end.
  fileprivate var isOfOwner: Bool { kept.contains(where: \.isOfOwner) }
}

extension ChangePart {
  fileprivate var isProfile: Bool { if case .profile = self { true } else { false } }

  /// The same of a client user, whose customer does not matter here.
  fileprivate var asJoin: ChangePart {
    guard case .joinClient(let project, _, let profile) = self else { return self }
    return .join(project: project, profile: profile)
  }
}
