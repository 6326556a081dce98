import ImportModel

/// A run that another process began: its calls are booked by what the journal holds of them.
extension ImportRun {
  /// Books one recorded call. Without an outcome, or with an unknown one, it is settled like a
  /// time-out; what the server accepted and the newest read does not show is looked up as well.
  private mutating func rebook(_ recorded: ReportedCall, isLast: (PlannedCall) -> Bool) {
    let intent = recorded.intent
    self.recorded = max(self.recorded, intent.number)
    if recorded.outcome?.state != .turnedAway { sentBefore += 1 }
    guard let call = PlannedCall(intent, ledger) else {
      // Nobody knows what it did: nothing is built upon that.
      return stop(.journal(.store("call \(intent.number) of the run can't be understood")))
    }
    switch recorded.outcome?.state {
    case .turnedAway: return
    case .refused where isLast(call): rebookRefusal(call, intent, recorded.outcome)
    case .refused: return
    case .applied, .unknown, nil:
      let isApplied = recorded.outcome?.state == .applied
      let missing = Set(recorded.outcome?.missing ?? [])
      let proven = isApplied ? Set(call.people).subtracting(missing) : []
      accept(call, proven: proven)
      if let item = call.itemOfCustomer {
        ledger.markSent(item)
        if isApplied { ledger.markProven(item) }
      }
      guard isLast(call) else { return lostBefore(call, isCounted: recorded.outcome != nil) }
      let words = recorded.outcome.map(\.message) ?? "no answer is on record"
      lookUp(call, intent.number, proven, isApplied: isApplied, words)
    }
  }

  /// Books every recorded call, in order.
  mutating func rebook(_ history: [ReportedCall]) {
    var last: [Item: Int] = [:]
    for recorded in history where recorded.outcome?.state != .turnedAway {
      for item in PlannedCall(recorded.intent, ledger)?.things ?? [] {
        last[item] = recorded.intent.number
      }
    }
    for recorded in history {
      rebook(recorded) { call in
        call.things.allSatisfy { last[$0] == recorded.intent.number } || call.people.count > 1
      }
    }
    closeJoins(after: history)
  }

  /// A call for one person, or customer, that a later one did again: complete reads had shown it to
  /// be without effect, which is not asked again. It counts when the server was heard to say nothing,
  /// and not when the process died: whoever kills it five times has not lost anybody for that.
  private mutating func lostBefore(_ call: PlannedCall, isCounted: Bool) {
    if isCounted, let item = call.things.first { losses[item, default: 0] += 1 }
    let items = call.people.flatMap { call.items(of: $0) } + call.things
    for item in items where !ledger.isShown(item, in: portal) { ledger.markUnsent(item) }
    for email in call.people {
      if call.isIntroduction {
        standings[email]?.presence = portal.users[email] == nil ? .pending : .there
      }
      work[email] = left(for: email)
    }
  }

  /// A process that died before it had seen what the first join does to a role leaves a role that
  /// nobody can tell whose doing it is: it is told, not overwritten, and nobody else joins.
  private mutating func closeJoins(after history: [ReportedCall]) {
    guard !capabilities.proven.contains(.join) else { return }
    for recorded in history {
      guard let call = PlannedCall(recorded.intent, ledger) else { continue }
      let (isJoin, state) = (call.kind == .join, recorded.outcome?.state)
      for email in call.people {
        guard let role = ledger[.role(email)], role.before != .absent else { continue }
        let isChanged = hasStrayedRole(email) && state != .refused && state != .turnedAway
        let isPutBack = call.kind == .setRole && !role.isChange
        guard isJoin && isChanged || isPutBack else { continue }
        closed[.join] = Reason(
          code: "role-changed",
          message: "the role of \(email.text) changed when they joined a project, or since")
        return
      }
    }
  }

  private mutating func lookUp(
    _ call: PlannedCall, _ number: Int, _ proven: Set<EmailAddress>, isApplied: Bool,
    _ words: String
  ) {
    let seen = isApplied ? Self.silence : words
    if let item = call.itemOfCustomer {
      guard !ledger.isShown(item, in: portal) else { return }
      provide(call, as: .uncertain)
      unsettled.append(
        Unsettled(
          number: number, call: call, people: [], seen: seen, proven: isApplied ? [nil] : []))
      return
    }
    let open = call.people.filter { !unshown(call, $0).isEmpty }
    for email in call.people where !open.contains(email) {
      if call.isIntroduction { standings[email]?.presence = .there }
      work[email] = left(for: email)
      if let reason = strayedClient(call, email) {
        standings[email]?.refusal = reason
        work[email] = nil
      }
    }
    guard !open.isEmpty else { return }
    // An earlier attempt at the same is settled by the same reads.
    for email in open {
      let again = Set(call.core(of: email))
      for index in unsettled.indices
      where again.isSuperset(of: unshown(unsettled[index].call, email)) {
        unsettled[index].people.removeAll { $0 == email }
      }
    }
    unsettled.removeAll { $0.people.isEmpty && $0.call.itemOfCustomer == nil }
    unsettled.append(
      Unsettled(number: number, call: call, people: open, seen: seen, proven: Set(proven)))
  }

  /// What a call was to bring about for one of its people, and the newest read does not show.
  func unshown(_ call: PlannedCall, _ email: EmailAddress) -> [Item] {
    call.core(of: email).filter { !ledger.isShown($0, in: portal) }
  }

