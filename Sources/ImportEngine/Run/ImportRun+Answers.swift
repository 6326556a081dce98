import ImportModel

extension ImportRun {
  mutating func answered(_ intent: Intent, _ outcome: Outcome, at time: Int64) -> [Action] {
    let call = intent.call
    switch outcome {
    case .ok(let added): return accepted(intent, outcome, added)
    case .made(let id):
      needsFinalRead = true
      provided(call, as: .there, id)
      return concluding(intent, outcome, uncertain: [])
    case .unknown:
      needsFinalRead = true
      accept(call, proven: [])
      provided(call, as: .uncertain, nil)
      return concluding(intent, outcome, uncertain: call.people)
    case .refused(let title, let message, let status, let isAboutEntries):
      needsFinalRead = true
      let note = Action.note(intent, outcome, missing: [])
      let way = way(
        of: call, attempt: intent.attempt,
        RefusalRecord(status: status, isAboutEntries: isAboutEntries))
      return [note] + refused(call, Reason(code: title, message: message), way)
    case .turnedAway(let why):
      sent -= 1
      turnedAway(call, why, at: time)
      return [.note(intent, outcome, missing: [])] + advance()
    }
  }

  mutating func turnless(_ intent: Intent, _ why: TurnedAway, at time: Int64) -> [Action] {
    recorded -= 1
    turnedAway(intent.call, why, at: time)
    return advance()
  }

  /// The lists that hold what a call is to change.
  func scope(of call: PlannedCall) -> ReadScope {
    let project = Set([call.project].compactMap { $0 })
    let isOfClients =
      call.customer != nil || call.people.contains { row(of: $0)?.isClient == true }
    return ReadScope(
      members: isOfClients ? [] : project, clients: isOfClients ? project : [],
      customers: call.kind == .makeCustomer || call.kind == .deleteCustomer)
  }

  /// Books an accepted call; people the answer is silent about may or may not have been added.
  private mutating func accepted(
    _ intent: Intent, _ outcome: Outcome, _ added: [EmailAddress: PortalUserID]
  ) -> [Action] {
    needsFinalRead = true
    let call = intent.call
    let isAddition = !call.entries.isEmpty || call.kind == .addToPortal
    let missing = isAddition ? call.people.filter { added[$0] == nil } : []
    accept(call, proven: Set(call.people).subtracting(missing))
    let isLearnt = missing.isEmpty && splittingSucceeded(call)
    provided(call, as: .there, nil)
    return (isLearnt ? [.store(lasting)] : []) + concluding(intent, outcome, uncertain: missing)
  }

  /// A call that may have had an effect: a canary is looked up at once, the rest when it is needed.
  private mutating func concluding(
    _ intent: Intent, _ outcome: Outcome, uncertain: [EmailAddress]
  ) -> [Action] {
    let call = intent.call
    if !uncertain.isEmpty || isWaiting(for: call) || isDoubtfulRemoval(call, outcome) {
      var seen = "the answer named others only"
      if case .unknown(let words) = outcome { seen = words }
      unsettled.append(
        Unsettled(number: intent.number, call: call, people: uncertain, seen: seen))
    }
    let note = Action.note(intent, outcome, missing: uncertain)
    // Who stopped it does not wait for a look: it is taken when the run is gone on with.
    guard call.isCanary, !stops.contains(.cancelled) else { return [note] + advance() }
    return [note] + read(.canary(intent, outcome, reads: 1), scope(of: call))
  }

  /// Books a call that may have been carried out.
  mutating func accept(_ call: PlannedCall, proven: Set<EmailAddress>) {
    let entries = Dictionary(
      call.entries.map { ($0.email, $0) }, uniquingKeysWith: { first, _ in first })
    for email in call.people {
      let isProven = proven.contains(email)
      for item in call.items(of: email) {
        ledger.markSent(item)
        if isProven { ledger.markProven(item, bySetting: call.setItems(of: email).contains(item)) }
      }
      if call.isIntroduction { standings[email]?.presence = isProven ? .there : .uncertain }
      work[email]?.remove(
        call, entry: entries[email], settingRole: !capabilities.entryRole.isCarried)
    }
  }

