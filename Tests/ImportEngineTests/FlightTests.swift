import CRMShellTesting
import ImportEngine
import ImportModel
import Synchronization
import Testing

/// Several calls under way at a time.
@Suite struct FlightTests {
  /// A run by hand: calls are made durable and sent at once, and answered as the test says.
  private struct Flight {
    var run: ImportRun
    /// Sent and not answered, in order.
    private(set) var flying: [ImportRun.Intent] = []
    private(set) var reads: [ReadScope] = []
    private(set) var isFinished = false
    /// The call that waits for its turn, once turns are held up.
    private(set) var queueing: ImportRun.Intent?
    private let turns: Int
    private var taken = 0

    /// `turns`: so many calls have theirs at once; those behind wait.
    init(
      _ scene: PlanScene, concurrency: Int, batch: Int, proven: Set<WriteKind>, turns: Int = .max
    ) {
      self.turns = turns
      var settings = EngineSettings(batch: batch)
      settings.concurrency = concurrency
      run = ImportRun(
        scene.assessment, in: scene.portal, settings: settings,
        capabilities: Capabilities(
          invites: .yes, entryRole: .honoured, entryProfile: .honoured, proven: proven))
      take(run.handle(.start))
    }

    private mutating func take(_ actions: [ImportRun.Action]) {
      for action in actions {
        switch action {
        case .record(let intent) where taken == turns: queueing = intent
        case .record:
          taken += 1
          take(run.handle(.recorded))
        case .send(let intent): flying.append(intent)
        case .read(let readBack): reads.append(readBack.scope)
        case .finish: isFinished = true
        case .note, .settle, .store, .confirm: break
        }
      }
    }

    /// Answers a call that is under way, by its place; as carried out where nothing is said.
    mutating func answer(_ place: Int = 0, _ outcome: Outcome? = nil) {
      guard flying.indices.contains(place) else {
        Issue.record("no call \(place) is under way: \(words)")
        return
      }
      let intent = flying.remove(at: place)
      let added = intent.call.people.compactMap { email in
        PortalUserID("1").map { (email, $0) }
      }
      let done = Outcome.ok(added: Dictionary(added) { first, _ in first })
      take(run.handle(.answered(intent.number, outcome ?? done, wallSeconds: 0)))
    }

    mutating func stop() { take(run.handle(.checkpoint)) }

    var words: [String] {
      flying.map { intent in
        let people = intent.call.people.map { String($0.text.prefix { $0 != "@" }) }
        let project = intent.call.project.map { " \($0)" } ?? ""
        return "\(intent.call.kind)\(project) \(people.joined(separator: ","))"
      }
    }
  }

  private func scene(_ people: Int, projects: Int) throws -> PlanScene {
    var scene = try PlanScene(projects: projects)
    for number in 1...people { try scene.stage(number, role: 2, in: Array(1...projects)) }
    return scene
  }

  private let refusal = Outcome.refused(
    title: "BAD", message: "no", status: 400, isAboutEntries: true)

