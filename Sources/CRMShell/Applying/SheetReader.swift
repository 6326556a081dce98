import CommandLanguage
import ImportEngine
import ImportModel

/// What a row of a table says, in things that the portal has.
struct SheetRow {
  let line: Int
  /// The people of CRM with the row's address that can have what it says.
  let candidates: [PlanCandidate]
  let email: EmailAddress
  var role: Role?
  var profile: Profile?
  var projects: [Project] = []
  /// Nil where the row says nothing of a customer; by person, since `auto` goes by their account.
  var customer: [PersonID: CustomerChoice]?
  var customerText: String?
}

/// Reads the rows of a table against both sides; every cell that can't be meant is a problem, and
/// one problem is enough for nobody to be staged.
struct SheetReader {
  private let sheet: Sheet
  private let people: JoinedPeople
  private let portal: Portal
  private let names: NameResolver
  private let makesCustomers: Bool
  private let context: EditContext
  private(set) var rows: [SheetRow] = []
  private(set) var problems: [RowProblem] = []
  private var projectsByPart: [String: Result<[Project], Refusal>] = [:]
  /// Lines of each person, in order.
  private var lines: [EmailAddress: [Int]] = [:]
  /// What was said of a person first, by column, and where.
  private var said: [EmailAddress: [SheetColumn: (text: String, line: Int)]] = [:]

  init(_ sheet: Sheet, _ people: JoinedPeople, _ context: EditContext, makesCustomers: Bool)
    throws(Stop)
  {
    self.sheet = sheet
    self.people = people
    self.context = context
    self.makesCustomers = makesCustomers
    portal = try context.connected().portal
    names = NameResolver(portal: portal)
    for row in sheet.table.rows {
      var faults: [Problem] = []
      if let read = read(row, &faults), faults.isEmpty { rows.append(read) }
      problems += faults.map {
        RowProblem(line: row.line, column: $0.column?.rawValue, refusal: $0.refusal)
      }
    }
  }

  /// People who stand on several lines, each with these, by the first of them.
  var repeated: [(email: EmailAddress, lines: [Int])] {
    lines.filter { $0.value.count > 1 }.map { ($0.key, $0.value) }
      .sorted { ($0.lines.first ?? 0) < ($1.lines.first ?? 0) }
  }

  private struct Problem: Error {
    let column: SheetColumn?
    let refusal: Refusal
  }

  /// Reads a row as far as it can be read; what is wrong with each of its cells comes into `faults`.
  private mutating func read(_ row: ListedTable.Row, _ faults: inout [Problem]) -> SheetRow? {
    if let refusal = sheet.misshape(of: row) {
      // Which cell is one too many nobody knows, hence not what the others mean.
      faults.append(Problem(column: nil, refusal: refusal))
      return nil
    }
    let email = attempt(&faults) { () throws(Problem) in try address(of: row) }
    if let email {
      lines[email, default: []].append(row.line)
      faults += compare(row, of: email)
    }
    let role =
      attempt(&faults) { () throws(Problem) in
        try cell(.role, of: row) { word throws(Stop) in try names.role(word) }
      } ?? nil
    let profile =
      attempt(&faults) { () throws(Problem) in
        try cell(.profile, of: row) { word throws(Stop) in try names.profile(word) }
      } ?? nil
    let customer = sheet.cell(.customer, of: row)
    let projects = projects(of: row, &faults)
    let kind = email.flatMap { email in
      attempt(&faults) { () throws(Problem) in
        try self.kind(of: email, row, role, profile, customer)
      }
    }
    let candidates = candidates(email, kind, &faults)
    let choices = customer.flatMap { customer in
      attempt(&faults) { () throws(Problem) in try self.choices(customer, for: candidates) }
    }
    guard let email else { return nil }
    var result = SheetRow(line: row.line, candidates: candidates, email: email)
    (result.role, result.profile, result.customerText) = (role, profile, customer)
    (result.projects, result.customer) = (projects, choices)
    return result
  }

  /// What a part of a row is read as; nil, and a fault more, where it can't be.
  private func attempt<Value>(
    _ faults: inout [Problem], _ read: () throws(Problem) -> Value
  ) -> Value? {
    do throws(Problem) { return try read() } catch {
      faults.append(error)
      return nil
    }
  }

  private func address(of row: ListedTable.Row) throws(Problem) -> EmailAddress {
    do throws(Refusal) { return try sheet.address(of: row) } catch {
      throw Problem(column: .email, refusal: error)
    }
  }

  /// The person of an address; several of one address can't be told apart.
  private func candidates(
    _ email: EmailAddress?, _ kind: PersonKind?, _ faults: inout [Problem]
  ) -> [PlanCandidate] {
    guard let email, let kind else { return [] }
    let found = people.directory.rows(of: email)
      .filter { people.directory.kind(at: $0) == kind }
      .compactMap { people.candidate(at: $0, fields: []) }
    if found.count > 1 {
      faults.append(
        Problem(column: .email, refusal: .sharedAddress(email.text, kind, count: found.count)))
    }
    return found
  }

  /// What two rows of one person say must be the same; projects add up.
  private mutating func compare(_ row: ListedTable.Row, of email: EmailAddress) -> [Problem] {
    var problems: [Problem] = []
    for column in [SheetColumn.role, .customer, .profile] {
      guard let text = sheet.cell(column, of: row).map({ lowercased($0) }) else { continue }
      if let first = said[email]?[column], first.text != text {
        problems.append(
          Problem(
            column: column, refusal: .rowsContradict(column: column.rawValue, line: first.line)))
      }
      if said[email]?[column] == nil { said[email, default: [:]][column] = (text, row.line) }
    }
    return problems
  }

