import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// What lines would do as they stand: they run on a copy of the session, by the commands' own code.
/// Nothing is told of lines that would be refused, or that need something to be read first.
struct Consequence {
  /// How many people are staged on the copy, and may stand in its plan; beyond that only their number
  /// is told.
  private static let mostStaged = 2_000

  private let assistant: SessionAssistant
  private let fetched: Fetched
  private let context: EditContext
  private let isCancelled: () -> Bool

  /// Nil while nothing is connected.
  init?(_ assistant: SessionAssistant, isCancelled: @escaping () -> Bool) {
    guard let fetched = assistant.fetched, let context = assistant.context else { return nil }
    self.assistant = assistant
    self.fetched = fetched
    self.isCancelled = isCancelled
    // Members decide nothing here, and to join them with the people takes long.
    var light = fetched
    light.portal.members = [:]
    self.context = context.with(light)
  }

  /// What the last of the commands would do after the others; empty where that can't be told.
  func parts(for statements: [StatementReading]) -> [String] {
    var session = assistant.session
    var parts: [String] = []
    for statement in statements {
      guard let parsed = statement.parsed, statement.failure == nil else { return [] }
      do throws(Stop) {
        guard let outcome = try outcome(of: parsed, on: &session), !isCancelled() else { return [] }
        parts = outcome
      } catch {
        // What the line would be refused for is told when it runs.
        return []
      }
    }
    return parts
  }

  private func outcome(
    of parsed: ParsedCommand, on session: inout Session
  ) throws(Stop) -> [String]? {
    guard isReady(LineNeeds(parsed.arguments)) else { return nil }
    switch parsed.declaration.name {
    case "list", "count": return try listed(parsed.arguments, session)
    case "select", "deselect", "drop":
      guard let command = command(parsed),
        let (arguments, _) = try resolving("selector", parsed.arguments, &session)
      else { return nil }
      return try chosen(command, arguments, on: &session)
    case "role", "customer", "profile", "assign", "unassign":
      guard let command = command(parsed),
        let (arguments, rows) = try resolving("for", parsed.arguments, &session),
        let rows = rows ?? session.selection?.rows
      else { return nil }
      return try staged(command, arguments, rows, of: parsed, on: &session)
    default: return nil
    }
  }

  private func command(_ parsed: ParsedCommand) -> (any EditingCommand)? {
    assistant.registry[parsed.declaration.name] as? any EditingCommand
  }

  /// Whether the line can run without waiting.
  private func isReady(_ needs: LineNeeds) -> Bool {
    let active = fetched.portal.projects.filter(\.isActive).map(\.id)
    return needs.lists.isEmpty && needs.runs.isEmpty && !needs.needsPlannedMembers
      && (!needs.needsMembers || active.allSatisfy { fetched.portal.members[$0] != nil })
      && needs.addresses.allSatisfy { !fetched.directory.rows(of: $0).isEmpty }
  }

  private func resolver(_ session: Session) throws(Stop) -> SelectorResolver {
    let joined = assistant.known?.joined
    return try SelectorResolver(
      session, context, people: joined?.plan == session.plan ? joined : nil,
      isCancelled: isCancelled)
  }

  /// The arguments with the people that a selector means in its place, under a name that no line can
  /// write: the command then finds them at once. Nil once nobody wants to know.
  private func resolving(
    _ slot: String, _ arguments: Arguments, _ session: inout Session
  ) throws(Stop) -> (Arguments, RowSet?)? {
    let selectors = arguments.everything.compactMap { $0 as? SelectorSyntax }
    guard let selector = selectors.first else { return (arguments, nil) }
    let resolved = try resolver(session).resolve(selector)
    guard !isCancelled() else { return nil }
    session.saved[""] = Selection(
      rows: resolved.rows, fields: resolved.fields, origin: context.origin)
    var arguments = arguments
    arguments.set(SelectorSyntax.saved(Word("", span: selector.span, isQuoted: false)), for: slot)
    return (arguments, resolved.rows)
  }

