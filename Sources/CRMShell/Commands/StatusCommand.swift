import CommandLanguage
import ImportModel
import Reporting

/// `status`
struct StatusCommand: EditingCommand {
  var declaration: Declaration {
    Declaration(
      "status", chapter: .connection, summary: "where I am: connection, selection, plan",
      examples: [CommandExample(given: ["connect sandbox"], "status", prints: "portal")])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    guard let fetched = context.fetched else {
      return Reply(
        Report(
          [.sentence("Not connected. Type: connect sandbox")], data: ["connected": false]))
    }
    let portal = fetched.portal
    var facts = [
      Fact("connected to", Text(fetched.target), key: "target"),
      Fact("CRM", "\(fetched.organisation.name), \(edition(fetched))", key: "crm"),
      Fact(
        "caller",
        "\(fetched.caller.name) <\(fetched.caller.email)>, \(fetched.caller.isAdministrator ? "CRM administrator" : "no CRM administrator")"
      ),
      Fact(
        "portal", "\(portal.name, .strong) (\(portal.id.text)), you are \(portal.callerProfile)"),
      Fact("fetched", "\(Text.duration(.seconds(max(0, context.now - fetched.fetchedAt)))) ago"),
      Fact(
        "CRM users", "\(fetched.directory.users.count)", key: "users",
        data: .integer(fetched.directory.users.count)),
      held(.contacts, fetched.directory.contacts.count, fetched.coverage),
      held(.accounts, fetched.directory.accounts.count, fetched.coverage),
      customers(portal),
      Fact(
        "client users", "\(clientUsers(portal))\(licencesLeft(portal))", key: "client_users",
        data: .integer(clientUsers(portal))),
      Fact(
        "selected", selected(session, fetched.directory), key: "selected",
        data: .optional(session.selection.map { fetched.directory.people(in: $0.rows) })),
    ]
    facts.append(
      Fact("plan", planned(session, portal), data: .integer(session.plan.rows.count)))
    return Reply(Report([.facts(facts)] + Gates.notices(fetched)))
  }

  /// How many of a module were fetched, of how many there are.
  private func held(_ module: CRMModule, _ count: Int, _ coverage: Coverage) -> Fact {
    let all: Text = coverage.counts[module].map { " of \($0)" } ?? ""
    let words: Text = coverage[module] == .nothing ? "none fetched\(all)" : "\(count)\(all) fetched"
    return Fact("CRM \(module.word)", words, key: module.word, data: .integer(count))
  }

  private func customers(_ portal: Portal) -> Fact {
    let words: Text =
      portal.customersProblem.map { "not known: \($0)" } ?? "\(portal.customers.count)"
    return Fact(
      "customers", words, key: "customers",
      data: .optional(portal.customersProblem == nil ? portal.customers.count : nil))
  }

  private func clientUsers(_ portal: Portal) -> Int {
    portal.users.all.count { $0.kind == .client }
  }

  private func licencesLeft(_ portal: Portal) -> Text {
    guard let licences = portal.licences.clients else { return "" }
    return licences.remaining.map { ", \($0) of \(licences.total) licences left" }
      ?? ", unlimited licences"
  }

  private func edition(_ fetched: Fetched) -> String {
    switch fetched.organisation.edition {
    case .allowed(let name), .refused(let name): "edition \(name)"
    case .unknown(let name): "edition \(name) (not known)"
    }
  }

  private func selected(_ session: Session, _ directory: Directory) -> Text {
    guard let selection = session.selection else { return "nobody yet" }
    return
      "\(directory.people(in: selection.rows), "person", "people") by: \(selection.origin.line)"
  }

  private func planned(_ session: Session, _ portal: Portal) -> Text {
    guard !session.plan.isEmpty else { return "empty" }
    let assessment = Assessment(of: session.plan, against: portal)
    let blocked = assessment.people(.blocked).count
    return
      "\(session.plan.rows.count, "person", "people"), \(assessment.introductions) new to the portal, \(blocked) blocked"
  }
}
