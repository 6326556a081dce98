import ImportModel

/// Batches that are refused are taken apart until the people at fault stand alone.
extension ImportRun {
  /// Plans the people of a refused addition again in smaller calls; nil for what can't be taken apart.
  mutating func takenApart(
    _ call: PlannedCall, _ reason: Reason, isRefused: Bool
  ) -> [Action]? {
    guard let project = call.project, !call.entries.isEmpty else { return nil }
    switch splitting.failed(call.people, in: project, code: reason.code, isRefused: isRefused) {
    case .culprit:
      refuse(call, reason)
      return replan(isAgreed: true)
    case .smaller: return replan(isAgreed: true)
    case .aboutCall(let all):
      refuse(call, reason)
      let others = all.filter { standings[$0]?.refusal == nil }
      if let rest = PlannedCall(call.work, notify: call.notify).naming(others) {
        refuse(rest, reason)
      }
      closedProjects[ProjectKind(project: project, kind: call.kind)] = reason
      return replan(isAgreed: true)
    }
  }

  /// Notes that an addition was carried out; true when that tells how many a call may name: twice,
  /// since a server may refuse a call once for no reason, and what is learnt is never unlearnt.
  mutating func splittingSucceeded(_ call: PlannedCall) -> Bool {
    guard let project = call.project, !call.entries.isEmpty,
      let most = splitting.succeeded(call.people, in: project)
    else { return false }
    tooLarge[most, default: 0] += 1
    guard tooLarge[most, default: 0] > 1 else { return false }
    capabilities.batchMax = most
    return true
  }
}

extension PlannedCall {
  /// The same kind of call for other people, without roles and profiles; nil for nobody, and for
  /// calls that are no additions to a project.
  func naming(_ people: [EmailAddress]) -> PlannedCall? {
    let entries = people.map { MemberEntry(email: $0, role: nil, profile: nil) }
    let other: Work
    switch work {
    case .introduce(let project, _): other = .introduce(project, entries)
    case .join(let project, _): other = .join(project, entries)
    case .introduceClients(let project, let customer, _):
      other = .introduceClients(project, customer, entries)
    case .joinClients(let project, let customer, _):
      other = .joinClients(project, customer, entries)
    case .addToPortal, .setRole, .setProfile, .makeCustomer, .linkCustomer, .leave,
      .removeFromPortal, .deactivate, .unlinkCustomer, .deleteCustomer:
      return nil
    }
    return people.isEmpty ? nil : PlannedCall(other, notify: notify)
  }
}
