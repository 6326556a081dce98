import CRMShellTesting
import ImportEngine
import ImportModel

/// Judges the undoing of an import by the portal itself, without the engine's own view: what it was
/// before the import, when the undoing was planned, and after it.
struct UndoneJudge {
  let before: Portal
  let imported: Portal
  let after: Portal
  let plan: Plan
  /// Whether whoever would leave the portal was to be deactivated there.
  var isDeactivating = false
  /// Those of whom every answer proved that the import did it: nothing of theirs is kept.
  var proved: Set<EmailAddress> = []
  /// Customers that calls made; nil: all that are new.
  var made: Set<CustomerID>?
  /// What others did since the import began, in order; with whether it was still so when the undoing
  /// was planned, or a list told it before the person was taken out of the portal.
  var acts: [(act: ForeignAct, isKnown: Bool)] = []

  private var touched: Set<EmailAddress> { Set(acts.map(\.act.email)) }
  private var planned: Set<EmailAddress> { Set(plan.rows.compactMap(\.person.email)) }
  private var projects: [ProjectID] { before.projects.map(\.id) }

  func violations(of verdict: RunVerdict) -> [String] {
    var found = places() + customers() + strangers()
    let results = Dictionary(verdict.people.map { ($0.person, $0) }) { first, _ in first }
    for row in plan.rows {
      guard let email = row.person.email, !touched.contains(email) else { continue }
      found += values(of: email)
      found += truth(of: results[row.person.id], email)
    }
    let isPerfect = verdict.people.allSatisfy(\.result.isAsPlanned)
    if (verdict.exitCode == 0) != (isPerfect && verdict.stops.isEmpty) {
      found.append("exit \(verdict.exitCode) with \(verdict.stops)")
    }
    return found
  }

  /// Whether the undoing took somebody out of the portal, or deactivated them.
  private func isOut(_ user: PortalUser) -> Bool {
    guard let now = after.users[user.email] else { return true }
    return now.status == .inactive && user.status != .inactive
  }

  /// Nobody is taken out, or deactivated, who was there before, accepted, or was changed or put there by others.
  private func places() -> [String] {
    var found = after.users.repeated.sorted().map { "\($0) is in the portal twice" }
    let removed = Set(
      acts.compactMap { if case .removal(let email) = $0.act { email } else { nil } })
    let last = Dictionary(acts.map { ($0.act.email, $0) }) { $1 }
    for user in imported.users.all where isOut(user) {
      let email = user.email
      if removed.contains(email) { continue }
      if isDeactivating != (after.users[email] != nil) {
        found.append("\(email) was to be \(isDeactivating ? "deactivated" : "taken out")")
      }
      if before.users[email] != nil { found.append("\(email) was there before, and is gone") }
      if !planned.contains(email) { found.append("\(email) is not the run's, and is gone") }
      if user.status != .invited { found.append("\(email) was \(user.status), and is gone") }
      if let (act, isKnown) = last[email], isKnown {
        found.append("\(email) is gone in spite of \(act)")
      }
    }
    return found
  }

  /// Nobody holds what they held neither before nor after the import.
  private func values(of email: EmailAddress) -> [String] {
    guard let now = after.users[email] else { return [] }
    guard let then = imported.users[email] else { return ["\(email) was brought in"] }
    let old = before.users[email]
    var found: [String] = []
    if now.role != then.role, old.map({ $0.role != now.role }) ?? true {
      found.append("\(email) has another role than ever")
    }
    if now.profile != then.profile, old.map({ $0.profile != now.profile }) ?? true {
      found.append("\(email) has another profile than ever")
    }
    if now.customer != then.customer { found.append("\(email) was moved to another customer") }
    for project in projects {
      let (now, then) = (after.membership(of: email, in: project), member(email, in: project))
      let old = before.membership(of: email, in: project)
      if old != nil, now == nil { found.append("\(email) is out of \(project), was in it before") }
      if now != nil, then == nil { found.append("\(email) was put into \(project)") }
      if let now, now.profile != then?.profile, now.profile != old?.profile {
        found.append("\(email) has another profile in \(project) than ever")
      }
    }
    return found
  }

  private func member(_ email: EmailAddress, in project: ProjectID) -> Membership? {
    imported.membership(of: email, in: project)
  }

  /// Whether the verdict tells the truth of somebody whom nobody else touched.
  private func truth(of told: PersonResult?, _ email: EmailAddress) -> [String] {
    let isUndone = isAsBefore(email)
    guard let told else { return isUndone ? [] : ["\(email) is not as before, and not named"] }
    if told.code == "kept" {
      return proved.contains(email) ? ["\(email) is kept: \(told.message ?? "")"] : []
    }
    if told.result.isAsPlanned, !isUndone { return ["\(told.result), but \(email) is not undone"] }
    // A customer that is left is told of its people, who may be undone themselves.
    let isClient = imported.users[email]?.kind == .client
    if !told.result.isAsPlanned, isUndone, !isClient {
      return ["\(told.result), but \(email) is undone"]
    }
    return []
  }

  private func isAsBefore(_ email: EmailAddress) -> Bool {
    let there = after.users[email]
    let isNobodyMore =
      isDeactivating && before.users[email] == nil && imported.users[email] != nil
      ? there?.status == .inactive : before.users[email] == there
    return isNobodyMore
      && projects.allSatisfy { project in
        let (old, now) = (
          before.membership(of: email, in: project), after.membership(of: email, in: project)
        )
        return (old == nil) == (now == nil) && old?.profile == now?.profile
      }
  }

  private func customers() -> [String] {
    var found: [String] = []
    for customer in before.customers where after.customer(customer.id) == nil {
      found.append("customer \(customer.name) was there before, and is gone")
    }
    for customer in imported.customers where after.customer(customer.id) == nil {
      if made?.contains(customer.id) == false {
        found.append("customer \(customer.name) is not the run's, and is gone")
      }
    }
    for customer in after.customers where imported.customer(customer.id) == nil {
      found.append("customer \(customer.name) was made")
    }
    for project in projects {
      let now = after.clients[project]?.customers ?? []
      let lost = (before.clients[project]?.customers ?? []).subtracting(now)
      if !lost.isEmpty { found.append("\(lost) were taken out of \(project)") }
      let new = now.subtracting(imported.clients[project]?.customers ?? [])
      if !new.isEmpty { found.append("\(new) were linked to \(project)") }
    }
    return found
  }

  /// Whoever is not in the plan is as before.
  private func strangers() -> [String] {
    let all = Set((before.users.all + after.users.all).map(\.email))
    return all.subtracting(planned).subtracting(touched).sorted().flatMap { email in
      (before.users[email] == after.users[email] ? [] : ["\(email) changed"])
        + projects.filter {
          before.membership(of: email, in: $0) != after.membership(of: email, in: $0)
        }.map { "\(email) in \($0)" }
    }
  }
}
