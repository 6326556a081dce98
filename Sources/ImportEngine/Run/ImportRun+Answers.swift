import ImportModel

extension ImportRun {
  mutating func answered(_ intent: Intent, _ outcome: Outcome, at time: Int64) -> [Action] {
    phase = .idle
    let call = intent.call
    var missing: [EmailAddress] = []
    switch outcome {
    case .ok(let added):
      missing = accepted(intent, added)
      provided(call, as: .there, nil)
    case .made(let id):
      needsFinalRead = true
      provided(call, as: .there, id)
    case .unknown:
      missing = call.people
      accept(intent, proven: [])
      provided(call, as: .uncertain, nil)
    case .refused(let title, let message, let status, let isAboutEntries):
      needsFinalRead = true
      let reason = Reason(code: title, message: message)
      let note = Action.note(intent, outcome, missing: [])
      if status == 402, call.customer == nil || call.isOfClients {
        outOfLicences(call, reason)
      } else if isAboutEntries, let fallback = fallback(for: call, refusedAs: reason) {
        queue.append(fallback)
        return [note] + advance()
      } else if isAboutEntries, call.itemOfCustomer != nil {
        return [note] + read(.refusal(call, reason), scope(of: call))
      } else {
        refuse(call, reason)
      }
      return [note] + (call.isCanary ? replan() : advance())
    case .turnedAway(let why):
      turnedAway(call, why, at: time)
      return [.note(intent, outcome, missing: [])] + advance()
    }
    if !missing.isEmpty || isWaiting(for: call) { unsettled.append(intent.number) }
    let note = Action.note(intent, outcome, missing: missing)
    guard call.isCanary else { return [note] + advance() }
    return [note]
      + read(.canary(intent, outcome, reads: 1), scope(of: call))
  }

  /// The lists that hold what a call is to change.
  func scope(of call: PlannedCall) -> ReadScope {
    let project = Set([call.project].compactMap { $0 })
    let isOfClients =
      call.customer != nil || call.people.contains { work[$0]?.isClient == true }
    return ReadScope(
      members: isOfClients ? [] : project, clients: isOfClients ? project : [],
      customers: call.kind == .makeCustomer)
  }

  /// Books an accepted call; returns the people the answer is silent about.
  private mutating func accepted(
    _ intent: Intent, _ added: [EmailAddress: PortalUserID]
  ) -> [EmailAddress] {
    let isAddition = !intent.call.entries.isEmpty || intent.call.kind == .addToPortal
    let missing = isAddition ? intent.call.people.filter { added[$0] == nil } : []
    accept(intent, proven: Set(intent.call.people).subtracting(missing))
    return missing
  }

  /// Books a call that may have been carried out.
  private mutating func accept(_ intent: Intent, proven: Set<EmailAddress>) {
    needsFinalRead = true
    let call = intent.call
    let entries = Dictionary(
      call.entries.map { ($0.email, $0) }, uniquingKeysWith: { first, _ in first })
    for email in call.people {
      let isProven = proven.contains(email)
      for item in call.items(of: email) {
        ledger.markSent(item)
        if isProven { ledger.markProven(item) }
      }
      if call.isIntroduction { standings[email]?.presence = isProven ? .there : .uncertain }
      work[email]?.remove(
        call, entry: entries[email], settingRole: !capabilities.entryRole.isCarried)
    }
  }

  /// A definite refusal: nothing was changed, and the people are told so.
  mutating func refuse(_ call: PlannedCall, _ reason: Reason) {
    refuseCustomer(call, reason)
    for email in call.people where standings[email]?.refusal == nil {
      standings[email]?.refusal = firstRefusals[email] ?? reason
    }
    for email in call.people {
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
    stops.append(.licences(reason.message))
    hold(call.people, reason)
    let kinds: [WriteKind] = call.isOfClients ? [.introduceClient] : [.introduce, .addToPortal]
    for kind in kinds { closed[kind] = reason }
    holdPending(ofClients: call.isOfClients, reason)
  }

  /// Holds back everybody of one side who was not introduced yet.
  private mutating func holdPending(ofClients: Bool, _ reason: Reason) {
    for (email, standing) in standings
    where standing.presence == .pending && (work[email]?.isClient ?? false) == ofClients {
      hold([email], reason)
    }
  }

  private mutating func turnedAway(_ call: PlannedCall, _ why: TurnedAway, at time: Int64) {
    sent -= 1
    switch why {
    case .tokenRenewed: queue.append(call)
    case .throttled(let seconds):
      let reason = Reason(code: "throttled", message: "asked too often")
      stops.append(.throttled(retryAt: time + seconds))
      hold(call.people, reason)
      for kind in WriteKind.allCases where kind.pattern == call.pattern { closed[kind] = reason }
      if call.isIntroduction { holdPending(ofClients: call.isOfClients, reason) }
    case .authentication(let words):
      hold(call.people, Reason(code: "authentication", message: words))
      stop(.authentication(words))
    case .unreachable(let words):
      hold(call.people, Reason(code: "unreachable", message: words))
      stop(.unreachable(words))
    }
  }
}
