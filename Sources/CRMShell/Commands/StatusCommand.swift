import CommandLanguage
import ImportModel
import Reporting

/// `status [--memory]`
struct StatusCommand: ServiceCommand {
  var declaration: Declaration {
    Declaration(
      "status", chapter: .connection,
      summary: "where I am: connection, selection, plan, an unfinished run",
      options: [
        OptionDeclaration(
          "memory",
          summary:
            "also how many bytes contacts take, the order in which Tab finds people, and what undo restores"
        )
      ],
      examples: [CommandExample(given: ["connect sandbox"], "status", prints: "portal")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let fetched = context.fetched else {
      return Reply(
        Report(
          [.sentence("Not connected. Type: connect sandbox")] + shell.offlineNotice(nil),
          data: ["connected": false]))
    }
    var told = facts(fetched, context) + staged(shell.session, fetched)
    told.append(try await open(shell))
    if arguments.has("memory") { told.append(memory(fetched, shell)) }
    return Reply(
      Report(
        [.facts(told)] + shell.offlineNotice(fetched) + Gates.notices(fetched)))
  }

  private func facts(_ fetched: Fetched, _ context: EditContext) -> [Fact] {
    let portal = fetched.portal
    return [
      Fact("connected to", Text(fetched.target), key: "target"),
      Fact("CRM", "\(fetched.organisation.name), \(edition(fetched))", key: "crm"),
      Fact(
        "caller",
        "\(fetched.caller.name) <\(fetched.caller.email)>, \(fetched.caller.isAdministrator ? "CRM administrator" : "no CRM administrator")"
      ),
      Fact(
        "portal", "\(portal.name, .strong) (\(portal.id.text)), you are \(portal.callerProfile)"),
      Fact(
        "fetched",
        "CRM \(age(fetched.fetchedAt, context)) ago, the portal \(age(portal.fetchedAt, context)) ago"
      ),
      Fact(
        "CRM users", "\(fetched.directory.users.count)", key: "users",
        data: .integer(fetched.directory.users.count)),
      held(.contacts, fetched.directory.contacts.count, fetched.coverage),
      held(.accounts, fetched.directory.accounts.count, fetched.coverage),
      customers(portal),
      Fact(
        "client users", "\(clientUsers(portal))\(licencesLeft(portal))", key: "client_users",
        data: .integer(clientUsers(portal))),
    ]
  }

  /// Who is selected and who is staged.
  private func staged(_ session: Session, _ fetched: Fetched) -> [Fact] {
    [
      Fact(
        "selected", selected(session, fetched.directory), key: "selected",
        data: .optional(session.selection.map { fetched.directory.people(in: $0.rows) })),
      Fact(
        "plan", planned(session, fetched.portal), data: .integer(session.plan.rows.count)),
    ]
  }

  /// Whether a run of the portal has no end.
  private func open(_ shell: isolated Interpreter) async throws(Stop) -> Fact {
    let open = try await shell.openRun()
    return Fact(
      "unfinished", open.map { "run \($0.run): \($0.state)" } ?? "no run", key: "unfinished_run",
      data: .optional(open?.run))
  }

  /// What contacts hold in memory, the order in which Tab finds people: that of the last prompt, and what the
  /// session and its steps hold.
  private func memory(_ fetched: Fetched, _ shell: isolated Interpreter) -> Fact {
    var session = HeldMemory()
    shell.session.count(in: &session)
    shell.timeline.count(in: &session)
    shell.lastPrepared?.staged.count(in: &session)
    let held = fetched.directory.contacts.memory
    let parts: [(name: Text, key: String, bytes: Int)] = [
      ("contacts' names and other texts", "texts", held.texts),
      ("contacts' choices, flags and times", "columns", held.columns),
      ("contacts' ids", "ids", held.identifiers),
      ("contacts' addresses as they are compared", "addresses", held.addresses),
      ("finding contacts by id", "id_index", held.idIndex),
      ("finding contacts by address", "address_index", held.addressIndex),
      ("finding people with Tab", "people_order", shell.knownPeople?.order.size ?? 0),
      ("selections, plan and what undo restores", "session", session.bytes),
    ]
    let total = parts.reduce(0) { $0 + $1.bytes }
    let told = parts.filter { $0.bytes > 0 }.map { "\($0.name) \(Text.size($0.bytes))" as Text }
    return Fact(
      "memory", told.isEmpty ? Text.size(total) : "\(Text.size(total)): \(told.joined(", "))",
      data: .object(
        [DataValue.Member("bytes", .integer(total))]
          + parts.map { DataValue.Member($0.key, .integer($0.bytes)) }))
  }

  private func age(_ time: Int64, _ context: EditContext) -> Text {
    Text.duration(.seconds(max(0, context.now - time)))
  }

  /// How many of a module were fetched, of how many there are.
  private func held(_ module: CRMModule, _ count: Int, _ coverage: Coverage) -> Fact {
    let total = coverage.counts[module]
    let all: Text = total.map { " of \($0)" } ?? ""
    let words: Text =
      if coverage[module] == .nothing {
        "none fetched\(all)"
      } else if let total, count > total {
        "\(count) fetched, CRM counted \(total)"
      } else {
        "\(count)\(all) fetched"
      }
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
      "\(directory.people(in: selection.rows), "person", "people") by: \(selection.origin.shortLine)"
  }

  private func planned(_ session: Session, _ portal: Portal) -> Text {
    guard !session.plan.isEmpty else { return "empty" }
    let assessment = Assessment(of: session.plan, against: portal)
    let blocked = assessment.count(of: .blocked)
    // Contacts come as client users, with licences of their own, and are new all the same.
    let introduced = assessment.introductions + assessment.clientIntroductions
    return
      "\(session.plan.rows.count, "person", "people"), \(introduced) new to the portal, \(blocked) blocked"
  }
}
