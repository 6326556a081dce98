import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `connect sandbox|NAME|URL [--portal P]`
struct ConnectCommand: ServiceCommand {
  private static let target = Parameter<Word>.word("target", label: "NAME", kind: .login)
  private static let portal = Parameter<Word>.word("portal", label: "P", kind: .portal)

  var declaration: Declaration {
    Declaration(
      "connect", chapter: .connection,
      summary: "fetch the CRM users and the portal; nothing is changed there",
      details: [
        "NAME is a sign-in (login, logins). connect sandbox starts a rehearsal server inside crmsh: a made-up company that answers as Zoho does and is gone with the session. connect http://127.0.0.1:PORT uses one that runs (crmsh sandbox).",
        "More than 600 CRM users are not fetched anew where CRM says that none changed since an earlier session. crmsh --offline connects to what was kept (help offline).",
        "A sign-in that reaches several portals needs --portal once; the choice is remembered for it.",
        "Says what import would refuse for: the CRM edition, a caller who is no administrator, an integration that is off.",
      ],
      syntax: .choice([
        .keyword("sandbox", flag: "sandbox", summary: "a rehearsal server inside crmsh"),
        Self.target.syntax,
      ]),
      options: [
        OptionDeclaration(
          "portal", summary: "which portal, by name or id", parameter: Self.portal.erased)
      ],
      examples: [CommandExample("connect sandbox", prints: "CRM users")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let target = arguments[Self.target]?.text ?? "sandbox"
    do throws(Stop) {
      let fetched = try await shell.connect(to: target, portal: arguments[Self.portal]?.text)
      let line = context.origin.line
      shell.timeline = Timeline()
      shell.connectLine = line
      shell.connectComments = shell.comments.takeOfNewSession()
      let isOffline = shell.services?.kept != nil
      if isOffline {
        for line in shell.linesThatFetched(fetched) { shell.timeline.noteFetch(line) }
      }
      var reply = reply(fetched, isOffline ? shell.age(of: fetched) : nil, asOf: isOffline)
      if let open = try await shell.openRun() { reply.report.append(open.notice) }
      return reply
    } catch {
      if case .service(let failure) = error { throw .unconnected(failure, target: target) }
      guard case .refusal(let refusal, nil) = error else { throw error }
      let isAboutPortal = if case .unknownPortal = refusal { true } else { false }
      throw .refusal(
        refusal, at: (isAboutPortal ? arguments[Self.portal] : arguments[Self.target])?.span)
    }
  }

  /// `age`: how old what was kept is, where that answers in place of a server.
  private func reply(_ fetched: Fetched, _ age: Block?, asOf isOffline: Bool) -> Reply {
    let portal = fetched.portal
    let statuses = JoinedPeople(directory: fetched.directory, portal: portal, plan: Plan())
    let there = fetched.directory.rows(of: .user).filter { statuses.portalUser(at: $0) != nil }
      .count
    let clients = portal.users.all.count { $0.kind == .client }
    let staff = portal.users.all.count - clients
    let active = portal.projects.filter(\.isActive).count
    let data: DataValue = [
      "target": .string(fetched.target), "organisation": .string(fetched.organisation.name),
      "portal": ["id": .string(portal.id.text), "name": .string(portal.name)],
      "users": .integer(fetched.directory.users.count), "in_portal": .integer(there),
      "portal_users": .integer(staff), "client_users": .integer(clients),
      "customers": .integer(portal.customers.count), "projects": .integer(active),
      "contacts_in_crm": .optional(fetched.coverage.counts[.contacts]),
      "accounts_in_crm": .optional(fetched.coverage.counts[.accounts]),
      "offline_as_of": isOffline ? .string(TimeText.iso8601(fetched.fetchedAt)) : .null,
    ]
    var blocks: [Block] = age.map { [$0] } ?? []
    blocks += [
      .sentence(
        "Connected to \(fetched.organisation.name), portal \(portal.name, .strong) (\(portal.id.text)), as \(fetched.caller.name)."
      ),
      .sentence(
        "\(fetched.directory.users.count, "CRM user", "CRM users", .strong), \(there) of them in the portal; \(staff) portal users, \(active, "active project", "active projects"), \(portal.roles.count) roles, \(licences(portal))."
      ),
      clientSide(fetched, clients),
    ]
    if fetched.coverage.keepsUsers { blocks.append(RefreshCommand.note(onKept: .users)) }
    return Reply(Report(blocks + Gates.notices(fetched), data: data))
  }

  /// What there is on the side of clients.
  private func clientSide(_ fetched: Fetched, _ clients: Int) -> Block {
    let coverage = fetched.coverage
    let crm: Text =
      if let contacts = coverage.counts[.contacts], let accounts = coverage.counts[.accounts] {
        "\(contacts, "contact", "contacts") and \(accounts, "account", "accounts") in CRM (fetch contacts)"
      } else {
        "how many contacts CRM has is not told: \(coverage.countProblem ?? "")"
      }
    if let problem = fetched.portal.customersProblem {
      return .notice(.note, "\(crm); the portal's customers can't be read: \(problem)")
    }
    let customers = fetched.portal.customers.count
    return .sentence(
      "\(clients, "client user", "client users") of \(customers, "customer", "customers"); \(crm).")
  }

  private func licences(_ portal: Portal) -> Text {
    guard let staff = portal.licences.staff else { return "licences not told" }
    return staff.remaining.map { "\($0, "licence", "licences") left" } ?? "unlimited licences left"
  }
}