  @Test func `as many go as may, and those who are introduced join afterwards`() throws {
    var flight = Flight(
      try scene(4, projects: 2), concurrency: 2, batch: 2, proven: [.introduce, .join])
    #expect(flight.words == ["introduce 1 p1,p2", "introduce 1 p3,p4"])
    flight.answer(1)
    #expect(
      flight.words == ["introduce 1 p1,p2"], "the next call names those who are not there yet")
    flight.answer()
    #expect(flight.words == ["join 2 p1,p2", "join 2 p3,p4"])
    flight.answer(1)
    #expect(flight.reads.isEmpty && !flight.isFinished)
    flight.answer()
    #expect(flight.reads.count == 1, "the final read waits for both")
  }

  @Test func `somebody joins several projects at a time`() throws {
    var scene = try PlanScene(projects: 3)
    try scene.settle(1, in: [])
    try scene.stage(1, in: [1, 2, 3])
    let flight = Flight(scene, concurrency: 4, batch: 2, proven: [.join])
    #expect(flight.words == ["join 1 p1", "join 2 p1", "join 3 p1"])
  }

  @Test func `who is changed is named by one call at a time`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.settle(1, in: [])
    try scene.settle(2, in: [])
    for number in 1...2 { try scene.stage(number, role: 2, in: [1], replaces: true) }
    var flight = Flight(scene, concurrency: 4, batch: 2, proven: [.join, .setRole])
    #expect(flight.words == ["setRole p1", "setRole p2"])
    flight.answer()
    #expect(flight.words == ["setRole p2"])
    flight.answer()
    #expect(flight.words == ["join 1 p1,p2"])
  }

  @Test func `the first call of a kind goes alone`() throws {
    var flight = Flight(try scene(4, projects: 1), concurrency: 4, batch: 1, proven: [])
    #expect(flight.words.count == 1)
    flight.answer()
    #expect(flight.words.isEmpty && flight.reads.count == 1)
  }

  @Test func `customers are made and linked one after the other`() throws {
    var scene = try PlanScene(projects: 2)
    for number in 1...2 { try scene.stage(contact: number, of: "Customer \(number)", in: [1, 2]) }
    let flight = Flight(
      scene, concurrency: 4, batch: 2, proven: [.makeCustomer, .linkCustomer, .introduceClient])
    #expect(flight.words == ["makeCustomer "])
  }

  @Test func `a refused batch is taken apart when the others have landed`() throws {
    var flight = Flight(
      try scene(6, projects: 1), concurrency: 3, batch: 2, proven: [.introduce, .join])
    #expect(flight.words.count == 3)
    flight.answer(1, refusal)
    #expect(flight.words == ["introduce 1 p1,p2", "introduce 1 p5,p6"])
    flight.answer(1)
    #expect(flight.words == ["introduce 1 p1,p2"])
    flight.answer()
    #expect(flight.words == ["introduce 1 p3", "introduce 1 p4"])
  }

  /// Two of three calls under way were refused as done already.
  private func twoRefusedOfThree() throws -> Flight {
    var flight = Flight(
      try scene(3, projects: 1), concurrency: 3, batch: 1, proven: [.introduce])
    for _ in 1...2 {
      flight.answer(
        0, .refused(title: "EXISTS", message: "there", status: 409, isAboutEntries: true))
    }
    return flight
  }

  @Test func `refusals that a read may refute are looked up one after the other`() throws {
    var flight = try twoRefusedOfThree()
    #expect(flight.reads.isEmpty, "one is under way")
    flight.answer()
    #expect(flight.reads.count == 1)
  }

  @Test func `told to stop it awaits those under way and sends no more`() throws {
    var flight = Flight(
      try scene(6, projects: 2), concurrency: 2, batch: 1, proven: [.introduce, .join])
    flight.stop()
    #expect(!flight.isFinished)
    flight.answer(1)
    #expect(flight.words == ["introduce 1 p1"] && !flight.isFinished)
    flight.answer()
    #expect(flight.isFinished && flight.words.isEmpty && flight.run.sent == 2)
    #expect(!flight.run.isComplete)
  }

  @Test func `licences that run out hold back nobody whose call is under way`() async throws {
    let refused = try PlanScene.email(2)
    var rehearsal = Rehearsal(scene: try scene(6, projects: 1))
    rehearsal.settings = EngineSettings(batch: 1)
    rehearsal.settings.concurrency = 3
    rehearsal.capabilities = Capabilities(
      invites: .yes, entryRole: .honoured, entryProfile: .honoured, proven: [.introduce])
    let (verdict, portal) = try await rehearsal.run { _, call in
      call.emails.contains(refused) ? .refuse(title: "LICENCE", status: 402) : .none
    }
    let there = Set(await portal.portal.users.all.map(\.email.text))
    let told = Set(verdict.people(.applied).compactMap(\.email))
    #expect(told == there && there.count >= 1 && !there.contains(refused.text))
    #expect(verdict.people.count { $0.result == .notSent } + there.count == 6)
  }

  @Test func `who waits for a turn is asked again whether calls like theirs go`() throws {
    var flight = Flight(
      try scene(6, projects: 1), concurrency: 2, batch: 2, proven: [.introduce], turns: 1)
    let queueing = try #require(flight.queueing)
    #expect(flight.run.isToRecord(queueing))
    flight.answer(
      0, .refused(title: "LICENCE", message: "none left", status: 402, isAboutEntries: false))
    #expect(!flight.run.isToRecord(queueing))
    #expect(flight.words.isEmpty && flight.reads.count == 1, "the final read")
  }

  @Test func `what is due waits for no look once the run is to stop`() throws {
    var flight = try twoRefusedOfThree()
    flight.stop()
    flight.answer()
    #expect(flight.reads.isEmpty && flight.isFinished && !flight.run.isComplete)
  }

  @Test func `a run that is to stop waits for no turn`() async throws {
    let scene = try scene(4, projects: 1)
    let portal = PatientPortal(
      inner: SimulatedPortal(scene.portal) { _, _ in .turnAway(.authentication("no")) })
    let executor = ImportExecutor(
      service: portal, journal: InMemoryJournal(), clock: VirtualClock(), hash: WeakHash(),
      progress: { _ in }, confirmMore: { _ in true })
    var settings = EngineSettings(batch: 1)
    settings.concurrency = 2
    let verdict = await executor.run(
      try scene.order(
        settings: settings,
        capabilities: Capabilities(
          invites: .yes, entryRole: .honoured, entryProfile: .honoured, proven: [.introduce])))
    #expect(verdict.exitCode == 8)
    #expect(await portal.turns.waited == 1 && verdict.writes == 0)
  }

  @Test func `exchanges overlap, as many as are let`() async throws {
    for concurrency in [1, 3] {
      let meeting = Meeting(of: concurrency)
      let scene = try scene(12, projects: 1)
      let portal = SimulatedPortal(scene.portal)
      let relay = MeetingPortal(inner: portal, meeting: meeting)
      let executor = ImportExecutor(
        service: relay, journal: InMemoryJournal(), clock: VirtualClock(), hash: WeakHash(),
        progress: { _ in }, confirmMore: { _ in true })
      var settings = EngineSettings(batch: 2)
      settings.concurrency = concurrency
      let verdict = await executor.run(
        try scene.order(
          settings: settings,
          capabilities: Capabilities(
            invites: .yes, entryRole: .honoured, entryProfile: .honoured, proven: [.introduce])))
      #expect(verdict.exitCode == 0 && verdict.people(.applied).count == 12)
      #expect(await meeting.most == concurrency)
    }
  }
}

