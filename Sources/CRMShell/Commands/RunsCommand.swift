import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `runs [for EMAIL]`
struct RunsCommand: ServiceCommand {
  private static let person = Parameter<Word>.word("for", label: "EMAIL", kind: .person)

  var declaration: Declaration {
    Declaration(
      "runs", chapter: .importing, summary: "past imports, newest first; no connection is needed",
      syntax: .optional(
        .sequence([
          .keyword("for", flag: nil, summary: "only those that planned this person"),
          Self.person.syntax,
        ])),
      examples: [CommandExample(given: ["connect sandbox"], "runs", prints: "No imports yet")])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let word = arguments[Self.person] else { return try await shell.runsReply(matching: nil) }
    guard let email = EmailAddress(word.text) else {
      throw .refusal(.unknownPerson(word.text, suggestions: []), at: word.span)
    }
    return try await shell.runsReply(matching: email)
  }
}

extension Interpreter {
  /// The table of past runs.
  func runsReply(matching email: EmailAddress?) async throws(Stop) -> Reply {
    let journal = try await journal()
    let runs: [RunSummary]
    do throws(JournalFailure) { runs = try await journal.runs(matching: email) } catch {
      throw Stop(error)
    }
    var table = Table(
      key: "runs",
      columns: [
        Column("run", alignment: .trailing), Column("started"),
        Column("portal", isFlexible: true), Column("verdict"),
        Column("people", alignment: .trailing), Column("writes", alignment: .trailing, priority: 1),
        Column("caller", priority: 2, isFlexible: true), Column("plan", priority: 3),
        Column("reason", priority: 2, isFlexible: true),
      ])
    for run in runs {
      let isDone = run.exitCode == 0
      table.append([
        .number(run.run), .time(TimeText.iso8601(run.startedAt)), .text(run.context.portalName),
        .styled(run.word ?? "unfinished", isDone ? .good : .bad), .number(run.people),
        .number(run.writes), .text(run.context.crmCaller), .text(String(run.planDigest.prefix(12))),
        Cell(run.reason),
      ])
    }
    if runs.isEmpty { return Reply(Report([.sentence("No imports yet.")], data: [])) }
    return Reply(.table(table))
  }
}
