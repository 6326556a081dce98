/// An element of `GET /api/v3/portals`, a bare array. [L] S9, S14
package struct PortalAnswer: Equatable, Sendable {
  /// Text or a number above 2⁵³.
  package let id: String
  /// `portal_name` in V3, `name` in the older shape. [L] S9; [Z] S10
  package let name: String
  /// The name of the *caller's* profile in the portal. [L] S9
  package let callerProfile: String
  /// `owner.email`. [L] S9
  package let ownerEmail: String?

  /// Reads one portal.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    id = try node.required("id", of: "portals[]")
    name = node["portal_name"]?.text ?? node["name"]?.text ?? id
    ownerEmail = node["owner"]?["email"]?.text ?? node["owner_email"]?.text
    callerProfile = node["profile"]?["name"]?.text ?? node["role"]?.text ?? ""
  }
}

/// An element of `GET …/projects`. [L] S1, S8, S9
package struct ProjectAnswer: Equatable, Sendable {
  /// Text or a number above 2⁵³.
  package let id: String
  /// As its owner wrote it; the id where it has none.
  package let name: String
  /// `active`, `archived` or another word of the server, in lower case; nil where it told none.
  package let status: String?

  /// Reads one project. Its state stands in `project_type` [L] S9, or in `status`, as text or as the
  /// name of an object [G].
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    id = try node.required("id", of: "projects[]")
    name = node.nonEmpty("name") ?? id
    let told = node["status"]?.text ?? node["status"]?["name"]?.text
    let (status, type) = (told?.lowercased(), node["project_type"]?.text?.lowercased())
    self.status =
      status == "archived" ? status : type ?? status.map { Self.rests.contains($0) ? $0 : "active" }
  }

  /// What a `status` may say of a project nobody works on. Any other word alone is a state of its work,
  /// such as `In Progress`. [L] S9 has `status` beside `project_type`; the words are a guess. [G]
  private static let rests: Set = [
    "archived", "template", "inactive", "trash", "trashed", "deleted",
  ]
}

/// A role or a profile of a portal: `{"id","name"}`, a profile also with `type`. [G]
package struct NamedAnswer: Hashable, Sendable {
  /// Text, or a number above 2⁵³.
  package let id: String
  /// As the portal's administrator wrote it; the id where it has none.
  package let name: String
  /// `client` or `user`. [G]
  package let type: String?

  /// Reads a role or a profile of a list; nil for one without an id, which nobody could be given.
  package init?(_ node: JSONNode) {
    guard let id = node.nonEmpty("id") else { return nil }
    self.id = id
    name = node.nonEmpty("name") ?? id
    type = node["type"]?.text
  }
}

/// `GET …/users/license-details`: counts by kind of user. [L] S8
package struct LicenceAnswer: Equatable, Sendable {
  /// Numbers of licences of one kind. Unlimited is -1, or the word. [G]
  package struct Count: Equatable, Sendable {
    /// All that were bought; -1 where they are unlimited.
    package let total: Int64
    /// Those taken.
    package let used: Int64
    /// Those left; nil where they are unlimited.
    package let remaining: Int64?
  }

  /// By Zoho's own names, e.g. `portal_user`; a kind that tells too little is left out.
  package let counts: [String: Count]

  /// Reads every member whose counts are known, each a number or text; one that is missing follows from
  /// the other two.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let members = node.members else { throw ShapeMismatch(expected: "licence counts") }
    counts = members.compactMapValues(Count.init)
    guard !counts.isEmpty else { throw ShapeMismatch(expected: "licence counts") }
  }
}

extension LicenceAnswer.Count {
  fileprivate init?(_ node: JSONNode) {
    let (total, used) = (node.amount("total_count"), node.amount("used_count"))
    let left = node.amount("remaining_count")
    // Where all there are have no number, a rest of 0 says nothing.
    if total == .unlimited || left == .unlimited {
      guard let used = used?.number else { return nil }
      self.init(total: total?.number ?? -1, used: used, remaining: nil)
      return
    }
    let numbers = (total?.number, used?.number, left?.number)
    switch numbers {
    case (let total?, let used?, let left?):
      self.init(total: total, used: used, remaining: left)
    case (let total?, let used?, nil):
      self.init(total: total, used: used, remaining: max(total - used, 0))
    case (let total?, nil, let left?):
      self.init(total: total, used: max(total - left, 0), remaining: left)
    case (nil, let used?, let left?):
      let (total, isTooMuch) = used.addingReportingOverflow(left)
      guard !isTooMuch else { return nil }
      self.init(total: total, used: used, remaining: left)
    default: return nil
    }
  }
}

/// A number of licences.
private enum Amount: Equatable {
  case count(Int64), unlimited

  var number: Int64? { if case .count(let number) = self { number } else { nil } }
}

extension JSONNode {
  /// Nil where it is neither a number nor the word.
  fileprivate func amount(_ key: String) -> Amount? {
    guard let value = self[key] else { return nil }
    if value.text?.lowercased() == "unlimited" { return .unlimited }
    return value.integer.map { $0 == -1 ? Amount.unlimited : Amount.count(max($0, 0)) }
  }
}
