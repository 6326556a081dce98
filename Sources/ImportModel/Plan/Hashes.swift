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
      for project in row.projects { record.append("project", project.value.text) }
      for (project, profile) in row.projectProfiles.sorted(by: { $0.key < $1.key }) {
        record.append("in", project.text, profile.value.text, profile.replaces ? "replace" : "keep")
      }
      record.append("accepted", row.isAccepted ? "1" : "0")
    }
    return PlanDigest(full: hash.digest(of: record.bytes))
  }

  /// STATE: what the portal says of exactly the items the plan touches.
  package func stateDigest(against portal: Portal, by hash: some ContentHash) -> PlanDigest {
    var record = CanonicalRecord()
    record.append("state 1", portal.id.text)
    for item in stateItems(against: portal) { record.append(item.name, item.value) }
    return PlanDigest(full: hash.digest(of: record.bytes))
  }

  /// One thing the plan touches and what the portal says of it.
  package struct StateItem: Hashable, Sendable {
    /// E.g. `ana@x.com in Website`.
    package let name: String
    /// E.g. `absent`, or `member, profile Employee`.
    package let value: String
  }

  /// The items behind STATE, in canonical order; a differing plan is told by comparing two lists.
  package func stateItems(against portal: Portal) -> [StateItem] {
    let statuses = Dictionary(
      portal.projects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return canonicalRows.flatMap { row -> [StateItem] in
      guard let email = row.person.email else { return [] }
      let user = portal.users[email]
      let portalValue =
        user.map {
          "\($0.kind == .client ? "client user, " : "")\($0.status.rawValue), role \($0.roleName), profile \($0.profileName)"
        } ?? "absent"
      return [StateItem(name: email.canonical, value: portalValue)]
        + row.touchedProjects.map { id in
          let project = statuses[id]
          let member = portal.members[id]?.byEmail[email]
          let value = member.map { "member, profile \($0.profileName)" } ?? "absent"
          return StateItem(
            name: "\(email.canonical) in \(project?.name ?? id.text)",
            value: project?.isActive == true ? value : "\(value), project not active")
        }
    }
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