  private func listed(_ arguments: Arguments, _ session: Session) throws(Stop) -> [String]? {
    guard ListForm.thing(arguments) == nil else { return nil }
    let resolver = try resolver(session)
    let (resolved, modules) = try ListForm.meant(arguments, resolver)
    let columns =
      [arguments[ListForm.order]].compactMap { $0 } + (arguments[ListForm.columns] ?? [])
    for column in columns { _ = try ListForm.column(column, resolver, modules) }
    let total = fetched.directory.people(in: resolved.rows)
    guard let limit = arguments[ListForm.limit], limit < total else {
      return people(resolved.rows)
    }
    return ["\(limit) of \(peopleCount(total))"]
  }

  private func chosen(
    _ command: any EditingCommand, _ arguments: Arguments, on session: inout Session
  ) throws(Stop) -> [String]? {
    let isDrop = command is DropCommand
    let before = session.plan
    // The plan decides nothing any more once the people are known, but for what is dropped from it.
    if !isDrop { session.plan = Plan() }
    _ = try command.edit(&session, arguments, in: context)
    if isDrop {
      let dropped = before.rows.count - session.plan.rows.count
      return ["\(peopleCount(dropped)) off the plan", "\(session.plan.rows.count) left in it"]
    }
    session.plan = before
    guard let selection = session.selection else { return nil }
    return command is DeselectCommand
      ? ["\(peopleCount(fetched.directory.people(in: selection.rows))) left selected"]
      : people(selection.rows)
  }

  private func staged(
    _ command: any EditingCommand, _ arguments: Arguments, _ rows: RowSet,
    of parsed: ParsedCommand, on session: inout Session
  ) throws(Stop) -> [String]? {
    let isWhole = rows.count <= Self.mostStaged && session.plan.rows.count <= Self.mostStaged
    if !isWhole {
      // Some of them are enough to learn whether the line would be refused: users stand at the
      // beginning, contacts at the end.
      let all = Array(rows)
      let some = RowSet(
        all.prefix(Self.mostStaged / 2) + all.suffix(Self.mostStaged / 2), capacity: rows.capacity)
      let selection = Selection(rows: some, fields: [], origin: context.origin)
      session.plan = Plan()
      if session.saved[""] != nil {
        session.saved[""] = selection
      } else {
        session.selection = selection
      }
    }
    let reply = try command.edit(&session, arguments, in: context)
    let words = people(rows)
    // An automatic customer depends on accounts that may not be known here.
    guard isWhole, !CustomerCommand.isAutomatic(parsed) || assistant.knowsAccounts else {
      return words
    }
    return words + effects(reply, rows, session)
  }

  /// Who would be left out, and what earlier lines said that this one overrides.
  private func effects(_ reply: Reply, _ rows: RowSet, _ session: Session) -> [String] {
    let people = Set(rows.compactMap { fetched.directory.id(at: $0) })
    let unfinished: Set<BlockReason> = [.noRole, .noProject, .noCustomer]
    let blocked = Assessment(of: session.plan, against: context.fetched?.portal ?? fetched.portal)
      .changes.filter { people.contains($0.row.person.id) }
      .compactMap { change in change.blocked.first { !unfinished.contains($0) } }
    var parts: [String] = []
    if !blocked.isEmpty {
      let reasons = BlockReason.allCases.filter(blocked.contains).map(\.rawValue)
      let named = reasons.prefix(2).joined(separator: ", ") + (reasons.count > 2 ? " …" : "")
      parts.append("\(blocked.count) blocked (\(named))")
    }
    if case .integer(let overridden)? = reply.report.data?["overridden"], overridden > 0 {
      parts.append("\(overridden) overridden")
    }
    return parts
  }

  /// How many people rows are, and how many of them the portal has: found from the portal's side.
  private func people(_ rows: RowSet) -> [String] {
    var present: Set<EmailAddress> = []
    for user in fetched.portal.users.all
    where fetched.directory.rows(of: user.email).contains(where: rows.contains) {
      present.insert(user.email)
    }
    let count = peopleCount(fetched.directory.people(in: rows))
    return [count] + (present.isEmpty ? [] : ["\(present.count) already in the portal"])
  }
}
