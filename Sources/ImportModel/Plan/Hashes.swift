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
    stateDigest(against: portal, nil, canonicalOrder, by: hash)
  }

  /// PLAN and STATE, with the rows put in order once; `assessment` is of this plan against this portal.
  package func digests(
    against portal: Portal, assessment: Assessment, by hash: some ContentHash
  ) -> (plan: PlanDigest, state: PlanDigest) {
    let order = canonicalOrder
    return (
      digest(in: portal.id, order, by: hash),
      stateDigest(against: portal, assessment.changes, order, by: hash)
    )
  }

  private func digest(in portal: PortalID, _ order: [Int], by hash: some ContentHash) -> PlanDigest
  {
    var record = CanonicalRecord(fields: 2 * rows.count + projectCount)
    record.append("plan 1", portal.text)
    // Most rows say the same of another person.
    var (recent, said): (Int?, CanonicalRecord) = (nil, CanonicalRecord())
    for index in order {
      record.field(rows[index].person.email?.canonical ?? "")
      record.field(rows[index].person.id.text)
      record.end()
      if recent.map({ saySameValues($0, index) }) != true {
        said = CanonicalRecord()
        rows[index].append(to: &said)
        recent = index
      }
      record.append(said)
    }
    return PlanDigest(full: hash.digest(of: record.bytes))
  }

  /// Whether two rows say the same of whomever: the same bytes would be appended. By their places: what else
  /// there is of each is not copied.
  private func saySameValues(_ one: Int, _ other: Int) -> Bool {
    rows[one].role?.value == rows[other].role?.value
      && rows[one].role?.replaces == rows[other].role?.replaces
      && rows[one].profile?.value == rows[other].profile?.value
      && rows[one].profile?.replaces == rows[other].profile?.replaces
      && rows[one].customer?.value == rows[other].customer?.value
      && rows[one].isCustomerOutdated == rows[other].isCustomerOutdated
      && rows[one].projects.haveTheValues(of: rows[other].projects)
      && rows[one].projectProfiles.isEmpty && rows[other].projectProfiles.isEmpty
      && rows[one].accepted == rows[other].accepted
  }

  /// Of the many items of people in projects the bytes are written without a text of each.
  private func stateDigest(
    against portal: Portal, _ changes: [Change]?, _ order: [Int], by hash: some ContentHash
  ) -> PlanDigest {
    var record = CanonicalRecord(fields: rows.count + projectCount)
    record.append("state 1", portal.id.text)
    let rosters = ProjectRosters(of: portal)
    let absent = CanonicalRecord.absence("")
    var (recent, places): ([Staged<ProjectID>], [StatePlace]) = ([], [])
    for index in order {
      guard let email = rows[index].person.email else { continue }
      if let user = changes.map({ $0[index].portalUser }) ?? portal.users[email] {
        let item = Self.item(email, user)
        record.append(item.key, item.value, item.ids)
      } else {
        record.field(email.canonical)
        record.append(absent)
      }
      let projects = rows[index].projects
      if !projects.haveTheValues(of: recent) {
        recent = projects
        places = projects.map { StatePlace($0.value, in: rosters) }
      }
      let listing = changes.map { $0[index].listing } ?? .unknown
      for place in places.indices {
        places[place].append(email, mayBeListed: listing.mayContain(place), to: &record)
      }
      if rows[index].projectProfiles.isEmpty { continue }
      for id in rows[index].unstagedProjects {
        StatePlace(id, in: rosters).append(email, mayBeListed: true, to: &record)
      }
    }
    for item in customerItems(against: portal, order) {
      record.append(item.key, item.value, item.ids)
    }
    return PlanDigest(full: hash.digest(of: record.bytes))
  }

  /// How many projects the rows have, where all have as many as the first.
  private var projectCount: Int { rows.count * (rows.first?.projects.count ?? 0) }

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
    var value =
      switch user.kind {
      case .staff: ""
      case .client:
        user.customerName.isEmpty ? "client user, " : "client user of \(user.customerName), "
      case .lite: "lite user, "
      case .readOnly: "read-only user, "
      }
    value += user.status.rawValue
    if !user.roleName.isEmpty { value += ", role " + user.roleName }
    if !user.profileName.isEmpty { value += ", profile " + user.profileName }
    var ids = user.role?.text ?? ""
    ids += " "
    ids += user.profile?.text ?? ""
    if let customer = user.customer { ids += " " + customer.text }
    return StateItem(name: email.canonical, value: value, key: email.canonical, ids: ids)
  }

  fileprivate static let notActive = ", project not active"

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
    // Heads and numbers are sorted: moving whole rows about costs more than all the rest.
    rows.indices.map { OrderedRow(rows[$0].person.email?.canonical ?? "", index: $0) }.sorted {
      if let precedes = $0.precedes($1) { return precedes }
      let (left, right) = (rows[$0.index].person, rows[$1.index].person)
      return (left.email?.canonical ?? "", left.id.text)
        < (right.email?.canonical ?? "", right.id.text)
    }.map(\.index)
  }
}

