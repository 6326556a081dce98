import ImportEngine
import ImportModel

/// What every journal must do with contacts, customers and their calls.
extension RunJournalContract {
  func keepsClients(_ journal: any RunJournal) async throws {
    let (name, web) = (try Self.newCustomer(), try PlanScene.id(1) as ProjectID)
    let email = try PlanScene.email(1)
    let known = CustomerTarget.existing(try PlanScene.id(5))
    let personal = [
      ItemSnapshot(item: .client(email), planned: .name(name), before: .absent),
      ItemSnapshot(item: .join(email, web), planned: .present, before: .absent),
      ItemSnapshot(item: .profile(email, web), planned: .id("3"), before: .absent),
    ]
    let ofCustomers = [
      ItemSnapshot(item: .customer(name), planned: .present, before: .absent),
      ItemSnapshot(item: .linked(.new(name), web), planned: .present, before: .absent),
      ItemSnapshot(item: .linked(known, web), planned: .present, before: .absent),
    ]
    let people = [
      try Self.contact(1, of: NamedValue(id: "", name: name.text)),
      try Self.contact(2, of: NamedValue(id: "5", name: "Solaris")), try Self.contact(3, of: nil),
    ]
    let run = try await journal.begin(Self.opening(people, personal + ofCustomers))
    let open = try await journal.report(run)
    try expect(open.people.map(\.planned) == people, "contacts keep their customer, or none")
    try expect(
      open.people.map { $0.items.map(\.snapshot) } == [personal, [], []],
      "what is a person's own is theirs, and a customer's items are nobody's")

    // Made since: the name it was planned by is an id now.
    let readings = (personal + ofCustomers).map { ItemReading(item: $0.item, now: .id("7")) }
    let results = people.map { Self.result($0, .applied) }
    try await journal.close(
      run,
      with: RunClosing(
        word: "done", exitCode: 0, at: 60, people: results, items: ItemReadings(readings)))
    let report = try await journal.report(run)
    try expect(
      report.people.flatMap(\.items)
        == personal.map { ReportedItem(snapshot: $0, after: .id("7")) },
      "what was read back stands beside what was planned by name")
    try expect(report.people.map(\.result) == results, "contacts have their results")
  }

  func tellsCalls(_ journal: any RunJournal) async throws {
    let name = try Self.newCustomer()
    let made = NamedValue(id: "7", name: name.text)
    let people = [
      try Self.contact(1, of: NamedValue(id: "", name: name.text)),
      try Self.contact(2, of: NamedValue(id: "5", name: "Solaris")), try Self.contact(3, of: nil),
    ]
    let run = try await journal.begin(Self.opening(people, []))
    let intents = [
      Self.intent(1, .makeCustomer, NamedValue(id: "", name: name.text)),
      Self.intent(2, .linkCustomer, made, project: 1),
      // Of a project that none of them is planned for.
      Self.intent(3, .linkCustomer, made, project: 2),
      Self.intent(4, .introduceClient, made, project: 1, people: [try PlanScene.email(1)]),
      // Sent again after the people came.
      Self.intent(5, .linkCustomer, made, project: 1),
      Self.intent(6, .linkCustomer, NamedValue(id: "5", name: "Renamed since"), project: 1),
    ]
    for intent in intents { try await journal.record(intent, in: run) }
    let outcome = OutcomeRecord(
      number: 2, state: .refused, code: "X", message: "words", missing: [], at: 12)
    try await journal.record(outcome, in: run)
    let calls = try await journal.report(run).people.map(\.calls)
    try await tellsPart(journal, run)
    try expect(
      calls.map { $0.map(\.intent.number) } == [[1, 2, 4, 5], [6], []],
      "the calls for a customer are told with its people, in the order sent")
    try expect(
      calls.first?.map(\.intent) == [0, 1, 3, 4].map { intents[$0] }, "calls keep their customer")
    try expect(
      calls.first?.map(\.outcome) == [nil, outcome, nil, nil], "and have their outcomes")
  }

  /// What is told of one address is what the whole tells of it, and of nobody else.
  func tellsPart(_ journal: any RunJournal, _ run: Int) async throws {
    let whole = try await journal.report(run)
    for address in Set(whole.people.compactMap(\.planned.canonicalEmail)) {
      guard let email = EmailAddress(address) else { continue }
      let part = RunReport(
        summary: whole.summary, stateDigest: whole.stateDigest,
        people: whole.people.filter { $0.planned.canonicalEmail == address })
      let told = try await journal.report(run, of: email)
      try expect(told == part, "a report of one address is a part of all")
    }
    guard let nobody = EmailAddress("nobody@x.com") else { return }
    let told = try await journal.report(run, of: nobody)
    try expect(told.people.isEmpty, "of nobody nothing is told")
  }

