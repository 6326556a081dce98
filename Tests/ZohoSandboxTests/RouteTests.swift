import Testing
import ZohoWire

@testable import ZohoSandbox

@Suite struct RouteTests {
  private static let user = "o'brien+x/y@zylker.example"

  /// Every path the client can build, with the method and the pattern that must answer it.
  private static let built: [(method: String, path: String, pattern: PathPattern)] = [
    ("POST", ZohoPath.token.description, ZohoPath.token),
    ("POST", ZohoPath.revokeToken.description, ZohoPath.revokeToken),
    ("GET", ZohoPath.crmUsers.description, ZohoPath.crmUsers),
    ("GET", ZohoPath.crmUser("70"), ZohoPath.crmUser),
    ("GET", ZohoPath.crmUserCount.description, ZohoPath.crmUserCount),
    ("GET", ZohoPath.crmOrganization.description, ZohoPath.crmOrganization),
    ("GET", ZohoPath.crmRoles.description, ZohoPath.crmRoles),
    ("GET", ZohoPath.crmProfiles.description, ZohoPath.crmProfiles),
    ("GET", ZohoPath.portals.description, ZohoPath.portals),
    ("GET", ZohoPath.portal("7"), ZohoPath.portal),
    ("GET", ZohoPath.portalUsers(portal: "7"), ZohoPath.portalUsers),
    ("GET", ZohoPath.portalUser(user, portal: "7"), ZohoPath.portalUser),
    ("PATCH", ZohoPath.portalUser(user, portal: "7"), ZohoPath.portalUser),
    ("DELETE", ZohoPath.portalUser(user, portal: "7"), ZohoPath.portalUser),
    ("GET", ZohoPath.portalUserProjects(user, portal: "7"), ZohoPath.portalUserProjects),
    ("POST", ZohoPath.activatePortalUser(user, portal: "7"), ZohoPath.activatePortalUser),
    ("POST", ZohoPath.deactivatePortalUser(user, portal: "7"), ZohoPath.deactivatePortalUser),
    ("GET", ZohoPath.portalUsersV3(portal: "7"), ZohoPath.portalUsersV3),
    ("POST", ZohoPath.portalUsersV3(portal: "7"), ZohoPath.portalUsersV3),
    ("GET", ZohoPath.licenceDetails(portal: "7"), ZohoPath.licenceDetails),
    ("GET", ZohoPath.roles(portal: "7"), ZohoPath.roles),
    ("GET", ZohoPath.profiles(portal: "7"), ZohoPath.profiles),
    ("GET", ZohoPath.projects(portal: "7"), ZohoPath.projects),
    ("GET", ZohoPath.projectUsers(project: "8", portal: "7"), ZohoPath.projectUsers),
    ("GET", ZohoPath.projectUser(user, project: "8", portal: "7"), ZohoPath.projectUser),
    ("POST", ZohoPath.projectUser(user, project: "8", portal: "7"), ZohoPath.projectUser),
    ("DELETE", ZohoPath.projectUser(user, project: "8", portal: "7"), ZohoPath.projectUser),
    ("POST", ZohoPath.addProjectUsers(project: "8", portal: "7"), ZohoPath.addProjectUsers),
    ("GET", ZohoPath.projectCRMAccounts(project: "8", portal: "7"), ZohoPath.projectCRMAccounts),
  ]

  @Test func `every path that can be built is served by its own route`() {
    for (method, path, pattern) in Self.built {
      guard case .route(let route, let places) = RouteTable.all.match(method: method, path: path)
      else {
        Issue.record("\(method) \(path) is not served")
        continue
      }
      #expect(route.pattern == pattern)
      #expect(places["portal"] == nil || places["portal"] == "7")
      #expect(places["project"] == nil || places["project"] == "8")
      #expect(places["user"] == nil || [Self.user, "70"].contains(places["user"]))
    }
  }

  @Test func `an e-mail keeps its at sign in a path`() {
    #expect(
      ZohoPath.portalUser(Self.user, portal: "7")
        == "/api/v3.1/portal/7/users/o%27brien%2Bx%2Fy@zylker.example")
  }

  @Test(arguments: [
    "/api/v3/portals//", "/api/v3/portal/7/", "/", "", "/api/v3/portal//users", "/API/v3/portals",
  ])
  func `other paths match nothing`(path: String) {
    guard case .nothing = RouteTable.all.match(method: "GET", path: path) else {
      Issue.record("\(path) is served")
      return
    }
  }
}
