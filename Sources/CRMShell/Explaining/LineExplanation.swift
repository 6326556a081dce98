import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// What one command of a line means, tried on a draft of the session that is thrown away.
struct LineExplanation {
  /// The command as it was read, variables replaced.
  let line: String
  /// The form of the command.
  let form: String
  /// What it would report; nil where it asks somebody, and is not tried.
  var reply: Report?
  /// What the command does, where it is not tried.
  var summary: String
  let before: Session
  var after: Session
  /// Calls and mails of an import before and after it; nil where the plan stays as it is.
  var costs: (before: CallPlan, after: CallPlan)?
  let portal: Portal?

  var blocks: [Block] {
    var blocks: [Block] = [.heading("\(line)"), .sentence("The form is: \(form)")]
    guard let reply else {
      return blocks + [.sentence("It is not tried here. \(summary).")]
    }
    blocks += objects.map { .sentence($0) } + reply.blocks
    let (selected, staged) = (counts(\.selected), counts(\.staged))
    if selected.0 != selected.1 {
      blocks.append(.sentence("Selected: \(selected.0), then \(selected.1)."))
    }
    if staged.0 != staged.1 {
      blocks.append(.sentence("In the plan: \(staged.0), then \(staged.1)."))
    }
    if let costs {
      blocks.append(
        .sentence(
          "An import would take \(costs.after.writes, "write call", "write calls") and \(costs.after.mails, "invitation mail", "invitation mails"); without the line \(costs.before.writes) and \(costs.before.mails)."
        ))
    }
    return blocks
  }

  var data: DataValue {
    let (selected, staged) = (counts(\.selected), counts(\.staged))
    func pair(_ values: (Int, Int)) -> DataValue {
      ["from": .integer(values.0), "to": .integer(values.1)]
    }
    return [
      "line": .string(line), "form": .string(form), "tried": .bool(reply != nil),
      "objects": .strings(objects.map(\.raw)), "selected": pair(selected), "plan": pair(staged),
      "calls": costs.map { pair(($0.before.writes, $0.after.writes)) } ?? .null,
      "mails": costs.map { pair(($0.before.mails, $0.after.mails)) } ?? .null,
    ]
  }

  private func counts(_ count: (Session) -> Int) -> (Int, Int) { (count(before), count(after)) }

  /// The things of the portal that the line puts into the plan, with their ids.
  private var objects: [Text] {
    guard let portal else { return [] }
    var roles: Set<RoleID> = []
    var customers: Set<CustomerChoice> = []
    var profiles: Set<ProfileID> = []
    var projects: Set<ProjectID> = []
    for row in after.plan.rows {
      let old = before.plan[row.person.id]
      guard old != row else { continue }
      if row.role != old?.role, let role = row.role { roles.insert(role.value) }
      if row.customer != old?.customer, let choice = row.customer { customers.insert(choice.value) }
      if row.profile != old?.profile, let profile = row.profile { profiles.insert(profile.value) }
      for profile in row.projectProfiles where old?.projectProfiles[profile.key] != profile.value {
        profiles.insert(profile.value.value)
      }
      projects.formUnion(
        Set(row.projects.map(\.value)).subtracting(old?.projects.map(\.value) ?? []))
    }
    return portal.roles.filter { roles.contains($0.id) }.map { "Role \($0.name) (\($0.id.text))" }
      + Self.words(of: customers, in: portal)
      + portal.profiles.filter { profiles.contains($0.id) }.map {
        "Profile \($0.name) (\($0.id.text))"
      }
      + portal.projects.filter { projects.contains($0.id) }.map {
        "Project \($0.name) (\($0.id.text))"
      }
  }

