import CommandLanguage
import ImportModel
import Reporting

/// What a saved script says of the session it was saved from, and where its lines come to something
/// else now.
struct SavedWorld {
  /// A line that reports something else than it did.
  struct Difference: Equatable {
    /// Line of the script, from 1.
    let line: Int
    let then: String
    let now: String

    var words: String { "line \(line), then: \(then) Now: \(now)" }
  }

  /// What the session was made of: the fingerprint and its counts in words; nil in a script that `save`
  /// did not write.
  private(set) var data: (print: String, words: String)?
  /// The hashes of the plan and of what the portal said of it, 12 digits each; nil where nobody was
  /// staged, or the portal was not asked.
  private(set) var planned: (plan: Substring, state: Substring)?
  /// How many people were staged, and how many of them were to be written to.
  private(set) var people: (staged: Int, written: Int)?
  /// How many of them got what.
  private(set) var counts = PlanCounts()
  /// In the order of the lines.
  private(set) var differences: [Difference] = []

  /// Reads a comment that `save` wrote, of a script that begins anew with its data.
  mutating func read(fact: String) {
    let words = fact.dropFirst(SavedScript.fact.count)
    if words.hasPrefix(Self.plan) {
      let hashes = words.dropFirst(Self.plan.count).prefix { $0 != ":" }.split(separator: "-")
      planned = hashes.count == 2 ? (hashes[0], hashes[1]) : nil
      let numbers = words.drop { $0 != ":" }.split { !$0.isASCII || !$0.isNumber }.map { Int($0) }
      if numbers.count == 2, let staged = numbers[0], let written = numbers[1] {
        people = (staged, written)
      }
    }
    counts.read(fact: words)
    guard words.hasPrefix(Self.data) else { return }
    let rest = words.dropFirst(Self.data.count)
    guard let colon = rest.firstRange(of: ": ") else { return }
    data = (String(rest[..<colon.lowerBound]), String(rest[colon.upperBound...]))
    (planned, people, counts, differences) = (nil, nil, PlanCounts(), [])
  }

  mutating func add(_ difference: Difference) { differences.append(difference) }

  /// Before the fingerprint.
  private static let data = "data "
  /// Before the hashes of the plan.
  static let plan = "plan "

  /// The comment that says what a session is made of.
  static func fact(_ fetched: Fetched, by hash: some ContentHash) -> String {
    "\(data)\(DataFingerprint(fetched).short(by: hash)): \(counts(fetched))"
  }

  /// How much was fetched: `16 CRM users, 14 contacts, 8 people in the portal, 9 projects`.
  private static func counts(_ fetched: Fetched) -> String {
    let (portal, directory) = (fetched.portal, fetched.directory)
    let words: Text =
      "\(directory.users.count, "CRM user", "CRM users"), \(directory.contacts.count, "contact", "contacts"), \(portal.users.all.count, "person", "people") in the portal, \(portal.projects.count, "project", "projects")"
    return words.plain
  }

  /// What is to be said before an import of a script that was saved: nothing where it was saved over
  /// what is there now.
  func notes(_ fetched: Fetched, by hash: some ContentHash) -> [Text] {
    guard let data else { return [] }
    var notes: [Text] = []
    if DataFingerprint(fetched).short(by: hash) != data.print {
      let now = Self.counts(fetched)
      notes.append(
        now == data.words
          ? "since this was saved, something of its \(now) has changed"
          : "this was saved over \(data.words); now there are \(now)")
    }
    guard !differences.isEmpty else { return notes }
    let places = differences.map { String($0.line) }.joined(separator: ", ")
    notes.append(
      "\(differences.count, "line reports", "lines report") something else than when this was saved: \(places)"
    )
    return notes
  }
}

extension SavedWorld {
  /// What is to be said before an import where the plan is another one than was saved, or the portal
  /// says something else of what the plan touches, such as who is in its projects; nothing where both
  /// are as they were, or all of the plan is done.
  func note(on prepared: PreparedImport) -> Text? {
    guard let planned else { return nil }
    guard planned.plan == prepared.plan.short else {
      return
        "the plan is another one than was saved: \(Self.some(planDifferences(from: prepared)))"
    }
    let written = prepared.assessment.written.count
    guard planned.state != prepared.state.short, written > 0 else { return nil }
    let numbers: Text =
      people.map { "; then \($0.written) of them were to be written to, now \(written)" } ?? ""
    return
      "the plan is the one that was saved, and the portal says something else of its people than then (membership, role or profile)\(numbers)"
  }

  /// By numbers, how the plan differs from the one that was saved; nothing where the script doesn't
  /// tell.
  func planDifferences(from prepared: PreparedImport) -> [String] {
    guard let planned, planned.plan != prepared.plan.short, let people else { return [] }
    let staged = prepared.assessment.changes.count
    var found = people.staged == staged ? [] : ["was \(people.staged) people, is \(staged)"]
    found += counts.differences(to: PlanCounts(prepared.staged, in: prepared.portal))
    return found.isEmpty
      ? ["as many people in each role and project, but others, or another profile of theirs"]
      : found
  }

  private static func some(_ differences: [String]) -> String {
    let told = differences.prefix(mostTold).joined(separator: "; ")
    let rest = differences.count - mostTold
    return rest > 0 ? "\(told); and \(rest) more" : told.isEmpty ? "its hash differs" : told
  }

  private static let mostTold = 8
}

extension Interpreter {
  /// Says where a line of a saved script reports something else than it did when it was saved.
  func tellDifference(of report: Report, at line: Int) async {
    guard let then = comments.toldThen else { return }
    comments.toldThen = nil
    let now = SavedScript.oneLine(report.firstSentence)
    guard !now.isEmpty, now != then else { return }
    comments.saved.add(SavedWorld.Difference(line: line, then: then, now: now))
    await note(["line \(line), when this was saved: \(then)"])
  }

  /// Says before an import what became of the world that its script was saved in.
  func tellChangedWorld() async {
    guard isInScript, let fetched else { return }
    await note(comments.saved.notes(fetched, by: surroundings.hash))
  }

  /// Says before an import what the portal says otherwise of the plan that its script was saved with.
  func tellChangedPortal(_ prepared: PreparedImport) async {
    guard isInScript, let words = comments.saved.note(on: prepared) else { return }
    await note([words])
  }

  /// Whether lines come from a file, by name or as standard input.
  private var isInScript: Bool { !scripts.isEmpty || running?.source == .standardInput }

  private func note(_ notes: [Text]) async {
    guard !notes.isEmpty else { return }
    let words = Report(notes.map { .notice(.note, $0) }).rendered(as: .table, style: style)
    await surroundings.console.show(
      RenderedOutput(standardError: words.standardOutput + words.standardError))
  }
}
