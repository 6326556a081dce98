import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `runs [for EMAIL] [where EXPR] [--verify]`
struct RunsCommand: ServiceCommand {
  private static let person = Parameter<Word>.word("for", label: "EMAIL", kind: .person)

  var declaration: Declaration {
    Declaration(
      "runs", chapter: .importing, summary: "past imports, newest first; no connection is needed",
      details: [
        "With --verify: whether the audit log is whole and every past import still stands in the journal as it was written; exit code 3 when not."
      ],
      syntax: .sequence([
        .optional(
          .sequence([
            .keyword("for", flag: nil, summary: "only those that planned this person"),
            Self.person.syntax,
          ])),
        .optional(
          .sequence([
            .keyword("where", flag: nil, summary: "only these, by the columns of the list"),
            ListForm.filter.syntax,
          ])),
      ]),
      options: [OptionDeclaration("verify", summary: "prove that nothing was altered since")],
      examples: [
        CommandExample(given: ["connect sandbox"], "runs", prints: "No imports yet"),
        CommandExample(given: ["connect sandbox"], "runs --verify", prints: "intact"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    if arguments.has("verify") { return try await shell.verification() }
    var email: EmailAddress?
    if let word = arguments[Self.person] {
      email = EmailAddress(word.text)
      guard email != nil else {
        throw .refusal(.unknownPerson(word.text, suggestions: []), at: word.span)
      }
    }
    var reply = try await shell.runsReply(matching: email)
    try reply.narrow(by: TableQuery(arguments))
    return reply
  }
}

extension Interpreter {
  /// Whether the journal still holds what its audit log tells.
  func verification() async throws(Stop) -> Reply {
    let journal = try await journal()
    do throws(JournalFailure) {
      let verdict = try await journal.verify()
      return ChainWords.reply(verdict, neighbours: await journal.neighbours())
    } catch {
      throw Stop(error)
    }
  }

  /// The table of past runs.
  func runsReply(matching email: EmailAddress?) async throws(Stop) -> Reply {
    let journal = try await journal()
    let listed: ListedRuns
    do throws(JournalFailure) { listed = try await ListedRuns(matching: email, in: journal) } catch
    {
      throw Stop(error)
    }
    if listed.runs.isEmpty { return Reply(Report([.sentence("No imports yet.")], data: [])) }
    return Reply(.table(listed.table))
  }
}

/// Runs as one row each.
struct ListedRuns {
  let runs: [RunSummary]
  /// The numbers of those at which a process is at work.
  var underWay: Set<Int> = []

  init(runs: [RunSummary]) { self.runs = runs }

  /// Past runs, newest first; with an address only those whose plan names it.
  init(matching email: EmailAddress?, in journal: any RunJournal) async throws(JournalFailure) {
    let found = try await journal.runs(matching: email)
    let open = found.filter { $0.endedAt == nil }
    guard !open.isEmpty else {
      self.init(runs: found)
      return
    }
    var held: Set<PortalKey> = []
    for key in Set(open.map(\.context.key)) {
      if case .process = await journal.holder(of: key) { held.insert(key) }
    }
    // One may have come to its end before it was asked who holds its portal.
    let ended = try await journal.runs(matching: email).filter { $0.endedAt != nil }
    let ends = Dictionary(ended.map { ($0.run, $0) }) { first, _ in first }
    self.init(runs: found.map { ends[$0.run] ?? $0 })
    underWay = Set(unfinished.filter { held.contains($0.context.key) }.map(\.run))
  }

  private var unfinished: [RunSummary] { runs.filter { $0.endedAt == nil } }

  /// The numbers of those that have no end, and at which nobody is known to be at work.
  var left: [Int] { unfinished.map(\.run).filter { !underWay.contains($0) } }

  private var hasReverts: Bool { runs.contains { $0.revertOf != nil } }

  private var columns: [Column] {
    // The address tells portals of one name apart.
    let isMixed = Set(runs.map(\.context.key)).count > 1
    return [
      Column("run", alignment: .trailing), Column("started"),
      Column("portal", isFlexible: true),
      Column("address", priority: isMixed ? 0 : 4, isFlexible: isMixed, shortest: 16),
      Column("verdict"), Column("people", alignment: .trailing),
      Column("writes", alignment: .trailing, priority: 1),
      Column("caller", priority: 2, isFlexible: true), Column("plan", priority: 3),
      Column("reason", priority: 2, isFlexible: true),
    ]
      + (hasReverts
        ? [
          Column("reverts", alignment: .trailing, priority: 1),
          Column("reverted", title: "reverted by", priority: 1),
        ] : [])
  }

  var table: Table {
    let reverting = Dictionary(grouping: runs.filter { $0.revertOf != nil }, by: \.revertOf)
    return Table(
      key: "runs", columns: columns,
      rows: runs.map { run in
        let later = (reverting[run.run] ?? []).map { String($0.run) }.reversed()
        let reverts: [Cell] = hasReverts ? [Cell(run.revertOf as Int?), .list(Array(later))] : []
        return [
          .number(run.run), .time(TimeText.iso8601(run.startedAt)), .text(run.context.portalName),
          .text(run.context.key.baseURL),
          RunWords.verdict(of: run, isUnderWay: underWay.contains(run.run)),
          .number(run.people), .number(run.writes), .text(run.context.crmCaller),
          .text(String(run.planDigest.prefix(12))), Cell(run.reason),
        ] + reverts
      })
  }
}
