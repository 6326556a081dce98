import Testing

@testable import ZohoSandbox

@Suite struct RedirectTests {
  @Test(arguments: [
    ("http://127.0.0.1:4711/", true), ("http://localhost:4711/callback?a=b", true),
    ("http://[::1]:80/x", true), ("http://127.0.0.1", true),
    ("https://127.0.0.1:4711/", false), ("http://127.0.0.1.example.com/", false),
    ("http://127.0.0.1@example.com/", false), ("http://example.com/", false),
    ("http://127.0.0.1:99999/", false), ("http://127.0.0.1:x/", false),
    ("http://127.0.0.1:+80/", false),
    ("http://localhost:80/#x", false), ("http://localhost:80/\r\nSet-Cookie: a", false),
    ("http://localhost:80/\"><script>", false), ("javascript:alert(1)", false), ("", false),
    ("http://", false), ("http://[::1", false),
  ])
  func `a loopback address is taken with any port and path`(address: String, isTaken: Bool) {
    #expect(RedirectRule.loopback.allows(address) == isTaken)
  }

  @Test func `a registered address is taken as it is`() {
    let rule = RedirectRule.exactly("https://crm.example/done")
    #expect(rule.allows("https://crm.example/done"))
    #expect(!rule.allows("https://crm.example/done/"))
    #expect(!rule.allows("http://127.0.0.1:80/"))
  }

  @Test func `the answer is added to a query that is there`() throws {
    let query =
      "response_type=code&client_id=1000.SANDBOX&scope=ZohoCRM.users.READ&state=a%26b"
      + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fx%3Fy%3D1"
    let request = try AuthorizationRequest(
      Call(method: "GET", path: "/oauth/v2/auth", query: query), registered: .loopback)
    #expect(!request.isOffline)
    #expect(
      request.address(with: ["code": "1000.a.b", "error": nil, "location": "us"])
        == "http://127.0.0.1:1/x?y=1&code=1000.a.b&location=us&state=a%26b")
  }

  @Test(arguments: [
    ("accounts.zoho.com", DataCentre.us), ("accounts.zoho.eu:443", .eu),
    ("Accounts.Zoho.com.au", .au), ("www.zohoapis.com.cn", .cn), ("accounts.zohocloud.ca", .ca),
    ("www.zohoapis.ca", .ca), ("projects.zoho.in", .in), ("projectsapi.zoho.jp", .jp),
    ("accounts.zoho.sa", .sa), ("accounts.zoho.uk", .uk), ("accounts.zoho.ae", .ae),
  ])
  func `a host belongs to its data centre`(host: String, centre: DataCentre) {
    #expect(DataCentre.named(by: host) == centre)
  }

  @Test(arguments: [
    "127.0.0.1:80", "localhost", "zoho.com", "accounts.zoho.com.example", "accounts.zoho.de", "",
  ])
  func `another host belongs to none`(host: String) {
    #expect(DataCentre.named(by: host) == nil)
  }
}
