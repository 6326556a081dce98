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
  /// As its owner wrote it.
  package let name: String
  /// `active`, `archived`, or another word of the server.
  package let status: String

  /// Reads one project; its state stands in `project_type`, or in `status` as text.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    id = try node.required("id", of: "projects[]")
    name = try node.required("name", of: "projects[]")
    let status = node["status"]?.text
    let type = node["project_type"]?.text
    // A live `status` may be a work state such as `In Progress`; `project_type` then decides.
    self.status = status == "archived" ? "archived" : type ?? status ?? "active"
  }
}

/// A role or a profile of a portal: `{"id","name"}`, a profile also with `type`. [G]
package struct NamedAnswer: Hashable, Sendable {
  /// Text, or a number above 2⁵³.
  package let id: String
  /// As the portal's administrator wrote it.
  package let name: String
  /// `client` or `user`. [G]
  package let type: String?

  /// Reads a role or a profile where it stands, also within a user.
  package init(_ node: JSONNode, of place: String) throws(ShapeMismatch) {
    id = try node.required("id", of: place)
    name = try node.required("name", of: place)
    type = node["type"]?.text
  }
}

/// `GET …/users/license-details`: counts by kind of user. [L] S8
package struct LicenceAnswer: Equatable, Sendable {
  /// Numbers of licences of one kind; unlimited is -1. [G]
  package struct Count: Equatable, Sendable {
    /// All that were bought.
    package let total: Int64
    /// Those taken.
    package let used: Int64
    /// Those left.
    package let remaining: Int64
  }

  /// By Zoho's own names, e.g. `portal_user`.
  package let counts: [String: Count]

  /// Reads every member that has the three counts, each a number or text.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let members = node.members else { throw ShapeMismatch(expected: "licence counts") }
    counts = members.compactMapValues { kind in
      guard let total = kind["total_count"]?.integer, let used = kind["used_count"]?.integer,
        let remaining = kind["remaining_count"]?.integer
      else { return nil }
      return Count(total: total, used: used, remaining: remaining)
    }
    guard !counts.isEmpty else { throw ShapeMismatch(expected: "licence counts") }
  }
}
