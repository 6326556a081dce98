import ImportEngine
import ImportModel
import Reporting

/// What `preview` says, in its views, and as JSON.
struct PreviewReport {
  let prepared: PreparedImport
  let gates: [Block]
  /// The columns that a matrix has to fit into; nil: any.
  var width: Int?
  /// Whether it is told as JSON, which nothing else reads the data for.
  var hasData = true
  /// Whether the matrix is told row by row, and the problems each with its remedy.
  var isInLongForm = false

  enum View { case people, matrix, calls, problems }

  func report(_ view: View) -> Report {
    var blocks: [Block] = [.sentence(title)]
    switch view {
    case .people where changes.isEmpty: break
    case .people: blocks.append(.table(PlanTable.table(changes, of: prepared.portal)))
    case .matrix: blocks += matrix
    case .calls: blocks.append(.table(calls))
    case .problems: blocks += problems
    }
    blocks += [.sentence(counts)] + consequences + deceptiveNames + gates
    if view == .people, prepared.assessment.count(of: .blocked) > 0 {
      blocks.append(
        .notice(
          .warning,
          "blocked people are left out; preview problems tells why, drop blocked takes them off"))
    }
    blocks.append(.sentence("Plan \(prepared.hashes, .strong)"))
    return Report(blocks, data: hasData ? data(of: view) : nil)
  }

  /// What the import takes and brings about besides its people, in sentences.
  var consequences: [Block] {
    [.sentence(cost)] + customers + licences
      + (prepared.grantsAdministration
        ? [
          .notice(
            .warning,
            "an administrator profile is granted: Zoho adds its holders to every project, and import asks for the portal's name"
          )
        ] : [])
  }

  /// Whose name reads like another's; their addresses tell them apart.
  private var deceptiveNames: [Block] {
    let people = NameLookalikes.people(
      among: changes.map(\.row.person), beside: prepared.portal)
    guard !people.isEmpty else { return [] }
    let some: [Text] = people.prefix(3).map { "\($0.name) (\($0.emailText ?? $0.id.text))" }
    let more: Text = people.count > 3 ? ", and \(people.count - 3) more" : ""
    return [
      .notice(
        .warning,
        "\(people.count, "name mixes scripts or reads", "names mix scripts or read") like another's: \(some.joined(", "))\(more)"
      )
    ]
  }

  /// The fixed JSON of a preview; of the matrix and of the problems a list.
  private func data(of view: View) -> DataValue {
    switch view {
    case .people, .calls: PreviewData(prepared: prepared).value
    case .matrix: ProjectMatrix(prepared).longTable.data
    case .problems: PreviewProblems(prepared).table(hasRemedies: true).data
    }
  }

  private var changes: [Change] { prepared.assessment.changes }

  private var title: Text {
    "Preview of \(changes.count, "person", "people", .strong) against portal \(prepared.portal.name, .strong), read \(Text.duration(.seconds(prepared.age))) ago"
  }

