/// Turns bytes into their SHA-256, 64 lower-case hexadecimal digits; handed in by an adapter.
package protocol ContentHash: Sendable {
  /// The digest of these bytes.
  func digest(of bytes: [UInt8]) -> String
}

/// The hash of a plan's rows in canonical order, or of what the portal says of what they touch.
package struct PlanDigest: Hashable, Sendable {
  /// 64 hexadecimal digits.
  package let full: String

  package init(full: String) { self.full = full }

  /// The first 12 digits, as shown.
  package var short: String { String(full.prefix(12)) }
}

extension Plan {
  /// PLAN: the portal's id and every row in order of canonical e-mail, then of CRM id.
  package func digest(in portal: PortalID, by hash: some ContentHash) -> PlanDigest {
    digest(in: portal, canonicalOrder, by: hash)
  }

  /// STATE: what the portal says of exactly the items the plan touches.
  package func stateDigest(against portal: Portal, by hash: some ContentHash) -> PlanDigest {
    stateDigest(against: portal, canonicalOrder, by: hash)
  }

  /// PLAN and STATE, with the rows put in order once.
  package func digests(
    against portal: Portal, by hash: some ContentHash
  ) -> (plan: PlanDigest, state: PlanDigest) {
    let order = canonicalOrder
    return (
      digest(in: portal.id, order, by: hash), stateDigest(against: portal, order, by: hash)
    )
  }

  private func digest(in portal: PortalID, _ order: [Int], by hash: some ContentHash) -> PlanDigest
  {
    var record = CanonicalRecord()
    record.append("plan 1", portal.text)
    for index in order { rows[index].append(to: &record) }
    return PlanDigest(full: hash.digest(of: record.bytes))
  }

  /// Of the many items of people in projects the bytes are written without a text of each.
  private func stateDigest(
    against portal: Portal, _ order: [Int], by hash: some ContentHash
  ) -> PlanDigest {
    var record = CanonicalRecord()
    record.append("state 1", portal.id.text)
    let rosters = portal.rosters
    let (inActive, inOther) = (CanonicalRecord.absence(""), CanonicalRecord.absence(Self.notActive))
    func append(_ email: EmailAddress, in id: ProjectID) {
      let roster = rosters[id]
      let isActive = roster?.isActive == true
      record.field(email.canonical, " in ", id.text)
      guard let member = roster?.membership(of: email) else {
        record.append(isActive ? inActive : inOther)
        return
      }
      record.field("member, profile ", member.profileName, isActive ? "" : Self.notActive)
      record.field(member.profile?.text ?? "")
      record.end()
    }
    for index in order {
      guard let email = rows[index].person.email else { continue }
      let user = Self.item(email, portal.users[email])
      record.append(user.key, user.value, user.ids)
      for project in rows[index].projects { append(email, in: project.value) }
      if rows[index].projectProfiles.isEmpty { continue }
      for id in rows[index].unstagedProjects { append(email, in: id) }
    }
    for item in customerItems(against: portal, order) {
      record.append(item.key, item.value, item.ids)
    }
    return PlanDigest(full: hash.digest(of: record.bytes))
  }

  /// One thing the plan touches and what the portal says of it.
  package struct StateItem: Hashable, Sendable {
    /// E.g. `ana@x.com in Website`.
    package let name: String
    /// E.g. `absent`, or `member, profile Employee`.
    package let value: String
    /// What it is, by ids: several things may share a name.
    package let key: String
    /// The roles and profiles in `value`, by id.
    package let ids: String

    package init(name: String, value: String, key: String, ids: String = "") {
      self.name = name
      self.value = value
      self.key = key
      self.ids = ids
    }
  }

  /// The items behind STATE, in canonical order.
  package func stateItems(against portal: Portal) -> [StateItem] {
    let (projects, order) = (Self.projects(of: portal), canonicalOrder)
    let people = order.flatMap { index -> [StateItem] in
      let row = rows[index]
      guard let email = row.person.email else { return [] }
      return [Self.item(email, portal.users[email])]
        + row.touchedProjects.map { id in
          Self.item(email, id, projects[id], portal.membership(of: email, in: id))
        }
    }
    return people + customerItems(against: portal, order)
  }

