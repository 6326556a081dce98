/// What crmsh writes to Projects.
///
/// Parameters go in the query with an empty body: a JSON body was answered with 500 every time
/// [L] S7, the query works [L] S1. The same is guessed of the other calls. [G]
extension WireRequest {
  /// A person in `userdetails`: the keys known are `email_id` [L] S7, `role_id` and `profile_id`
  /// [T] S13.
  package struct UserDetails: Sendable {
    /// As it is to be written.
    package let email: String
    /// A role id; nil leaves the role alone.
    package let role: String?
    /// A profile id; nil leaves the profile alone.
    package let profile: String?

    /// A person with a role id and a profile id, each only if it is to be set.
    package init(email: String, role: String?, profile: String?) {
      self.email = email
      self.role = role
      self.profile = profile
    }

    var json: String {
      let members = [("email_id", email as String?), ("role_id", role), ("profile_id", profile)]
      let pairs = members.compactMap { name, value in
        value.map { "\"\(name)\":\(JSONText.quoted($0))" }
      }
      return "{" + pairs.joined(separator: ",") + "}"
    }
  }

  /// `POST …/projects/{id}/projectusers`. [Z] path S2, [L] call S1
  package static func addToProject(
    _ project: String, portal: String, people: [UserDetails], notify: Bool
  ) -> WireRequest {
    let details = "[" + people.map(\.json).joined(separator: ",") + "]"
    return WireRequest(
      .post, .projects, ZohoPath.addProjectUsers(project: project, portal: portal),
      query: [("userdetails", details), ("notify", notify ? "true" : "false")])
  }

  /// `POST /api/v3/portal/{p}/users`. [T] S14, S15: `email`, `role_id`, `profile_id`
  package static func addToPortal(
    _ portal: String, person: UserDetails, notify: Bool
  ) -> WireRequest {
    let parameters = [
      ("email", person.email as String?), ("role_id", person.role),
      ("profile_id", person.profile), ("notify", notify ? "true" : "false"),
    ]
    return WireRequest(
      .post, .projects, ZohoPath.portalUsersV3(portal: portal),
      query: parameters.compactMap { name, value in value.map { (name, $0) } })
  }

  /// `PATCH …/users/{id}` with `role_id`, `profile_id`, or both. [T] S14
  package static func updatePortalUser(
    _ user: String, portal: String, role: String? = nil, profile: String? = nil
  ) -> WireRequest {
    let parameters = [("role_id", role), ("profile_id", profile)]
    return WireRequest(
      .patch, .projects, ZohoPath.portalUser(user, portal: portal),
      query: parameters.compactMap { name, value in value.map { (name, $0) } })
  }

  /// `POST …/projects/{id}/users/{zpuid}` with `profile_id`. [Z] S2 path and method
  package static func updateMember(
    _ user: String, project: String, portal: String, profile: String
  ) -> WireRequest {
    WireRequest(
      .post, .projects, ZohoPath.projectUser(user, project: project, portal: portal),
      query: [("profile_id", profile)])
  }
}