/// A row to be put in order, with the first bytes of its address.
private struct OrderedRow {
  /// In integers that sort alike; of addresses in ASCII alone, others sort by their scalars.
  private var head: (UInt64, UInt64) = (0, 0)
  private let isASCII: Bool
  let index: Int

  init(_ address: String, index: Int) {
    self.index = index
    isASCII = LetterShapes.isASCII(address)
    var shift: UInt64 = 128
    for byte in address.utf8.prefix(16) {
      shift -= 8
      if shift >= 64 {
        head.0 |= UInt64(byte) << (shift - 64)
      } else {
        head.1 |= UInt64(byte) << shift
      }
    }
  }

  /// Nil where the heads don't tell.
  func precedes(_ other: OrderedRow) -> Bool? {
    guard isASCII, other.isASCII, head != other.head else { return nil }
    return head < other.head
  }
}

/// A project of the plan, and what stands of those who are not in it.
private struct StatePlace {
  private let id: ProjectID
  private let roster: ProjectRoster?
  private let absent: CanonicalRecord

  init(_ id: ProjectID, in rosters: ProjectRosters) {
    self.id = id
    roster = rosters[id]
    absent = CanonicalRecord.absence(roster?.isActive == true ? "" : Plan.notActive)
  }

  func append(_ email: EmailAddress, mayBeListed: Bool, to record: inout CanonicalRecord) {
    record.field(email.canonical, " in ", id.text)
    guard mayBeListed, let member = roster?.membership(of: email) else {
      record.append(absent)
      return
    }
    record.field(
      "member, profile ", member.profileName, roster?.isActive == true ? "" : Plan.notActive)
    record.field(member.profile?.text ?? "")
    record.end()
  }
}

extension PlanRow {
  /// Appends all but whose it is.
  fileprivate func append(to record: inout CanonicalRecord) {
    record.append(role?.value.text ?? "", role?.replaces == true ? "replace" : "keep")
    record.append(profile?.value.text ?? "", profile?.replaces == true ? "replace" : "keep")
    // One that is held back must not have the hash of a plan that was shown with it.
    if let customer {
      record.append(isCustomerOutdated ? "outdated" : "customer", customer.value.canonical)
    }
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

  /// With room for so many fields.
  init(fields: Int = 0) { bytes.reserveCapacity(fields * 64) }

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
    append(bytesOf: first)
    append(bytesOf: second)
    append(bytesOf: third)
  }

  private mutating func append(bytesOf text: String) {
    guard !text.isEmpty else { return }
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
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
    case .named(let name), .ofAccount(let name, _): "name \(name.folded)"
    case .ambiguousAccount(let name): "account \(name.folded)"
    case .noAccount: "none"
    }
  }
}

extension Portal {
  /// The customers that a choice could mean.
  fileprivate func customers(of choice: CustomerChoice) -> [Customer] {
    if case .existing(let id) = choice { return [customer(id)].compactMap { $0 } }
    return choice.name.map { customers(named: $0) } ?? []
  }
}