/// Lets callers go on once so many are there.
private actor Meeting {
  private let size: Int
  private var there = 0
  private(set) var most = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(of size: Int) { self.size = size }

  func meet() async {
    there += 1
    most = max(most, there)
    if there < size {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      for one in waiting { one.resume() }
      waiting = []
      there = 0
    }
  }
}

/// The way to a simulated portal on which exchanges wait for one another.
private struct MeetingPortal: PortalRelay {
  let inner: any PortalService
  let meeting: Meeting

  func send(
    _ call: WriteCall, to id: PortalID, using ticket: SlotTicket, deadline: Int64
  ) async -> Outcome {
    await meeting.meet()
    return await inner.send(call, to: id, using: ticket, deadline: deadline)
  }
}

/// The way to a simulated portal on which the second turn never comes, and the first call is answered
/// once it is waited for.
private struct PatientPortal: PortalRelay {
  actor Turns {
    private var asked = 0
    private(set) var waited = 0

    func ask() -> Int {
      asked += 1
      return asked
    }

    func wait() { waited += 1 }
  }

  let inner: any PortalService
  let turns = Turns()

  func turn(for call: WriteCall, to id: PortalID, deadline: Int64) async -> Turn {
    guard await turns.ask() > 1 else {
      return await inner.turn(for: call, to: id, deadline: deadline)
    }
    await turns.wait()
    while !Task.isCancelled { await Task.yield() }
    return .cancelled
  }

  func send(
    _ call: WriteCall, to id: PortalID, using ticket: SlotTicket, deadline: Int64
  ) async -> Outcome {
    while await turns.waited == 0 { await Task.yield() }
    return await inner.send(call, to: id, using: ticket, deadline: deadline)
  }
}