  /// Customers of the portal, with their ids, and those that an import would make.
  private static func words(of choices: Set<CustomerChoice>, in portal: Portal) -> [Text] {
    var known: Set<CustomerID> = []
    var made: Set<String> = []
    for choice in choices {
      switch choice {
      case .existing(let id): known.insert(id)
      case .named(let name), .ofAccount(let name, _):
        let named = portal.customers.named(name)
        if named.isEmpty { made.insert(name.text) }
        known.formUnion(named.map(\.id))
      case .ambiguousAccount, .noAccount: break
      }
    }
    return portal.customers.filter { known.contains($0.id) }.map {
      "Customer \($0.name) (\($0.id.text))"
    } + made.sorted().map { "Customer \($0), which an import makes" }
  }
}

extension Session {
  fileprivate var selected: Int { selection?.count ?? 0 }
  fileprivate var staged: Int { plan.rows.count }
}

extension Interpreter {
  /// Tries the commands of a line one after the other on a draft; nothing of it stays.
  func explain(line word: Word, in context: EditContext) async throws(Stop) -> Reply {
    let statements: [Statement]
    do throws(SyntaxError) {
      statements = try Lexer().statements(of: word.text)
    } catch {
      throw .syntax(
        SyntaxError(error.kind, span: place(of: error.span, in: word.text, quoted: word)))
    }
    var explained: [LineExplanation] = []
    var draft = session
    var depth = 0
    for statement in statements {
      if statement.blockWord == .end { depth -= 1 }
      let one: LineExplanation
      do throws(Stop) {
        one = try await explain(statement, of: draft, isInBlock: depth > 0, context)
      } catch {
        // The place it names is one in the inner line.
        throw error.moved { place(of: $0, in: word.text, quoted: word) }
      }
      if statement.blockWord == .if { depth += 1 }
      draft = one.after
      explained.append(one)
    }
    let data = DataValue.array(explained.map(\.data))
    return Reply(
      Report(
        Array(explained.map(\.blocks).joined(by: [.blank])), data: data,
        records: Table(flattening: data, key: "commands")))
  }

  private func explain(
    _ statement: Statement, of session: Session, isInBlock: Bool, _ context: EditContext
  ) async throws(Stop) -> LineExplanation {
    let parsed: ParsedCommand
    do throws(SyntaxError) {
      parsed = try registry.parser(at: context.source).parse(statement) { variables[$0] }
    } catch {
      throw .syntax(error)
    }
    var explanation = LineExplanation(
      line: parsed.resolvedSource, form: parsed.declaration.usage,
      summary: parsed.declaration.summary.prefix(1).uppercased()
        + parsed.declaration.summary.dropFirst(),
      before: session, after: session, portal: fetched?.portal)
    guard !isInBlock || statement.blockWord != nil else {
      explanation.summary = "Whether it runs depends on the conditions above it"
      return explanation
    }
    guard let command = registry[parsed.declaration.name] as? any EditingCommand,
      fetched != nil || !parsed.declaration.requirements.contains(.connected)
    else {
      if parsed.declaration.requirements.contains(.connected), fetched == nil {
        throw .refusal(.notConnected)
      }
      return explanation
    }
    var tried = context
    try await prepare(&tried, for: parsed, on: session)
    explanation.reply = try command.edit(&explanation.after, parsed.arguments, in: tried).report
    if explanation.after.plan != session.plan {
      explanation.costs = (
        before: try await cost(of: session.plan), after: try await cost(of: explanation.after.plan)
      )
    }
    return explanation
  }

  /// What an import of a plan would send.
  private func cost(of plan: Plan) async throws(Stop) -> CallPlan {
    try await readMembers(of: plan)
    guard let services, let portal = fetched?.portal else { throw .refusal(.notConnected) }
    return CallPlanner.plan(
      Assessment(of: plan, against: portal), in: portal, settings: settings.engine(notify: nil),
      capabilities: try await capabilities(of: portalKey(services, portal)))
  }
}

extension Sequence where Element == [Block] {
  /// The blocks one after the other, with others between each two.
  fileprivate func joined(by separator: [Block]) -> [Block] {
    reduce(into: []) { all, blocks in all += (all.isEmpty ? [] : separator) + blocks }
  }
}
