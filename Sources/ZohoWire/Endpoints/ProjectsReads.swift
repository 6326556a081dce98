/// What crmsh reads from Projects.
extension WireRequest {
  /// `GET /api/v3/portals`. [L] S9, S14
  package static var portals: WireRequest {
    WireRequest(.get, .projects, ZohoPath.portals.description)
  }

  /// `GET …/projects`: `page` counts from 1 [L] S1, S8, S9; `status` [T] S9, without it those of every
  /// status, or the active alone [G].
  package static func projects(
    portal: String, status: String? = nil, page: Int, perPage: Int
  ) -> WireRequest {
    paged(
      ZohoPath.projects(portal: portal), page: page, perPage: perPage,
      filters: status.map { [("status", $0)] } ?? [])
  }

  /// The kinds of portal user. `portal_user` [L] S1; the others from the keys of the licences [G]
  package enum PortalUserKind: String, CaseIterable, Sendable {
    case staff = "portal_user"
    case client = "client_user"
    case lite = "lite_user"
    case readOnly = "readonly_user"
  }

  /// Which users a list shows. `active` [L] S1; `inactive` [G]
  package enum PortalUserView: String, CaseIterable, Sendable {
    case active, inactive
  }

  /// `GET /api/v3.1/portal/{p}/users` [L] S1; nil: the parameter is left out.
  package static func portalUsers(
    portal: String, kind: PortalUserKind?, view: PortalUserView?, page: Int, perPage: Int
  ) -> WireRequest {
    var filters: [Parameter] = []
    if let kind { filters.append(("type", kind.rawValue)) }
    if let view { filters.append(("view_type", view.rawValue)) }
    return paged(
      ZohoPath.portalUsers(portal: portal), page: page, perPage: perPage, filters: filters)
  }

  /// `GET …/projects/{id}/users` [Z] S2; `view_type=all` shows the inactive too [G].
  package static func members(
    project: String, portal: String, everyStatus: Bool, page: Int, perPage: Int
  ) -> WireRequest {
    paged(
      ZohoPath.projectUsers(project: project, portal: portal), page: page, perPage: perPage,
      filters: everyStatus ? [("view_type", "all")] : [])
  }

  /// `GET …/users/{zpuid}/projects`. [L] S8
  package static func projects(
    ofUser user: String, portal: String, page: Int, perPage: Int
  ) -> WireRequest {
    paged(ZohoPath.portalUserProjects(user, portal: portal), page: page, perPage: perPage)
  }

  /// `GET …/users/license-details`. [L] S8
  package static func licences(portal: String) -> WireRequest {
    WireRequest(.get, .projects, ZohoPath.licenceDetails(portal: portal))
  }

  /// Roles on the path preferred `/settings/roles` [T] S13, or the other `/roles` [T] S15.
  package static func roles(portal: String, page: Int, onOtherPath: Bool) -> WireRequest {
    let path =
      onOtherPath ? ZohoPath.portal(portal) + "/roles" : ZohoPath.roles(portal: portal)
    return paged(path, page: page, perPage: 200)
  }

  /// Profiles on the path preferred `/settings/profiles` [T] S13, or the other `/profiles` [T] S15.
  package static func profiles(portal: String, page: Int, onOtherPath: Bool) -> WireRequest {
    let path =
      onOtherPath ? ZohoPath.portal(portal) + "/profiles" : ZohoPath.profiles(portal: portal)
    return paged(path, page: page, perPage: 200)
  }

  /// `GET …/projects/{id}/crm/accounts`. [Z] S2
  package static func crmAccounts(project: String, portal: String) -> WireRequest {
    WireRequest(.get, .projects, ZohoPath.projectCRMAccounts(project: project, portal: portal))
  }

  private static func paged(
    _ path: String, page: Int, perPage: Int, filters: [Parameter] = []
  ) -> WireRequest {
    WireRequest(
      .get, .projects, path,
      query: filters + [("page", String(page)), ("per_page", String(perPage))])
  }
}
