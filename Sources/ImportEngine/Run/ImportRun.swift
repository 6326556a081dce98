package import ImportModel

/// The state machine of a run: told what happened, it says what to do next. It neither waits nor
/// sends, so every path of it can be walked in a test.
///
/// Several calls may be under way at a time, as many as the settings say, one of which waits to be made
/// durable; while the portal is read back, or a question is asked, none is. Every action but `note`,
/// `settle` and `store` is answered by an event. A run that another process began is gone on with by the same code: what the journal holds
/// of it is booked as if it had just happened, and what has no outcome there is settled like a
/// time-out.
package struct ImportRun: Sendable {
  /// What happened.
  package enum Event: Sendable {
    case start
    /// The intent is durable.
    case recorded
    /// What came of the call with this number.
    case answered(Int, Outcome, wallSeconds: Int64)
    /// There was no turn for the call, which is neither recorded nor sent.
    case turnless(TurnedAway, wallSeconds: Int64)
    /// A complete read of people and members, or why there is none.
    case read(Result<Portal, ServiceFailure>)
    case confirmed(Bool)
    /// ^C or a signal: nothing new is sent.
    case checkpoint
    case journalFailed(JournalFailure)
  }

  /// What to do.
  package enum Action: Sendable {
    /// Make the intent durable.
    case record(Intent)
    /// Send it, once.
    case send(Intent)
    /// Make the outcome durable.
    case note(Intent, Outcome, missing: [EmailAddress])
    /// Make durable what a complete read-back showed of a call whose effect was not known.
    case settle(Int, [SettlementRecord.Finding])
    case store(Capabilities)
    case read(ReadBack)
    /// More calls than were agreed to: ask for what is left.
    case confirm(CallPlan)
    case finish
  }

  /// A call with the request that it has become.
  package struct Intent: Hashable, Sendable {
    /// From 1 within the run.
    package let number: Int
    /// From 1; how often the same work has been sent, as far as it may have had an effect.
    package let attempt: Int
    package let call: PlannedCall
    package let request: WriteCall
  }

  /// What to read, and which calls must be over and settled before.
  package struct ReadBack: Hashable, Sendable {
    package let scope: ReadScope
    /// Numbers of calls whose effect nobody knows.
    package let settling: [Int]
    /// A further read of the same: one settle time after the last.
    package let isRepeat: Bool
  }

  enum Phase: Sendable {
    /// Calls go, as far as they may.
    case idle
    case confirming, finished
    case reading(Purpose)
  }

  enum Purpose: Sendable {
    case canary(Intent, Outcome, reads: Int)
    /// A customer, or its link, was refused: it may be there by somebody else's doing.
    case refusal(PlannedCall, Reason)
    case identifiers
    /// Calls whose effect nobody knows.
    case settling
    case final
  }

  /// A call that may have been carried out for some of its people, or for its customer.
  struct Unsettled: Hashable, Sendable {
    let number: Int
    let call: PlannedCall
    /// Those of them whom nothing has told of yet.
    var people: [EmailAddress]
    /// What was seen in place of an answer.
    let seen: String
    /// Those of them, or the customer (nil), that the server's answer named: what it said is done is
    /// never sent again.
    var proven: Set<EmailAddress?> = []
    /// Complete read-backs, one settle time apart, that did not show it.
    var absences = 0
  }

  let isAbandoned: Bool
  /// Whether it undoes another run.
  let isRevert: Bool
  let people: [RunPerson]
  /// Where somebody's row stands; of rows with one address the first one.
  private let places: [EmailAddress: Int]
  let order: [EmailAddress]
  let before: Portal
  let settings: EngineSettings
  /// Every list that holds something the plan touches.
  let touched: ReadScope
  var portal: Portal
  var capabilities: Capabilities
  var work: PeopleTable<PersonWork>
  /// How everybody was to be introduced, as it was at the start.
  let introductions: PeopleTable<PersonWork.Introduction>
  var ledger: ItemLedger
  let customerOrder: [CustomerTarget]
  var customers: [CustomerTarget: CustomerStanding]
  /// What is to be done for the customers, as it was at the start.
  let customerWork: [CustomerTarget: CustomerWork]
  /// The ids of the customers that this run made, by the server's answers.
  var made: [CustomerName: CustomerID] = [:]
  var standings: PeopleTable<Standing>
  var queue: [PlannedCall]
  /// Writes that were agreed to: as previewed, or as confirmed since.
  var agreed: Int
  var phase = Phase.idle
  /// Calls under way.
  var flights = Flights()
  /// What is to be done as soon as no call is under way.
  var due: [Due] = []
  var closed: [WriteKind: Reason] = [:]
  var canaryFailures: [WriteKind: [Reason]] = [:]
  /// The first refusal of people whose introduction was then tried another way.
  var firstRefusals: [EmailAddress: Reason] = [:]
  /// Canaries of joins that were refused with a profile and are tried without.
  var bareJoins: Set<EmailAddress> = []
  /// Calls that nobody can tell the effect of yet.
  var unsettled: [Unsettled] = []
  var splitting = Splitting()
  /// How often a call was refused that went as two of so many people.
  var tooLarge: [Int: Int] = [:]
  /// Calls that were to be tried first and could not go, since the last one that went.
  var passedOver: Set<PlannedCall> = []
  /// How often somebody alone in a call was shown to be without effect.
  var losses: [Item: Int] = [:]
  /// Projects that take no call of a kind, by a reason that is about the call.
  var closedProjects: [ProjectKind: Reason] = [:]
  var recorded = 0
  var identifiersRead: Set<PlannedCall> = []
  var needsFinalRead = false
  /// Whether the final read was asked for again, because lists may lag behind a write.
  var isFinalRepeated = false
  /// Those whose role a join changed, and who get it back.
  var restoring: Set<EmailAddress> = []
  /// Those who had another role than they should before they were the first to join.
  var strayed: Set<EmailAddress> = []
  /// Whose role a read showed unchanged after they had joined.
  var unmoved: Set<EmailAddress> = []
  /// Those whom the portal did not let go, though it was asked to.
  var notRemoved: Set<EmailAddress> = []
  var isStopping = false
  /// Whether more calls than agreed to were asked for, and refused.
  var isDeclined = false
  /// Kinds whose canary could not show everything: they are tried again by the next import.
  var provenHereOnly: Set<WriteKind> = []
  /// Write calls sent.
  package internal(set) var sent = 0
  /// Those that another process sent, or may have sent.
  var sentBefore = 0
  package internal(set) var stops: [StopReason] = []
  /// The portal of the final read-back; that of the order when nothing was sent.
  package internal(set) var final: Portal?

  /// `portal` is what a complete read said last; `history` are the calls that another process
  /// recorded, in their order; `isAbandoned`: they are settled, and nothing more is sent.
  package init(
    _ people: [RunPerson], items: [ItemSnapshot], in portal: Portal, settings: EngineSettings,
    capabilities: Capabilities, history: [ReportedCall] = [], isAbandoned: Bool = false,
    isRevert: Bool = false
  ) {
    self.isAbandoned = isAbandoned
    self.isRevert = isRevert
    let ledger = ItemLedger(items)
    let customerWork = CustomerWork.all(in: ledger)
    self.people = people
    let places = Dictionary(
      firstOf: people.enumerated().compactMap { place, row in row.email.map { ($0, place) } })
    self.places = places
    order = people.filter(\.blocked.isEmpty).compactMap(\.email)
    customerOrder = customerWork.map(\.target)
    customers = Dictionary(firstOf: customerWork.map { ($0.target, CustomerStanding($0)) })
    self.customerWork = Dictionary(firstOf: customerWork.map { ($0.target, $0) })
    before = portal
    self.portal = portal
    self.settings = settings
    self.capabilities = capabilities
    self.ledger = ledger
    let work = PeopleTable(places, of: people, ledger, in: portal)
    self.work = work
    introductions = PeopleTable(places, of: people) { work[$1]?.introduction }
    standings = PeopleTable(places, of: people) { row, email in
      guard row.blocked.isEmpty else { return nil }
      let presence: Standing.Presence = portal.users[email] == nil ? .pending : .there
      return Standing(presence: presence, refusal: nil, hold: nil)
    }
    touched = ledger.scope(clients: Set(people.lazy.filter(\.isClient).compactMap(\.email)))
    queue = []
    agreed = 0
    findCustomers()
    rebook(history)
    needsFinalRead = !history.isEmpty
    queue = newPlan().calls.reversed()
    agreed = queue.count
  }

  /// A new run, of a plan held against a complete read.
  package init(
    _ assessment: Assessment, in portal: Portal, settings: EngineSettings,
    capabilities: Capabilities
  ) {
    self.init(
      assessment.changes.map { RunPerson($0) }, items: ItemSnapshots.of(assessment, in: portal),
      in: portal, settings: settings, capabilities: capabilities)
  }

  /// Write calls sent and still to be sent.
  package var total: Int { sent + queue.count + (flights.recording == nil ? 0 : 1) }

  /// Write calls that were answered, or that nobody awaits any more.
  package var ended: Int { sent - flights.sent.count }

  /// Write calls that this run sent, whichever process did.
  package var sentInAll: Int { sent + sentBefore }

  /// The row of a person.
  func row(of email: EmailAddress) -> RunPerson? { places[email].map { people[$0] } }

  /// The newest read, with what answers told since.
  package var known: Portal { portal }

  /// What everything touched was before the first send.
  package var snapshots: [ItemSnapshot] { ledger.snapshots }

  /// Takes one event and says what to do; events that fit no question change nothing.
  package mutating func handle(_ event: Event) -> [Action] {
    switch (event, phase) {
    case (.start, .idle):
      if !unsettled.isEmpty {
        settle()
      } else {
        recorded == 0 ? advance() : replan(isAgreed: true)
      }
    case (.recorded, .idle): departs()
    case (.answered(let number, let outcome, let time), .idle):
      flights.land(number).map { answered($0, outcome, at: time) } ?? []
    case (.turnless(let why, let time), .idle):
      flights.recall().map { turnless($0, why, at: time) } ?? []
    case (.read(let result), .reading(let purpose)): concluded(purpose, result)
    case (.confirmed(let isAgreed), .confirming): confirmed(isAgreed)
    case (.checkpoint, _): checkpoint()
    case (.journalFailed(let failure), _): journalFailed(failure)
    default: []
    }
  }

  private mutating func confirmed(_ isAgreed: Bool) -> [Action] {
    phase = .idle
    if isAgreed {
      agreed = total
    } else {
      stops.append(.notConfirmed)
      isDeclined = true
      keepWhatWasBegun()
    }
    return advance()
  }

  private mutating func checkpoint() -> [Action] {
    if case .finished = phase { return [] }
    if !isStopping { stop(.cancelled) }
    return []
  }

  /// Without a durable intent nothing is sent; calls in flight are still awaited.
  private mutating func journalFailed(_ failure: JournalFailure) -> [Action] {
    stop(.journal(failure))
    guard let intent = flights.recall() else { return [] }
    hold(intent.call.people, Reason(code: "journal", message: "the intent could not be stored"))
    return advance()
  }

  /// Whether it came to its end: else the run stays open, and can be gone on with.
  package var isComplete: Bool {
    if sentInAll == 0 { return !stops.contains { if case .journal = $0 { true } else { false } } }
    return unsettled.isEmpty && !stops.contains(where: \.leavesOpen)
  }

  /// Whether an intent is still to be made durable: what failed meanwhile may have taken it back.
  package func isToRecord(_ intent: Intent) -> Bool { flights.recording == intent }

  mutating func stop(_ reason: StopReason) {
    stops.append(reason)
    isStopping = true
  }

  /// Holds back whom a call names, and the people of a customer that it was to take away.
  mutating func hold(_ call: PlannedCall, _ reason: Reason) {
    hold(call.people + (call.isRemoval ? customerPeople(of: call) : []), reason)
  }

  mutating func hold(_ people: [EmailAddress], _ reason: Reason) {
    for email in people where standings[email]?.hold == nil { standings[email]?.hold = reason }
  }
}

/// A kind of call in one project.
struct ProjectKind: Hashable, Sendable {
  let project: ProjectID
  let kind: WriteKind
}

extension Dictionary {
  /// Of pairs with the same key the first one counts.
  init(firstOf pairs: [(Key, Value)]) {
    self.init(pairs, uniquingKeysWith: { first, _ in first })
  }
}
