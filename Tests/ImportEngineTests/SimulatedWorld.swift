import CRMShellTesting
import ImportEngine
import ImportModel

/// What a seed decides before anything happens: a portal, a plan, settings, switches.
struct SimulatedWorld: Sendable {
  let scene: PlanScene
  let settings: EngineSettings
  private(set) var switches = SimulatedPortal.Switches()
  /// How often a call or a read meets a fault, in percent.
  let faultPercent: Int
  /// How often somebody else makes a customer just before the run does, in percent.
  private(set) var rivalPercent: Int
  /// An address that is refused whenever it is named, and one that is never answered.
  let cursed: EmailAddress?
  let poisoned: EmailAddress?
  /// Whether processes die and are stopped, and others act.
  let isRough: Bool
  /// How often no token is to be had, and lists are shut, for a time, in thousandths of the asking.
  let throttles: (token: Int, lists: Int)
  /// A source of its own: what the others draw does not hang on it.
  private let ownRandom: SeededRandomness
  /// In which order calls reach the portal and are answered.
  let orderOfAnswers: SeededRandomness

  init(_ random: SeededRandomness, seed: UInt64) throws {
    ownRandom = SeededRandomness(seed: seed ^ 0x7407_71E5)
    orderOfAnswers = SeededRandomness(seed: seed ^ 0x0DEC_0DEC)
    throttles = (
      ownRandom.chance(20) ? 30 : 0, ownRandom.chance(20) ? 30 : 0
    )
    scene = try Self.scene(random)
    var settings = EngineSettings(
      batch: 1 + random.next(below: 6), settleMilliseconds: 300, deadlineMilliseconds: 1_000,
      notify: [.on, .off, .all][random.next(below: 3)])
    settings.waits = random.chance(30)
    settings.concurrency = 1 + orderOfAnswers.next(below: 5)
    self.settings = settings
    faultPercent = [0, 0, 10, 30][random.next(below: 4)]
    rivalPercent = [0, 0, 0, 30][random.next(below: 4)]
    isRough = random.chance(70)
    cursed = random.chance(10) ? try PlanScene.email(1 + random.next(below: 8)) : nil
    poisoned = random.chance(10) ? try PlanScene.email(1 + random.next(below: 8)) : nil
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
    // A portal that never lists what it made, and makes it twice, defeats any client whose answer is
    // lost, or whose customer somebody else makes too.
    if !switches.listsNewCustomers { (switches.makesCustomersTwice, rivalPercent) = (false, 0) }
    switches.acceptsDuplicates = random.chance(50)
    switches.locksOut = true
    switches.lag = settings.settleMilliseconds - 1
    // Putting a role back can itself be lost or put off, which the rules allow: without faults only.
    switches.joinResetsRole =
      faultPercent == 0 && !isRough && random.chance(20) && throttles == (0, 0)
  }

  private static func scene(_ random: SeededRandomness) throws -> PlanScene {
    let projects = 1 + random.next(below: 4)
    var scene = try PlanScene(projects: projects, roles: 4)
    // Most of the portal has its default role, and nothing to do with the plan.
    for number in 101...112 { try scene.settle(number, in: [1]) }
    func some() -> [Int] { (1...projects).filter { _ in random.chance(60) } }
    for number in 1...(3 + random.next(below: 8)) {
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
    guard random.chance(40) else { return }
    func some() -> [Int] { (1...projects).filter { _ in random.chance(60) } }
    for customer in 1...3 where random.chance(60) {
      try scene.settle(customer: customer, name: "Customer \(customer)", in: some())
      if random.chance(60) {
        try scene.settle(client: 300 + customer, of: customer, in: some())
      }
    }
    for number in 301...(303 + random.next(below: 5)) where random.chance(80) {
      try scene.stage(
        contact: number, of: "customer \(1 + random.next(below: 5))",
        profile: random.chance(30) ? 1 + random.next(below: 3) : nil, in: some())
    }
  }

  /// What becomes of a call.
  func fault(_ call: WriteCall, _ random: SeededRandomness) -> SimulatedPortal.Fault {
    guard random.chance(faultPercent) else { return lasting(call) }
    switch random.next(below: 12) {
    case 0: return .drop
    case 1: return .applyThenClose
    case 2: return .refuse(title: "BAD", status: 400)
    case 3: return .refuse(title: "LICENCE", status: 402)
    case 4: return .partial
    case 5: return .silent
    case 6: return .refuse(title: "FORBIDDEN", status: 403)
    case 7: return .turnAway(.throttled(retryAfter: Int64(1 + random.next(below: 20))))
    case 8: return .turnAway(.tokenRenewed)
    case 9: return random.chance(30) ? .turnAway(.authentication("no")) : .drop
    case 10:
      return .applyLate(
        Int64(random.next(below: Int(settings.deadlineMilliseconds + settings.settleMilliseconds))))
    default: return .turnAway(.unreachable("down"))
    }
  }

  /// What becomes of a call without a fault of its own.
  func lasting(_ call: WriteCall) -> SimulatedPortal.Fault {
    if let cursed, call.emails.contains(cursed) {
      return .refuse(title: "BAD_ADDRESS", status: 400)
    }
    if let poisoned, call.emails.contains(poisoned) { return .drop }
    return .none
  }

  /// For how many seconds no token is to be had; nil: one is.
  func tokenFault() -> Int64? {
    ownRandom.next(below: 1_000) < throttles.token ? Int64(1 + ownRandom.next(below: 600)) : nil
  }

  /// What becomes of a read.
  func readFault(_ random: SeededRandomness) -> SimulatedPortal.ReadFault {
    if ownRandom.next(below: 1_000) < throttles.lists {
      return .fail(.throttled(retryAfter: Int64(1 + ownRandom.next(below: 120))))
    }
    if random.chance(faultPercent) { return .stale }
    if random.chance(faultPercent / 10) { return .fail(.interrupted("reset")) }
    return .none
  }
}