  /// As what somebody is meant: a role makes them a user, a customer a contact, a profile what it is
  /// for; else they are what the plan has them as, or a user.
  private func kind(
    of email: EmailAddress, _ row: ListedTable.Row, _ role: Role?, _ profile: Profile?,
    _ customer: String?
  ) throws(Problem) -> PersonKind {
    let there = people.directory.rows(of: email)
    guard !there.isEmpty else { throw Problem(column: .email, refusal: stranger(email)) }
    var wanted: [(SheetColumn, PersonKind)] = []
    if role != nil { wanted.append((.role, .user)) }
    if customer != nil { wanted.append((.customer, .contact)) }
    if let profile { wanted.append((.profile, profile.isForClients ? .contact : .user)) }
    for (column, kind) in wanted {
      let isThere = there.contains { people.directory.kind(at: $0) == kind }
      guard isThere, kind == wanted[0].1 else {
        throw Problem(
          column: column,
          refusal: .columnOfOtherKind(column.rawValue, kind == .user ? .contact : .user))
      }
    }
    if let first = wanted.first { return first.1 }
    let planned = there.first { people.planRow(at: $0) != nil }
    let isUser = there.contains { people.directory.kind(at: $0) == .user }
    return planned.map { people.directory.kind(at: $0) } ?? (isUser ? .user : .contact)
  }

  private func stranger(_ email: EmailAddress) -> Refusal {
    if context.lookup.unfetched.contains(email) { return .contactNotFetched(email.text) }
    if context.lookup.unasked.contains(email) { return .contactNotLookedUp(email.text) }
    return .unknownPerson(email.text, suggestions: [])
  }

  /// The projects of a cell, each that can't be meant a fault of its own.
  private mutating func projects(of row: ListedTable.Row, _ faults: inout [Problem]) -> [Project] {
    guard let text = sheet.cell(.projects, of: row) else { return [] }
    var found: [Project] = []
    for part in text.split(separator: ";").map({ String($0).trimmingBlanks() }) where !part.isEmpty
    {
      switch project(part) {
      case .success(let named): found += named.filter { !found.contains($0) }
      case .failure(let refusal):
        faults.append(Problem(column: .projects, refusal: refusal))
      }
    }
    return found
  }

  /// What a part of a cell names; each is looked up once, for the same may stand in every row.
  private mutating func project(_ part: String) -> Result<[Project], Refusal> {
    if let known = projectsByPart[part] { return known }
    let result: Result<[Project], Refusal>
    do throws(Stop) { result = .success(try names.projects([Self.word(part)])) } catch {
      let isPattern = part.contains { "*?".contains($0) }
      result = .failure(
        isListWithCommas(part)
          ? .commaBetweenProjects(part)
          : isPattern ? .patternInCell(part) : Self.refusal(in: error))
    }
    projectsByPart[part] = result
    return result
  }

  /// Whether what names no project names some between its commas.
  private func isListWithCommas(_ text: String) -> Bool {
    let parts = text.split(separator: ",").map { String($0).trimmingBlanks() }
    guard parts.count > 1 else { return false }
    return parts.contains { part in
      portal.projects.contains { lowercased($0.name) == lowercased(part) || $0.id.text == part }
    }
  }

  private func choices(
    _ text: String, for candidates: [PlanCandidate]
  ) throws(Problem) -> [PersonID: CustomerChoice] {
    if let problem = portal.customersProblem {
      throw Problem(column: .customer, refusal: .customersUnknown(problem))
    }
    var choices: [PersonID: CustomerChoice] = [:]
    // A name is looked up also where the person of the row is not known.
    if candidates.isEmpty, !Sheet.isAutomatic(text) {
      do throws(Stop) {
        _ = try CustomerCommand.choice(Self.word(text), isNew: makesCustomers, portal)
      } catch {
        throw Problem(column: .customer, refusal: Self.refusal(in: error))
      }
    }
    for candidate in candidates {
      let person = candidate.person
      do throws(Stop) {
        choices[person.id] =
          Sheet.isAutomatic(text)
          ? CustomerCommand.automatic(person.account, people.directory, context.namesakes)
          : try CustomerCommand.choice(Self.word(text), isNew: makesCustomers, portal)
      } catch {
        throw Problem(column: .customer, refusal: Self.refusal(in: error))
      }
    }
    return choices
  }

  private func cell<Value>(
    _ column: SheetColumn, of row: ListedTable.Row, _ read: (Word) throws(Stop) -> Value
  ) throws(Problem) -> Value? {
    guard let text = sheet.cell(column, of: row) else { return nil }
    do throws(Stop) { return try read(Self.word(text)) } catch {
      throw Problem(column: column, refusal: Self.refusal(in: error))
    }
  }

  /// A cell is a name as it stands, never a glob.
  private static func word(_ text: String) -> Word {
    Word(text, span: Span(0, 0), isQuoted: true)
  }

  /// Names are all that is looked up in a row: nothing else can be refused there.
  private static func refusal(in stop: Stop) -> Refusal {
    if case .refusal(let refusal, _) = stop { refusal } else { .noSelection }
  }
}
