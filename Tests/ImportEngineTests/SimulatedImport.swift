import CRMShellTesting
import ImportModel
import Synchronization

@testable import ImportEngine

/// One seed: a portal, a plan, switches, faults, and an import by one process after the other, as
/// they die or are stopped, until it ends; then what a judge who knows nothing of the engine says.
struct SimulatedImport: Sendable {
  /// How it went.
  struct Ending: Sendable {
    /// What is wrong; empty when every invariant held.
    var broken: [String]
    var exitCode: Int32
    var deaths = 0
    var lives = 0
    var isAbandoned = false
    /// That of the undoing, where there was one.
    var undone: Int32?
    /// What happened, where it was to be told.
    var story: [String] = []
  }

  /// One run of the seed: the import, which is the journal's first, or its undoing.
  struct Part: Sendable {
    let run: Int
    let watch: RunWatch
    var isUndoing: Bool { run > 1 }
  }

  /// What is left of a process that didn't die.
  enum End: Sendable {
    case verdict(RunVerdict)
    /// It could not begin: what the portal or the journal said, and for how many seconds.
    case hindered(String, seconds: Int64)
    /// Another one had closed the run, and died before it told.
    case over(RunVerdict)

    var words: String {
      switch self {
      case .hindered(let words, _): "hindered: \(words)"
      case .verdict(let verdict), .over(let verdict):
        "ends with \(verdict.exitCode) \(verdict.stops) \(verdict.isComplete) "
          + verdict.people.map { "\($0.email ?? "") \($0.result) \($0.code ?? "")" }
          .joined(separator: ", ")
      }
    }
  }

  /// Deaths of a seed at most, and the process from which on nothing more goes wrong.
  private static let (mostDeaths, calmLife, mostLives) = (5, 9, 12)

  let seed: UInt64
  let random: SeededRandomness
  let world: SimulatedWorld
  let clock = VirtualClock()
  let journal = InMemoryJournal(keepsLog: false)
  let portal: SimulatedPortal
  let tells: Bool
  let shared = Shared()

  /// What the processes of a seed leave to one another.
  final class Shared: Sendable {
    let isCalm = Mutex(false)
    let rivals = Mutex<Set<CustomerName>>([])
    /// With how often the portal's people had been listed.
    let acts = Mutex<[(act: ForeignAct, lists: Int)]>([])
  }

  /// `tells`: what happens is told at the end.
  init(seed: UInt64, tells: Bool = false) throws {
    self.seed = seed
    let random = SeededRandomness(seed: seed)
    let world = try SimulatedWorld(random, seed: seed)
    let shared = shared
    self.random = random
    self.world = world
    self.tells = tells
    portal = SimulatedPortal(
      world.scene.portal, switches: world.switches, clock: clock,
      fault: { _, call in
        shared.isCalm.withLock(\.self) ? world.lasting(call) : world.fault(call, random)
      },
      rival: { call in
        guard case .makeCustomer(let name) = call, random.chance(world.rivalPercent) else {
          return nil
        }
        return shared.rivals.withLock { $0.insert(name).inserted } ? name : nil
      },
      readFault: { _ in shared.isCalm.withLock(\.self) ? .none : world.readFault(random) },
      tokenFault: { shared.isCalm.withLock(\.self) ? nil : world.tokenFault() })
  }

  func run() async throws -> Ending {
    var ending = Ending(broken: [], exitCode: -1)
    let part = Part(
      run: 1,
      watch: RunWatch(
        world.scene.portal, world.settings, clock, tells: tells, mindsLockOuts: true))
    if let verdict = try await played(part, &ending) {
      ending.exitCode = verdict.exitCode
      ending.broken += await judged(verdict, part.watch)
      if ending.broken.isEmpty, part.watch.hasBegun { try await undo(verdict, &ending) }
    }
    return ending
  }

