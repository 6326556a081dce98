package import ImportEngine
package import ImportModel
import Synchronization

/// Sees what a run's processes make durable, send and read, and keeps what breaks a rule: no send
/// without an intent (I1), one send an intent (I2), nothing sent anew before complete reads told what
/// became of it (I3).
package final class RunWatch: Sendable {
  private struct Open {
    let intent: IntentRecord
    /// Whether its call has left.
    var isSent = false
    /// When the server answered, in uptime milliseconds.
    var answeredAt: Int64 = 0
  }

  private struct State {
    var hasBegun = false
    var lists = 0
    /// The patterns that were heard to be shut, until an uptime.
    var shut: [EndpointPattern: Int64] = [:]
    /// Intents without an outcome, by number.
    var open: [Int: Open] = [:]
    var numbers: Set<Int> = []
    var doubts: [Doubt] = []
    /// Those in the portal as the newest list has them, with their roles.
    var there: [EmailAddress: RoleID?] = [:]
    /// The roles that somebody else gave.
    var given: [EmailAddress: RoleID] = [:]
    /// Those of them who were listed so, without having joined anything since the list before.
    var clear: Set<EmailAddress> = []
    /// Those first listed so after they joined something: a join may have given it as well.
    var unclear: Set<EmailAddress> = []
    var joining: Set<EmailAddress> = []
    /// Everybody in the portal as the newest list has them.
    var listed: [PortalUserID: PortalUser] = [:]
    /// How often the people had been listed when somebody was last to be taken out of the portal, or
    /// deactivated there.
    var removals: [EmailAddress: Int] = [:]
    var broken: [String] = []
    var story: [String] = []
  }

  /// Whether it keeps the story.
  private let tells: Bool
  private let clock: VirtualClock
  private let settings: EngineSettings
  private let mindsLockOuts: Bool
  /// Everybody who was there before the run.
  private let before: Set<EmailAddress>
  private let state: Mutex<State>

  /// `portal` is what the run's plan was held against; `tells`: it keeps the story;
  /// `mindsLockOuts`: nothing may be intended for a pattern that was heard to be shut.
  package init(
    _ portal: Portal, _ settings: EngineSettings, _ clock: VirtualClock, tells: Bool = false,
    mindsLockOuts: Bool = false
  ) {
    self.mindsLockOuts = mindsLockOuts
    self.tells = tells
    self.clock = clock
    self.settings = settings
    before = Set(portal.users.all.map(\.email))
    var state = State()
    state.there = Dictionary(portal.users.all.map { ($0.email, $0.role) }) { first, _ in first }
    state.listed = Dictionary(portal.users.all.map { ($0.id, $0) }) { first, _ in first }
    self.state = Mutex(state)
  }

  /// More intents than any plan here has use for.
  private static let mostIntents = 1_000

  /// Whether the run goes round for ever.
  package var isEndless: Bool { state.withLock { $0.numbers.count > Self.mostIntents } }

  /// What broke a rule so far.
  package var broken: [String] { state.withLock { $0.broken } }

  /// What happened, a line each with its uptime; empty unless it tells.
  package var story: [String] { state.withLock { $0.story } }

  /// Adds a line to the story.
  package func tell(_ words: @autoclosure () -> String) {
    guard tells else { return }
    let line = "\(clock.uptime) \(words())"
    state.withLock { $0.story.append(line) }
  }

  /// How often the portal's people were listed.
  package var lists: Int { state.withLock { $0.lists } }

  /// Those who were to be taken out of the portal, or deactivated there, with how often the people had
  /// been listed then.
  package var removals: [EmailAddress: Int] { state.withLock { $0.removals } }

  /// Whether a run is on record.
  package var hasBegun: Bool { state.withLock { $0.hasBegun } }

  /// Somebody else saw a rule broken.
  package func report(_ words: String) { state.withLock { $0.broken.append(words) } }

  /// Whether the newest list of people tells that somebody has a role that somebody else gave.
  package func tells(_ email: EmailAddress, is role: RoleID) -> Bool {
    state.withLock { $0.there[email] == role }
  }

  /// Somebody else gave a role.
  package func gave(_ role: RoleID, to email: EmailAddress) {
    state.withLock { state in
      if state.given.updateValue(role, forKey: email) != role { state.unclear.remove(email) }
    }
  }

  /// What another process had under way is nobody's any more.
  package func processBegins() { state.withLock { $0.open = [:] } }

  func begun() { state.withLock { $0.hasBegun = true } }

  /// An intent is durable.
  func intended(_ intent: IntentRecord) {
    tell("intent \(intent.number) \(intent.kind) \(intent.project?.id ?? "") \(intent.people)")
    let over = clock.uptime + settings.deadlineMilliseconds
    let settle = settings.settleMilliseconds
    state.withLock { state in
      if mindsLockOuts, let until = state.shut[intent.kind.pattern], until > clock.uptime {
        state.broken.append("\(intent.number) \(intent.kind), which was heard to be shut")
      }
      if !state.numbers.insert(intent.number).inserted {
        state.broken.append("I2: intent \(intent.number) twice")
      }
      if state.numbers.count == Self.mostIntents + 1 {
        state.broken.append("goes round for ever: \(intent.kind) \(intent.people)")
      }
      for doubt in Doubt.all(of: intent, over: over, settle: settle) {
        for old in state.doubts where old.forbids(doubt) {
          state.broken.append("I3: \(doubt) while nobody knew of \(old)")
        }
        state.doubts.removeAll { $0.isSame(as: doubt) }
        state.doubts.append(doubt)
      }
      state.broken += overwritings(intent, state)
      state.open[intent.number] = Open(intent: intent)
      if intent.kind == .join { state.joining.formUnion(intent.people) }
    }
  }

  /// What an intent does to somebody that the newest list forbids.
  private func overwritings(_ intent: IntentRecord, _ state: State) -> [String] {
    intent.entries.compactMap { entry -> String? in
      guard let role = entry.role, let now = state.there[entry.email] else { return nil }
      guard intent.kind == .setRole else {
        return "\(intent.kind): a role for \(entry.email), who is there"
      }
      guard before.contains(entry.email), state.clear.contains(entry.email),
        let given = state.given[entry.email], now == given,
        given.text != role.id
      else { return nil }
      return "the role that somebody else gave \(entry.email) is overwritten"
    }
  }

  /// A call leaves.
  func sent(_ call: WriteCall) {
    tell("sent \(call)")
    let digest = WeakHash().digest(of: call.canonicalBytes)
    state.withLock { state in
      removed(by: call, &state)
      let meant = state.open.values.filter { $0.intent.digest == digest }
        .sorted { $0.intent.number < $1.intent.number }
      guard var open = meant.first(where: { !$0.isSent }) ?? meant.first else {
        state.broken.append("I1: \(call) without an intent")
        return
      }
      let number = open.intent.number
      if open.isSent { state.broken.append("I2: \(call) sent for intent \(number) again") }
      open.isSent = true
      state.open[number] = open
      if state.open.count > settings.concurrency {
        state.broken.append("more than \(settings.concurrency) calls are under way")
      }
    }
  }

  /// The server answers; whoever sent it has not heard yet.
  func answered(_ call: WriteCall, _ outcome: Outcome) {
    tell("answered \(outcome)")
    let digest = WeakHash().digest(of: call.canonicalBytes)
    state.withLock { state in
      for (number, open) in state.open where open.isSent && open.intent.digest == digest {
        state.open[number]?.answeredAt = clock.uptime
      }
    }
  }

  /// Only who is listed as invited is taken out of the portal, or deactivated there.
  private func removed(by call: WriteCall, _ state: inout State) {
    let id: PortalUserID
    switch call {
    case .removeFromPortal(let removed): id = removed
    case .deactivate(let deactivated): id = deactivated
    default: return
    }
    guard let user = state.listed[id] else { return }
    state.removals[user.email] = state.lists
    if user.status != .invited {
      state.broken.append("\(user.email), who is \(user.status): \(call)")
    }
  }

  /// An outcome is durable.
  func heard(_ outcome: OutcomeRecord) {
    tell("outcome \(outcome.number) \(outcome.state) \(outcome.code) missing \(outcome.missing)")
    state.withLock { state in
      if outcome.code == "throttled", let open = state.open[outcome.number],
        let seconds = outcome.message.split(separator: " ").lazy.compactMap({ Int64($0) }).first
      {
        let (until, pattern) = (open.answeredAt + seconds * 1000, open.intent.kind.pattern)
        state.shut[pattern] = max(until, state.shut[pattern] ?? 0)
      }
      if state.open.removeValue(forKey: outcome.number)?.isSent == false,
        outcome.state != .turnedAway
      {
        state.broken.append("outcome of \(outcome.number) before it was sent")
      }
      state.doubts.removeAll { doubt in
        guard doubt.number == outcome.number else { return false }
        switch outcome.state {
        case .refused, .turnedAway: return true
        case .applied: return doubt.email.map { !outcome.missing.contains($0) } ?? true
        case .unknown: return false
        }
      }
    }
  }

  func saw(_ users: [PortalUser]) {
    tell("people \(users.map { "\($0.email) \($0.role?.text ?? "-")" })")
    state.withLock { state in
      state.lists += 1
      state.there = Dictionary(users.map { ($0.email, $0.role) }) { first, _ in first }
      let there = state.there
      state.listed = Dictionary(users.map { ($0.id, $0) }) { first, _ in first }
      for index in state.doubts.indices {
        if let email = state.doubts[index].email, there[email] != nil {
          state.doubts[index].isThere = true
        }
      }
      for (email, role) in state.given where there[email] == role {
        if state.joining.contains(email), !state.clear.contains(email) {
          state.unclear.insert(email)
        } else if !state.unclear.contains(email) {
          state.clear.insert(email)
        }
      }
      state.joining = []
      let profiles = Dictionary(users.map { ($0.email, $0.profile) }) { first, _ in first }
      let inactive = Set(users.filter { $0.status == .inactive }.map(\.email))
      looked(&state, .users) { doubt in
        guard let email = doubt.email else { return false }
        guard let role = there[email] else { return doubt.removes }
        if doubt.kind == .deactivate { return inactive.contains(email) }
        return doubt.adds || doubt.sets(role: role) || doubt.sets(profile: profiles[email] ?? nil)
      }
    }
  }

  func saw(_ members: [Membership], in project: ProjectID) {
    let emails = Dictionary(members.map { ($0.email, $0.profile) }) { first, _ in first }
    tell("members of \(project) \(members.map(\.email))")
    state.withLock { state in
      looked(&state, .members(project.text)) { doubt in
        guard let profile = doubt.email.flatMap({ emails[$0] }) else { return doubt.removes }
        return doubt.adds || doubt.sets(profile: profile)
      }
    }
  }

  func saw(_ clients: ProjectClients, in project: ProjectID) {
    state.withLock { state in
      looked(&state, .clients(project.text)) { doubt in
        let isNamed =
          doubt.email.map { clients.users.byEmail[$0] != nil }
          ?? clients.customers.contains { $0.text == doubt.customer?.id }
        return doubt.isShown(named: isNamed)
      }
    }
  }

  func saw(_ customers: [Customer]) {
    let names = Set(customers.compactMap { CustomerName($0.name) })
    state.withLock { state in
      looked(&state, .customers) { doubt in
        doubt.isShown(
          named: doubt.customer.flatMap { CustomerName($0.name) }.map(names.contains) ?? false)
      }
    }
  }

  private func looked(_ state: inout State, _ list: Doubt.List, shows: (Doubt) -> Bool) {
    let now = clock.uptime
    state.doubts.removeAll { $0.lists.contains(list) && shows($0) }
    for index in state.doubts.indices where state.doubts[index].lists.contains(list) {
      state.doubts[index].looked(at: now)
    }
  }
}
