import ImportModel

/// What nobody can tell the effect of is looked up by complete reads: after a time-out, after an
/// answer that was silent about somebody, and after the death of the process that sent it.
extension ImportRun {
  /// Looks up everything that is not settled.
  mutating func settle() -> [Action] {
    var all = ReadScope()
    for item in unsettled { all.formUnion(scope(of: item.call)) }
    return read(.settling, all, isRepeat: unsettled.contains { $0.absences > 0 })
  }

  /// Takes the complete read that was asked for by ``settle()``; `number`: it tells of that call only.
  mutating func settled(only number: Int? = nil) -> [Action] {
    var (open, actions): ([Unsettled], [Action]) = ([], [])
    let looked = unsettled.filter { number == nil || $0.number == number }
    let others = unsettled.filter { number != nil && $0.number != number }
    unsettled = others
    for var item in looked {
      let findings = findings(on: item)
      if !findings.isEmpty { actions.append(.settle(item.number, findings)) }
      for finding in findings where finding.state != .absent { book(finding, of: item.call) }
      guard findings.contains(where: { $0.state == .absent }) else { continue }
      item.people = findings.filter { $0.state == .absent }.compactMap(\.person)
      item.absences += 1
      open.append(item)
    }
    unsettled = others + open.filter { $0.absences < 2 }
    // Only once everything is known that this read tells: work is planned from it.
    for item in open where item.absences >= 2 { actions += lost(item) }
    return actions + (unsettled.isEmpty ? replan(isAgreed: true) : settle())
  }

  /// What the newest read shows of a call.
  private func findings(on item: Unsettled) -> [SettlementRecord.Finding] {
    if let thing = item.call.itemOfCustomer {
      let now: SettlementRecord.State =
        portal.repeats(thing)
        ? .conflict : ledger.isShown(thing, in: portal) ? .shown : .absent
      return [SettlementRecord.Finding(nil, now)]
    }
    let isSetting = [.setRole, .setPortalProfile, .setProjectProfile].contains(item.call.kind)
    return item.people.map { email in
      let items = item.call.core(of: email)
      if items.contains(where: portal.repeats)
        || strayedClient(item.call, email)?.isConflict == true
      {
        return SettlementRecord.Finding(email, .conflict)
      }
      let wrong = items.filter { portal.value(of: $0) != ledger[$0]?.planned }
      if wrong.isEmpty { return SettlementRecord.Finding(email, .shown) }
      let isBefore = wrong.allSatisfy { item in
        // What the run gave somebody new has the portal's default before it is set.
        ledger[item].map {
          $0.before == portal.value(of: item) || isSetting && $0.before == .absent
        } ?? false
      }
      return SettlementRecord.Finding(email, isBefore ? .absent : .conflict)
    }
  }

  private mutating func book(_ finding: SettlementRecord.Finding, of call: PlannedCall) {
    guard let email = finding.person else {
      if finding.state == .shown { adopt(call) }
      return
    }
    let isThere = portal.users[email] != nil
    if call.isIntroduction || standings[email]?.presence == .uncertain {
      standings[email]?.presence = isThere ? .there : .missing
    }
    guard finding.state == .conflict else {
      // Whatever the entry did not bring about is left to be done by calls of its own.
      work[email] = left(for: email)
      return
    }
    if let reason = strayedClient(call, email) { standings[email]?.refusal = reason }
    for item in call.core(of: email) { ledger.giveUp(item) }
    work[email] = isThere ? left(for: email) : nil
  }

  /// Two complete reads, one settle time apart, show that a call had no effect: it is sent again, a
  /// batch as two halves, somebody alone three times in all.
  private mutating func lost(_ item: Unsettled) -> [Action] {
    let call = item.call
    guard call.itemOfCustomer == nil else {
      if item.proven.contains(nil) {
        refuseCustomer(call, Self.unproven)
      } else {
        lostCustomer(call, seen: item.seen)
      }
      return []
    }
    var item = item
    if call.kind != .introduce || capabilities.invites != .unknown {
      let proven = item.people.filter(item.proven.contains)
      item.people.removeAll(where: item.proven.contains)
      giveUp(call, proven, seen: Self.unproven.message)
    }
    for email in item.people {
      for thing in call.items(of: email) { ledger.markUnsent(thing) }
      if call.isIntroduction {
        // They may be in the portal, and not in the project: they join it then.
        standings[email]?.presence = portal.users[email] == nil ? .pending : .there
      }
      work[email] = left(for: email)
    }
    if call.people.count == 1, let email = item.people.first {
      lostAlone(call, email, seen: item.seen)
    } else if let project = call.project {
      lostBatch(call, item.people, in: project, seen: item.seen)
    }
    return []
  }

