import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `show EMAIL|%N|project NAME|account NAME|customer NAME`
struct ShowCommand: ServiceCommand {
  private static let project = Parameter<Word>.word("project", label: "NAME", kind: .project)
  private static let account = Parameter<Word>.word("account", label: "NAME", kind: .account)
  private static let customer = Parameter<Word>.word("customer", label: "NAME", kind: .customer)
  private static let selector = Parameter<SelectorSyntax>.selector("selector", label: "EMAIL|%N")

  var declaration: Declaration {
    Declaration(
      "show", chapter: .looking, summary: "one person, project, account or customer, on both sides",
      syntax: .choice([
        .sequence([
          .keyword("project", flag: nil, summary: "a project and its members"),
          Self.project.syntax,
        ]),
        .sequence([
          .keyword("account", flag: nil, summary: "a CRM account, its contacts and its customer"),
          Self.account.syntax,
        ]),
        .sequence([
          .keyword("customer", flag: nil, summary: "a customer of the portal, its client users"),
          Self.customer.syntax,
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
    if let word = arguments[Self.project] {
      return try await ProjectView.reply(word, context, shell)
    }
    if let word = arguments[Self.account] {
      return try AccountView(context, shell.session).reply(word)
    }
    if let word = arguments[Self.customer] {
      return try CustomerView.reply(word, context, shell.session)
    }
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
    let user = people.portalUser(at: row)
    var facts = crmFacts(row, people)
    facts.append(Fact("portal", Text(user?.status.rawValue ?? "absent"), key: "portal_status"))
    if let user {
      facts.append(Fact("portal role", Text(user.roleName)))
      facts.append(Fact("portal profile", Text(user.profileName)))
      if user.kind.isLimited {
        facts.append(Fact("portal licence", user.kind == .lite ? "lite user" : "read-only user"))
      } else if user.kind == .client {
        facts.append(
          Fact("portal customer", Text(user.customerName.isEmpty ? "not told" : user.customerName)))
      }
      let names = try await projects(of: user, shell)?.map(people.names.project)
      facts.append(
        Fact(
          "portal projects",
          names.map { Text($0.isEmpty ? "none" : $0.joined(separator: ", ")) }
            ?? "not kept of all projects",
          data: names.map { DataValue.strings($0) } ?? .null))
    }
    return facts + (people.change(at: row).map { planFacts($0, people.names) } ?? [])
  }

  /// What CRM has of a person: every field that holds something.
  private func crmFacts(_ row: Int, _ people: JoinedPeople) -> [Fact] {
    let directory = people.directory
    let kind = directory.kind(at: row)
    let head = [
      Fact("CRM id", Text(directory.id(at: row)?.text ?? ""), key: "id"),
      Fact("kind", Text(people.values(of: .kind, at: row).joined(separator: ", "))),
    ]
    let fields = directory.schemas[kind.module].fields.enumerated()
    return head
      + fields.compactMap { index, field -> Fact? in
        let place = kind == .user ? FieldPlace(user: index) : FieldPlace(contact: index)
        guard let place, let value = people.values(of: .crm(place), at: row).first else {
          return nil
        }
        let isFlag = field.type == .flag
        return Fact(
          field.apiName, Text(value), key: field.key,
          data: isFlag ? .bool(value == "true") : .string(value))
      }
  }

  private func planFacts(_ change: Change, _ names: PortalNames) -> [Fact] {
    let row = change.row
    let projects = row.projects.map { names.project($0.value) }
    let customer = row.customer.flatMap { names.customer($0.value) }
    return [
      Fact("plan", Text(change.kind.rawValue), key: "plan_change"),
      row.person.id.kind == .user
        ? Fact("plan role", Text(row.role.map { names.role($0.value) } ?? "none"))
        : Fact("plan customer", Text(customer ?? "none")),
      Fact("plan projects", Text(projects.joined(separator: ", ")), data: .strings(projects)),
    ]
  }

  /// Nil where what was kept does not tell.
  private func projects(of user: PortalUser, _ shell: isolated Interpreter)
    async throws(Stop) -> [ProjectID]?
  {
    guard let services = shell.services, let portal = shell.fetched?.portal else { return [] }
    do throws(ServiceFailure) {
      return try await services.projects.projects(of: user.id, in: portal.id)
    } catch .offline {
      return nil
    } catch {
      throw .service(error)
    }
  }
}
