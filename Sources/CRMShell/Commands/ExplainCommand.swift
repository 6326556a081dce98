import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `explain EMAIL [in RUN]`
struct ExplainCommand: ServiceCommand {
  private static let person = Parameter<Word>.word("person", label: "EMAIL", kind: .person)
  private static let run = Parameter<Word>.word("in", label: "RUN", kind: .run)

  var declaration: Declaration {
    Declaration(
      "explain", chapter: .looking,
      summary: "why a person is in the plan, which line gave what, what import would do",
      details: [
        "With in RUN: what a past import planned for the person, and why; no connection is needed."
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
          "explain priya.nair@zylker.example", prints: "role Manager for")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let word = arguments[Self.person] else { throw .refusal(.noSelection) }
    if let run = arguments[Self.run] { return try await past(word, run, shell) }
    let resolver = try SelectorResolver(shell.session, context)
    let rows = Array(try resolver.resolve(.address(word)).rows)
    try await shell.readMembers(
      of: Set(shell.session.plan.rows.flatMap(\.touchedProjects)))
    let portal = shell.fetched?.portal ?? resolver.fetched.portal
    let people = JoinedPeople(
      directory: resolver.fetched.directory, portal: portal, plan: shell.session.plan)
    return Reply(
      Report(rows.flatMap { blocks($0, people, PortalNames(portal), shell.session) }))
  }

  private func blocks(
    _ row: Int, _ people: JoinedPeople, _ names: PortalNames, _ session: Session
  ) -> [Block] {
    let person = people.directory.person(at: row)
    var blocks: [Block] = [
      .heading("\(person?.name ?? "") \(person?.emailText ?? "")")
    ]
    if let selection = session.selection, selection.rows.contains(row) {
      blocks.append(.sentence("Selected by: \(selection.origin.line)"))
    }
    guard let change = people.change(at: row) else {
      return blocks + [.sentence("Not in the plan.")]
    }
    if !change.row.matched.isEmpty {
      blocks.append(.sentence("Matched: \(change.row.matched.joined(separator: "; "))"))
    }
    for line in PlanWords.sources(of: change.row, names) { blocks.append(.sentence(line)) }
    for line in PlanWords.consequences(of: change, names) { blocks.append(.sentence(line)) }
    return blocks
  }

  private func past(_ word: Word, _ run: Word, _ shell: isolated Interpreter)
    async throws(Stop) -> Reply
  {
    let journal = try await shell.journal()
    let reference: RunReference =
      Int(run.text).map { .number($0, run.span) } ?? .last
    guard Int(run.text) != nil || lowercased(run.text) == "last" else {
      throw .refusal(.unknownName(.run, run.text, suggestions: []), at: run.span)
    }
    let number = try await shell.number(of: reference, journal)
    let report: RunReport
    do throws(JournalFailure) { report = try await journal.report(number) } catch {
      throw Stop(error)
    }
    let email = EmailAddress(word.text)
    let found = report.people.filter { person in
      email != nil && person.planned.canonicalEmail == email?.canonical
    }
    guard !found.isEmpty else {
      throw .refusal(.unknownPerson(word.text, suggestions: []), at: word.span)
    }
    return Reply(Report(found.flatMap { RunWords.person($0, in: number) }))
  }
}
