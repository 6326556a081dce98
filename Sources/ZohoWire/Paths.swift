/// The paths of Zoho's endpoints that crmsh calls: for each a pattern, and a function that fills it.
///
/// How sure each path is: **[Z]** Zoho's own page, **[C]** Zoho's OpenAPI files or SDK, **[L]** seen
/// against a live portal by a third party, **[T]** third-party code not shown to have run, **[G]** guess.
/// The version prefix belongs to the endpoint; Projects has no version that holds for all.
package enum ZohoPath {
  // MARK: OAuth (host: accounts)

  /// `POST`: an access token for a refresh token or a grant code. [C] SDK `oauth_token`
  package static let token = PathPattern("/oauth/v2/token")
  /// `POST`: ends a refresh token. [C] SDK `revoke_refresh_token`
  package static let revokeToken = PathPattern("/oauth/v2/token/revoke")

  /// `GET`: the page where a person consents, in a browser. [C] multi-dc.html
  package static let authorization = PathPattern("/oauth/v2/auth")
  /// `POST`: a device code and the user code to it. [C] devices/*.html
  package static let deviceCode = PathPattern("/oauth/v3/device/code")
  /// `POST`: asks whether a person has typed the user code. [C] devices/*.html
  package static let deviceToken = PathPattern("/oauth/v3/device/token")

  // MARK: CRM v8 (host: `api_domain` of the token answer)

  /// `GET`: users by `type`, `page`, `per_page`. [C] OAS26 users/users.yaml
  package static let crmUsers = PathPattern("/crm/v8/users")
  /// `GET`: one user. [C] OAS26 users/users.yaml
  package static let crmUser = PathPattern("/crm/v8/users/{user}")
  /// `GET`: how many users of a `type`. [C] OAS30 users.json
  package static let crmUserCount = PathPattern("/crm/v8/users/actions/count")
  /// `GET`: the organisation with its edition. [C] OAS26 org/org.yaml
  package static let crmOrganization = PathPattern("/crm/v8/org")
  /// `GET`: CRM roles, unpaged. [C] OAS31 roles.json
  package static let crmRoles = PathPattern("/crm/v8/settings/roles")
  /// `GET`: CRM profiles. [C] OAS26 profiles
  package static let crmProfiles = PathPattern("/crm/v8/settings/profiles")

  // MARK: Projects, portal level

  /// `GET`: the portals of the caller, a bare array. [L] S9, S14
  package static let portals = PathPattern("/api/v3/portals")
  /// `GET`: one portal. [Z] S2
  package static let portal = PathPattern("/api/v3/portal/{portal}")
  /// `GET`: portal users with `id` and `full_name`. [L] S1
  package static let portalUsers = PathPattern("/api/v3.1/portal/{portal}/users")
  /// `GET`, `PATCH`, `DELETE`: one portal user by id or e-mail. `GET` [L] S1, the others [T] S14
  package static let portalUser = PathPattern("/api/v3.1/portal/{portal}/users/{user}")
  /// `GET`: the projects of one portal user. [L] S8
  package static let portalUserProjects = PathPattern(
    "/api/v3/portal/{portal}/users/{user}/projects")
  /// `POST`: an inactive portal user becomes active. [T] S14
  package static let activatePortalUser = PathPattern(
    "/api/v3/portal/{portal}/users/{user}/activate")
  /// `POST`: a portal user becomes inactive. [T] S14
  package static let deactivatePortalUser = PathPattern(
    "/api/v3/portal/{portal}/users/{user}/deactivate")
  /// `GET`: portal users in the older shape with `zpuid` and `name` [L] S8, S9; `POST`: adds people
  /// to the portal without a project [T] S14, S15.
  package static let portalUsersV3 = PathPattern("/api/v3/portal/{portal}/users")
  /// `GET`: licences by kind of user. [L] S8
  package static let licenceDetails = PathPattern("/api/v3/portal/{portal}/users/license-details")
  /// `GET`: Projects roles. [T] S13 against S15, preferred by [G]
  package static let roles = PathPattern("/api/v3/portal/{portal}/settings/roles")
  /// `GET`: Projects profiles. [T] S13 against S15, preferred by [G]
  package static let profiles = PathPattern("/api/v3/portal/{portal}/settings/profiles")

  // MARK: Projects, project level

  /// `GET`: projects, a bare array. [L] S1, S8, S9
  package static let projects = PathPattern("/api/v3/portal/{portal}/projects")
  /// `GET`: the users of one project. [Z] S2
  package static let projectUsers = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/users")
  /// `POST` (update), `DELETE` (remove): one user of one project by zpuid or e-mail. [Z] S2
  package static let projectUser = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/users/{user}")
  /// `POST`: adds many people to one project, by query or form parameters. [Z] path S2, [L] call S1
  package static let addProjectUsers = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/projectusers")
  /// `GET`: CRM accounts linked to a project; the nearest sign of the CRM integration. [Z] S2,
  /// meaning [G]
  package static let projectCRMAccounts = PathPattern(
    "/api/v3/portal/{portal}/projects/{project}/crm/accounts")
}
