import CRMShellTesting
import ImportEngine
import Testing

@testable import ZohoClient
@testable import ZohoWire

/// What answers tell beside what was asked, and what a connection knows of itself.
@Suite struct StandingTests {
  @Test(arguments: [
    // RFC 9110, 5.6.7
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777 as Int64?),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 UTC", nil),
    ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun Nov  6 08:49:37 1994", nil),
    ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("Sun, 6 Nov 1994 08:49:37 GMT", nil), ("", nil),
  ])
  func `a date of HTTP`(text: String, seconds: Int64?) {
    #expect(HTTPDate.seconds(text) == seconds)
  }

  private func answer(_ headers: (String, String)...) -> HTTPAnswer {
    HTTPAnswer(status: 200, headers: headers.map { HeaderField($0.0, $0.1) }, body: [])
  }

  @Test func `the servers' clock is compared with ours half way through an exchange`() {
    let book = SignBook()
    let dated = answer(("date", "Sun, 06 Nov 1994 08:49:37 GMT"))
    book.note(dated, of: .projects, at: 784_111_777 + 3, after: 6_000)
    #expect(book.all.clockLead == 0)
    book.note(answer(), of: .projects, at: 0, after: 0)
    #expect(book.all.clockLead == 0)
    book.note(dated, of: .crm, at: 784_111_777 - 90, after: 0)
    #expect(book.all.clockLead == 90)
    #expect(book.all.answersOfCRM == 1)
  }

  @Test func `credits are CRM's last word, and silence takes it back`() {
    let book = SignBook()
    book.note(answer(("x-api-credits-remaining", "812")), of: .crm, at: 0, after: 0)
    #expect(book.all.creditsLeft == 812)
    book.note(answer(("X-API-CREDITS-REMAINING", "5")), of: .projects, at: 0, after: 0)
    #expect(book.all.creditsLeft == 812)
    book.note(answer(), of: .crm, at: 0, after: 0)
    #expect(book.all.creditsLeft == nil)
  }

  @Test func `turns of tokens are counted without taking any`() {
    var cache = TokenCache()
    #expect(cache.turns(at: 1_000) == TokenTurns(left: 8, most: 8, wait: 0))
    for second in 0..<8 { #expect(cache.takeTurn(at: 1_000 + Int64(second)) == nil) }
    #expect(cache.turns(at: 1_100) == TokenTurns(left: 0, most: 8, wait: 500))
    #expect(cache.turns(at: 1_602) == TokenTurns(left: 3, most: 8, wait: 0))
    _ = cache.shut(at: 2_000)
    #expect(cache.turns(at: 2_010) == TokenTurns(left: 0, most: 8, wait: 590))
  }

  @Test(arguments: [
    (WireRequest.crmUsers(type: .all, page: 1), NeededScope.crmUsers),
    (.crmOrganisation, .crmOrganisation), (.crmLastChanged(module: "Contacts"), .contacts),
    (.crmLastChanged(module: "Accounts"), .accounts), (.crmFields(module: "Contacts"), .fields),
    (.crmQuery("select id from Contacts"), .queries),
    (.crmSearch(module: "Contacts", email: "a@b.example", page: 1), .search), (.portals, .portals),
    (.crmBulkRead(module: "Contacts", fields: ["id"], page: 1), .bulkRead),
    (.crmBulkJob("7"), .bulkRead), (.crmBulkResult(job: "7"), .bulkRead),
    (.projects(portal: "7", page: 1, perPage: 100), .projects),
    (.licences(portal: "7"), .readUsers),
    (.roles(portal: "7", page: 1, onOtherPath: false), .readUsers),
    (.profiles(portal: "7", page: 1, onOtherPath: true), .readUsers),
    (.projects(ofUser: "1", portal: "7", page: 1, perPage: 9), .readUsers),
    (.members(project: "9", portal: "7", everyStatus: true, page: 1, perPage: 9), .readUsers),
    (.crmAccounts(project: "9", portal: "7"), .projects),
    (.customers(portal: "7", page: 1, perPage: 9), .readClients),
    (.addToProject("9", portal: "7", people: [], notify: false), .addUsers),
    (
      .addToPortal(
        "7", person: .init(email: "a@b.example", role: nil, profile: nil), notify: false),
      .addUsers
    ),
    (.updatePortalUser("1", portal: "7", role: "2"), .changeUsers),
    (.updateMember("1", project: "9", portal: "7", profile: "3"), .changeUsers),
    (.deactivatePortalUser("1", portal: "7"), .changeUsers),
    (.removeMember("1", project: "9", portal: "7"), .removeUsers),
    (.removePortalUser("1", portal: "7"), .removeUsers),
    (.makeCustomer("A", portal: "7"), .addClients),
    (.linkCustomer("4", project: "9", portal: "7"), .addClients),
    (.addClients([], of: "4", project: "9", portal: "7", notify: false), .addClients),
    (.removeClientUser("1", project: "9", portal: "7"), .removeClients),
    (.unlinkCustomer("4", project: "9", portal: "7"), .removeClients),
    (.deleteCustomer("4", portal: "7"), .removeClients),
  ])
  func `a call knows its scope, which is among those that are needed`(
    request: WireRequest, scope: NeededScope
  ) {
    #expect(request.scope == scope.rawValue)
  }
}
