import CommandLanguage
import ImportModel
import Reporting

/// One project: its state, its customers, and everybody in it.
enum ProjectView {
  /// The project that a word names; its people are read if they were not.
  static func reply(
    _ word: Word, _ context: EditContext, _ shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let project = try NameResolver(portal: try context.connected().portal).project(word)
    try await shell.readMembers(of: [project.id], clientsOf: [project.id])
    let portal = try context.with(shell.fetched).connected().portal
    let names = PortalNames(portal)
    let customers = (portal.clients[project.id]?.customers ?? []).map(names.customer).sorted()
    let planned = shell.session.plan.rows.count { row in
      row.projects.contains { $0.value == project.id }
    }
    return Reply(
      Report([
        .facts([
          Fact("project", Text(project.name, .strong), key: "name"),
          Fact("id", Text(project.id.text)),
          Fact("status", Text(project.isActive ? "active" : "not active")),
          Fact(
            "customers", Text(customers.isEmpty ? "none" : customers.joined(separator: ", ")),
            data: .strings(customers)),
          Fact("people in the plan", "\(planned)", key: "planned", data: .integer(planned)),
        ]), .table(members(of: project.id, in: portal)),
      ]))
  }

  private static func members(of project: ProjectID, in portal: Portal) -> Table {
    var table = Table(
      key: "members",
      columns: [
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", isFlexible: true),
        Column("role", priority: 1), Column("profile", title: "profile in the project"),
        Column("customer", priority: 1, isFlexible: true),
      ])
    let people = portal.people(of: project).sorted()
    for email in people {
      let user = portal.users[email]
      let member = portal.membership(of: email, in: project)
      table.append([
        .text(member?.email.text ?? email.text), Cell(user?.name), Cell(user?.roleName),
        .text(member?.profileName ?? ""),
        user.map { $0.customerName.isEmpty ? .empty : .text($0.customerName) } ?? .empty,
      ])
    }
    table.footer = "\(people.count, "member", "members")"
    return table
  }
}
