import CRMShellTesting
import Testing
import ZohoClient

struct HostTests {
  @Test(arguments: [
    ("http://127.0.0.1:4711", "http://127.0.0.1:4711"),
    ("HTTPS://WWW.zohoapis.EU/", "https://www.zohoapis.eu"),
    ("https://www.zohoapis.com:443", "https://www.zohoapis.com"),
    ("http://[::1]:80", "http://[::1]"),
  ])
  func `an origin is scheme, host and port`(text: String, expected: String) throws {
    #expect(try #require(ServerOrigin(text)).description == expected)
  }

  @Test(arguments: [
    "", "http://", "//127.0.0.1", "ftp://127.0.0.1", "http://a b", "http://127.0.0.1/x",
    "http://127.0.0.1?x", "http://127.0.0.1#x", "http://u:p@127.0.0.1", "http://127.0.0.1:",
    "http://127.0.0.1:0", "http://127.0.0.1:65536", "http://127.0.0.1:+80", "http://127.0.0.1:080",
    "http://127.0.0.1\\@evil", "http://127.0.0.1%2eevil", "http://①27.0.0.1", "http://[::1",
    "http://[::2]",
    "http://127.0.0.1//", "http://.a", "http://a.", "http://a\n", "http:// 127.0.0.1",
  ])
  func `anything more or less is refused`(text: String) {
    #expect(ServerOrigin(text) == nil)
  }

  @Test(arguments: [
    ("http://127.0.0.1", true), ("http://127.9.8.7:1", true), ("http://localhost:1", true),
    ("http://[::1]:1", true), ("http://128.0.0.1", false), ("http://127.0.0.1.evil.example", false),
    ("http://127.1", false), ("http://0177.0.0.1", false), ("http://127.0.0.256", false),
    ("http://127.0.0.01", false), ("http://localhost.evil.example", false),
    ("http://0.0.0.0", false),
  ])
  func `loopback is told by exact rules`(text: String, expected: Bool) throws {
    #expect(try #require(ServerOrigin(text)).isLoopback == expected)
  }

  @Test(arguments: [
    "https://www.zohoapis.eu", "https://sandbox.zohoapis.eu", "https://developer.zohoapis.eu/",
  ])
  func `hosts of the data centre are admitted`(text: String) {
    #expect(HostRule.zoho(.eu).crmOrigin(toldAs: text) != nil)
  }

  @Test(arguments: [
    "https://www.zohoapis.com", "http://www.zohoapis.eu", "https://www.zohoapis.eu:8443",
    "https://www.zohoapis.eu.evil.example", "https://evil.example/www.zohoapis.eu",
    "https://www.zohoapis.eu@evil.example", "https://wwwXzohoapis.eu", "https://zohoapis.eu",
    "https://www.zohoapis.eu\u{0}.evil", "https://WWW.ZOHOAPIS.EU.", "http://127.0.0.1:4711",
    "https://www.zohoapіs.eu",
  ])
  func `every other host is refused`(text: String) {
    #expect(HostRule.zoho(.eu).crmOrigin(toldAs: text) == nil)
  }

  @Test func `the hosts of the data centres (CRM reference §1.1, Projects reference §1)`() {
    #expect(DataCentre.ca.accountsHost == "accounts.zohocloud.ca")
    #expect(DataCentre.ca.apiHosts.first == "www.zohoapis.ca")
    #expect(DataCentre.ca.projectsHosts == ["projects.zohocloud.ca"])
    #expect(DataCentre.us.accountsHost == "accounts.zoho.com")
    #expect(DataCentre.au.apiHosts.first == "www.zohoapis.com.au")
    #expect(DataCentre.india.projectsHosts == ["projects.zoho.in", "projectsapi.zoho.in"])
    #expect(HostRule.zoho(.jp).crmOrigin(toldAs: nil)?.description == "https://www.zohoapis.jp")
  }

  @Test(arguments: [
    ("us", "accounts.zoho.com", "www.zohoapis.com", "projects.zoho.com"),
    ("eu", "accounts.zoho.eu", "www.zohoapis.eu", "projects.zoho.eu"),
    ("in", "accounts.zoho.in", "www.zohoapis.in", "projects.zoho.in"),
    ("au", "accounts.zoho.com.au", "www.zohoapis.com.au", "projects.zoho.com.au"),
    ("jp", "accounts.zoho.jp", "www.zohoapis.jp", "projects.zoho.jp"),
    ("ca", "accounts.zohocloud.ca", "www.zohoapis.ca", "projects.zohocloud.ca"),
    ("sa", "accounts.zoho.sa", "www.zohoapis.sa", "projects.zoho.sa"),
    ("cn", "accounts.zoho.com.cn", "www.zohoapis.com.cn", "projects.zoho.com.cn"),
    ("uk", "accounts.zoho.uk", "www.zohoapis.uk", "projects.zoho.uk"),
    ("ae", "accounts.zoho.ae", "www.zohoapis.ae", "projects.zoho.ae"),
  ])
  func `every data centre has its own hosts`(
    name: String, accounts: String, api: String, projects: String
  ) throws {
    let rule = try #require(HostRule(named: name))
    #expect(rule.name == name)
    #expect(rule.accounts.description == "https://" + accounts)
    #expect(rule.projects.description == "https://" + projects)
    #expect(rule.crmOrigin(toldAs: nil)?.description == "https://" + api)
    #expect(DataCentre(told: "https://" + accounts)?.rawValue == name)
    for other in DataCentre.allCases where other.rawValue != name {
      #expect(rule.crmOrigin(toldAs: "https://\(other.apiHosts[0])") == nil)
      #expect(rule.moved(to: other.rawValue) == .zoho(other))
    }
    #expect(rule.moved(to: "http://127.0.0.1:4711") == nil)
  }

  @Test(arguments: [
    "EU", "http://127.0.0.1:4711", "http://[::1]:1", "http://localhost:80",
  ])
  func `servers that can be signed in to`(text: String) { #expect(HostRule(named: text) != nil) }

  @Test(arguments: [
    "", "mars", "accounts.zoho.eu", "https://accounts.zoho.eu", "https://127.0.0.1:443",
    "http://10.0.0.1:80", "http://127.0.0.1:4711/x",
  ])
  func `servers that can't`(text: String) { #expect(HostRule(named: text) == nil) }

  @Test(arguments: [
    "http://192.168.1.1:80", "https://127.0.0.1:443", "http://zoho.com", "http://127.0.0.1.nip.io",
  ])
  func `rehearsal credentials leave this machine for nobody`(text: String) {
    #expect(throws: ConnectionRefusal.notLoopback(text)) {
      try ZohoConnection.sandbox(
        baseURL: text, slots: InMemorySlots(clock: ManualClock()), clock: ManualClock(),
        randomness: FixedRandomness())
    }
  }

  @Test func `what is no address is told as such`() {
    #expect(throws: ConnectionRefusal.notAnAddress("sandbox")) {
      try ZohoConnection.sandbox(
        baseURL: "sandbox", slots: InMemorySlots(clock: ManualClock()), clock: ManualClock(),
        randomness: FixedRandomness())
    }
  }
}
