import ImportModel

extension ImportRun {
  /// What the portal does not hold of a person's plan, but for what is still looked up, and for what
  /// the server's answer proved though the newest lists, which may be older, don't show it.
  func left(for email: EmailAddress) -> PersonWork? {
    let open = unsettled.filter { $0.people.contains(email) }
      .flatMap { $0.call.items(of: email) }
    let told = ledger.items(of: email).filter { item in
      guard ledger[item]?.isProven == true, portal.value(of: item) == .absent else { return false }
      switch item {
      case .member, .join: return true
      default: return false
      }
    }
    guard !told.contains(.member(email)) else { return work[email] }
    var left = row(of: email).flatMap {
      PersonWork($0, ledger, in: portal, without: Set(open + told))
    }
    if let all = left, all.introduction == nil { left = sparing(all) }
    // A profile to be set where somebody was added, and is not listed yet.
    let profiles = (work[email]?.profiles ?? []).filter { change in
      change.project.map { told.contains(.join(email, $0)) } ?? false
    }
    guard !profiles.isEmpty, var kept = left ?? work[email] else { return left }
    if left == nil {
      (kept.introduction, kept.role, kept.joins, kept.profiles) = (nil, nil, [], [])
    }
    kept.profiles += profiles
    return kept
  }
}

/// What others do to the portal meanwhile is told, and never overwritten.
extension ImportRun {
  /// Whether a role or profile holds a value that is neither the one before nor the planned one, and
  /// that this run did not bring about.
  func isOfOthers(_ item: Item) -> Bool {
    guard let state = ledger[item] else { return false }
    if case .role(let email) = item, restoring.contains(email) { return false }
    let now = portal.value(of: item)
    guard now != .absent, now != state.before, now != state.planned else { return false }
    // Somebody new has whatever the portal gives, until the run is known to have given it.
    return state.before != .absent || state.isSet || state.isProven && isHonoured(item)
  }

  /// Whether the portal is known to take the value of an item from the entry of an addition.
  private func isHonoured(_ item: Item) -> Bool {
    switch item {
    case .role: capabilities.entryRole == .honoured
    case .profile(let email, _):
      (row(of: email)?.isClient == true ? capabilities.clientProfile : capabilities.entryProfile)
        == .honoured
    default: false
    }
  }

  /// Plans nothing that would overwrite what somebody else did, as the newest read shows it.
  mutating func leaveToOthers(_ email: EmailAddress) {
    if let all = work[email] { work[email] = sparing(all) }
  }

  private func sparing(_ work: PersonWork) -> PersonWork {
    var work = work
    if isOfOthers(.role(work.email)) { work.role = nil }
    work.profiles.removeAll { isOfOthers(.profile(work.email, $0.project)) }
    return work
  }

  /// Whom somebody else brought into the portal before this run did: they join like anybody there.
  mutating func findPending() {
    for email in order where standings[email]?.presence == .pending && portal.users[email] != nil {
      standings[email]?.presence = .there
      work[email] = left(for: email)
      splitting.isAhead = true
    }
  }

  /// Whether a final read may only lag behind the writes: something that was sent is not as planned.
  /// Once, and not when the run is to stop.
  mutating func isToBeSeenAgain(_ portal: Portal) -> Bool {
    guard !isFinalRepeated, !isStopping else { return false }
    isFinalRepeated = ledger.snapshots.contains { snapshot in
      guard let state = ledger[snapshot.item], state.isChange, state.isSent, !state.isGivenUp else {
        return false
      }
      return portal.value(of: snapshot.item) != state.planned
    }
    return isFinalRepeated
  }
}

extension PlannedCall {
  /// The values that a call sets for somebody who is there.
  func setItems(of email: EmailAddress) -> [Item] {
    switch work {
    case .setRole: [.role(email)]
    case .setProfile(_, let project, _): [.profile(email, project)]
    default: []
    }
  }
}
