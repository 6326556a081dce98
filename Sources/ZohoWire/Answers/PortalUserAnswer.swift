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
  /// Whether the person may work, as far as their own entry tells.
  package let isActive: Bool?
  /// Whether the invitation was accepted, as far as the list tells.
  package let isConfirmed: Bool?
  /// Whether they are told to have been in the portal at some time (`last_accessed_on`). [L] S1
  package let hasAccessed: Bool
  /// The title in the portal; clients may have none.
  package private(set) var role: HeldAnswer
  /// The permissions.
  package private(set) var profile: HeldAnswer
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
    (isActive, isConfirmed) = Self.standing(node)
    hasAccessed = node["last_accessed_on"]?.text.map { !$0.isEmpty } ?? false
    role = HeldAnswer(node["role"])
    clientOf = ClientOfAnswer(node)
    // A project's list has the profile in the project beside the one in the portal.
    profile = HeldAnswer(node["project_profile"] ?? node["profile"] ?? node["portal_profile"])
  }

  /// The same, with the texts of equal roles and profiles that were read before.
  package init(_ node: JSONNode, sharing known: inout SharedAnswers) throws(ShapeMismatch) {
    try self.init(node)
    role = known.shared(role)
    profile = known.shared(profile)
  }

  /// By the flags, else by the word of `status`: `active` [L] S1; the others are a guess [G], and one
  /// that is not known says nothing.
  private static func standing(_ node: JSONNode) -> (isActive: Bool?, isConfirmed: Bool?) {
    let (active, confirmed) = (node["is_active"]?.flag, node["is_confirmed"]?.flag)
    switch node["status"]?.text?.lowercased() {
    case "active": return (active ?? true, confirmed)
    case "inactive", "deactivated", "disabled", "suspended", "blocked", "deleted":
      return (active ?? false, confirmed)
    case "invited", "pending", "unconfirmed": return (active, confirmed ?? false)
    default: return (active, confirmed)
    }
  }
}

/// The role or profile that somebody has: `{"id","name"}` [L] S1, S9, or its name alone [Z] S10, which
/// has `"role":"employee"` in the older shape. A member without both is none.
package struct HeldAnswer: Hashable, Sendable {
  /// Nil where it is not told.
  package let id: String?
  /// Empty where it is not told.
  package let name: String

  init(_ node: JSONNode?) {
    id = node?.nonEmpty("id")
    name = node?.text ?? node?["name"]?.text ?? ""
  }
}

/// The roles and profiles of a list, each once: people have a few of them, and each entry brings its own.
package struct SharedAnswers: Sendable {
  private var known: Set<HeldAnswer> = []

  package init() {}

  mutating func shared(_ answer: HeldAnswer) -> HeldAnswer {
    let first = known.insert(answer).memberAfterInsert
    // Two spellings of one accent are equal.
    return first.name.utf8.elementsEqual(answer.name.utf8) ? first : answer
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