  private mutating func rebookRefusal(
    _ call: PlannedCall, _ intent: IntentRecord, _ outcome: OutcomeRecord?
  ) {
    let reason = Reason(code: outcome?.code ?? "", message: outcome?.message ?? "")
    switch outcome?.refusal.map({ way(of: call, attempt: intent.attempt, $0) }) ?? .apart {
    // There may be licences again: it is tried anew.
    case .licences: break
    case .lookUp: rebookLookedUp(call, reason)
    case .apart: rebookParts(call, call.people, reason)
    case .final: refuse(call, reason)
    }
  }

  /// The read that a refusal asked for is the one the run is gone on with.
  private mutating func rebookLookedUp(_ call: PlannedCall, _ reason: Reason) {
    guard call.itemOfCustomer == nil, !call.isRemoval else {
      if !isShown(call) { refuse(call, reason) } else if !call.isRemoval { adopt(call) }
      return
    }
    let lacking = call.people.filter { isLacking(call, $0) }
    if !lacking.isEmpty { rebookParts(call, lacking, reason) }
  }

  private mutating func rebookParts(
    _ call: PlannedCall, _ people: [EmailAddress], _ reason: Reason
  ) {
    if call.people.count > 1, let project = call.project {
      if people.count == call.people.count {
        _ = splitting.failed(people, in: project, code: reason.code, isRefused: true)
      }
    } else if capabilities.proven.contains(call.kind) {
      refuse(call, reason)
    }
    // A kind that is not proven is tried anew, with all the ways there are.
  }

  /// The customers that are there already, as the newest read has them.
  mutating func findCustomers() {
    for target in customerOrder {
      if case .new(let name) = target, !portal.customers(named: name).isEmpty {
        customers[target]?.presence = .uncertain
      }
      for project in customerWork[target]?.links ?? [] where portal.isLinked(target, to: project) {
        customers[target]?.links[project] = .there
      }
    }
    seeCustomers()
  }

  private mutating func provide(_ call: PlannedCall, as presence: Standing.Presence) {
    switch call.work {
    case .makeCustomer(let name): customers[.new(name)]?.presence = presence
    case .linkCustomer(let target, let project): customers[target]?.links[project] = presence
    default: break
    }
  }
}

extension PlannedCall {
  /// What it is to bring about, of its people or of its customer.
  fileprivate var things: [Item] {
    people.flatMap { core(of: $0) } + [itemOfCustomer].compactMap(\.self)
  }

  /// The call that an intent was recorded for; nil where its values are none of Zoho's.
  init?(_ intent: IntentRecord, _ ledger: ItemLedger) {
    let project = intent.project.flatMap { ProjectID($0.id) }
    let customer = intent.customer.flatMap { value in
      // By name where the run was to make it: that is how its items are known.
      CustomerName(value.name).map(CustomerTarget.new).flatMap { target in
        ledger.ofCustomers.contains { $0.customer == target } ? target : nil
      } ?? CustomerTarget(value)
    }
    let entries = intent.entries.map {
      MemberEntry(
        email: $0.email, role: $0.role.flatMap { RoleID($0.id) },
        profile: $0.profile.flatMap { ProfileID($0.id) })
    }
    guard let work = Work(intent.kind, project, customer, entries) else { return nil }
    self.init(work)
  }
}

extension PlannedCall.Work {
  fileprivate init?(
    _ kind: WriteKind, _ project: ProjectID?, _ customer: CustomerTarget?, _ entries: [MemberEntry]
  ) {
    switch (kind, project, customer, entries.first) {
    case (.introduce, let project?, _, _): self = .introduce(project, entries)
    case (.join, let project?, _, _): self = .join(project, entries)
    case (.introduceClient, let project?, let customer?, _):
      self = .introduceClients(project, customer, entries)
    case (.joinClient, let project?, let customer?, _):
      self = .joinClients(project, customer, entries)
    case (.makeCustomer, _, .new(let name)?, _): self = .makeCustomer(name)
    case (.linkCustomer, let project?, let customer?, _): self = .linkCustomer(customer, project)
    case (.unlinkCustomer, let project?, let customer?, _):
      self = .unlinkCustomer(customer, project)
    case (.deleteCustomer, _, .new(let name)?, _): self = .deleteCustomer(name)
    case (.leave, let project?, _, let entry?):
      self = .leave(entry.email, project, isClient: false)
    case (.leaveClient, let project?, _, let entry?):
      self = .leave(entry.email, project, isClient: true)
    case (.removeFromPortal, _, _, let entry?): self = .removeFromPortal(entry.email)
    case (.deactivate, _, _, let entry?): self = .deactivate(entry.email)
    case (.addToPortal, _, _, let entry?):
      guard let role = entry.role else { return nil }
      self = .addToPortal(entry.email, role: role, profile: entry.profile)
    case (.setRole, _, _, let entry?):
      guard let role = entry.role else { return nil }
      self = .setRole(entry.email, role)
    case (.setPortalProfile, _, _, let entry?), (.setProjectProfile, .some, _, let entry?):
      guard let profile = entry.profile else { return nil }
      self = .setProfile(entry.email, project: project, profile)
    default: return nil
    }
  }
}
