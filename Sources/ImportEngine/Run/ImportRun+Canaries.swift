import ImportModel

extension ImportRun {
  mutating func concluded(
    _ purpose: Purpose, _ result: Result<Portal, ServiceFailure>
  ) -> [Action] {
    phase = .idle
    switch (purpose, result) {
    case (.final, .success(let portal)):
      final = portal
      if isToBeSeenAgain(portal) { return read(.final, touched, isRepeat: true) }
      resolveCustomers(by: portal)
      phase = .finished
      return [.finish]
    case (.final, .failure(let failure)):
      // Whoever stopped it did not want to wait for that.
      if !stops.contains(.cancelled) { stops.append(.readBack(failure)) }
      phase = .finished
      return [.finish]
    case (.refusal(let call, let reason), .failure(let failure)):
      refuse(call, reason)
      stop(.readBack(failure))
      return advance()
    case (_, .failure(let failure)):
      // What cannot be looked up cannot be built upon.
      if !stops.contains(.cancelled) { stop(.readBack(failure)) }
      return advance()
    case (.identifiers, .success(let portal)):
      see(portal)
      return advance()
    case (.settling, .success(let portal)):
      see(portal)
      return settled()
    case (.canary(let intent, let outcome, let reads), .success(let portal)):
      see(portal)
      return judge(intent, outcome, reads: reads)
    case (.refusal(let call, let reason), .success(let portal)):
      see(portal)
      return refuted(call, reason)
    }
  }

  /// Takes a complete read: whoever is uncertain and in the portal is there.
  private mutating func see(_ portal: Portal) {
    self.portal = portal
    for (email, standing) in standings.all where standing.presence == .uncertain {
      if portal.users[email] != nil {
        standings[email]?.presence = .there
      } else if !unsettled.contains(where: { $0.people.contains(email) }) {
        standings[email]?.presence = .missing
      }
    }
    for email in order where work[email] != nil { leaveToOthers(email) }
    findPending()
    seeCustomers()
  }

  /// A refusal that a read may refute: what was asked for can be there by an earlier send, or by
  /// somebody else's doing.
  private mutating func refuted(_ call: PlannedCall, _ reason: Reason) -> [Action] {
    if call.itemOfCustomer != nil {
      if isShown(call) { adopt(call) } else { refuse(call, reason) }
      return call.isCanary ? replan() : advance()
    }
    if call.isRemoval {
      if isShown(call) {
        for email in call.people { work[email] = left(for: email) }
      } else {
        refuse(call, reason)
      }
      return replan(isAgreed: true)
    }
    let found = call.people.filter { !isLacking(call, $0) }
    for email in found {
      standings[email]?.presence = .there
      work[email] = left(for: email)
    }
    // Who was there already spoilt the call for the others: they are sent without them.
    guard found.isEmpty else { return replan(isAgreed: true) }
    if let actions = takenApart(call, reason, isRefused: true) { return actions }
    refuse(call, reason)
    return replan(isAgreed: true)
  }

  /// Whether a read does not show what a refused call was to do for somebody. Who is in the portal,
  /// and not yet in the project, was introduced all the same: they join it then.
  func isLacking(_ call: PlannedCall, _ email: EmailAddress) -> Bool {
    call.isIntroduction ? portal.users[email] == nil : !unshown(call, email).isEmpty
  }