  private static func projects(of portal: Portal) -> [ProjectID: Project] {
    Dictionary(portal.projects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func item(_ email: EmailAddress, _ user: PortalUser?) -> StateItem {
    guard let user else {
      return StateItem(name: email.canonical, value: "absent", key: email.canonical, ids: "")
    }
    let customer = user.customerName.isEmpty ? "" : " of \(user.customerName)"
    let kind =
      switch user.kind {
      case .staff: ""
      case .client: "client user\(customer), "
      case .lite: "lite user, "
      case .readOnly: "read-only user, "
      }
    let named = [("role", user.roleName), ("profile", user.profileName)]
      .filter { !$0.1.isEmpty }.map { ", \($0) \($1)" }.joined()
    return StateItem(
      name: email.canonical,
      value: "\(kind)\(user.status.rawValue)\(named)",
      key: email.canonical,
      ids:
        "\(user.role?.text ?? "") \(user.profile?.text ?? "")"
        + (user.customer.map { " \($0.text)" } ?? ""))
  }

  private static let notActive = ", project not active"

  private static func item(
    _ email: EmailAddress, _ id: ProjectID, _ project: Project?, _ member: Membership?
  ) -> StateItem {
    let value = member.map { "member, profile \($0.profileName)" } ?? "absent"
    return StateItem(
      name: "\(email.canonical) in \(project?.name ?? id.text)",
      value: project?.isActive == true ? value : value + notActive,
      key: "\(email.canonical) in \(id.text)", ids: member?.profile?.text ?? "")
  }

  /// The customers that people are to be client users of, staged or theirs already, and whether they
  /// are linked to the projects of these people.
  private func customerItems(against portal: Portal, _ order: [Int]) -> [StateItem] {
    // Users have none.
    let order = order.filter { rows[$0].customer != nil || rows[$0].person.id.kind == .contact }
    let names = PortalNames(portal)
    var seen: Set<String> = []
    return order.flatMap { index -> [StateItem] in
      let row = rows[index]
      let user = row.person.email.flatMap { portal.users[$0] }
      guard let choice = row.customer(of: user), let name = names.customer(choice) else {
        return []
      }
      let found = portal.customers(of: choice)
      let ids = found.map(\.id.text).sorted().joined(separator: " ")
      let key = "customer \(choice.canonical)"
      let value =
        found.isEmpty ? "absent" : found.count == 1 ? "there" : "there \(found.count) times"
      let customer = StateItem(name: "customer \(name)", value: value, key: key, ids: ids)
      let links = row.projects.map { project -> StateItem in
        let isLinked = found.contains {
          portal.clients[project.value]?.customers.contains($0.id) == true
        }
        return StateItem(
          name: "customer \(name) in \(names.project(project.value))",
          value: isLinked ? "linked" : "not linked", key: "\(key) in \(project.value.text)",
          ids: ids)
      }
      return [customer] + links
    }.filter { seen.insert($0.key).inserted }
  }

  /// The rows, by their numbers, in order of canonical e-mail, then of CRM id.
  private var canonicalOrder: [Int] {
    // Keys and numbers are sorted: moving whole rows about costs more than all the rest.
    let keys = rows.map { row in (row.person.email?.canonical ?? "", row.person.id.text) }
    return keys.indices.sorted { keys[$0] < keys[$1] }
  }
}

extension PlanRow {
  fileprivate func append(to record: inout CanonicalRecord) {
    record.append(person.email?.canonical ?? "", person.id.text)
    record.append(role?.value.text ?? "", role?.replaces == true ? "replace" : "keep")
    record.append(profile?.value.text ?? "", profile?.replaces == true ? "replace" : "keep")
    if let customer { record.append("customer", customer.value.canonical) }
    for project in projects { record.append("project", project.value.text) }
    for (project, profile) in projectProfiles.sorted(by: { $0.key < $1.key }) {
      record.append("in", project.text, profile.value.text, profile.replaces ? "replace" : "keep")
    }
    record.append("accepted", accepted.contains(.confusableEmail) ? "1" : "0")
    guard !accepted.isEmpty else { return }
    for reason in BlockReason.allCases
    where reason != .confusableEmail && accepted.contains(reason) {
      record.append("accepted despite", reason.rawValue)
    }
  }
}

/// Fields written so that no two different lists give the same bytes: each with its length before.
private struct CanonicalRecord {
  private(set) var bytes: [UInt8] = []

  /// Fields, and their end.
  mutating func append(_ first: String, _ second: String, _ others: String...) {
    field(first)
    field(second)
    for text in others { field(text) }
    end()
  }

  /// One field, given in parts.
  mutating func field(_ first: String, _ second: String = "", _ third: String = "") {
    append(first.utf8.count + second.utf8.count + third.utf8.count)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: first.utf8)
    if !second.isEmpty { bytes.append(contentsOf: second.utf8) }
    if !third.isEmpty { bytes.append(contentsOf: third.utf8) }
  }

  /// The digits of a number; most are lengths below a hundred.
  private mutating func append(_ number: Int) {
    if number >= 10 { append(number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// What stands of the many who are not in a project, behind their first field.
  static func absence(_ addition: String) -> CanonicalRecord {
    var record = CanonicalRecord()
    record.field("absent", addition)
    record.field("")
    record.end()
    return record
  }

  /// What was written elsewhere.
  mutating func append(_ other: CanonicalRecord) { bytes += other.bytes }

  mutating func end() { bytes.append(UInt8(ascii: "\n")) }
}

extension CustomerChoice {
  /// The same for choices that mean the same.
  fileprivate var canonical: String {
    switch self {
    case .existing(let id): "id \(id.text)"
    case .named(let name): "name \(name.folded)"
    case .ambiguousAccount(let name): "account \(name.folded)"
    case .noAccount: "none"
    }
  }
}

extension Portal {
  /// The customers that a choice could mean.
  fileprivate func customers(of choice: CustomerChoice) -> [Customer] {
    switch choice {
    case .existing(let id): [customer(id)].compactMap { $0 }
    case .named(let name), .ambiguousAccount(let name): customers(named: name)
    case .noAccount: []
    }
  }
}