  private mutating func refused(
    _ call: PlannedCall, _ reason: Reason, _ way: RefusalWay
  ) -> [Action] {
    switch way {
    case .licences:
      outOfLicences(call, reason)
      return call.isCanary ? replan() : advance()
    case .lookUp:
      due.append(.lookUp(call, reason))
      return advance()
    case .apart:
      if let fallback = fallback(for: call, refusedAs: reason) {
        queue.append(fallback)
        return advance()
      }
      if let actions = takenApart(call, reason, isRefused: true) { return actions }
    case .final: break
    }
    refuse(call, reason)
    return call.isCanary ? replan() : advance()
  }

  /// A definite refusal: nothing was changed, and the people are told so.
  mutating func refuse(_ call: PlannedCall, _ reason: Reason) {
    refuseCustomer(call, reason)
    if call.kind == .removeFromPortal { notRemoved.formUnion(call.people) }
    for email in call.people where standings[email]?.refusal == nil {
      standings[email]?.refusal = firstRefusals[email] ?? reason
    }
    for email in call.people {
      for item in call.core(of: email) { ledger.giveUp(item) }
      if call.isIntroduction {
        standings[email]?.presence = .missing
        work[email] = nil
      } else {
        work[email]?.remove(call, entry: nil, settingRole: false)
        if call.kind == .join || call.kind == .joinClient {
          work[email]?.profiles.removeAll { $0.project == call.project }
        }
      }
    }
    if call.isCanary { canaryFailed(call.kind, reason) }
  }

  private mutating func outOfLicences(_ call: PlannedCall, _ reason: Reason) {
    if !stops.contains(.licences(reason.message)) { stops.append(.licences(reason.message)) }
    hold(call, reason)
    let kinds: [WriteKind] = call.isOfClients ? [.introduceClient] : [.introduce, .addToPortal]
    // Whatever was refused so is not asked for again either, whether or not it brings people in.
    for kind in kinds + [call.kind] { closed[kind] = reason }
    holdPending(ofClients: call.isOfClients, reason)
  }

  /// Holds back everybody of one side who was not introduced yet.
  private mutating func holdPending(ofClients: Bool, _ reason: Reason) {
    let underWay = flights.people
    for (email, standing) in standings.all
    where !underWay.contains(email) && standing.presence == .pending
      && (row(of: email)?.isClient ?? false) == ofClients
      && work[email] != nil
    {
      hold([email], reason)
    }
  }

  private mutating func turnedAway(_ call: PlannedCall, _ why: TurnedAway, at time: Int64) {
    switch why {
    case .tokenRenewed, .slotExpired: queue.append(call)
    case .throttled where settings.waits: queue.append(call)
    case .throttled(let seconds, let said):
      let reason = Reason(
        code: "throttled", message: said.isEmpty ? "asked too often" : "asked too often: \(said)")
      stops.append(.throttled(retryAt: time + seconds))
      hold(call, reason)
      for kind in WriteKind.allCases where kind.pattern == call.pattern { closed[kind] = reason }
      if call.isIntroduction { holdPending(ofClients: call.isOfClients, reason) }
    case .authentication(let words):
      hold(call, Reason(code: "authentication", message: words))
      stop(.authentication(words))
    case .unreachable where isStopping:
      hold(call, Reason(code: stopWord, message: ""))
    case .unreachable(let words):
      hold(call, Reason(code: "unreachable", message: words))
      stop(.unreachable(words))
    }
  }
}

/// What becomes of a refused call.
enum RefusalWay: Hashable, Sendable {
  /// Nobody of its kind is brought in any more.
  case licences
  /// What it was to do may be done already, by an earlier send or by somebody else: a read tells.
  case lookUp
  /// It is tried otherwise, or in parts.
  case apart
  /// Its people are told so.
  case final
}

extension ImportRun {
  /// What a refusal means, for a run under way as for one that is gone on with.
  func way(of call: PlannedCall, attempt: Int, _ refusal: RefusalRecord) -> RefusalWay {
    if refusal.status == 402, call.customer == nil || call.isOfClients { return .licences }
    guard refusal.isAboutEntries else { return .final }
    let isThere = refusal.status == 409 && (call.people.count == 1 || attempt > 1)
    return isThere || call.isRemoval || call.itemOfCustomer != nil ? .lookUp : .apart
  }
}
