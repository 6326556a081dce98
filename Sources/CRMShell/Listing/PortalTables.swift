import CommandLanguage
import ImportModel
import Reporting

/// Tables of what the portal holds.
enum PortalTables {
  private static func word(for kind: PortalUser.Kind) -> String {
    switch kind {
    case .staff: "portal user"
    case .client: "client user"
    case .lite: "lite user"
    case .readOnly: "read-only user"
    }
  }

  static func projects(_ portal: Portal, plan: Plan) -> Table {
    var planned: [ProjectID: Int] = [:]
    for row in plan.rows { for project in row.projects { planned[project.value, default: 0] += 1 } }
    var table = Table(
      key: "projects",
      columns: [
        Column("name", isFlexible: true), Column("id", priority: 2), Column("status", priority: 1),
        Column("members", alignment: .trailing, priority: 3, absence: "?"),
        Column("in_plan", title: "in plan", alignment: .trailing, priority: 1),
      ])
    for project in portal.projects {
      let status: Cell =
        switch project.status {
        case .active: "active"
        case .archived: .styled("archived", .dim)
        case .other(let word): .text(word)
        }
      table.append([
        .text(project.name), .text(project.id.text), status,
        Cell(portal.members[project.id].map { _ in portal.people(of: project.id).count }),
        .number(planned[project.id] ?? 0),
      ])
    }
    return table
  }

  static func roles(_ portal: Portal) -> Table {
    var counts: [RoleID: Int] = [:]
    for user in portal.users.all { if let role = user.role { counts[role, default: 0] += 1 } }
    var table = Table(
      key: "roles",
      columns: [
        Column("name", isFlexible: true), Column("id", priority: 1),
        Column("people", title: "people in the portal", alignment: .trailing),
      ])
    for role in portal.roles {
      table.append([.text(role.name), .text(role.id.text), .number(counts[role.id] ?? 0)])
    }
    return table
  }

  static func profiles(_ portal: Portal) -> Table {
    var counts: [ProfileID: Int] = [:]
    for user in portal.users.all { if let id = user.profile { counts[id, default: 0] += 1 } }
    var table = Table(
      key: "profiles",
      columns: [
        Column("name", isFlexible: true), Column("id", priority: 2),
        Column("kind", title: "for", priority: 1),
        Column("people", title: "people in the portal", alignment: .trailing),
      ])
    for profile in portal.profiles {
      table.append([
        .text(profile.name), .text(profile.id.text),
        .text(profile.isForClients ? "client users" : "portal users"),
        .number(counts[profile.id] ?? 0),
      ])
    }
    return table
  }

  /// Everybody in the portal.
  static func users(_ portal: Portal) -> Table {
    var table = Table(
      key: "portal_users",
      columns: [
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", isFlexible: true),
        Column("status"), Column("role", priority: 1, isFlexible: true),
        Column("profile", priority: 2, isFlexible: true), Column("kind", priority: 3),
        Column("customer", priority: 3, isFlexible: true),
      ])
    for user in portal.users.all {
      table.append([
        .text(user.email.text), .text(user.name),
        .styled(user.status.rawValue, user.status == .inactive ? .warning : .plain),
        .text(user.roleName), .text(user.profileName),
        .text(Self.word(for: user.kind)),
        user.customerName.isEmpty ? .empty : .text(user.customerName),
      ])
    }
    return table
  }

  static func licences(_ portal: Portal) -> Table {
    var table = Table(
      key: "licences",
      columns: [
        Column("kind"), Column("total", alignment: .trailing), Column("used", alignment: .trailing),
        Column("left", alignment: .trailing),
      ])
    for (kind, count) in portal.licences.counts.sorted(by: { $0.key < $1.key }) {
      table.append([
        .text(kind), .number(count.total), .number(count.used),
        count.remaining.map { .number($0) } ?? "unlimited",
      ])
    }
    return table
  }
}
