import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `list [THING|SELECTOR] [where EXPR] [by FIELD [desc]] [limit N] [columns A,B]`
struct ListCommand: ServiceCommand {
  var declaration: Declaration {
    Declaration(
      "list", chapter: .looking, summary: "tables of people, projects, roles, the plan, runs",
      details: [
        "Alone: the CRM users, each with what the portal says of them; contacts, accounts and people are those that were fetched (fetch contacts). A selector lists the people it means; where binds to the nearest kind, after another selector it filters that.",
        "At a terminal the rows of the last list can be used as %3 or %3-7.",
      ],
      syntax: ListForm.syntax,
      examples: [
        CommandExample(
          given: ["connect sandbox"],
          "list users where crm.role = \"Sales Manager\" by full_name limit 3", prints: "absent"),
        CommandExample(given: ["connect sandbox"], "list projects", prints: "Website"),
        CommandExample(
          given: ["connect sandbox"], "list portal --format csv", prints: "email,name,status"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let thing = ListForm.thing(arguments) else {
      return try people(arguments, shell.session, context)
    }
    var reply = try await things(thing, context, shell)
    try reply.narrow(by: TableQuery(arguments))
    return reply
  }

  private func things(_ thing: String, _ context: EditContext, _ shell: isolated Interpreter)
    async throws(Stop) -> Reply
  {
    if thing == "runs" { return try await shell.runsReply(matching: nil) }
    let fetched = try context.connected()
    let portal = fetched.portal
    switch thing {
    case "accounts":
      try fetched.coverage.check(.accounts, at: nil)
      return Reply(.table(ClientTables.accounts(fetched.directory, portal)))
    case "customers":
      if let problem = portal.customersProblem { throw .refusal(.customersUnknown(problem)) }
      return Reply(.table(ClientTables.customers(portal, plan: shell.session.plan)))
    case "projects":
      return Reply(.table(PortalTables.projects(portal, plan: shell.session.plan)))
    case "roles": return Reply(.table(PortalTables.roles(portal)))
    case "profiles": return Reply(.table(PortalTables.profiles(portal)))
    case "portal": return Reply(.table(PortalTables.users(portal)))
    case "licences": return Reply(.table(PortalTables.licences(portal)))
    case "plan":
      try await shell.readMembers(of: shell.session.plan)
      let current = shell.fetched?.portal ?? portal
      let changes = Assessment(of: shell.session.plan, against: current).changes
      return Reply(.table(PlanTable.table(changes, of: current)))
    default: return try await shell.portalsReply()
    }
  }

  private func people(_ arguments: Arguments, _ session: Session, _ context: EditContext)
    throws(Stop) -> Reply
  {
    let list = try ListForm.people(arguments, session, context)
    let (resolver, rows, modules) = (list.resolver, list.rows, list.modules)
    let directory = resolver.fetched.directory
    var columns = PeopleColumns(
      schemas: directory.schemas, modules: modules,
      tellsTypes: rows.contains { directory.userType(at: $0) != .colleague })
    if let written = arguments[ListForm.columns] {
      var fields: [(title: String?, field: FilterField)] = []
      for field in written { fields.append(try ListForm.column(field, resolver, modules)) }
      columns = PeopleColumns(fields, schemas: directory.schemas)
    }
    var table = columns.table(
      rows, of: resolver.people, numbered: context.isTerminal && !context.isRedirected)
    table.footer =
      rows.count < list.total
      ? "\(rows.count) of \(list.total, "person", "people")"
      : "\(list.total, "person", "people")"
    let ids = rows.compactMap { directory.id(at: $0) }
    return Reply(Report([.table(table)] + list.notes), listed: ids)
  }
}

extension Table {
  /// The table of portals, still without any.
  static var portals: Table {
    Table(
      key: "portals",
      columns: [
        Column("name", isFlexible: true), Column("id"), Column("profile", title: "your profile"),
        Column("connected"),
      ])
  }
}

extension Interpreter {
  /// The portals that the sign-in reaches, the connected one marked.
  fileprivate func portalsReply() async throws(Stop) -> Reply {
    guard let services else { throw .refusal(.notConnected) }
    do throws(ServiceFailure) {
      var table = Table.portals
      for portal in try await services.projects.portals() {
        table.append([
          .text(portal.name), .text(portal.id.text), .text(portal.callerProfile),
          .flag(portal.id == fetched?.portal.id),
        ])
      }
      return Reply(.table(table))
    } catch {
      throw .service(error)
    }
  }
}