  func tellsKinds(_ journal: any RunJournal) async throws {
    let contact = try Self.contact(1, of: NamedValue(id: "5", name: "Solaris"))
    let user = JournalPerson(
      id: .user(try PlanScene.id(1)), name: "Ana", emailText: "p2@x.com",
      canonicalEmail: "p2@x.com", change: .add, blocked: [],
      role: NamedValue(id: "1", name: "Manager"), profile: nil, projects: [], origins: [],
      matched: [])
    let run = try await journal.begin(Self.opening([user, contact], []))
    let results = [Self.result(user, .rejected), Self.result(contact, .applied)]
    try await journal.close(
      run, with: RunClosing(word: "partial", exitCode: 3, at: 60, people: results, items: []))
    let report = try await journal.report(run)
    try expect(
      report.people.map(\.planned) == [user, contact], "a user and a contact may share an id")
    try expect(report.people.map(\.result) == results, "and each has their own result")
    try expect(
      report.summary.results == [.rejected: 1, .applied: 1], "which are counted one by one")
  }

  func keepsItemOnce(_ journal: any RunJournal) async throws {
    guard let alike = CustomerName(" " + (try Self.newCustomer().text.uppercased())) else {
      throw Violation(expectation: "a name")
    }
    let name = try Self.newCustomer()
    let (email, web) = (try PlanScene.email(1), try PlanScene.id(1) as ProjectID)
    let pairs: [(Item, Item)] = [
      (.client(email), .client(email)), (.customer(name), .customer(alike)),
      (.linked(.new(name), web), .linked(.new(alike), web)),
    ]
    for (item, same) in pairs {
      let items = [item, same].map {
        ItemSnapshot(item: $0, planned: .present, before: .absent)
      }
      try await expectFailure("an item stands in a run once, however it is spelt: \(item)") {
        _ = try await journal.begin(Self.opening([], items))
      }
    }
    let none = try await journal.runs(matching: nil)
    try expect(none.isEmpty, "a run that could not be kept whole is not there")
    let different: [Item] = [
      .customer(name), .linked(.new(name), web), .linked(.new(name), try PlanScene.id(2)),
      .linked(.existing(try PlanScene.id(5)), web), .linked(.existing(try PlanScene.id(6)), web),
      .client(email), .member(email),
    ]
    _ = try await journal.begin(
      Self.opening(
        [], different.map { ItemSnapshot(item: $0, planned: .present, before: .absent) }))
  }

  private static func contact(_ number: Int, of customer: NamedValue?) throws -> JournalPerson {
    JournalPerson(
      id: .contact(try PlanScene.id(number)), name: "Ada \(number)",
      emailText: "P\(number)@x.com", canonicalEmail: try PlanScene.email(number).canonical,
      change: .add, blocked: [], role: nil, customer: customer, profile: nil,
      projects: [.init(project: NamedValue(id: "1", name: "Web"), profile: nil)], origins: [],
      matched: [])
  }

  private static func result(_ person: JournalPerson, _ outcome: PersonOutcome) -> PersonResult {
    PersonResult(
      person: person.id, email: person.emailText, name: person.name, result: outcome, code: nil,
      message: nil)
  }

  private static func intent(
    _ number: Int, _ kind: WriteKind, _ customer: NamedValue, project: Int? = nil,
    people: [EmailAddress] = []
  ) -> IntentRecord {
    IntentRecord(
      number: number, attempt: 1, kind: kind,
      project: project.map { NamedValue(id: "\($0)", name: "Project \($0)") },
      customer: customer, people: people, digest: "d", at: 11, deadline: 41)
  }

  /// With what a name can do to a text that is taken apart again.
  private static func newCustomer() throws -> CustomerName {
    guard let name = CustomerName("Müller, \"Söhne\": & 山田 ☃") else {
      throw Violation(expectation: "a name")
    }
    return name
  }

  private static func opening(
    _ people: [JournalPerson], _ items: [ItemSnapshot]
  ) throws -> RunOpening {
    RunOpening(
      context: try PlanScene(projects: 1).order().context, planDigest: "plan",
      stateDigest: "state", reason: nil, startedAt: 10, people: people, items: items)
  }
}
