import CRMShellTesting
import ImportModel
import Testing

@testable import ImportEngine

/// What the journal holds of a run decides the same as what the process saw that began it.
@Suite struct RebookedRunTests {
  /// The calls on record, told by what they were about.
  private struct History {
    private(set) var calls: [ReportedCall] = []

    mutating func add(
      _ kind: WriteKind, _ people: [Int], in project: Int? = nil, role: Int? = nil,
      customer: String? = nil, _ state: OutcomeRecord.State?,
      refusal: RefusalRecord? = nil, at: Int64 = 0, for seconds: Int64 = 31
    ) throws {
      let number = calls.count + 1
      let entries = try people.map {
        IntentEntry(
          email: try PlanScene.email($0), role: role.map { NamedValue(id: "\($0)", name: "") })
      }
      let intent = IntentRecord(
        number: number, attempt: 1, kind: kind,
        project: project.map { NamedValue(id: "\($0)", name: "") },
        customer: customer.map { NamedValue(id: "", name: $0) }, entries: entries, digest: "",
        at: at, deadline: at + seconds)
      let outcome = state.map {
        OutcomeRecord(
          number: number, state: $0, code: $0 == .refused ? "NO" : "", message: "no", missing: [],
          refusal: refusal, at: at)
      }
      calls.append(ReportedCall(intent: intent, outcome: outcome))
    }
  }

  /// A run of a scene's plan that another process began when the portal was as `before` has it.
  private func run(
    _ scene: PlanScene, _ history: History, now: PlanScene? = nil,
    proven: Set<WriteKind> = [.introduce, .join, .setRole, .introduceClient, .joinClient]
  ) throws -> ImportRun {
    let assessment = Assessment(of: scene.plan, against: scene.portal)
    return ImportRun(
      assessment.changes.map { RunPerson($0) },
      items: ItemSnapshots.of(assessment, in: scene.portal), in: (now ?? scene).portal,
      settings: EngineSettings(), capabilities: Capabilities(invites: .yes, proven: proven),
      history: history.calls)
  }

  /// The kinds of the calls that a run records, every one of which is accepted, with the run at its
  /// end; reads show what `portal` has.
  private func played(_ run: ImportRun, _ portal: Portal) -> (kinds: [String], run: ImportRun) {
    var (run, kinds) = (run, [String]())
    var pending = run.handle(.start)
    while !pending.isEmpty, kinds.count < 50 {
      switch pending.removeFirst() {
      case .record(let intent):
        kinds.append("\(intent.call.kind) \(intent.call.people.map(\.text).joined(separator: ","))")
        pending += run.handle(.recorded)
      case .send(let intent):
        let added = intent.call.people.map { ($0, PortalUserID("1")) }
        let all = added.compactMap { email, id in id.map { (email, $0) } }
        pending += run.handle(
          .answered(
            intent.number, .ok(added: Dictionary(all) { first, _ in first }), wallSeconds: 0))
      case .read: pending += run.handle(.read(.success(portal)))
      case .confirm: pending += run.handle(.confirmed(true))
      case .note, .settle, .store, .finish: break
      }
    }
    return (kinds, run)
  }

  private let exists = RefusalRecord(status: 409, isAboutEntries: true)

  @Test func `whom a refused introduction found in the portal goes on to join`() throws {
    var scene = try PlanScene(projects: 2)
    try scene.stage(1, role: 2, in: [1, 2])
    var now = scene
    try now.settle(1, role: 2)
    var history = History()
    try history.add(.introduce, [1], in: 1, role: 2, .refused, refusal: exists)
    let (kinds, _) = played(try run(scene, history, now: now), now.portal)
    #expect(kinds == ["join p1@x.com", "join p1@x.com"])
  }

  @Test func `a refused join that is there all the same is done, another is refused for good`()
    throws
  {
    var scene = try PlanScene(projects: 2)
    try scene.settle(1, role: 2)
    try scene.settle(2, role: 2)
    try scene.stage(1, in: [1])
    try scene.stage(2, in: [1])
    var now = try PlanScene(projects: 2)
    try now.settle(1, role: 2, in: [1])
    try now.settle(2, role: 2)
    var history = History()
    try history.add(.join, [1], in: 1, .refused, refusal: exists)
    try history.add(.join, [2], in: 1, .refused, refusal: exists)
    let (kinds, run) = played(try run(scene, history, now: now), now.portal)
    #expect(kinds.isEmpty)
    #expect(Judgement(run: run).people.map(\.result) == [.adopted, .rejected])
  }

