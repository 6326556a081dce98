import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// What is said of runs: results, stops, and one person's story.
enum RunWords {
  /// What can be done about a run without an end.
  static let waysOut: Text = "resume goes on with it, abandon settles and closes it"

  /// The line that undoes a run.
  static func revert(_ run: Int, isDeactivating: Bool = false) -> String {
    "revert \(run)\(isDeactivating ? " --\(RunOptions.deactivate.name)" : "")"
  }

  static func stop(_ reason: StopReason) -> Text {
    switch reason {
    case .throttled(let retryAt):
      "the server asked to wait until \(time: retryAt)"
    case .authentication(let words):
      "the sign-in was refused: \(words); \(SignInWords.hint(for: words) ?? "login again")"
    case .unreachable(let what): "no connection: \(what)"
    case .cancelled: "interrupted; nothing more is sent"
    case .notConfirmed: "more calls than previewed, and they were not confirmed"
    case .licences(let words): "no licence is left: \(words)"
    case .disagreement(let kind, let met): disagreement(kind, met)
    case .journal(let failure): FailureWords.words(of: failure).message
    case .readBack(let failure):
      "the portal could not be read back: \(FailureWords.words(of: failure).message)"
    }
  }

  /// Zoho documents that the calls for clients exist, and not what they take.
  private static func disagreement(_ kind: WriteKind, _ met: String) -> Text {
    let call: Text =
      "\(kind.rawValue) (\(kind.pattern.rawValue)), tried first, met: \(met); no more of it was sent"
    return kind.concernsClients
      ? "\(call). Zoho does not document what this call takes: do it in Zoho Projects, then import the rest"
      : call
  }

  /// A result for a table: its word for programs, and for readers.
  static func cell(_ outcome: PersonOutcome, isBegun: Bool = false) -> Cell {
    .word(
      outcome.rawValue, shown: words(outcome, isBegun: isBegun),
      outcome.isAsPlanned ? .good : .bad)
  }

  /// A result as it is read; `isBegun`: something of what was planned was done.
  static func words(_ outcome: PersonOutcome, isBegun: Bool = false) -> String {
    guard outcome == .notSent else { return outcome.rawValue }
    return isBegun ? "done in part" : "not sent"
  }

  /// What became of a person, or what is known of that while the run has no end.
  static func result(of person: ReportedPerson) -> Cell {
    (person.result?.result ?? person.expected).map { cell($0, isBegun: person.isBegun) }
      ?? .styled("unfinished", .bad)
  }

