extension WireRequest {
  /// `GET /crm/v8/users`: a page of 200, the most there are. `withLite` asks for lite users too: the
  /// parameter is in OAS26 alone, its value `true` is a guess. [C] OAS26 getUsers; [G]
  /// With `since`, in ISO 8601, 304 where none was changed after it. [C] OAS30; OAS26 lacks it
  package static func crmUsers(
    type: CRMUserKind, page: Int, withLite: Bool = false, since: String? = nil
  ) -> WireRequest {
    var query: [Parameter] = [
      ("type", type.rawValue), ("page", String(page)), ("per_page", "200"),
    ]
    if withLite { query.append(("include_lite_users", "true")) }
    return WireRequest(
      .get, .crm, ZohoPath.crmUsers.description, query: query, ifModifiedSince: since)
  }

  /// `GET /crm/v8/users/actions/count`. [C] OAS30 users
  package static func crmUserCount(type: CRMUserKind) -> WireRequest {
    WireRequest(
      .get, .crm, ZohoPath.crmUserCount.description, query: [("type", type.rawValue)])
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
  case active = "ActiveUsers"
  /// Zoho's spelling.
  case deactivated = "DeactiveUsers"
  case administrators = "AdminUsers"
  case activeConfirmedAdministrators = "ActiveConfirmedAdmins"
}
