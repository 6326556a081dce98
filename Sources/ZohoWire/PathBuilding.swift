/// The concrete paths, for the client. Values are percent-encoded here and must come unencoded.
extension ZohoPath {
  /// Fills ``crmUser``.
  package static func crmUser(_ user: String) -> String { crmUser.filled(user) }

  /// Fills ``portal``.
  package static func portal(_ portal: String) -> String { self.portal.filled(portal) }

  /// Fills ``portalUsers``.
  package static func portalUsers(portal: String) -> String { portalUsers.filled(portal) }

  /// Fills ``portalUser``; `user` is a portal-level id or an e-mail.
  package static func portalUser(_ user: String, portal: String) -> String {
    portalUser.filled(portal, user)
  }

  /// Fills ``portalUserProjects``.
  package static func portalUserProjects(_ user: String, portal: String) -> String {
    portalUserProjects.filled(portal, user)
  }

  /// Fills ``activatePortalUser``.
  package static func activatePortalUser(_ user: String, portal: String) -> String {
    activatePortalUser.filled(portal, user)
  }

  /// Fills ``deactivatePortalUser``.
  package static func deactivatePortalUser(_ user: String, portal: String) -> String {
    deactivatePortalUser.filled(portal, user)
  }

  /// Fills ``portalUsersV3``.
  package static func portalUsersV3(portal: String) -> String { portalUsersV3.filled(portal) }

  /// Fills ``licenceDetails``.
  package static func licenceDetails(portal: String) -> String { licenceDetails.filled(portal) }

  /// Fills ``roles``.
  package static func roles(portal: String) -> String { roles.filled(portal) }

  /// Fills ``profiles``.
  package static func profiles(portal: String) -> String { profiles.filled(portal) }

  /// Fills ``projects``.
  package static func projects(portal: String) -> String { projects.filled(portal) }

  /// Fills ``projectUsers``.
  package static func projectUsers(project: String, portal: String) -> String {
    projectUsers.filled(portal, project)
  }

  /// Fills ``projectUser``; `user` is the id of the project list, or an e-mail.
  package static func projectUser(_ user: String, project: String, portal: String) -> String {
    projectUser.filled(portal, project, user)
  }

  /// Fills ``addProjectUsers``.
  package static func addProjectUsers(project: String, portal: String) -> String {
    addProjectUsers.filled(portal, project)
  }

  /// Fills ``projectCRMAccounts``.
  package static func projectCRMAccounts(project: String, portal: String) -> String {
    projectCRMAccounts.filled(portal, project)
  }
}