  /// How far a person of a run without an end has come.
  static func progress(of person: ReportedPerson) -> String? {
    guard person.planned.blocked.isEmpty, person.planned.change != .keep else { return nil }
    guard !person.calls.isEmpty else { return "nothing sent yet" }
    func count(_ states: [OutcomeRecord.State?]) -> Int {
      person.calls.count { states.contains($0.outcome?.state) }
    }
    let parts = [
      (count([.applied]), "applied"), (count([.refused]), "refused"),
      (count([.turnedAway]), "turned away"), (count([nil, .unknown]), "without an answer"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "calls so far: \(parts.joined(separator: ", "))"
  }

  /// What a run is to do for a person; `isRevert`: it undoes another one.
  static func change(_ person: JournalPerson, isRevert: Bool) -> String {
    isRevert && person.change != .keep ? "undo" : person.change.rawValue
  }

  /// A result's code and words: as they are for programs, and told as the server's, where they are,
  /// for readers.
  static func told(_ code: String?, _ message: String?) -> Cell {
    let words = [code.map(self.code), message].compactMap { $0 }.joined(separator: ": ")
    guard !words.isEmpty else { return .empty }
    return .word(words, shown: isOfServer(code) ? "the server said: \(words)" : words, .plain)
  }

  /// Words whose code stands beside them, in the same way.
  static func told(_ message: String, of code: String?) -> Cell {
    .word(message, shown: isOfServer(code) ? "the server said: \(message)" : message, .plain)
  }

  /// Codes of ours are in lower case with dashes, which no title or number of Zoho's is.
  private static func isOfServer(_ code: String?) -> Bool {
    code.map { !$0.contains(where: \.isLowercase) } ?? false
  }

  /// A result's code as it is read: the reasons of a blocked person with blanks between them.
  static func code(_ code: String) -> String {
    let parts = code.split(separator: ",")
    guard parts.allSatisfy({ BlockReason(rawValue: String($0)) != nil }) else { return code }
    return parts.joined(separator: ", ")
  }

  /// Everything a run knows of one person; `isRevert`: it undid another one.
  static func person(
    _ person: ReportedPerson, in run: Int, isRevert: Bool = false
  ) -> [Block] {
    let planned = person.planned
    var facts = [
      Fact("run", "\(run)", data: .integer(run)),
      Fact("change", Text(change(planned, isRevert: isRevert))),
    ]
    if let role = person.role { facts.append(Fact("role", Text(role.name))) }
    if let customer = planned.customer { facts.append(Fact("customer", Text(customer.name))) }
    if let profile = planned.profile { facts.append(Fact("profile", Text(profile.name))) }
    let projects = planned.projects.map { assignment in
      assignment.profile.map { "\(assignment.project.name) (\($0.name))" }
        ?? assignment.project.name
    }
    facts.append(
      Fact("projects", Text(projects.joined(separator: ", ")), data: .strings(projects)))
    facts.append(
      Fact(
        "because", Text(planned.origins.map { PlanWords.place($0).raw }.joined(separator: "; ")),
        data: .strings(planned.origins.map { PlanWords.place($0).raw })))
    if !planned.matched.isEmpty {
      facts.append(
        Fact(
          isRevert ? "kept" : "matched", Text(planned.matched.joined(separator: "; ")),
          data: .strings(planned.matched))
      )
    }
    if !planned.blocked.isEmpty {
      facts.append(Fact("blocked", Text(planned.blocked.map(\.rawValue).joined(separator: ", "))))
    }
    facts += person.calls.map { call($0, of: planned) } + [fact(resultOf: person)]
    return [.heading("\(planned.name) \(planned.emailText ?? "")"), .facts(facts)]
  }

  /// What stands for the verdict of a run at which a process is at work.
  static let underWay = (code: "under-way", shown: "under way")

  /// What came of a run.
  static func verdict(of run: RunSummary, isUnderWay: Bool) -> Cell {
    isUnderWay
      ? .word(underWay.code, shown: underWay.shown, .warning)
      : .styled(run.word ?? "unfinished", run.exitCode == 0 ? .good : .bad)
  }

  private static func fact(resultOf person: ReportedPerson) -> Fact {
    guard let outcome = person.result?.result ?? person.expected else {
      return Fact("result", "unfinished")
    }
    let words = words(outcome, isBegun: person.isBegun)
    let told = told(person.result?.code, person.result?.message).text
    return Fact("result", told.isEmpty ? Text(words) : "\(words), \(told)")
  }

  private static func call(_ call: ReportedCall, of person: JournalPerson) -> Fact {
    let intent = call.intent
    let entry = intent.entries.first { $0.email.canonical == person.canonicalEmail }
    let given = [
      entry?.role.map { "role \($0.name)" }, entry?.profile.map { "profile \($0.name)" },
    ].compactMap { $0 }
    let values = given.isEmpty ? "" : " with \(given.joined(separator: " and "))"
    let place =
      (intent.customer.map { " of \($0.name)" } ?? "")
      + (intent.project.map { " in \($0.name)" } ?? "")
    let answer: String
    if let outcome = call.outcome {
      let words = [outcome.code, outcome.message].filter { !$0.isEmpty }.joined(separator: ": ")
      answer = words.isEmpty ? outcome.state.rawValue : "\(outcome.state.rawValue), \(words)"
    } else {
      answer = "no answer is on record"
    }
    return Fact(
      "call \(intent.number)",
      "\(intent.kind.rawValue)\(place)\(values) at \(time: intent.at): \(answer)\(readBacks(of: call, person))"
    )
  }

  private static func readBacks(of call: ReportedCall, _ person: JournalPerson) -> Text {
    call.findings.compactMap { record -> Text? in
      record.finding(about: person).map {
        "; read back at \(time: record.at): \($0.state.rawValue)"
      }
    }.joined("")
  }
}
