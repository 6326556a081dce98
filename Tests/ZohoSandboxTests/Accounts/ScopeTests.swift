import Testing
import ZohoWire

@testable import ZohoSandbox

@Suite struct ScopeTests {
  @Test(arguments: [
    ("ZohoCRM.modules.ALL", "ZohoCRM.modules.Contacts.READ", true),
    ("ZohoCRM.modules.READ", "ZohoCRM.modules.contacts.READ", true),
    ("ZohoCRM.modules.contacts.ALL", "ZohoCRM.modules.Contacts.READ", true),
    ("ZohoCRM.modules.Contacts.READ", "ZohoCRM.modules.Accounts.READ", false),
    ("ZohoCRM.modules.Contacts.READ", "ZohoCRM.modules.READ", false),
    ("ZohoCRM.modules.CREATE", "ZohoCRM.modules.Contacts.READ", false),
    ("ZohoCRM.modules.Leads.WRITE", "ZohoCRM.modules.Leads.UPDATE", true),
    ("ZohoCRM.modules.Leads.WRITE", "ZohoCRM.modules.Leads.READ", false),
    ("ZohoCRM.settings.ALL", "ZohoCRM.settings.roles.READ", true),
    ("ZohoCRM.settings.roles.ALL", "ZohoCRM.settings.profiles.READ", false),
    ("ZohoCRM.users.ALL", "ZohoProjects.users.READ", false),
    ("ZohoProjects.users.ALL", "ZohoProjects.users.CREATE", true),
    ("ZohoProjects.users.READ", "ZohoProjects.users.CREATE", false),
    ("zohoprojects.Users.read", "ZohoProjects.users.READ", true),
  ])
  func `a scope covers what lies within it`(
    granted: String, needed: String, covers: Bool
  ) throws {
    #expect(try #require(Scope(granted)).covers(try #require(Scope(needed))) == covers)
  }

  @Test(arguments: [
    "", "ZohoCRM", "ZohoCRM.users", "ZohoCRM.users.LOOK", "ZohoCRM.user.READ", "ZohoCRM.coql.ALL",
    "ZohoCRM.settings.rolez.READ", "ZohoCRM.users.extra.READ", "ZohoCRM.modules.Contacts.x.READ",
    "ZohoProjects..READ", "ZohoSearch.securesearch.CREATE", "Zoho CRM.users.READ",
  ])
  func `a scope Zoho does not have is none`(text: String) {
    #expect(Scope(text) == nil)
  }

  @Test func `a list has commas or blanks, and no unknown scope`() {
    let list = Scope.list("ZohoCRM.users.READ,ZohoCRM.org.READ ZohoCRM.coql.READ")
    #expect(list?.text == "ZohoCRM.users.READ ZohoCRM.org.READ ZohoCRM.coql.READ")
    #expect(Scope.list("ZohoCRM.users.READ,ZohoCRM.user.READ") == nil)
    #expect(Scope.list(" , ") == nil)
  }

  @Test func `every scope of a route is one that Zoho has, and covered by everything`() {
    for route in RouteTable.all.routes {
      var call = Call(method: route.method, path: route.pattern.description)
      call.places = ["module": "Contacts"]
      let needs = route.scopes.needs(call)
      let asksForTokens = route.service == .crm || route.service == .projects
      #expect(needs.isEmpty == !asksForTokens, "\(route.endpoint)")
      for scope in needs.joined() {
        #expect(Scope(scope.description) == scope, "\(route.endpoint): \(scope)")
        #expect([Scope].everything.cover(scope), "\(route.endpoint): \(scope)")
      }
    }
  }

  @Test(arguments: [
    (
      "POST", "/crm/v8/coql", #"{"select_query":"select id from Accounts where id is not null"}"#,
      ["ZohoCRM.coql.READ", "ZohoCRM.modules.Accounts.READ"]
    ),
    ("POST", "/crm/v8/coql", #"{"select_query":"select"}"#, ["ZohoCRM.coql.READ"]),
    (
      "GET", "/crm/v8/Contacts/search", "",
      ["ZohoCRM.modules.Contacts.READ", "ZohoSearch.securesearch.READ"]
    ),
    ("GET", "/crm/v8/Contacts/actions/count", "", ["ZohoCRM.modules.Contacts.READ"]),
    ("GET", "/crm/v8/Leads", "", ["ZohoCRM.modules.Leads.READ"]),
  ])
  func `a pair of scopes is asked for where Zoho does`(
    method: String, path: String, body: String, scopes: [String]
  ) throws {
    guard case .route(let route, let places) = RouteTable.all.match(method: method, path: path)
    else {
      Issue.record("\(path) is not served")
      return
    }
    var call = Call(
      method: method, path: path, contentType: "application/json", body: Array(body.utf8))
    call.places = places
    #expect(route.scopes.needs(call).map { $0.map(\.description) } == scopes.map { [$0] })
  }

  @Test func `a count of what is searched for asks for the index too`() {
    var call = Call(method: "GET", path: "/crm/v8/Contacts/actions/count")
    call.places = ["module": "Contacts"]
    call.query = "criteria=(Email:equals:a@b.example)"
    #expect(ScopeRule.count.needs(call).count == 2)
  }
}