  /// What a canary's read-back teaches.
  private mutating func judge(_ intent: Intent, _ outcome: Outcome, reads: Int) -> [Action] {
    let call = intent.call
    if !isShown(call) {
      if reads < 2 {
        // A role that stood after the join and changes later was changed by somebody else, it may be.
        if call.kind == .join {
          unmoved.formUnion(call.people.filter { !hasStrayedRole($0) })
        }
        return read(
          .canary(intent, outcome, reads: reads + 1), scope(of: call), isRepeat: true)
      }
      return notShown(intent, outcome)
    }
    unsettled.removeAll { $0.number == intent.number }
    guard let email = call.people.first else {
      // Ids in answers are built upon: one of them must have been the list's before.
      if case .makeCustomer(let name) = call.work, made[name] == nil { return replan() }
      capabilities.proven.insert(call.kind)
      return [.store(lasting)] + replan()
    }
    if call.kind == .join, hasStrayedRole(email) {
      return roleChangedByJoin(email)
    }
    // The first of two reads may not have shown them yet.
    if call.isIntroduction { standings[email]?.presence = .there }
    if let reason = strayedClient(call, email) {
      standings[email]?.refusal = reason
      work[email] = nil
      spareTheRest(of: call.kind, reason)
      return replan()
    }
    learn(from: call, email)
    capabilities.proven.insert(call.kind)
    // A join of somebody whose role is the usual one does not show whether joins reset roles: good
    // enough for people like them, but no proof for another import.
    if call.kind == .join, ledger[.role(email)]?.planned == before.commonRole.map(ItemValue.init) {
      provenHereOnly.insert(.join)
    }
    return [.store(lasting)] + replan()
  }

  /// Whether a read-back shows what a canary was to bring about; values of an addition are learnt
  /// from, not asked for.
  func isShown(_ call: PlannedCall) -> Bool {
    if let item = call.itemOfCustomer {
      guard call.customer.flatMap({ customers[$0]?.refusal }) == nil else { return false }
      return ledger.isShown(item, in: portal) && !portal.repeats(item)
    }
    guard let email = call.people.first else { return false }
    return call.items(of: email).allSatisfy { item in
      switch item {
      case .member, .status, .join: ledger.isShown(item, in: portal)
      case .role, .profile, .client, .customer, .linked:
        !call.entries.isEmpty || call.kind == .addToPortal
          || portal.value(of: item) == ledger[item]?.planned
      }
    }
  }

  /// Whether a role is neither the planned one nor, where that was refused, the one before.
  func hasStrayedRole(_ email: EmailAddress) -> Bool {
    guard let state = ledger[.role(email)] else { return false }
    let now = portal.value(of: .role(email))
    if now == state.planned || strayed.contains(email) { return false }
    if state.before == .absent { return standings[email]?.refusal == nil }
    // A role that this run had set already, and that is the old one again, was reset.
    return now != state.before || state.isProven
  }

  private mutating func notShown(_ intent: Intent, _ outcome: Outcome) -> [Action] {
    let call = intent.call
    // That a role stood behind a call without effect says nothing of the join to come.
    unmoved.subtract(call.people)
    if case .unknown = outcome {
      // Never carried out, as two complete reads show: the same person is tried again.
      for index in unsettled.indices where unsettled[index].number == intent.number {
        unsettled[index].absences = 1
      }
      return settled(only: intent.number)
    }
    unsettled.removeAll { $0.number == intent.number }
    if call.kind == .introduce, let email = call.people.first,
      portal.users[email] == nil, capabilities.invites == .unknown
    {
      // Accepted, and shown to be without effect by two complete reads: members only.
      capabilities.invites = .no
      for item in call.items(of: email) { ledger.markUnsent(item) }
      standings[email]?.presence = .pending
      work[email] = left(for: email)
      return [.store(lasting)] + replan()
    }
    let reason = Self.unproven
    refuseCustomer(call, reason)
    for email in call.people {
      standings[email]?.lost = reason
      // What an answer told and no read shows is nothing to build upon.
      if call.isRemoval { for item in call.items(of: email) { ledger.giveUp(item) } }
      if call.kind == .removeFromPortal { notRemoved.insert(email) }
    }
    canaryFailed(call.kind, reason)
    return replan()
  }

