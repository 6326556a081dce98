/// What crmsh takes away in Projects again. Answered with 204 and nothing else, as the V3 pages say of
/// every `DELETE` [L] S9.
extension WireRequest {
  /// `DELETE …/projects/{id}/users/{zpuid}`. [Z] S2
  package static func removeMember(
    _ user: String, project: String, portal: String
  ) -> WireRequest {
    WireRequest(
      .delete, .projects, ZohoPath.projectUser(user, project: project, portal: portal))
  }

  /// `DELETE …/projects/{id}/clients/users/{zpuid}`. [Z] S2
  package static func removeClientUser(
    _ user: String, project: String, portal: String
  ) -> WireRequest {
    WireRequest(
      .delete, .projects, ZohoPath.projectClientUser(user, project: project, portal: portal))
  }

  /// `DELETE …/projects/{id}/clients/{client_id}`. [Z] S2
  package static func unlinkCustomer(
    _ customer: String, project: String, portal: String
  ) -> WireRequest {
    WireRequest(
      .delete, .projects, ZohoPath.projectCustomer(customer, project: project, portal: portal))
  }

  /// `DELETE …/users/{id}`, for staff and client users alike. [T] S14, of client users [G]
  package static func removePortalUser(_ user: String, portal: String) -> WireRequest {
    WireRequest(.delete, .projects, ZohoPath.portalUser(user, portal: portal))
  }

  /// `POST …/users/{id}/deactivate`, for staff and client users alike: path [T] S14; that it takes
  /// neither parameters nor a body, of client users, and its scope `users.UPDATE`: [G]. Its twin under
  /// `/restapi/` has one path for this and for activation [Z] S10, and is not used.
  package static func deactivatePortalUser(_ user: String, portal: String) -> WireRequest {
    WireRequest(.post, .projects, ZohoPath.deactivatePortalUser(user, portal: portal))
  }

  /// `DELETE …/clients/{id}`. [G]
  package static func deleteCustomer(_ customer: String, portal: String) -> WireRequest {
    WireRequest(.delete, .projects, ZohoPath.customer(customer, portal: portal))
  }
}
