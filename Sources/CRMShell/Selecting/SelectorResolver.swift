import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// Turns selectors into rows of the directory, at the moment a line runs.
struct SelectorResolver {
  let session: Session
  let context: EditContext
  let fetched: Fetched
  let people: JoinedPeople
  /// Whether the answer is not wanted any more; it may then be any.
  let isCancelled: () -> Bool

  /// `people`, where they are at hand, are those of what was fetched and of the session's plan.
  init(
    _ session: Session, _ context: EditContext, people: JoinedPeople? = nil,
    isCancelled: @escaping () -> Bool = { false }
  ) throws(Stop) {
    self.session = session
    self.context = context
    self.isCancelled = isCancelled
    fetched = try context.connected()
    self.people =
      people
      ?? JoinedPeople(directory: fetched.directory, portal: fetched.portal, plan: session.plan)
  }

  /// The lowering of filters over these kinds of people.
  func lowering(over modules: Set<CRMModule> = [.users, .contacts]) -> FilterLowering {
    FilterLowering(
      fields: FieldResolver(schemas: fetched.directory.schemas, modules: modules),
      times: TimeLiterals(
        now: context.now, zone: fetched.caller.timeZone, zones: context.zones))
  }

  private var everyone: RowSet { fetched.directory.rows() }
  private var nobody: RowSet { RowSet(capacity: fetched.directory.count) }

  /// The people a selector means.
  func resolve(_ selector: SelectorSyntax) throws(Stop) -> Resolved {
    switch selector {
    case .kind(let kind, _, let filter, let span): return try resolve(kind, filter, span)
    case .account(let word): return try account(word)
    case .file(let path, let column, let span): return try resolve(path, column, span)
    case .list(let list, let span):
      return try matched(list.listed, named: list.name, at: span)
    case .all: return Resolved(rows: everyone)
    case .none: return Resolved(rows: nobody)
    case .selected(let span):
      guard let selection = session.selection else { throw .refusal(.noSelection, at: span) }
      return Resolved(rows: selection.rows, fields: selection.fields)
    case .staged: return Resolved(rows: planned { _ in true })
    case .blocked: return Resolved(rows: planned { $0.kind == .blocked }, fields: [.planReason])
    case .failed(let run, _):
      return Resolved(rows: rows(of: context.failures[run] ?? []))
    case .saved(let name): return try saved(name)
    case .rows(let range, let span): return try listed(range, span)
    case .address(let word): return try address(word)
    case .glob(let word):
      let glob = Glob(lowercased(word.text))
      return Resolved(rows: filtered { glob.matches(fetched.directory.canonicalEmail(at: $0)) })
    case .union(let parts):
      try checkAddresses(of: parts)
      var result = Resolved(rows: nobody)
      for part in parts { result = result.joined(with: try resolve(part)) { $0.union($1) } }
      return result
    case .difference(let left, let right):
      let kept = try resolve(left)
      return kept.joined(with: try resolve(right)) { $0.subtracting($1) }
    }
  }

  private func resolve(_ kind: PeopleKind, _ filter: FilterSyntax?, _ span: Span) throws(Stop)
    -> Resolved
  {
    let directory = fetched.directory
    let (base, modules): (RowSet, Set<CRMModule>) =
      switch kind {
      case .users: (directory.rows(of: .user), [.users])
      case .contacts: (directory.rows(of: .contact), [.contacts])
      case .people: (everyone, [.users, .contacts])
      }
    if kind == .contacts { try fetched.coverage.check(.contacts, at: span) }
    let notes = kind == .people ? fetched.coverage.notesOfPeople : []
    guard let filter else { return Resolved(rows: base, notes: notes) }
    let lowered = try lowering(over: modules).lower(filter)
    return Resolved(
      rows: people.rows(matching: lowered, in: base, isCancelled: isCancelled),
      fields: lowered.fields,
      notes: notes
        + UnknownValues(directory: directory, portal: fetched.portal, plan: people.plan)
        .notes(of: lowered, written: filter))
  }

  /// The contacts of an account, by its name or id.
  private func account(_ word: Word) throws(Stop) -> Resolved {
    try fetched.coverage.check(.contacts, at: word.span)
    let directory = fetched.directory
    let schemas = directory.schemas
    guard let byID = schemas.place(of: "Account_Name.id", in: [.contacts]),
      let byName = schemas.place(of: "Account_Name", in: [.contacts])
    else { return Resolved(rows: nobody) }
    let id = try AccountResolver(fetched).account(word)
    let test: Filter =
      id.map { .test(.crm(byID), .isOneOf([lowercased($0.text)])) }
      ?? .test(.crm(byName), .isOneOf([lowercased(word.text)]))
    return Resolved(
      rows: people.rows(
        matching: test, in: directory.rows(of: .contact), isCancelled: isCancelled),
      fields: [.crm(byName)], notes: fetched.coverage.notes(of: word, id))
  }

  private func saved(_ name: Word) throws(Stop) -> Resolved {
    guard let selection = session.saved[name.text] else {
      throw .refusal(
        .unknownName(
          .savedSelection, name.text,
          suggestions: Suggestions.nearest(to: name.text, in: session.saved.all.map(\.name))),
        at: name.span)
    }
    return Resolved(rows: selection.rows, fields: selection.fields)
  }

