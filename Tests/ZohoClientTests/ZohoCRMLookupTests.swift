import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// Looking records up that were not fetched: literal answers after zoho-crm-api.md §2.5 and 2.6.
struct ZohoCRMLookupTests {
  private let refusal =
    #"{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}"#

  private func asked(_ bench: Bench) -> [String] {
    bench.transport.sent.filter { $0.url.hasSuffix("/coql") }.map {
      String(decoding: $0.body, as: UTF8.self)
    }
  }

  private func names(_ texts: String...) throws -> [CustomerName] {
    try texts.map { try #require(CustomerName($0)) }
  }

  @Test func `accounts are looked up by their names, as written and lower-cased, page by page`()
    async throws
  {
    let bench = try Bench([
      .token(),
      .on(
        "POST /crm/v8/coql",
        #"{"data":[{"id":"1","Account_Name":"O'Neil & Co"},{"id":"2","Account_Name":"else"}],"info":{"more_records":true}}"#
      ),
      .on(
        "POST /crm/v8/coql",
        #"{"data":[{"id":"3","Account_Name":" o'neil & CO "}],"info":{"more_records":false}}"#),
    ])
    let found = try await bench.crm.accounts(named: names("O'Neil & Co"))
    #expect(found.compactMap(\.id?.text) == ["1", "3"] && found.count == 2)
    #expect(
      asked(bench)[0].contains(
        "select id, Account_Name from Accounts where Account_Name in ('O''Neil & Co', 'o''neil & co') order by id asc limit 200"
      ))
    #expect(asked(bench)[1].contains("and id > 2 order by"))
  }

  @Test func `a query takes 100 values at most`() async throws {
    let many = try (0..<120).map { try #require(CustomerName("Name \($0)")) }
    let none = HTTPAnswer(status: 204, headers: [], body: [])
    let bench = try Bench(
      [.token()] + (0..<3).map { _ in .on("POST /crm/v8/coql", none) })
    #expect(try await bench.crm.accounts(named: many).isEmpty)
    #expect(asked(bench).map { $0.split(separator: "'Name ").count - 1 } == [50, 50, 20])
    #expect(bench.transport.remaining == 0)
  }

  @Test(arguments: [
    (401, "OAUTH_SCOPE_MISMATCH"), (403, "FEATURE_NOT_SUPPORTED"), (400, "NOT_SUPPORTED_FEATURE"),
  ])
  func `accounts are searched for where there are no queries, a few at most`(
    status: Int, code: String
  ) async throws {
    let refusal = #"{"code":"\#(code)","details":{},"message":"x","status":"error"}"#
    let bench = try Bench([
      .token(), .on("POST /crm/v8/coql", refusal, status: status),
      .on(
        "GET /crm/v8/Accounts/search",
        #"{"data":[{"id":"5","Account_Name":"kite (uk)"},{"id":"6","Account_Name":"Kite"}],"info":{"more_records":false}}"#
      ),
    ])
    let found = try await bench.crm.accounts(named: names("Kite (UK)"))
    #expect(found == [AccountReference(id: try CRMAccountID.of("5"), name: "kite (uk)")])
    #expect(
      bench.transport.sent.last?.url.contains(
        "criteria=%28Account_Name%3Aequals%3AKite%20%5C%28UK%5C%29%29") == true,
      "\(bench.transport.sent.last?.url ?? "")")
    let many = try (0..<21).map { try #require(CustomerName("a\($0)")) }
    let refused = try Bench([.token(), .on("POST /crm/v8/coql", refusal, status: status)])
    await #expect(throws: ServiceFailure.self) { try await refused.crm.accounts(named: many) }
  }

  @Test func `a search goes on as long as there are more hits`() async throws {
    func hits(_ ids: ClosedRange<Int>, _ page: Int, more: Bool) -> String {
      let records = ids.map { #"{"id":"\#($0)","Account_Name":"Kite"}"# }.joined(separator: ",")
      return #"{"data":[\#(records)],"info":{"page":\#(page),"more_records":\#(more)}}"#
    }
    let search =
      "GET /crm/v8/Accounts/search?criteria=%28Account_Name%3Aequals%3AKite%29&fields=Account_Name"
    let bench = try Bench([
      .token(), .on("POST /crm/v8/coql", refusal, status: 401),
      .on("\(search)&page=1&per_page=200", hits(1...2, 1, more: true)),
      .on("\(search)&page=2&per_page=200", hits(3...3, 2, more: false)),
    ])
    let found = try await bench.crm.accounts(named: names("Kite"))
    #expect(found.compactMap(\.id?.text) == ["1", "2", "3"])
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
  }

  @Test func `without info nobody knows whether that was all`() async throws {
    let answer = #"{"data":[{"id":"1","Account_Name":"Kite"}]}"#
    let queried = try Bench([.token(), .on("POST /crm/v8/coql", answer)])
    await #expect(throws: ServiceFailure.malformed("records: info is missing")) {
      try await queried.crm.accounts(named: names("Kite"))
    }
    let searched = try Bench([
      .token(), .on("POST /crm/v8/coql", refusal, status: 401),
      .on("GET /crm/v8/Accounts/search", answer),
    ])
    await #expect(throws: ServiceFailure.malformed("records: info is missing")) {
      try await searched.crm.accounts(named: names("Kite"))
    }
  }

  @Test func `a page of accounts that comes twice is no whole answer`() async throws {
    let answer =
      #"{"data":[{"id":"1","Account_Name":"Kite"}],"info":{"more_records":true}}"#
    let bench = try Bench([
      .token(), .on("POST /crm/v8/coql", answer), .on("POST /crm/v8/coql", answer),
    ])
    await #expect(throws: ServiceFailure.self) {
      try await bench.crm.accounts(named: names("Kite"))
    }
  }

  @Test func `addresses are looked up by query, quotes doubled`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        "POST /crm/v8/coql",
        #"{"data":[{"id":"5","Email":"O'Neil@x.com"}],"info":{"more_records":false}}"#),
    ])
    let emails = try [EmailAddress.of("o'neil@x.com"), EmailAddress.of("no@x.com")]
    #expect(try await bench.crm.contacts(among: emails) == [emails[0]])
    #expect(asked(bench)[0].contains("Email in ('no@x.com', 'o''neil@x.com') order by id"))
  }

  @Test func `without the scope they are searched, a few at most`() async throws {
    let refusal =
      #"{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}"#
    let bench = try Bench([
      .token(), .on("POST /crm/v8/coql", refusal, status: 401),
      .on(
        "GET /crm/v8/Contacts/search",
        #"{"data":[{"id":"5","Email":"A@x.com"}],"info":{"more_records":false}}"#),
    ])
    let email = try EmailAddress.of("a@x.com")
    #expect(try await bench.crm.contacts(among: [email]) == [email])
    let many = try (0..<21).map { try EmailAddress.of("a\($0)@x.com") }
    let refused = try Bench([.token(), .on("POST /crm/v8/coql", refusal, status: 401)])
    await #expect(throws: ServiceFailure.self) { try await refused.crm.contacts(among: many) }
  }
}
