import CRMShellTesting
import ImportEngine
import ImportModel
import Synchronization

/// What a kind of call gets whenever it is sent.
enum PersistentAnswer: String, CaseIterable, Sendable {
  case bad, scope, licence, forbidden, notFound, exists
  /// Asked too often, and nobody waits.
  case throttled
  case signedOut, unreachable
  /// Never carried out, and never answered.
  case unanswered
  /// Carried out, and never answered.
  case unheard
  /// Accepted, and never carried out.
  case passedOver

  /// The status of a refusal; nil where it is none.
  private var status: Int? {
    switch self {
    case .bad: 400
    case .scope: 401
    case .licence: 402
    case .forbidden: 403
    case .notFound: 404
    case .exists: 409
    default: nil
    }
  }

  func fault(for people: Set<EmailAddress>) -> SimulatedPortal.Fault {
    if let status { return .refuse(title: "REFUSED", status: status) }
    return switch self {
    case .throttled: .turnAway(.throttled(retryAfter: 30))
    case .signedOut: .turnAway(.authentication("the token is refused"))
    case .unreachable: .turnAway(.unreachable("no route"))
    case .unanswered: .drop
    case .unheard: .applyThenClose
    default: .passOver(people)
    }
  }

  /// How it may end for whom it strikes, and the word for it where there is one.
  var ending: (results: Set<PersonOutcome>, code: String?) {
    switch self {
    case .bad, .scope, .licence, .forbidden, .notFound, .exists: ([.rejected, .notSent], "REFUSED")
    case .throttled: ([.notSent], "throttled")
    case .signedOut: ([.notSent], "authentication")
    case .unreachable: ([.notSent], "unreachable")
    case .unanswered, .passedOver: ([.unresolved, .notSent], nil)
    case .unheard: ([.adopted, .applied], nil)
    }
  }

  /// `writes`: whether anything was sent that was not turned away.
  func exitCode(writes: Bool) -> Int32 {
    switch self {
    case .bad, .scope, .licence, .forbidden, .notFound, .exists: 3
    case .throttled: 6
    case .signedOut: 8
    case .unreachable: writes ? 3 : 9
    case .unanswered, .passedOver: 4
    case .unheard: 0
    }
  }

  /// Whether a call for one person tells nothing of the others in it: they are taken apart.
  var isAboutEntries: Bool {
    [.bad, .notFound, .exists, .unanswered, .unheard, .passedOver].contains(self)
  }

  /// Whether it is an end of the run, which else stays open and is gone on with.
  var closes: Bool { ![.throttled, .signedOut, .unreachable].contains(self) }
}

/// An import, or the undoing of one, in which one kind of call gets the same answer for ever.
struct PersistentTrial: Sendable {
  let kind: WriteKind
  let answer: PersistentAnswer
  /// Else it strikes one person, or customer, only.
  let isForAll: Bool
  /// Whether nothing has to be tried first.
  let isProven: Bool
  /// Whether a lock-out is sat out.
  var waits = false
  /// After so many times the answer is as it should be.
  var times = Int.max
  /// When somebody stops it, in uptime milliseconds.
  var patience = Int64.max
  let clock = VirtualClock()
  private let journal = InMemoryJournal(keepsLog: false)
  private let shared = Shared()

  /// Beyond this nothing is answered any more, so that what would go on for ever has an end.
  private static let (mostCalls, mostReads) = (200, 5_000)

  private final class Shared: Sendable {
    let isOver = Mutex(false)
    let struck = Mutex(0)
    let reads = Mutex(0)
  }

  init(kind: WriteKind, answer: PersistentAnswer, isForAll: Bool, isProven: Bool) {
    (self.kind, self.answer, self.isForAll, self.isProven) = (kind, answer, isForAll, isProven)
  }

  /// How it went.
  struct Course: Sendable {
    let scene: PlanScene
    let verdict: RunVerdict
    let portal: SimulatedPortal
    /// What the portal held before the run.
    let before: Portal
    /// The people that each kind of call is about, by a run that nothing befell, and its calls.
    let concerned: [WriteKind: Set<EmailAddress>]
    let calls: Int
  }

  var isRevert: Bool { EveryKind.removals.contains(kind) }
  /// Whether whoever would leave the portal is deactivated.
  var isDeactivating: Bool { kind == .deactivate }

  /// How often it struck.
  var struck: Int { shared.struck.withLock(\.self) }

  /// Whom it strikes, of those concerned by each kind.
  func victims(_ course: Course) throws -> Set<EmailAddress> {
    if isForAll { return course.concerned[kind] ?? [] }
    switch EveryKind.One(kind) {
    case .person(let number): return [try PlanScene.email(number)]
    case .customer(let name):
      let project = kind == .linkCustomer ? "2" : nil
      return EveryKind.people(of: name, in: project, course.scene.plan)
    }
  }

  /// Whether somebody, or their customer, is kept for the sake of what could not be taken away.
  func isObstacle(_ person: PersonResult) -> Bool {
    isRevert && person.result == .notSent
      && ["has-users", "has-projects", "in-projects"].contains(person.code)
  }

  private var settings: EngineSettings {
    var settings = EngineSettings(
      batch: EveryKind.batch, settleMilliseconds: 300, deadlineMilliseconds: 1_000)
    settings.waits = waits
    return settings
  }

  private var capabilities: Capabilities {
    let invites: Capabilities.Answer = kind == .addToPortal ? .no : isProven ? .yes : .unknown
    guard isProven else { return Capabilities(invites: invites) }
    return Capabilities(
      invites: invites, entryRole: .honoured, entryProfile: .honoured, clientProfile: .honoured,
      proven: Set(WriteKind.allCases))
  }