  @Test func `a customer whose making was refused, and that is there, takes its people`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.stage(contact: 11, of: "Northwind", in: [1])
    var now = scene
    try now.settle(customer: 1, name: "Northwind", in: [1])
    var history = History()
    try history.add(.makeCustomer, [], customer: "Northwind", .refused, refusal: exists)
    let (kinds, _) = played(try run(scene, history, now: now), now.portal)
    #expect(kinds == ["introduceClient p11@x.com"])
  }

  @Test func `a refusal about the call is final, one for want of licences is tried anew`() throws {
    var scene = try PlanScene(projects: 1)
    for number in 1...4 { try scene.stage(number, role: 2, in: [1]) }
    for (status, calls) in [(403, 0), (402, 1)] {
      var history = History()
      try history.add(
        .introduce, [1, 2, 3, 4], in: 1, role: 2, .refused,
        refusal: RefusalRecord(status: status, isAboutEntries: false))
      let (kinds, run) = played(try run(scene, history), scene.portal)
      #expect(kinds.count { $0.hasPrefix("introduce") } >= calls, "\(status)")
      guard calls == 0 else { continue }
      #expect(kinds.isEmpty, "\(kinds)")
      #expect(Judgement(run: run).people.allSatisfy { $0.result == .rejected })
    }
  }

  @Test func `what was sent three times without effect is not sent a fourth time`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.stage(1, role: 2, in: [1])
    var history = History()
    for _ in 1...3 { try history.add(.introduce, [1], in: 1, role: 2, .unknown) }
    let (kinds, run) = played(try run(scene, history), scene.portal)
    #expect(kinds.isEmpty)
    #expect(Judgement(run: run).people.map(\.result) == [.unresolved])
    var twice = History()
    for _ in 1...2 { try twice.add(.introduce, [1], in: 1, role: 2, .unknown) }
    #expect(played(try self.run(scene, twice), scene.portal).kinds.count == 1)
    // Processes that died have not shown the server to be deaf.
    var killed = History()
    for _ in 1...5 { try killed.add(.introduce, [1], in: 1, role: 2, nil) }
    #expect(played(try self.run(scene, killed), scene.portal).kinds.count == 1)
  }

  @Test func `a role that the first join may have changed is told, and nobody else joins`() throws {
    var scene = try PlanScene(projects: 1)
    for number in 1...2 {
      try scene.settle(number, role: 2)
      try scene.stage(number, in: [1])
    }
    var now = try PlanScene(projects: 1)
    try now.settle(1, role: 1, in: [1])
    try now.settle(2, role: 2)
    for state in [OutcomeRecord.State.applied, .unknown, nil] {
      var history = History()
      try history.add(.join, [1], in: 1, state)
      let (kinds, run) = played(try run(scene, history, now: now, proven: []), now.portal)
      #expect(kinds.isEmpty)
      #expect(Judgement(run: run).people.map(\.result) == [.conflict, .notSent])
      #expect(Judgement(run: run).people.last?.code == "role-changed")
    }
  }

  @Test func `a run with a call that nobody understands sends nothing and stays open`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.stage(1, role: 2, in: [1])
    var history = History()
    try history.add(.setRole, [1], .applied)
    let (kinds, run) = played(try run(scene, history), scene.portal)
    #expect(kinds.isEmpty && !run.isComplete)
  }

  @Test func `a call is waited for as long as it was given, whatever is set now`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.stage(1, role: 2, in: [1])
    var history = History()
    try history.add(.introduce, [1], in: 1, role: 2, nil, at: 1_000, for: 121)
    let order = try scene.order()
    let opening = RunOpening(
      order, items: ItemSnapshots.of(order.assessment, in: scene.portal), at: 1_000)
    let resumption = RunResumption(
      run: 1, opening: opening, calls: history.calls, readings: [], endedAt: nil)
    let job = RunJob(
      resumption, in: scene.portal, settings: EngineSettings(), capabilities: Capabilities())
    #expect(job.deadlines(VirtualClock(wallSeconds: 1_010)) == [1: 111_000])
    // A clock that was set back by a year.
    #expect(job.deadlines(VirtualClock(wallSeconds: -31_000_000)) == [1: 121_000])
  }
}