  /// How many people there are of each change.
  private var counts: Text {
    let parts = ChangeKind.allCases.compactMap { kind -> Text? in
      let count = prepared.assessment.count(of: kind)
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    return parts.isEmpty ? "The plan is empty." : "\(parts.joined(", "))."
  }

  private var cost: Text {
    let calls = prepared.calls
    guard calls.writes > 0 else { return "Nothing to write: 0 calls, 0 mails." }
    let canaries = calls.calls.filter(\.isCanary)
    let subject: Text = canaries.contains { $0.people.isEmpty } ? "person or customer" : "person"
    let tried: Text =
      canaries.isEmpty
      ? ""
      : calls.writes == 1
        ? " (a first try, with one \(subject))"
        : " (\(canaries.count, "is a first try", "are first tries"), with one \(subject)\(canaries.count == 1 ? "" : " each"))"
    return
      "\(calls.writes, "write call", "write calls")\(tried), \(calls.mails, "invitation mail", "invitation mails"), about \(Text.duration(.seconds(calls.estimateSeconds)))."
  }

  /// The customers that are made or linked, in a sentence each kind, and what could be mistaken.
  private var customers: [Block] {
    let changes = prepared.assessment.customers
    let made = changes.filter { $0.kind == .add }
    let linked = changes.filter { $0.kind == .join }
    var blocks: [Block] = []
    if !made.isEmpty || !linked.isEmpty {
      let parts: [Text] = [
        made.isEmpty
          ? nil
          : "\(made.count, "customer is", "customers are") made: \(made.map(\.name).joined(separator: ", "))",
        linked.isEmpty
          ? nil
          : "\(linked.count, "is", "are") linked to more projects: \(linked.map(\.name).joined(separator: ", "))",
      ].compactMap { $0 }
      blocks.append(.sentence("Customers: \(parts.joined("; "))."))
    }
    return blocks + mistakable(made)
  }

  /// What new customers could be mistaken for: likely the same company.
  private func mistakable(_ made: [CustomerChange]) -> [Block] {
    guard !made.isEmpty else { return [] }
    let lookalikes = CustomerLookalikes(of: prepared.portal.customers)
    return made.compactMap { change in
      let alike = CustomerName(change.name).map(lookalikes.names) ?? []
      guard !alike.isEmpty else { return nil }
      return .notice(
        .warning,
        "\(change.name) is made beside \(alike.joined(separator: ", ")): are they one company?\(letters(change.name, alike))"
      )
    }
  }

  /// Which letters of the names are drawn like others.
  private func letters(_ name: String, _ alike: [String]) -> Text {
    let notes = ([name] + alike).compactMap(LookalikeWords.note).prefix(2)
    return notes.isEmpty ? "" : " (\(Array(notes).joined("; ")))"
  }

  private var licences: [Block] {
    let (portal, assessment) = (prepared.portal, prepared.assessment)
    guard !changes.isEmpty else { return [] }
    return [
      assessment.has(.user)
        ? Self.licences("portal users", portal.licences.staff, assessment.introductions) : nil,
      assessment.has(.contact)
        ? Self.licences("client users", portal.licences.clients, assessment.clientIntroductions)
        : nil,
    ].compactMap { $0 }
  }

  private static func licences(_ kind: String, _ count: LicenceCount?, _ needed: Int) -> Block? {
    guard let count else {
      return .notice(.note, "Licences of \(kind): not told, \(needed) needed.")
    }
    guard let left = count.remaining else { return .sentence("Licences of \(kind): unlimited.") }
    let text: Text =
      "Licences of \(kind): \(count.total) in all, \(left) left, \(needed) needed, \(left - needed) after."
    return needed > left ? .notice(.problem, text) : .sentence(text)
  }

  /// The calls, one row each, and the lists that prove them, each with the calls that reading it takes.
  var calls: Table {
    let names = PortalNames(prepared.portal)
    var table = Table(
      key: "calls",
      columns: [
        Column("call", alignment: .trailing), Column("kind"),
        Column("project", isFlexible: true), Column("customer", priority: 1, isFlexible: true),
        Column("people", alignment: .trailing), Column("calls", alignment: .trailing, priority: 1),
        Column("mails", priority: 1), Column("endpoint", priority: 2, isFlexible: true),
        Column("canary", title: "first try", priority: 3),
      ])
    for (index, call) in prepared.calls.calls.enumerated() {
      table.append([
        .number(index + 1), .text(call.kind.rawValue), Cell(call.project.map(names.project)),
        Cell(call.customer.map(names.customer)),
        .number(call.peopleCount), .number(1), .flag(call.notify), .text(call.pattern.rawValue),
        .flag(call.isCanary),
      ])
    }
    for read in prepared.calls.reads {
      table.append([
        .empty, "read", Cell(read.project.map(names.project)), .empty, .empty,
        .number(read.calls), .flag(false), .text(read.pattern.rawValue), .flag(false),
      ])
    }
    return table
  }

  private var problems: [Block] {
    let problems = PreviewProblems(prepared)
    if isInLongForm { return [.table(problems.table(hasRemedies: true))] }
    return problems.isEmpty
      ? [.sentence("No problems.")]
      : [.table(problems.table(hasRemedies: false))] + problems.remedies
  }

  private var matrix: [Block] {
    let matrix = ProjectMatrix(prepared)
    let pages = isInLongForm ? [] : matrix.pages(width: width)
    let tables = pages.enumerated().flatMap { number, page -> [Block] in
      let table = matrix.table(page, number: number + 1, of: pages.count, width: width)
      return (number == 0 ? [] : [.blank]) + [.table(table)]
    }
    return (isInLongForm ? [.table(matrix.longTable)] : tables)
      + (matrix.others == 0
        ? []
        : [.sentence("\(matrix.others, "person is", "people are") in no project of the plan.")])
  }
}
