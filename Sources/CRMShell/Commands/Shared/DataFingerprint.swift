import ImportModel

/// A hash over the people of CRM and what the portal lists: two sessions with the same one chose from the
/// same data. Not in it: members and clients of projects, which are read when a line needs them, and
/// licences.
struct DataFingerprint {
  private var bytes: [UInt8] = []

  init(_ fetched: Fetched) {
    append(fetched.directory.users)
    append(fetched.directory.contacts)
    append(fetched.directory.accounts)
    let portal = fetched.portal
    append("portal", portal.id.text, portal.name)
    for project in portal.projects.sorted(by: { $0.id < $1.id }) {
      append("project", project.id.text, project.name, project.isActive ? "active" : "archived")
    }
    for role in portal.roles.sorted(by: { $0.id < $1.id }) {
      append("role", role.id.text, role.name)
    }
    for profile in portal.profiles.sorted(by: { $0.id < $1.id }) {
      append("profile", profile.id.text, profile.name)
    }
    for customer in portal.customers.sorted(by: { $0.id < $1.id }) {
      append("customer", customer.id.text, customer.name)
    }
    for user in portal.users.all.sorted(by: { $0.id < $1.id }) {
      append("user", user.id.text, user.email.canonical, "\(user.status)", "\(user.kind)")
      append(user.role?.text ?? "", user.profile?.text ?? "", user.customer?.text ?? "")
    }
  }

  /// The first 12 hexadecimal digits.
  func short(by hash: some ContentHash) -> String { String(hash.digest(of: bytes).prefix(12)) }

  /// Records in the order of their ids: CRM tells them in another order each time.
  private mutating func append<Subject>(_ table: RecordTable<Subject>) {
    append(table.schema.fields.map(\.key).joined(separator: ","))
    let rows = (0..<table.count).map { (id: table.id(at: $0)?.text ?? "", row: $0) }
    for (id, row) in rows.sorted(by: { $0.id < $1.id }) {
      append(id)
      for value in table.values(at: row) { append(Self.text(of: value)) }
    }
  }

  private static func text(of value: FieldValue) -> String {
    switch value {
    case .text(let text): "=" + text
    case .flag(let flag): flag ? "yes" : "no"
    case .time(let seconds): String(seconds)
    case .empty: ""
    }
  }

  /// Each text behind its length, so that no two lists of texts have the same bytes.
  private mutating func append(_ texts: String...) {
    for text in texts { bytes += Array("\(text.utf8.count):".utf8) + Array(text.utf8) }
  }
}
