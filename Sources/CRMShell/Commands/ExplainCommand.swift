import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `explain EMAIL [in RUN]` and `explain 'LINE'`
struct ExplainCommand: ServiceCommand {
  private static let person = Parameter<Word>.word("person", label: "EMAIL|'LINE'", kind: .person)
  private static let run = Parameter<RunReference>.run("in")

  var declaration: Declaration {
    Declaration(
      "explain", chapter: .looking,
      summary:
        "why a person is in the plan, which line gave what, what import would do; what a line means",
      details: [
        "With in RUN: what a past import planned for the person, and why; no connection is needed.",
        "A line in quotes is tried on a draft: what its names stand for, whom it means, what it would stage, and the calls and mails of an import with and without it. Nothing of it stays, and what asks a service is not tried.",
      ],
      syntax: .sequence([
        Self.person.syntax,
        .optional(
          .sequence([.keyword("in", flag: nil, summary: "a past import"), Self.run.syntax])),
      ]),
      examples: [
        CommandExample(
          given: [
            "connect sandbox", "role Manager for where crm.role = \"Sales Manager\"",
            "assign Website for staged",
          ],
          "explain priya.nair@zylker.example", prints: "role Manager for"),
        CommandExample(
          given: ["connect sandbox"], "explain 'role Manager for where crm.role = \"Sales Rep\"'",
          prints: "An import would take"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let word = arguments[Self.person] else { throw .refusal(.noSelection) }
    if Self.isLine(word) {
      guard arguments[Self.run] == nil else {
        throw .refusal(.unknownPerson(word.text, suggestions: []), at: word.span)
      }
      return try await shell.explain(line: word, in: context)
    }
    if let run = arguments[Self.run] { return try await past(word, run, shell) }
    let resolver = try SelectorResolver(shell.session, context)
    let rows = Array(try resolver.resolve(.address(word)).rows)
    try await shell.readMembers(of: shell.session.plan)
    let portal = shell.fetched?.portal ?? resolver.fetched.portal
    let people = JoinedPeople(
      directory: resolver.fetched.directory, portal: portal, plan: shell.session.plan)
    let told = DataValue.array(rows.map { data($0, people, shell.session) })
    return Reply(
      Report(
        rows.flatMap { blocks($0, people, shell.session) }, data: told,
        records: Table(flattening: told, key: "people")))
  }

  /// Addresses have no blanks and an @, lines are quoted.
  private static func isLine(_ word: Word) -> Bool {
    word.isQuoted && (word.text.contains(" ") || !word.text.contains("@"))
  }

  private func blocks(_ row: Int, _ people: JoinedPeople, _ session: Session) -> [Block] {
    let names = people.names
    let person = people.directory.person(at: row)
    var blocks: [Block] = [
      .heading("\(person?.name ?? "") \(person?.emailText ?? "")")
    ]
    if let selection = session.selection, selection.rows.contains(row) {
      blocks.append(.sentence("Selected by: \(selection.origin.shortLine)"))
    }
    guard let change = people.change(at: row) else {
      return blocks + [.sentence("Not in the plan.")]
    }
    if !change.row.matched.isEmpty {
      blocks.append(.sentence("Matched: \(change.row.matched.joined(separator: "; "))"))
    }
    for line in PlanWords.sources(of: change.row, names) { blocks.append(.sentence(line)) }
    for line in PlanWords.consequences(of: change, in: people.portal) {
      blocks.append(.sentence(line))
    }
    return blocks
  }

  /// The same for programs.
  private func data(_ row: Int, _ people: JoinedPeople, _ session: Session) -> DataValue {
    let person = people.directory.person(at: row)
    let change = people.change(at: row)
    let isSelected = session.selection?.rows.contains(row) == true
    return [
      "email": .optional(person?.emailText), "name": .optional(person?.name),
      "selected_by": .optional(isSelected ? session.selection?.origin.line : nil),
      "matched": .strings(change?.row.matched ?? []),
      "change": .optional(change?.kind.rawValue),
      "because": .strings(
        change.map { PlanWords.sources(of: $0.row, people.names).map(\.raw) } ?? []),
      "consequences": .strings(
        change.map { PlanWords.consequences(of: $0, in: people.portal).map(\.raw) } ?? []),
    ]
  }

  private func past(_ word: Word, _ run: RunReference, _ shell: isolated Interpreter)
    async throws(Stop) -> Reply
  {
    let journal = try await shell.journal()
    let report = try await shell.report(of: run, about: EmailAddress(word.text), in: journal)
    let number = report.summary.run
    let isRevert = report.summary.revertOf != nil
    let found = report.people
    guard !found.isEmpty else {
      throw .refusal(.notInRun(word.text, run: number), at: word.span)
    }
    return Reply(
      Report(
        found.flatMap { RunWords.person($0, in: number, isRevert: isRevert) },
        data: .array(found.map { RunData.person($0, in: number, isRevert: isRevert) })))
  }
}
