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
    var record = CanonicalRecord()
    record.append("plan 1", portal.text)
    for row in canonicalRows {
      record.append(row.person.email?.canonical ?? "", row.person.id.text)
      record.append(row.role?.value.text ?? "", row.role?.replaces == true ? "replace" : "keep")
      record.append(
        row.profile?.value.text ?? "", row.profile?.replaces == true ? "replace" : "keep")
      if let customer = row.customer { record.append("customer", customer.value.canonical) }
      for project in row.projects { record.append("project", project.value.text) }
      for (project, profile) in row.projectProfiles.sorted(by: { $0.key < $1.key }) {
        record.append("in", project.text, profile.value.text, profile.replaces ? "replace" : "keep")
      }
      record.append("accepted", row.accepted.contains(.confusableEmail) ? "1" : "0")
      for reason in BlockReason.allCases
      where reason != .confusableEmail && row.accepted.contains(reason) {
        record.append("accepted despite", reason.rawValue)
      }
    }
    return PlanDigest(full: hash.digest(of: record.bytes))
  }

  /// STATE: what the portal says of exactly the items the plan touches.
  package func stateDigest(against portal: Portal, by hash: some ContentHash) -> PlanDigest {
    var record = CanonicalRecord()
    record.append("state 1", portal.id.text)
    for item in stateItems(against: portal) { record.append(item.key, item.value, item.ids) }
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
    let projects = Dictionary(
      portal.projects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let people = canonicalRows.flatMap { row -> [StateItem] in
      guard let email = row.person.email else { return [] }
      return [Self.item(email, portal.users[email])]
        + row.touchedProjects.map { id in
          Self.item(email, id, projects[id], portal.membership(of: email, in: id))
        }
    }
    return people + customerItems(against: portal)
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
    return StateItem(
      name: email.canonical,
      value:
        "\(kind)\(user.status.rawValue), role \(user.roleName), profile \(user.profileName)",
      key: email.canonical,
      ids:
        "\(user.role?.text ?? "") \(user.profile?.text ?? "")"
        + (user.customer.map { " \($0.text)" } ?? ""))
  }

  private static func item(
    _ email: EmailAddress, _ id: ProjectID, _ project: Project?, _ member: Membership?
  ) -> StateItem {
    let value = member.map { "member, profile \($0.profileName)" } ?? "absent"
    return StateItem(
      name: "\(email.canonical) in \(project?.name ?? id.text)",
      value: project?.isActive == true ? value : "\(value), project not active",
      key: "\(email.canonical) in \(id.text)", ids: member?.profile?.text ?? "")
  }

  /// The customers that people are to be client users of, staged or theirs already, and whether they
  /// are linked to the projects of these people.
  private func customerItems(against portal: Portal) -> [StateItem] {
    let names = PortalNames(portal)
    var seen: Set<String> = []
    return canonicalRows.flatMap { row -> [StateItem] in
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

  private var canonicalRows: [PlanRow] {
    rows.sorted {
      let (left, right) = ($0.person.email?.canonical ?? "", $1.person.email?.canonical ?? "")
      return left == right ? $0.person.id.text < $1.person.id.text : left < right
    }
  }
}

/// Fields written so that no two different lists give the same bytes: each with its length before.
private struct CanonicalRecord {
  var bytes: [UInt8] = []

  mutating func append(_ fields: String...) {
    for field in fields {
      bytes += Array("\(field.utf8.count):".utf8) + Array(field.utf8)
    }
    bytes.append(UInt8(ascii: "\n"))
  }
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