  private func listed(_ range: ClosedRange<Int>, _ span: Span) throws(Stop) -> Resolved {
    guard context.source.isTerminal else { throw .refusal(.rowsAtTerminalOnly, at: span) }
    guard let listed = context.listed else { throw .refusal(.nothingListed, at: span) }
    guard range.lowerBound >= 1, range.upperBound <= listed.count else {
      let wrong = range.lowerBound < 1 ? range.lowerBound : range.upperBound
      throw .refusal(.rowOutOfRange(wrong, listed: listed.count), at: span)
    }
    return Resolved(rows: rows(of: listed[(range.lowerBound - 1)...(range.upperBound - 1)]))
  }

  private func address(_ word: Word) throws(Stop) -> Resolved {
    switch lack(of: word) {
    case .notFetched: throw .refusal(.contactNotFetched(word.text), at: word.span)
    case .notLookedUp: throw .refusal(.contactNotLookedUp(word.text), at: word.span)
    case .notInCRM:
      throw .refusal(
        .unknownPerson(word.text, suggestions: nearestAddresses(to: word.text)), at: word.span)
    case nil: break
    }
    var rows = nobody
    for row in EmailAddress(word.text).map({ fetched.directory.rows(of: $0) }) ?? [] {
      rows.insert(row)
    }
    return Resolved(rows: rows)
  }

  /// Why nobody has an address; nil where somebody has.
  private func lack(of word: Word) -> AddressLack? {
    guard let email = EmailAddress(word.text) else { return .notInCRM }
    if !fetched.directory.rows(of: email).isEmpty { return nil }
    if context.lookup.unfetched.contains(email) { return .notFetched }
    return context.lookup.unasked.contains(email) ? .notLookedUp : .notInCRM
  }

  /// Refuses a list of addresses of which several are nobody's, with all that lack what the first does.
  private func checkAddresses(of parts: [SelectorSyntax]) throws(Stop) {
    let missing = parts.compactMap { part -> (word: Word, lack: AddressLack)? in
      guard case .address(let word) = part else { return nil }
      return lack(of: word).map { (word, $0) }
    }
    guard let first = missing.first else { return }
    let alike = missing.filter { $0.lack == first.lack }.map(\.word.text)
    guard alike.count > 1 else { return }
    throw .refusal(.unknownPeople(alike, lack: first.lack), at: first.word.span)
  }

  private func nearestAddresses(to text: String) -> [String] {
    let start = lowercased(text.prefix { $0 != "@" }.prefix(3))
    let near = everyone.lazy.map(fetched.directory.canonicalEmail(at:)).filter {
      $0.hasPrefix(start)
    }.prefix(500)
    return Suggestions.nearest(to: text, in: Array(near))
  }

  private func planned(_ condition: (Change) -> Bool) -> RowSet {
    RowSet(
      people.plan.rows.compactMap { fetched.directory.row(of: $0.person.id) }.filter {
        people.change(at: $0).map(condition) ?? false
      }, capacity: fetched.directory.count)
  }

  private func filtered(_ condition: (Int) -> Bool) -> RowSet {
    var rows = nobody
    for (place, row) in everyone.enumerated() {
      if place % 512 == 511, isCancelled() { return rows }
      if condition(row) { rows.insert(row) }
    }
    return rows
  }

  private func rows(of people: some Sequence<PersonID>) -> RowSet {
    var rows = nobody
    for id in people {
      if let row = fetched.directory.row(of: id) { rows.insert(row) }
    }
    return rows
  }

  private func resolve(_ path: Word, _ column: Word?, _ span: Span) throws(Stop) -> Resolved {
    let reference = ListReference(path: path.text, column: column?.text)
    return try matched(context.lists[reference] ?? [], named: path.text, at: path.span)
  }

  private func matched(_ addresses: [ListedAddress], named name: String, at span: Span)
    throws(Stop) -> Resolved
  {
    let outcome = ListMatching(
      addresses: addresses, directory: fetched.directory, lookup: context.lookup)
    if !context.allowsUnknown, context.source != .terminal {
      if !outcome.unknown.isEmpty {
        throw .refusal(
          .listedButUnknown(file: name, addresses: outcome.unknown.map(\.place)),
          at: span)
      }
      if !outcome.unasked.isEmpty {
        throw .refusal(
          .listedNotLookedUp(file: name, addresses: outcome.unasked.map(\.place)),
          at: span)
      }
      if !outcome.unfetched.isEmpty {
        throw .refusal(
          .listedNotFetched(file: name, addresses: outcome.unfetched.map(\.place)),
          at: span)
      }
    }
    return Resolved(rows: outcome.rows, notes: outcome.notes(file: name))
  }
}

extension ListedAddress {
  /// Where it stands, for an error: `line 3: ana@x.com`.
  fileprivate var place: String { "line \(line): \(text)" }
}

extension JoinedPeople {
  /// A row as a candidate for the plan, with the values of the fields that decided.
  func candidate(at row: Int, fields: [FilterField]) -> PlanCandidate? {
    guard let person = directory.person(at: row) else { return nil }
    let matched = fields.map { field in
      let values = values(of: field, at: row).joined(separator: ", ")
      return "\(FieldNames.name(of: field, in: directory.schemas)) = \(values)"
    }
    return PlanCandidate(person: person, matched: matched)
  }
}