  func run() async throws -> Course {
    let scene = try EveryKind.scene()
    let undisturbed = try await Self.known.course(of: self, scene)
    let before = isRevert ? try await imported(scene, journal) : scene.portal
    let portal = try portal(before)
    let verdict = try await drive(scene, journal, on: portal, from: before)
    return Course(
      scene: scene, verdict: verdict, portal: portal, before: before,
      concerned: undisturbed.concerned, calls: undisturbed.calls)
  }

  /// Goes on with the run on a portal that nothing is wrong with any more.
  func resumed(_ course: Course) async throws -> RunVerdict {
    shared.isOver.withLock { $0 = true }
    clock.advance(milliseconds: 60_000)
    let run = try await journal.resumption(of: isRevert ? 2 : 1)
    return await executor(journal, on: course.portal).resume(
      run, in: await course.portal.portal, settings: settings,
      capabilities: try await journal.capabilities(of: try PlanScene.key()))
  }

  /// Runs that nothing befalls, each kind of them once.
  private static let known = Undisturbed()

  private actor Undisturbed {
    private var courses: [[Bool]: (concerned: [WriteKind: Set<EmailAddress>], calls: Int)] = [:]

    func course(
      of trial: PersistentTrial, _ scene: PlanScene
    ) async throws -> (concerned: [WriteKind: Set<EmailAddress>], calls: Int) {
      let key = [
        trial.isRevert, trial.isProven, trial.kind == .addToPortal, trial.isDeactivating,
      ]
      if let course = courses[key] { return course }
      let course = try await trial.undisturbed(scene)
      courses[key] = course
      return course
    }
  }

  /// Whom each kind of call is about, and how many calls there are, when nothing befalls.
  private func undisturbed(
    _ scene: PlanScene
  ) async throws -> (concerned: [WriteKind: Set<EmailAddress>], calls: Int) {
    let (journal, clock) = (InMemoryJournal(keepsLog: false), VirtualClock())
    let before = isRevert ? try await imported(scene, journal) : scene.portal
    let portal = SimulatedPortal(before, clock: clock)
    let verdict = try await drive(scene, journal, on: portal, from: before)
    guard verdict.exitCode == 0 else { throw Undoing.NotReached(what: "an undisturbed end") }
    let intents = try await journal.resumption(of: isRevert ? 2 : 1).calls.map(\.intent)
    return (concerned(intents, scene.plan), await portal.sent.count)
  }

  /// The portal after an undisturbed import, as run 1 of a journal.
  private func imported(_ scene: PlanScene, _ journal: InMemoryJournal) async throws -> Portal {
    let portal = SimulatedPortal(scene.portal, clock: clock)
    let verdict = await executor(journal, on: portal).run(
      try scene.order(settings: settings, capabilities: capabilities))
    guard verdict.exitCode == 0 else { throw Undoing.NotReached(what: "the end of the import") }
    return await portal.portal
  }

  private func drive(
    _ scene: PlanScene, _ journal: InMemoryJournal, on portal: SimulatedPortal, from before: Portal
  ) async throws -> RunVerdict {
    guard isRevert else {
      return await executor(journal, on: portal, until: patience).run(
        try scene.order(settings: settings, capabilities: capabilities))
    }
    if isProven { try await journal.store(capabilities, of: try PlanScene.key()) }
    return await executor(journal, on: portal, until: patience).revert(
      try await Undoing.order(
        journal, in: before, scene: scene, settings: settings, isDeactivating: isDeactivating))
  }

  private func executor(
    _ journal: InMemoryJournal, on portal: SimulatedPortal, until patience: Int64 = .max
  ) -> ImportExecutor {
    let (stop, clock) = (RunStop(), clock)
    return ImportExecutor(
      service: portal, journal: journal, clock: clock, hash: WeakHash(), stop: stop,
      progress: { _ in if clock.uptime > patience { Task { await stop.raise() } } },
      confirmMore: { _ in true })
  }

  private func portal(_ before: Portal) throws -> SimulatedPortal {
    let one = EveryKind.One(kind)
    var people: Set<EmailAddress> = []
    if isForAll {
      people = Set(before.users.all.map(\.email))
      people.formUnion(try EveryKind.scene().plan.rows.compactMap(\.person.email))
    } else if case .person(let number) = one {
      people = [try PlanScene.email(number)]
    }
    var switches = SimulatedPortal.Switches()
    switches.locksOut = true
    let fault = answer.fault(for: people)
    let (kind, shared, isForAll, times) = (kind, shared, isForAll, times)
    return SimulatedPortal(
      before, switches: switches, clock: clock,
      fault: { number, call in
        guard number <= Self.mostCalls else { return .turnAway(.authentication("enough")) }
        guard !shared.isOver.withLock(\.self), EveryKind.kind(of: call) == kind,
          isForAll || EveryKind.isAbout(one, call, in: before),
          shared.struck.withLock({
            $0 += 1; return $0 <= times
          })
        else { return .none }
        return fault
      },
      onRead: { () throws(ServiceFailure) in
        guard
          shared.reads.withLock({
            $0 += 1; return $0 <= Self.mostReads
          })
        else {
          throw .authentication("enough")
        }
      })
  }

  private func concerned(
    _ intents: [IntentRecord], _ plan: Plan
  ) -> [WriteKind: Set<EmailAddress>] {
    var all: [WriteKind: Set<EmailAddress>] = [:]
    for intent in intents {
      all[intent.kind, default: []].formUnion(intent.people)
      guard intent.people.isEmpty, let customer = intent.customer else { continue }
      let project = intent.kind == .linkCustomer ? intent.project?.id : nil
      all[intent.kind, default: []].formUnion(
        EveryKind.people(of: customer.name, in: project, plan))
    }
    return all
  }
}