  private mutating func learn(from call: PlannedCall, _ email: EmailAddress) {
    switch call.work {
    case .introduce(let project, let entries):
      guard let entry = entries.first, let original = introductions[email]
      else { return }
      capabilities.invites = .yes
      let isRefused = firstRefusals[email] != nil
      if entry.role == nil {
        if isRefused { capabilities.entryRole = .refused }
      } else if portal.value(of: .role(email)) == original.role.map(ItemValue.init) {
        capabilities.entryRole = .honoured
      } else {
        capabilities.entryRole = .ignored
        work[email]?.role = original.role
      }
      if entry.profile == nil, original.profile != nil, isRefused {
        capabilities.entryProfile = .refused
      }
      learn(\.entryProfile, of: email, in: project, from: entry)
    case .join(let project, let entries):
      if bareJoins.contains(email) { capabilities.entryProfile = .refused }
      if let entry = entries.first { learn(\.entryProfile, of: email, in: project, from: entry) }
    case .introduceClients(let project, _, let entries), .joinClients(let project, _, let entries):
      if bareJoins.contains(email) { capabilities.clientProfile = .refused }
      if let entry = entries.first { learn(\.clientProfile, of: email, in: project, from: entry) }
    case .addToPortal(_, let role, _):
      if firstRefusals[email] != nil { capabilities.invites = .no }
      if portal.value(of: .role(email)) != .id(role.text) {
        capabilities.entryRole = .ignored
        work[email]?.role = role
      }
    case .setRole, .setProfile, .makeCustomer, .linkCustomer, .leave, .removeFromPortal,
      .deactivate, .unlinkCustomer, .deleteCustomer:
      break
    }
  }

  /// What the portal does with the profile of an entry, of staff or of clients.
  private mutating func learn(
    _ finding: WritableKeyPath<Capabilities, Capabilities.EntryValue>, of email: EmailAddress,
    in project: ProjectID, from entry: MemberEntry
  ) {
    guard let profile = entry.profile else { return }
    if portal.value(of: .profile(email, project)) == .id(profile.text) {
      capabilities[keyPath: finding] = .honoured
    } else {
      capabilities[keyPath: finding] = .ignored
      work[email]?.profiles.append(.init(project: project, profile: profile))
    }
  }

  /// A join must not change the role of somebody already there: no more joins, and it is put back,
  /// unless a read had shown that it stood: then it is told as somebody else's.
  private mutating func roleChangedByJoin(_ email: EmailAddress) -> [Action] {
    let isSure = !unmoved.contains(email)
    closed[.join] = Reason(
      code: "role-changed",
      message: isSure
        ? "joining a project changed the role of \(email.text)"
        : "the role of \(email.text) changed while they joined a project")
    if isSure, case .id(let text)? = ledger[.role(email)]?.planned, let role = RoleID(text) {
      work[email]?.role = role
      restoring.insert(email)
    }
    return replan()
  }

  /// Another way to add a canary that was refused: without role and profile, which the portal may
  /// not take in an entry, then, for somebody new, by the portal-level call.
  mutating func fallback(for call: PlannedCall, refusedAs reason: Reason) -> PlannedCall? {
    if let bare = withoutProfile(call) { return bare }
    guard call.isCanary, case .introduce(let project, let entries) = call.work,
      let entry = entries.first, let new = introductions[entry.email]
    else { return nil }
    firstRefusals[entry.email] = firstRefusals[entry.email] ?? reason
    if entry.role != nil || entry.profile != nil {
      let bare = MemberEntry(email: entry.email, role: nil, profile: nil)
      return PlannedCall(.introduce(project, [bare]), notify: call.notify, isCanary: true)
    }
    guard capabilities.invites == .unknown, let role = new.role else { return nil }
    return PlannedCall(
      .addToPortal(entry.email, role: role, profile: new.profile), notify: call.notify,
      isCanary: true)
  }

  /// The same canary without its profile, once.
  private mutating func withoutProfile(_ call: PlannedCall) -> PlannedCall? {
    guard call.isCanary, call.kind != .introduce, let entry = call.entries.first,
      entry.profile != nil, bareJoins.insert(entry.email).inserted
    else { return nil }
    let bare = MemberEntry(email: entry.email, role: nil, profile: nil)
    switch call.work {
    case .join(let project, _):
      return PlannedCall(.join(project, [bare]), notify: call.notify, isCanary: true)
    case .introduceClients(let project, let customer, _):
      return PlannedCall(
        .introduceClients(project, customer, [bare]), notify: call.notify, isCanary: true)
    case .joinClients(let project, let customer, _):
      return PlannedCall(
        .joinClients(project, customer, [bare]), notify: call.notify, isCanary: true)
    default: return nil
    }
  }

