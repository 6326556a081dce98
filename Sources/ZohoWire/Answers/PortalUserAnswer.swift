/// A user on the portal's or a project's list, of V3.1 (`id`, `full_name`, `portal_profile`) [L] S1
/// or of V3 (`zpuid`, `name`, `profile`, `is_active`) [L] S8, S9.
package struct PortalUserAnswer: Equatable, Sendable {
  /// `zpuid` where there is one, else `id`; a project's list may have another one for the same person.
  package let id: String
  /// Nil when the list has none.
  package let email: String?
  /// Shown to people; empty when the list has none.
  package let name: String
  /// `user_type`, e.g. `portal_user`; the values are a guess. [G]
  package let userType: String?
  /// Whether the person may work, as far as the list tells.
  package let isActive: Bool?
  /// Whether the invitation was accepted, as far as the list tells.
  package let isConfirmed: Bool?
  /// Whether they are told to have been in the portal at some time (`last_accessed_on`). [L] S1
  package let hasAccessed: Bool
  /// The title in the portal; clients may have none.
  package let role: NamedAnswer?
  /// The permissions.
  package let profile: NamedAnswer?
  /// Whose client user it is; nil for staff, and where the list does not tell.
  package let clientOf: ClientOfAnswer?

  /// Reads one user of either version.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    // Paths take the zpuid [Z] S2. V3.1 calls it `id`; on a list with both, `id` may be what restapi
    // called so, which is no zpuid.
    let ids = [node["zpuid"]?.text, node["id"]?.text]
    guard let id = ids.compactMap({ $0 }).first(where: { !$0.isEmpty }) else {
      throw ShapeMismatch(expected: "users[].id or zpuid")
    }
    self.id = id
    email = node["email"]?.text
    name = node["full_name"]?.text ?? node["name"]?.text ?? ""
    userType = node["user_type"]?.text
    isActive = node["is_active"]?.flag ?? node["status"]?.text.map { $0.lowercased() == "active" }
    isConfirmed = node["is_confirmed"]?.flag
    hasAccessed = node["last_accessed_on"]?.text.map { !$0.isEmpty } ?? false
    role = try node["role"].map { node throws(ShapeMismatch) in
      try NamedAnswer(node, of: "users[].role")
    }
    clientOf = ClientOfAnswer(node)
    // A project's list has the profile in the project beside the one in the portal.
    let profile = node["project_profile"] ?? node["profile"] ?? node["portal_profile"]
    self.profile = try profile.map { node throws(ShapeMismatch) in
      try NamedAnswer(node, of: "users[].profile")
    }
  }
}

/// The answer to `POST …/projectusers`: `{"emailvszpuid":{"bo@acme.example":"17…"}}`. [L] S1
package struct AddedUsersAnswer: Equatable, Sendable {
  /// Ids by e-mail as the server wrote it; people it did not add are missing without a word.
  package let ids: [String: String]

  /// Reads the map; the case of its name is not reliable, nor is that of its keys. [L] S1
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let members = node.member(anyCaseOf: "emailvszpuid")?.members else {
      throw ShapeMismatch(expected: "emailvszpuid")
    }
    ids = members.compactMapValues(\.text)
  }
}
