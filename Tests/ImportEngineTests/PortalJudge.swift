import CRMShellTesting
import ImportEngine
import ImportModel

/// Judges an import by the portal itself: plan, before and after, without the engine's own view.
struct PortalJudge {
  let before: Portal
  let after: Portal
  let plan: Plan
  let mails: [EmailAddress: Int]
  let notices: [EmailAddress: Int]
  let notify: EngineSettings.Notify
  /// Whether the portal tells whose client user somebody is: else nothing of clients can be shown.
  var tellsCustomers = true
  /// Customers that somebody else made meanwhile.
  var rivals: Set<CustomerName> = []
  /// What the plan was held against, where an earlier run had come part of the way: what that one
  /// left is kept like anything else that no line replaces.
  var heldAgainst: Portal?
  /// What other administrators did meanwhile: whom they touched is as they left them, or is told.
  var acts: [ForeignAct] = []
  /// Those touched after the last list, of whom the run could not know.
  var unseen: Set<EmailAddress> = []

  private var touched: Set<EmailAddress> { Set(acts.map(\.email)) }

  func violations(of verdict: RunVerdict) -> [String] {
    var found = duplicates() + others() + mailing()
    for (row, person) in zip(plan.rows, verdict.people) {
      if row.person.id != person.person { found.append("a verdict without its row") }
      let wrong = differences(row)
      if person.result.isAsPlanned, !wrong.isEmpty,
        row.person.email.map(unseen.contains) != true
      {
        found.append("I4: \(person.result) but \(wrong) for \(row.person.name)")
      }
      if !person.result.isAsPlanned, person.result != .blocked, wrong.isEmpty,
        verdict.portal != nil, person.result != .conflict,
        tellsCustomers || row.person.id.kind == .user,
        row.person.email.map(touched.contains) != true
      {
        found.append("I4: \(person.result) but as planned: \(row.person.name)")
      }
      if person.result == .blocked { found += untouched(row.person.email, "blocked") }
      found += keptValues(row)
      if person.result == .notSent, person.code == "not-sent" {
        found.append("\(row.person.name) was not sent, and nobody says why")
      }
    }
    let isPerfect = verdict.people.allSatisfy(\.result.isAsPlanned)
    if (verdict.exitCode == 0) != (isPerfect && verdict.stops.isEmpty), verdict.exitCode != -1 {
      found.append("I6: exit \(verdict.exitCode)")
    }
    return found
  }

  /// What of a row the portal does not hold.
  private func differences(_ row: PlanRow) -> [String] {
    guard let email = row.person.email, let user = after.users[email] else { return ["absent"] }
    let old = (heldAgainst ?? before).users[email]
    var wrong: [String] = []
    if let role = row.role, old == nil || role.replaces, user.role != role.value {
      wrong.append("role")
    }
    if let profile = row.profile, old != nil, profile.replaces, user.profile != profile.value {
      wrong.append("profile")
    }
    wrong += clientDifferences(row, user)
    for project in row.projects.map(\.value) {
      guard let member = after.membership(of: email, in: project) else {
        wrong.append("not in \(project)")
        continue
      }
      let wasMember = (heldAgainst ?? before).membership(of: email, in: project) != nil
      if let profile = row.profile(in: project), !wasMember || profile.replaces,
        member.profile != profile.value
      {
        wrong.append("profile in \(project)")
      }
    }
    return wrong
  }

  /// What of a contact's customer the portal does not hold.
  private func clientDifferences(_ row: PlanRow, _ user: PortalUser) -> [String] {
    guard case .named(let name)? = row.customer?.value else { return [] }
    let customers = after.customers(named: name)
    guard customers.count == 1 else { return ["\(customers.count) customers \(name)"] }
    var wrong: [String] = []
    if user.kind != .client || user.customer != customers[0].id { wrong.append("customer") }
    for project in row.projects.map(\.value)
    where row.person.email.map({ before.membership(of: $0, in: project) == nil }) == true
      && after.clients[project]?.customers.contains(customers[0].id) != true
    {
      wrong.append("\(name) is not linked to \(project)")
    }
    return wrong
  }

  /// What no line asked to be changed of somebody who was there.
  private func keptValues(_ row: PlanRow) -> [String] {
    guard let email = row.person.email, let old = before.users[email], !touched.contains(email)
    else { return [] }
    guard let user = after.users[email] else { return ["I4: \(email) is gone"] }
    var found: [String] = []
    if user.customer != old.customer { found.append("I4: \(email) was moved to another customer") }
    if row.role?.replaces != true, user.role != old.role { found.append("I4: role of \(email)") }
    if row.profile?.replaces != true, user.profile != old.profile {
      found.append("I4: profile of \(email)")
    }
    for project in after.projects.map(\.id) where after.membership(of: email, in: project) != nil {
      let isPlanned = row.projects.contains { $0.value == project }
      if !isPlanned, before.membership(of: email, in: project) == nil {
        found.append("I4: \(email) joined \(project)")
      }
    }
    return found
  }

  private func others() -> [String] {
    let planned = Set(plan.rows.compactMap(\.person.email))
    let strangers = Set((before.users.all + after.users.all).map(\.email)).subtracting(planned)
    return strangers.sorted().flatMap { untouched($0, "I5") }
  }

  private func untouched(_ email: EmailAddress?, _ rule: String) -> [String] {
    guard let email, !touched.contains(email) else { return [] }
    var found: [String] = []
    if before.users[email] != after.users[email] { found.append("\(rule): \(email) changed") }
    for project in before.projects.map(\.id)
    where before.membership(of: email, in: project) != after.membership(of: email, in: project) {
      found.append("\(rule): \(email) in \(project)")
    }
    return found
  }

  private func duplicates() -> [String] {
    let names = after.customers.compactMap { CustomerName($0.name) }
      .filter { !rivals.contains($0) }
    return after.users.repeated.sorted().map { "\($0) is in the portal twice" }
      + (Set(names).count == names.count ? [] : ["a customer was made twice"])
  }

  private func mailing() -> [String] {
    var found: [String] = []
    for (email, count) in mails.sorted(by: { $0.key < $1.key }) {
      // Somebody who was taken out meanwhile may be new again.
      let removals = acts.count { $0 == .removal(email) }
      if count > 1 + removals { found.append("I7: \(count) invitations to \(email)") }
      if notify == .off { found.append("I7: \(email) was invited by mail though off") }
      if before.users[email] != nil, removals == 0 { found.append("I7: \(email) was there") }
    }
    for email in notices.keys.sorted() where notify != .all && !touched.contains(email) {
      found.append("I7: notice to \(email)")
    }
    return found
  }
}