  /// A run by one process after the other until it ends; nil when it doesn't.
  func played(_ part: Part, _ ending: inout Ending) async throws -> RunVerdict? {
    var (lives, deaths, told) = (0, 0, RunVerdict?.none)
    while lives < Self.mostLives, told == nil, !part.watch.isEndless {
      lives += 1
      if lives >= Self.calmLife { shared.isCalm.withLock { $0 = true } }
      let end = try await live(part, lives, deaths, &ending)
      if end == nil { deaths += 1 }
      let verdict: RunVerdict
      switch end {
      case .verdict(let told), .over(let told): verdict = told
      case .hindered, nil: continue
      }
      let open = try await journal.unfinishedRuns(of: PlanScene.key())
      if verdict.isComplete, verdict.run == nil || open.isEmpty {
        if verdict.run == nil, part.watch.hasBegun { continue }
        // Whatever is still under way comes to its end before the judge looks.
        clock.advance(milliseconds: 10_000)
        await portal.catchUp()
        told = verdict
      } else if verdict.isComplete {
        part.watch.report("run \(open.map(\.run)) is unfinished")
      }
    }
    ending.lives += lives
    ending.deaths += deaths
    ending.broken += part.watch.broken
    ending.story += part.watch.story
    if told == nil { ending.broken.append("not closed after \(lives) processes") }
    return told
  }

  private func judged(_ verdict: RunVerdict, _ watch: RunWatch) async -> [String] {
    var judge = PortalJudge(
      before: world.scene.portal, after: await portal.portal, plan: world.scene.plan,
      mails: await portal.mails, notices: await portal.notices, notify: world.settings.notify,
      tellsCustomers: world.switches.tellsCustomer && world.switches.listsNewCustomers,
      rivals: shared.rivals.withLock(\.self))
    let lists = watch.lists
    let acts = shared.acts.withLock(\.self)
    judge.acts = acts.map(\.act)
    judge.unseen = Set(acts.filter { $0.lists == lists }.map(\.act.email))
    return judge.violations(of: verdict) + (await portal.violations)
  }

  /// One process, from taking hold of the portal to its end; nil when it died.
  private func live(
    _ part: Part, _ number: Int, _ deaths: Int, _ ending: inout Ending
  ) async throws -> End? {
    let watch = part.watch
    let isCalm = shared.isCalm.withLock(\.self)
    let isRough = world.isRough && !isCalm
    let hold = try await journal.hold(PlanScene.key())
    let stop = RunStop()
    let dies = isRough && deaths < Self.mostDeaths && random.chance(60)
    let life = Lifeline(
      last: dies ? 1 + random.next(below: 90) : nil,
      events: isRough ? try events(part, stop: stop) : [:])
    let isFull = isRough && random.chance(10)
    let mortal = MortalJournal(
      journal, life, watch, writes: isFull ? random.next(below: 30) : nil)
    let way = MortalPortal(portal, life, watch)
    let executor = ImportExecutor(
      service: way, journal: mortal, clock: MortalClock(clock, life), hash: WeakHash(),
      stop: stop, progress: { _ in }, confirmMore: { _ in true },
      deck: { [world] in SeededDeck(world.orderOfAnswers) })
    watch.processBegins()
    watch.tell("process \(number)\(part.isUndoing ? " undoing" : "")")
    let isAbandoning = world.isRough && watch.hasBegun && random.chance(8)
    let sent = await portal.sent.count
    let end = await life.run { await process(part, executor, mortal, way, abandons: isAbandoning) }
    if isAbandoning, await portal.sent.count != sent { watch.report("sent while abandoning") }
    await hold.release()
    watch.tell(end.map { $0.words } ?? "dies at step \(life.steps)")
    switch end {
    case .verdict(let verdict):
      ending.isAbandoned = isAbandoning
      rest(verdict, watch)
    case .hindered(_, let seconds): clock.advance(milliseconds: seconds * 1000)
    case .over, nil: break
    }
    clock.advance(milliseconds: Int64(random.next(below: 3_000)))
    return end
  }

