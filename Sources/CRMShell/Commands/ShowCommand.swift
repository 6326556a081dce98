import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `show EMAIL|%N|project NAME|account NAME`
struct ShowCommand: ServiceCommand {
  private static let project = Parameter<Word>.word("project", label: "NAME", kind: .project)
  private static let account = Parameter<Word>.word("account", label: "NAME", kind: .account)
  private static let selector = Parameter<SelectorSyntax>.selector("selector", label: "EMAIL|%N")

  var declaration: Declaration {
    Declaration(
      "show", chapter: .looking, summary: "one person, project or account, on both sides",
      syntax: .choice([
        .sequence([
          .keyword("project", flag: nil, summary: "a project and its members"),
          Self.project.syntax,
        ]),
        .sequence([
          .keyword("account", flag: nil, summary: "a CRM account, its contacts and its customer"),
          Self.account.syntax,
        ]),
        Self.selector.syntax,
      ]),
      requires: [.connected],
      examples: [
        CommandExample(given: ["connect sandbox"], "show project Website", prints: "Website")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    if let word = arguments[Self.project] { return try await project(word, context, shell) }
    if let word = arguments[Self.account] { return try AccountView(context, shell.session).reply(word) }
    let resolver = try SelectorResolver(shell.session, context)
    guard let selector = arguments[Self.selector] else { throw .refusal(.nothingListed) }
    let rows = Array(try resolver.resolve(selector).rows)
    var blocks: [Block] = []
    for row in rows.prefix(20) {
      if !blocks.isEmpty { blocks.append(.blank) }
      blocks.append(.facts(try await facts(row, resolver.people, shell)))
    }
    if rows.isEmpty { blocks.append(.sentence("Nobody.")) }
    if rows.count > 20 {
      blocks.append(.notice(.note, "\(rows.count - 20) more; list shows them all"))
    }
    return Reply(Report(blocks))
  }

  private func facts(_ row: Int, _ people: JoinedPeople, _ shell: isolated Interpreter)
    async throws(Stop) -> [Fact]
  {
    let directory = people.directory
    var facts: [Fact] = [
      Fact("CRM id", Text(directory.id(at: row)?.text ?? ""), key: "id"),
      Fact("kind", Text(people.values(of: .kind, at: row).joined(separator: ", "))),
    ]
    let kind = directory.kind(at: row)
    for (index, field) in directory.schemas[kind.module].fields.enumerated() {
      let place = kind == .user ? FieldPlace(user: index) : FieldPlace(contact: index)
      guard let place, let value = people.values(of: .crm(place), at: row).first else { continue }
      let isFlag = field.type == .flag
      facts.append(
        Fact(
          field.apiName, Text(value), key: field.key,
          data: isFlag ? .bool(value == "true") : .string(value)))
    }
    let user = people.portalUser(at: row)
    facts.append(Fact("portal", Text(user?.status.rawValue ?? "absent"), key: "portal_status"))
    if let user {
      facts.append(Fact("portal role", Text(user.roleName)))
      facts.append(Fact("portal profile", Text(user.profileName)))
      if user.kind == .client {
        facts.append(
          Fact("portal customer", Text(user.customerName.isEmpty ? "not told" : user.customerName)))
      }
      let names = try await projects(of: user, shell).map(people.names.project)
      facts.append(
        Fact(
          "portal projects", Text(names.isEmpty ? "none" : names.joined(separator: ", ")),
          data: .strings(names)))
    }
    if let change = people.change(at: row) {
      facts.append(Fact("plan", Text(change.kind.rawValue), key: "plan_change"))
      let names = change.row.projects.map { people.names.project($0.value) }
      if kind == .user {
        facts.append(
          Fact("plan role", Text(change.row.role.map { people.names.role($0.value) } ?? "none")))
      } else {
        let customer = change.row.customer.flatMap { people.names.customer($0.value) }
        facts.append(Fact("plan customer", Text(customer ?? "none")))
      }
      facts.append(
        Fact("plan projects", Text(names.joined(separator: ", ")), data: .strings(names)))
    }
    return facts
  }

  private func projects(of user: PortalUser, _ shell: isolated Interpreter)
    async throws(Stop) -> [ProjectID]
  {
    guard let services = shell.services, let portal = shell.fetched?.portal else { return [] }
    do throws(ServiceFailure) {
      return try await services.projects.projects(of: user.id, in: portal.id)
    } catch {
      throw .service(error)
    }
  }

  private func project(
    _ word: Word, _ context: EditContext, _ shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let project = try NameResolver(portal: try context.connected().portal).project(word)
    try await shell.readMembers(of: [project.id], clientsOf: [project.id])
    let portal = shell.fetched?.portal
    let clients = portal?.clients[project.id]
    let members = ((portal?.members[project.id]?.byEmail.values).map(Array.init) ?? []
      + ((clients?.users.byEmail.values).map(Array.init) ?? [])).sorted { $0.email < $1.email }
    var table = Table(
      key: "members",
      columns: [
        Column("email", title: "e-mail", isFlexible: true, shortest: 26),
        Column("name", isFlexible: true),
        Column("role", priority: 1), Column("profile", title: "profile in the project"),
        Column("customer", priority: 1, isFlexible: true),
      ])
    for member in members {
      let user = portal?.users[member.email]
      table.append([
        .text(member.email.text), Cell(user?.name), Cell(user?.roleName),
        .text(member.profileName),
        user.map { $0.customerName.isEmpty ? .empty : .text($0.customerName) } ?? .empty,
      ])
    }
    let planned = shell.session.plan.rows.filter { row in
      row.projects.contains { $0.value == project.id }
    }
    table.footer = "\(members.count, "member", "members")"
    let names = PortalNames(portal)
    let customers = (clients?.customers ?? []).map(names.customer).sorted()
    return Reply(
      Report([
        .facts([
          Fact("project", Text(project.name, .strong), key: "name"),
          Fact("id", Text(project.id.text)),
          Fact("status", Text(project.isActive ? "active" : "not active")),
          Fact(
            "customers", Text(customers.isEmpty ? "none" : customers.joined(separator: ", ")),
            data: .strings(customers)),
          Fact(
            "people in the plan", "\(planned.count)", key: "planned", data: .integer(planned.count)),
        ]), .table(table),
      ]))
  }
}
