extension WireRequest {
  /// `GET /crm/v8/users`: a page of 200, the most there are. [C] OAS26 getUsers
  package static func crmUsers(type: CRMUserKind, page: Int) -> WireRequest {
    WireRequest(
      .get, .crm, ZohoPath.crmUsers.description,
      query: [("type", type.rawValue), ("page", String(page)), ("per_page", "200")])
  }

  /// `GET /crm/v8/org`. [C] OAS26 org/org.yaml
  package static var crmOrganisation: WireRequest {
    WireRequest(.get, .crm, ZohoPath.crmOrganization.description)
  }

  /// `POST /oauth/v2/token` for a refresh token, as a form. [C] SDK `refresh_access_token`
  package static func refresh(token: String, clientID: String, secret: String) -> WireRequest {
    WireRequest(
      .post, .accounts, ZohoPath.token.description,
      form: [
        ("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", clientID),
        ("client_secret", secret),
      ])
  }
}

/// The values of `type` of `GET /crm/v8/users` that crmsh asks for. [C] OAS26 getUsers
package enum CRMUserKind: String, Sendable {
  case caller = "CurrentUser"
  case all = "AllUsers"
  case deleted = "DeletedUsers"
  case administrators = "AdminUsers"
  case activeConfirmedAdministrators = "ActiveConfirmedAdmins"
}
