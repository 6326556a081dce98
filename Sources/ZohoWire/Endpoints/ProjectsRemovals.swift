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

  /// `DELETE …/clients/{id}`. [G]
  package static func deleteCustomer(_ customer: String, portal: String) -> WireRequest {
    WireRequest(.delete, .projects, ZohoPath.customer(customer, portal: portal))
  }
}