  /// After two canaries of a kind failed alike it is about the kind, not about the people.
  mutating func canaryFailed(_ kind: WriteKind, _ reason: Reason) {
    let group: WriteKind = kind == .addToPortal && capabilities.invites != .no ? .introduce : kind
    canaryFailures[group, default: []].append(reason)
    guard let failures = canaryFailures[group], failures.count >= 2 else { return }
    if failures.suffix(2).allSatisfy({ $0 == reason }) || reason == Self.unproven {
      spareTheRest(of: group, reason)
    }
  }

  /// Sends no more of a kind that those tried first showed to be taken otherwise than expected.
  private mutating func spareTheRest(of kind: WriteKind, _ reason: Reason) {
    guard closed[kind] == nil else { return }
    closed[kind] = reason.ofThoseTriedFirst
    stops.append(.disagreement(kind, reason.message))
  }

  /// What of the findings holds for later imports too.
  var lasting: Capabilities {
    var findings = capabilities
    findings.proven.subtract(provenHereOnly)
    return findings
  }

  /// After a no to more calls: only whoever was introduced gets the role and profile planned for
  /// them; the rest is held back.
  mutating func keepWhatWasBegun() {
    let kinds: Set<WriteKind> = [.setRole, .setPortalProfile, .setProjectProfile]
    let begun = queue.filter { call in
      kinds.contains(call.kind)
        && call.people.allSatisfy { introductions[$0] != nil && standings[$0]?.presence == .there }
    }
    for call in queue where !begun.contains(call) {
      hold(call, Reason(code: "not-confirmed", message: ""))
    }
    queue = begun
  }

  /// Plans what is left anew, with what was learnt; asks when it has become more. `isAgreed`: what
  /// is sent again, or in smaller calls, was agreed to.
  mutating func replan(isAgreed: Bool = false) -> [Action] {
    guard flights.isEmpty else {
      planAnew(isAgreed: isAgreed)
      return []
    }
    let introducing = capabilities.invites == .no ? WriteKind.addToPortal : .introduce
    for person in order.compactMap({ work[$0] }) where standings[person.email]?.presence == .pending
    {
      if let reason = closed[person.isClient ? .introduceClient : introducing] {
        hold([person.email], reason)
      }
    }
    splitting.isAhead = false
    let plan = newPlan()
    for call in plan.calls {
      if let reason = closure(of: call) { hold(call, reason) }
    }
    queue = plan.calls.filter { closure(of: $0) == nil }.reversed()
    if isDeclined { keepWhatWasBegun() }
    if isAgreed { agreed = max(agreed, total) }
    guard !isStopping, !isDeclined, !isAbandoned, total > agreed else { return advance() }
    phase = .confirming
    return [.confirm(plan)]
  }

  /// The calls that are left, without those who wait for what becomes of others.
  func newPlan() -> CallPlan {
    let introducing = capabilities.invites == .no ? WriteKind.addToPortal : .introduce
    let left = order.compactMap { work[$0] }.compactMap { person -> PersonWork? in
      switch standings[person.email]?.presence {
      // Whoever a lagging list, or somebody else, makes another than the run takes them for waits.
      case .there where person.introduction == nil: break
      case .pending
      where person.introduction != nil
        && closed[person.isClient ? .introduceClient : introducing] == nil:
        break
      case .there, .pending, .uncertain, .missing, nil: return nil
      }
      return splitting.free(person)
    }
    return CallPlanner.plan(
      left, customers: customersLeft, in: portal, settings: settings, capabilities: capabilities,
      tags: splitting.tags, isRevert: isRevert)
  }
}

extension Splitting {
  /// What of somebody's work need not wait; nil when nothing.
  fileprivate func free(_ person: PersonWork) -> PersonWork? {
    guard !waiting.isEmpty else { return person }
    func waits(_ project: ProjectID) -> Bool {
      waiting.contains(BatchTag.Key(email: person.email, project: project))
    }
    if let introduction = person.introduction, waits(introduction.project) { return nil }
    var free = person
    free.joins.removeAll { waits($0.project) }
    return free
  }
}
