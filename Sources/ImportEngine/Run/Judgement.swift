import ImportModel

/// Tells from the final read-back, and from nothing else, how a run ended.
struct Judgement {
  let run: ImportRun

  /// In plan order.
  var people: [PersonResult] {
    run.people.map { row in
      let (outcome, reason) = outcome(of: row)
      return PersonResult(
        person: row.id, email: row.emailText, name: row.name, result: outcome, code: reason?.code,
        message: reason.flatMap { $0.message.isEmpty ? nil : $0.message })
    }
  }

  /// What the final read-back showed of every item; empty when there was none.
  var readings: ItemReadings {
    guard let final = run.final else { return [] }
    return ItemReadings(of: run.ledger.snapshots, in: final)
  }

  private func outcome(of row: RunPerson) -> (PersonOutcome, Reason?) {
    guard row.blocked.isEmpty, let email = row.email else {
      let reasons = row.blocked.map(\.rawValue).joined(separator: ",")
      return (.blocked, Reason(code: reasons, message: ""))
    }
    let items = run.ledger.items(of: email) + customerItems(of: row, email)
    guard let final = run.final else { return unshown(row, items, email) }
    if items.contains(where: final.repeats) {
      return (.conflict, repetition(in: final, of: items, email))
    }
    let wrong = items.filter { final.value(of: $0) != run.ledger[$0]?.planned }
    if wrong.isEmpty {
      let kept =
        row.kept.isEmpty
        ? nil : Reason(code: row.keptCode, message: row.kept.joined(separator: "; "))
      guard row.change != .keep else { return (.kept, kept) }
      let isOurs = items.allSatisfy { item in
        run.ledger[item].map { !$0.isChange || $0.isProven || goes(item, $0) } ?? false
      }
      let isInactive = items.contains { run.ledger[$0]?.planned == .inactive }
      let done = isInactive ? Reason(code: PersonResult.deactivated, message: "") : nil
      return (isOurs ? .applied : .adopted, kept ?? done)
    }
    return outcome(wrong, in: final, of: email)
  }

  /// Whether a role is to go with the person who has it, and by no call of its own.
  private func goes(_ item: Item, _ state: ItemState) -> Bool {
    guard case .role = item else { return false }
    return state.planned == .absent
  }

  /// What must be so of a customer for its client user to be as planned.
  private func customerItems(of row: RunPerson, _ email: EmailAddress) -> [Item] {
    guard let target = row.customer else { return [] }
    guard !run.isRevert else { return run.ledger.ofCustomers.filter { $0.customer == target } }
    let projects = row.projects.filter { run.ledger[.join(email, $0)]?.isChange == true }
    let links = projects.map { Item.linked(target, $0) }
    return (projects.isEmpty ? [] : run.ledger.ofCustomers).filter { item in
      item.customer == target && (item.project == nil || links.contains(item))
    }
  }

  /// For a person for whom at least one item is not as planned.
  private func outcome(
    _ wrong: [Item], in final: Portal, of email: EmailAddress
  ) -> (PersonOutcome, Reason?) {
    let standing = run.standings[email]
    if let stray = wrong.first(where: { isStray($0, final) }) {
      return (.conflict, Reason(code: "conflict", message: words(stray)))
    }
    let lost = wrong.filter { item in
      run.ledger[item].map { $0.isSent && final.value(of: item) == $0.before } ?? false
    }
    if !lost.isEmpty {
      if let refusal = standing?.refusal, refusal.code == "customer-not-told" {
        return (.unresolved, refusal)
      }
      return (.unresolved, notShown(lost, seen: standing?.lost))
    }
    let third = wrong.first { item in
      run.ledger[item].map { state in
        final.value(of: item) != state.before
          && (state.before != .absent || standing?.refusal == nil && standing?.hold == nil)
      } ?? false
    }
    if let third { return (.conflict, Reason(code: "conflict", message: words(third))) }
    let isBegun = run.ledger.items(of: email).contains { run.ledger[$0]?.isProven == true }
    if let refusal = standing?.refusal {
      if refusal.isConflict { return (.conflict, refusal) }
      return (.rejected, isBegun ? refusal.after(begun(email, in: final), "refused") : refusal)
    }
    let hold = standing?.hold ?? Reason(code: wordOfEnd, message: "")
    return (.notSent, isBegun ? hold.after(begun(email, in: final), "not sent") : hold)
  }

  /// What is done for somebody for whom not all is done.
  private func begun(_ email: EmailAddress, in final: Portal) -> String {
    let member = Item.member(email)
    guard run.ledger[member]?.isChange == true, !run.isRevert, run.ledger.isShown(member, in: final)
    else { return "done in part" }
    return "brought into the portal"
  }

  /// Why something was not sent that nothing held back.
  private var wordOfEnd: String {
    run.isAbandoned ? "abandoned" : run.isStopping ? run.stopWord : "not-sent"
  }