  /// Whoever is told when to come again does so; whoever said to wait is not.
  private func rest(_ verdict: RunVerdict, _ watch: RunWatch) {
    for stop in verdict.stops {
      guard case .throttled(let time) = stop else { continue }
      // Who is stopped for another reason, and interrupted then, waits no more.
      let isAlone = verdict.stops.allSatisfy { if case .throttled = $0 { true } else { false } }
      if world.settings.waits, isAlone { watch.report("a lock-out was not sat out") }
      clock.advance(milliseconds: max(time - clock.wallSeconds, 0) * 1000)
    }
  }

  private func process(
    _ part: Part, _ executor: ImportExecutor, _ journal: MortalJournal, _ way: MortalPortal,
    abandons: Bool
  ) async -> End {
    do {
      let (scene, key) = (world.scene, try PlanScene.key())
      guard let open = try await journal.unfinishedRuns(of: key).first else {
        if part.watch.hasBegun { return .over(try await verdictOnRecord(part.run, journal)) }
        if part.isUndoing { return try await undoing(executor, journal, way) }
        return .verdict(await executor.run(try scene.order(settings: world.settings)))
      }
      let run = try await journal.resumption(of: open.run)
      let now = try await everything(way)
      let known = try await journal.capabilities(of: key)
      let settings = world.settings
      return .verdict(
        abandons
          ? await executor.abandon(run, in: now, settings: settings, capabilities: known)
          : await executor.resume(run, in: now, settings: settings, capabilities: known))
    } catch {
      var seconds: Int64 = 0
      if case ServiceFailure.throttled(let rest, _) = error { seconds = rest }
      return .hindered("\(error)", seconds: seconds)
    }
  }

  /// A fresh read of all there is.
  func everything(_ way: MortalPortal) async throws -> Portal {
    let projects = Set(world.scene.portal.projects.map(\.id))
    return try await way.rereading(
      world.scene.portal, ReadScope(members: projects, clients: projects, customers: true),
      at: clock.wallSeconds)
  }

  /// The verdict as the journal has it.
  private func verdictOnRecord(
    _ number: Int, _ journal: MortalJournal
  ) async throws -> RunVerdict {
    let report = try await journal.report(number)
    return RunVerdict(
      run: number, plan: report.summary.planDigest, people: report.people.compactMap(\.result),
      stops: [],
      requests: 0, writes: report.summary.writes, writesInAll: report.summary.writes, begun: [],
      unanswered: UnansweredCalls(), seconds: 0, word: .done,
      exitCode: report.summary.exitCode ?? -1, portal: world.scene.portal, isComplete: true)
  }

  /// What others do while a process lives, by its steps.
  private func events(
    _ part: Part, stop: RunStop
  ) throws -> [Int: @Sendable () async -> Void] {
    let watch = part.watch
    var events: [Int: @Sendable () async -> Void] = [:]
    if random.chance(15) {
      let isSecond = random.chance(50)
      events[1 + random.next(below: 90)] = {
        if isSecond { await stop.abandon() } else { await stop.raise() }
      }
    }
    let key = try PlanScene.key()
    events[1 + random.next(below: 60)] = { [journal] in
      do throws(JournalFailure) {
        await (try journal.hold(key)).release()
        watch.report("two processes hold the portal")
      } catch {
        if case .held = error {} else { watch.report("\(error)") }
      }
    }
    guard random.chance(30) else { return events }
    for _ in 0...random.next(below: 3) {
      let act = part.isUndoing ? try actSince() : try act()
      events[1 + random.next(below: 60)] = { [portal, shared] in
        guard watch.hasBegun, await portal.act(act) else { return }
        watch.tell("somebody else: \(act)")
        if case .role(let email, let role) = act { watch.gave(role, to: email) }
        shared.acts.withLock { $0.append((act, watch.lists)) }
      }
    }
    return events
  }

  /// What another administrator has in mind for somebody of the plan; role 4 is nobody's.
  func act() throws -> ForeignAct {
    let email = try PlanScene.email(1 + random.next(below: 8))
    switch random.next(below: 3) {
    case 0: return .role(email, try PlanScene.id(4))
    case 1: return .removal(email)
    default: return .addition(email, try PlanScene.id(4), try PlanScene.id(1))
    }
  }
}