  private mutating func lostBatch(
    _ call: PlannedCall, _ people: [EmailAddress], in project: ProjectID, seen: String
  ) {
    if people.count == call.people.count {
      let verdict = splitting.failed(people, in: project, code: seen, isRefused: false)
      if case .aboutCall(let all) = verdict { aboutCall(call, all, seen: seen) }
    } else if people.count * 2 > call.people.count {
      splitting.doubt(people, in: project, code: seen)
    } else {
      _ = splitting.failed(people, in: project, code: seen, isRefused: false)
    }
  }

  private mutating func lostAlone(_ call: PlannedCall, _ email: EmailAddress, seen: String) {
    guard let first = call.core(of: email).first else { return }
    losses[first, default: 0] += 1
    if contradicted(call, email, seen: seen) { return }
    guard losses[first, default: 0] >= Self.mostSends else { return }
    giveUp(call, [email], seen: seen)
    guard let project = call.project, !call.entries.isEmpty else { return }
    let verdict = splitting.failed([email], in: project, code: seen, isRefused: false)
    if case .aboutCall(let all) = verdict { aboutCall(call, all, seen: seen) }
  }

  /// How often the work of somebody alone in a call is sent.
  static let mostSends = 3

  /// Nobody can tell why it has no effect; the verdict will say unresolved.
  private mutating func giveUp(_ call: PlannedCall, _ people: [EmailAddress], seen: String) {
    for email in people {
      for item in call.core(of: email) {
        ledger.markSent(item)
        ledger.giveUp(item)
      }
      standings[email]?.lost = Reason(code: "not-shown", message: seen)
      if call.isIntroduction { standings[email]?.presence = .missing }
      work[email] = left(for: email)
    }
  }

  private mutating func aboutCall(_ call: PlannedCall, _ people: [EmailAddress], seen: String) {
    let open = people.filter { standings[$0]?.lost == nil && standings[$0]?.refusal == nil }
    giveUp(call, open, seen: seen)
    if let project = call.project {
      closedProjects[ProjectKind(project: project, kind: call.kind)] = Reason(
        code: "not-shown", message: seen)
    }
  }

  /// An accepted addition of somebody alone that had no effect contradicts what is known of the
  /// portal: people are then brought in by the portal-level call.
  private mutating func contradicted(_ call: PlannedCall, _ email: EmailAddress, seen: String)
    -> Bool
  {
    guard call.kind == .introduce, seen == Self.silence, capabilities.invites != .no,
      losses[.member(email), default: 0] >= 2
    else { return false }
    capabilities.invites = .no
    capabilities.proven.remove(.introduce)
    losses = [:]
    splitting = Splitting()
    return true
  }

  /// What is said of what an answer told and no list shows.
  static let unproven = Reason(
    code: "unproven", message: "accepted, but not shown by the read-back")

  /// What is said of people whom an answer does not name.
  static let silence = "the answer named others only"

  private mutating func lostCustomer(_ call: PlannedCall, seen: String) {
    guard let item = call.itemOfCustomer else { return }
    ledger.markUnsent(item)
    losses[item, default: 0] += 1
    let isOver = losses[item, default: 0] >= Self.mostSends
    if isOver {
      ledger.markSent(item)
      ledger.giveUp(item)
    }
    let presence: Standing.Presence = isOver ? .missing : .pending
    switch call.work {
    case .makeCustomer(let name): customers[.new(name)]?.presence = presence
    case .linkCustomer(let target, let project): customers[target]?.links[project] = presence
    default: break
    }
  }
}

extension ReadScope {
  /// Adds the lists of another scope.
  mutating func formUnion(_ other: ReadScope) {
    members.formUnion(other.members)
    clients.formUnion(other.clients)
    customers = customers || other.customers
  }
}