  /// Whether somebody is client user of another customer than planned, whatever else was met.
  private func isStray(_ item: Item, _ final: Portal) -> Bool {
    guard case .client = item, case .id = final.value(of: item) else { return false }
    return true
  }

  /// What was sent and isn't shown: something of the person, else what their customer needs.
  private func notShown(_ items: [Item], seen: Reason?) -> Reason {
    let ofCustomer = items.allSatisfy { $0.email == nil } ? items.first : nil
    let what: String? =
      switch ofCustomer {
      case .customer(let name):
        "customer \(name.text) was to be \(run.isRevert ? "deleted" : "made")"
      case .linked(_, let project) where run.isRevert:
        "their customer was to be taken out of project \(project.text)"
      case .linked(_, let project): "their customer was to be linked to project \(project.text)"
      default: nil
      }
    guard let what else {
      let words = seen.map { $0.message.isEmpty ? "" : ": \($0.message)" } ?? ""
      return Reason(code: "not-shown", message: "sent, but not shown by the read-back\(words)")
    }
    return Reason(
      code: "customer-not-shown", message: "\(what), but the read-back does not show it")
  }

  private static let unread = Reason(
    code: "no-read-back", message: "sent, and not read back yet")

  /// Without a final read-back nothing that was sent is shown.
  private func unshown(
    _ row: RunPerson, _ items: [Item], _ email: EmailAddress
  ) -> (PersonOutcome, Reason?) {
    if items.contains(where: { run.ledger[$0]?.isSent == true }) {
      return (.unresolved, Self.unread)
    }
    if row.change == .keep { return (.kept, nil) }
    if let refusal = run.standings[email]?.refusal { return (.rejected, refusal) }
    return (
      .notSent, run.standings[email]?.hold ?? Reason(code: wordOfEnd, message: "")
    )
  }

  private func repetition(in final: Portal, of items: [Item], _ email: EmailAddress) -> Reason {
    let customer = items.first { final.repeats($0) && $0.email == nil }?.customer
    guard case .new(let name)? = customer else {
      return Reason(code: "repeated", message: "the portal lists \(email.text) twice")
    }
    return Reason(
      code: "repeated", message: "the portal has several customers called \(name.text)")
  }

  private func words(_ item: Item) -> String {
    switch item {
    case .member(let email), .status(let email): "\(email.text) left the portal meanwhile"
    case .role(let email): "\(email.text) holds a role that is neither the old nor the planned one"
    case .join(let email, let project): "\(email.text) left project \(project.text) meanwhile"
    case .profile(let email, _):
      "\(email.text) holds a profile that is neither the old nor the planned one"
    case .client(let email): "\(email.text) is client user of another customer"
    case .customer(let name): "customer \(name.text) left the portal meanwhile"
    case .linked(_, let project): "their customer left project \(project.text) meanwhile"
    }
  }

  /// The gravest of everything that happened, in the order of the exit codes; `stopped` is that of
  /// the signal.
  static func exitCode(
    _ people: [PersonResult], _ stops: [StopReason], writes: Int, stopped: Int32
  ) -> Int32 {
    var codes: Set<Int32> = []
    let isLockedOut = stops.contains { if case .throttled = $0 { true } else { false } }
    for person in people {
      switch person.result {
      case .applied, .adopted, .kept: break
      // What the server did not let us read yet is told by the lock-out.
      case .unresolved where isLockedOut && person.code == Self.unread.code: break
      case .unresolved: codes.insert(4)
      case .blocked, .rejected, .conflict, .notSent: codes.insert(3)
      }
    }
    for stop in stops {
      switch stop {
      case .journal(.unsafe), .readBack(.storage(.unsafe)): codes.insert(78)
      case .journal, .readBack(.storage): codes.insert(1)
      case .cancelled: codes.insert(stopped)
      case .readBack: codes.insert(4)
      case .authentication: codes.insert(8)
      case .throttled: codes.insert(6)
      case .unreachable: codes.insert(writes == 0 ? 9 : 3)
      case .notConfirmed: codes.insert(5)
      case .licences, .disagreement: codes.insert(3)
      }
    }
    return [1, 78, stopped, 4, 8, 6, 9, 5, 3].first(where: codes.contains) ?? 0
  }

  static func word(_ exitCode: Int32, writes: Int) -> RunVerdict.Word {
    switch exitCode {
    case 0: .done
    case 129, 130, 131, 143: .interrupted
    case 4: .unresolved
    case 3: .partial
    default: writes == 0 ? .failed : .partial
    }
  }
}

extension Reason {
  /// The same for somebody for whom something was done before.
  fileprivate func after(_ done: String, _ rest: String) -> Reason {
    let words = message.isEmpty ? "" : ": \(message)"
    return Reason(code: code, message: "\(done), the rest \(rest)\(words)")
  }
}
