import CRMShellTesting
import ImportEngine
import ImportModel
import Synchronization

/// One seed: a portal, a plan, switches, faults, an import, and what a judge who knows nothing of
/// the engine says of the portal afterwards.
struct SimulatedImport {
  let seed: UInt64
  private let random: SeededRandomness
  private let scene: PlanScene
  private let settings: EngineSettings
  private var switches = SimulatedPortal.Switches()
  private let faultPercent: Int
  /// How often somebody else makes a customer just before the run does, in percent.
  private let rivalPercent: Int

  init(seed: UInt64) throws {
    self.seed = seed
    let random = SeededRandomness(seed: seed)
    self.random = random
    scene = try Self.scene(random)
    settings = EngineSettings(
      batch: 1 + random.next(below: 6),
      notify: [.on, .off, .all][random.next(below: 3)])
    faultPercent = [0, 0, 10, 30][random.next(below: 4)]
    rivalPercent = [0, 0, 0, 30][random.next(below: 4)]
    switches.members = [.invites, .invites, .silent, .refused][random.next(below: 4)]
    switches.entryRole = [.honoured, .honoured, .ignored, .refused][random.next(below: 4)]
    switches.entryProfile = [.honoured, .honoured, .ignored, .refused][random.next(below: 4)]
    switches.clients = [.invites, .invites, .invites, .silent, .refused][random.next(below: 5)]
    switches.clientProfile = [.honoured, .ignored, .refused][random.next(below: 3)]
    switches.tellsCustomer = !random.chance(10)
    switches.mistakesCustomer = random.chance(5)
    switches.makesCustomersTwice = random.chance(30)
    if random.chance(5) { switches.madeAnswer = random.chance(50) ? .other : .unknown }
    switches.listsNewCustomers = !random.chance(5)
    // Putting a role back can itself be lost, which the rules allow: without faults only.
    switches.joinResetsRole = faultPercent == 0 && random.chance(20)
  }

  private static func scene(_ random: SeededRandomness) throws -> PlanScene {
    let projects = 1 + random.next(below: 4)
    var scene = try PlanScene(projects: projects)
    // Most of the portal has its default role, and nothing to do with the plan.
    for number in 101...120 { try scene.settle(number, in: [1]) }
    func some() -> [Int] { (1...projects).filter { _ in random.chance(60) } }
    for number in 1...(4 + random.next(below: 12)) {
      let isThere = random.chance(35)
      if isThere {
        try scene.settle(
          number, role: 1 + random.next(below: 3), in: some(), profile: 1 + random.next(below: 3))
      }
      guard random.chance(80) else { continue }
      try scene.stage(
        number, role: isThere && random.chance(50) ? nil : 1 + random.next(below: 3),
        profile: random.chance(40) ? 1 + random.next(below: 3) : nil, in: some(),
        replaces: random.chance(40), status: random.chance(95) ? "active" : "deleted")
    }
    try stageClients(in: &scene, random, projects: projects)
    return scene
  }

  /// Contacts of up to five customers, some of which the portal has, some with client users.
  private static func stageClients(
    in scene: inout PlanScene, _ random: SeededRandomness, projects: Int
  ) throws {
    guard random.chance(60) else { return }
    func some() -> [Int] { (1...projects).filter { _ in random.chance(60) } }
    for customer in 1...3 where random.chance(60) {
      try scene.settle(customer: customer, name: "Customer \(customer)", in: some())
      if random.chance(60) {
        try scene.settle(client: 300 + customer, of: customer, in: some())
      }
    }
    for number in 301...(304 + random.next(below: 8)) where random.chance(80) {
      try scene.stage(
        contact: number, of: "customer \(1 + random.next(below: 5))",
        profile: random.chance(30) ? 1 + random.next(below: 3) : nil, in: some())
    }
  }

  private func fault() -> SimulatedPortal.Fault {
    guard random.chance(faultPercent) else { return .none }
    switch random.next(below: 9) {
    case 0: return .drop
    case 1: return .applyThenClose
    case 2: return .refuse(title: "BAD", status: 400)
    case 3: return .refuse(title: "LICENCE", status: 402)
    case 4: return .partial
    case 5: return .silent
    case 6: return .refuse(title: "FORBIDDEN", status: 403)
    case 7: return .turnAway(.throttled(retryAfter: 60))
    default: return .turnAway(.unreachable("down"))
    }
  }

  /// What is wrong; empty when every invariant held.
  func violations() async throws -> (broken: [String], exitCode: Int32) {
    let journal = InMemoryJournal()
    let broken = Mutex<[String]>([])
    let rivals = Mutex<Set<CustomerName>>([])
    let portal = SimulatedPortal(
      scene.portal, switches: switches, fault: { _, _ in fault() },
      rival: { call in
        guard case .makeCustomer(let name) = call, random.chance(rivalPercent) else { return nil }
        return rivals.withLock { $0.insert(name).inserted } ? name : nil
      },
      onSend: { number, call in
        let calls = (try? await journal.report(1))?.people.flatMap(\.calls) ?? []
        let open = Set(calls.filter { $0.outcome == nil }.map(\.intent.number))
        let all = Set(calls.map(\.intent.number))
        // One intent without outcome, and as many intents as sends: each send has its own.
        if open.count != 1 || all.count != number {
          broken.withLock { $0.append("I1/I2: send \(number) of \(call), open \(open)") }
        }
      })
    let executor = ImportExecutor(
      service: portal, journal: journal, clock: VirtualClock(), hash: WeakHash(),
      progress: { _ in }, confirmMore: { _ in true })
    let verdict = await executor.run(try scene.order(settings: settings))
    let judge = PortalJudge(
      before: scene.portal, after: await portal.portal, plan: scene.plan,
      mails: await portal.mails, notices: await portal.notices, notify: settings.notify,
      tellsCustomers: switches.tellsCustomer && switches.listsNewCustomers,
      rivals: rivals.withLock { $0 })
    let unfinished = try await journal.unfinishedRuns(of: PlanScene.key())
    return (
      broken.withLock { $0 } + judge.violations(of: verdict) + (await portal.violations)
        + unfinished.filter { _ in verdict.isComplete }.map { "run \($0.run) is unfinished" },
      verdict.exitCode
    )
  }
}
