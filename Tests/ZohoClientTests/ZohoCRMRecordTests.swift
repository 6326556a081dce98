import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// Contacts and accounts: literal answers after zoho-crm-api.md §2.4 to 2.6, never the sandbox's.
struct ZohoCRMRecordTests {
  private let schema = PeopleSchema([
    Field("Email", .text), Field("Account_Name", .choice, path: ["Account_Name", "name"]),
    Field("Account_Name.id", .choice, path: ["Account_Name", "id"]),
    Field("Email_Opt_Out", .flag), Field("Modified_Time", .time),
  ])
  private static let names = "fields=Email%2CAccount_Name%2CEmail_Opt_Out%2CModified_Time"

  private func get(_ rest: String) -> String {
    "GET /crm/v8/Contacts?\(Self.names)&per_page=200&sort_by=id&sort_order=asc&\(rest)"
  }

  private func page(_ ids: [Int], more: Bool, token: String? = nil) -> String {
    let records = ids.map { #"{"id":"\#($0)","Email":"u\#($0)@example.com"}"# }
    let next = token.map { #""\#($0)""# } ?? "null"
    return
      #"{"data":[\#(records.joined(separator: ","))],"info":{"per_page":200,"next_page_token":\#(next),"more_records":\#(more)}}"#
  }

  private func query(
    _ filter: Filter? = nil, expected: Int? = nil
  ) -> RecordQuery {
    RecordQuery(.contacts, schema: schema, filter: filter, expected: expected)
  }

  private func read(_ bench: Bench, _ query: RecordQuery) async throws -> [String] {
    var table = RecordTable<CRMContact>(schema)
    try await bench.crm.fill(&table, with: query) { _ in }
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
    return (0..<table.count).compactMap { table.id(at: $0)?.text }
  }

  private func place(_ name: String) throws -> FieldPlace {
    try #require(CRMSchemas(contacts: schema).place(of: name, in: [.contacts]))
  }

  @Test func `the first page by its number, further ones by token alone`() async throws {
    let bench = try Bench([
      .token(), .on(get("page=1"), page([1, 2], more: true, token: "tok")),
      .on(get("page_token=tok"), page([3], more: true, token: "tok2")),
      .on(get("page_token=tok2"), page([4], more: false)),
    ])
    #expect(try await read(bench, query()) == ["1", "2", "3", "4"])
  }

  @Test func `another page than was asked for fails`() async throws {
    let second = #"{"data":[],"info":{"page":2,"more_records":false}}"#
    let bench = try Bench([.token(), .on(get("page=1"), second)])
    await #expect(throws: ServiceFailure.malformed("records: page 2 came in place of page 1")) {
      _ = try await read(bench, query())
    }
  }

  @Test func `pages without tokens go on by number, up to Zoho's limit`() async throws {
    let pages = (1...9).map { number in
      ScriptedTransport.Step.on(get("page=\(number)"), page([number], more: true))
    }
    let bench = try Bench(
      [.token()] + pages + [.on(get("page=10"), page([10], more: false))])
    #expect(try await read(bench, query()).count == 10)
    let over = try Bench(
      [.token()] + pages + [.on(get("page=10"), page([10], more: true))])
    await #expect(throws: ServiceFailure.self) { _ = try await read(over, query()) }
  }

  @Test(arguments: [
    #"{"data":[{"id":"1"}],"info":{"next_page_token":"tok","more_records":true}}"#,
    #"{"data":[],"info":{"next_page_token":"x","more_records":true}}"#,
    #"{"data":[{"id":"2"}],"info":{"next_page_token":"tok","more_records":true}}"#,
    #"{"data":[{"id":"2"}],"info":{"more_records":true}}"#, #"{"data":[{"id":"2"}]}"#,
    #"{"data":[{"Email":"x@y.z"}],"info":{"more_records":false}}"#, #"{"info":{}}"#, "[]",
    #"{"data":[{"id":"2"}],"info":{"next_page_token":"\#(String(repeating: "a", count: 4_097))","more_records":true}}"#,
    #"{"data":[\#((2...2_002).map { #"{"id":"\#($0)"}"# }.joined(separator: ","))],"info":{"more_records":false}}"#,
    #"{"data":[{"id":"../x"}],"info":{"more_records":false}}"#,
  ])
  func `a page that can't be the next one fails, nothing is left out in silence`(second: String)
    async throws
  {
    let bench = try Bench([
      .token(), .on(get("page=1"), page([1], more: true, token: "tok")),
      .on(get("page_token=tok"), second),
    ])
    var table = RecordTable<CRMContact>(schema)
    await #expect(throws: ServiceFailure.self) {
      try await bench.crm.fill(&table, with: query()) { _ in }
    }
  }

  @Test func `nobody is 204, and values are read by their type`() async throws {
    let none = try Bench([
      .token(), .on(get("page=1"), HTTPAnswer(status: 204, headers: [], body: [])),
    ])
    #expect(try await read(none, query()).isEmpty)
    let one = try Bench([
      .token(),
      .on(
        get("page=1"),
        """
        {"data":[{"id":7014820000000412044,"Email":"jose\u{301}@example.com",
          "Account_Name":{"id":7014820000000401003,"name":"Blue Kite"},"Email_Opt_Out":true,
          "Modified_Time":"2026-03-01T10:00:00+01:00"}],"info":{"more_records":false}}
        """),
    ])
    let page = try await one.crm.records(query(), after: nil)
    #expect(page.records[0].id.text == "7014820000000412044" && page.next == nil)
    #expect(
      page.records[0].values == [
        .text("jos\u{E9}@example.com"), .text("Blue Kite"), .text("7014820000000401003"),
        .flag(true), .time(1_772_355_600),
      ])
  }

  private let select =
    "select id, Email, Account_Name, Account_Name.Account_Name, Email_Opt_Out, Modified_Time "
    + "from Contacts where "

  private func asked(_ bench: Bench) -> [String] {
    bench.transport.sent.filter { $0.url.hasSuffix("/coql") }.map {
      String(decoding: $0.body, as: UTF8.self)
    }
  }

  @Test func `more than Zoho pages are asked for behind the last id`() async throws {
    let bench = try Bench([
      .token(), .noBulkRead, .on("POST /crm/v8/coql", page([1, 2], more: true)),
      .on("POST /crm/v8/coql", page([3], more: false)),
    ])
    #expect(try await read(bench, query(expected: 100_001)) == ["1", "2", "3"])
    #expect(
      asked(bench) == [
        #"{"select_query":"\#(select)id is not null order by id asc limit 200"}"#,
        #"{"select_query":"\#(select)id > 2 order by id asc limit 200"}"#,
      ])
  }

  @Test func `the limit met on the way goes on behind the last id, nobody twice`() async throws {
    let bench = try Bench([
      .token(), .on(get("page=1"), page([1, 2], more: true, token: "tok")),
      .on(
        get("page_token=tok"),
        #"{"code":"PAGINATION_LIMIT_EXCEEDED","details":{"param_name":"page_token"},"message":"You can only get upto 100000 records using page_token param","status":"error"}"#,
        status: 400), .on("POST /crm/v8/coql", page([3], more: false)),
    ])
    #expect(try await read(bench, query()) == ["1", "2", "3"])
    #expect(asked(bench)[0].contains("id > 2 order"))
  }

  @Test func `CRM is asked for times and flags, never for texts, and pairs are grouped`()
    async throws
  {
    let filter = Filter.all([
      .test(.crm(try place("Email_Opt_Out")), .isFlag(false)),
      .test(.crm(try place("Modified_Time")), .within(from: 0, before: 86_400)),
      .test(.crm(try place("Account_Name")), .isOneOf(["blue kite"])),
      .any([.test(.crm(try place("Email_Opt_Out")), .isFlag(true))]),
    ])
    let bench = try Bench([.token(), .on("POST /crm/v8/coql", page([1], more: false))])
    _ = try await bench.crm.records(query(filter), after: nil)
    #expect(
      asked(bench)[0].contains(
        "where (((id is not null and Email_Opt_Out = false) and "
          + "Modified_Time >= '1970-01-01T00:00:00+00:00') and "
          + "Modified_Time < '1970-01-02T00:00:00+00:00') order by id asc limit 200"))
  }

  @Test func `CRM is asked for ids, which have one spelling only`() async throws {
    let bench = try Bench([.token(), .on("POST /crm/v8/coql", page([7], more: false))])
    let filter = Filter.test(.id, .isOneOf(["9007199254740993", "7", "../x", "no id"]))
    let read = try await read(bench, query(filter))
    #expect(read == ["7"])
    #expect(
      asked(bench)[0].contains(
        "where (id is not null and id in (7, 9007199254740993)) order by id asc limit 200"))
    // Nobody: everything is filtered here, as is what needs more values than a query takes.
    #expect(!query(.test(.id, .isOneOf(["no id"]))).asksForIDs)
    let many = Set((1...101).map(String.init))
    #expect(!query(.test(.id, .isOneOf(many))).asksForIDs)
    #expect(query(.test(.id, .isOneOf(many.subtracting(["1"])))).asksForIDs)
    #expect(!query(.not(filter)).asksForIDs)
    // As `in` of the language reads; with anything else beside it, it is no question of ids.
    let seven = Filter.test(.id, .isOneOf(["7"]))
    #expect(Filter.any([seven, filter]).askedIDs == ["7", "9007199254740993"])
    #expect(Filter.any([seven, .not(filter)]).askedIDs == nil)
  }

  @Test func `without the scope for queries everything is paged and filtered here`() async throws {
    let filter = Filter.test(.crm(try place("Email_Opt_Out")), .isFlag(true))
    let bench = try Bench([
      .token(),
      .on(
        "POST /crm/v8/coql",
        #"{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}"#,
        status: 401), .on(get("page=1"), page([1], more: false)),
    ])
    #expect(try await read(bench, query(filter)).isEmpty)
  }

  @Test func `what CRM hides is neither asked for nor asked about`() async throws {
    let rest = "fields=Email%2CAccount_Name%2CModified_Time&per_page=200&sort_by=id&sort_order=asc"
    let bench = try Bench([
      .token(), .on("GET /crm/v8/Contacts?\(rest)&page=1", page([1], more: false)),
    ])
    let filter = Filter.test(.crm(try place("Email_Opt_Out")), .isFlag(true))
    let hiding = RecordQuery(
      .contacts, schema: schema, filter: filter, expected: 1, hidden: ["Email_Opt_Out"])
    let found = try await bench.crm.records(hiding, after: nil)
    #expect(found.way == .pages && found.records[0].values[3] == .empty)
  }

  @Test func `a lookup's name may come under a name with a dot`() async throws {
    let bench = try Bench([
      .token(), .noBulkRead,
      .on(
        "POST /crm/v8/coql",
        #"{"data":[{"id":"5","Account_Name":{"id":"9"},"Account_Name.Account_Name":"Kite"}],"info":{"count":1,"more_records":false}}"#
      ),
    ])
    let page = try await bench.crm.records(query(expected: 200_000), after: nil)
    #expect(page.records[0].values[1] == .text("Kite") && page.records[0].values[2] == .text("9"))
  }

  @Test(arguments: [
    (#"{"count":12}"#, 12), (#"{"count":"7"}"#, 7), (#"{"count":-1}"#, nil), (#"{}"#, nil),
  ])
  func `counts are numbers or text`(answer: String, count: Int?) async throws {
    let bench = try Bench([.token(), .on("GET /crm/v8/Accounts/actions/count", answer)])
    if let count {
      #expect(try await bench.crm.count(of: .accounts) == count)
    } else {
      await #expect(throws: ServiceFailure.self) { try await bench.crm.count(of: .accounts) }
    }
  }

  @Test func `fields are described, their own ones told`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        "GET /crm/v8/settings/fields?module=Contacts",
        #"{"fields":[{"api_name":"Email","field_label":"E-mail","data_type":"email","custom_field":false},{"api_name":"Level","data_type":"picklist","custom_field":true}]}"#
      ),
    ])
    let fields = try await bench.crm.fields(of: .contacts)
    #expect(fields.map(\.isCustom) == [false, true])
    #expect(fields.map(\.field.type) == [.text, .choice] && fields[1].label == "Level")
  }

  @Test func `a query that is refused is given up for paging, from the start`() async throws {
    let asked = Filter.test(.crm(try place("Email_Opt_Out")), .isFlag(false))
    let refusal =
      #"{"code":"INVALID_QUERY","details":{"reason":"x"},"message":"invalid query formed","status":"error"}"#
    let bench = try Bench([
      .token(), .on("POST /crm/v8/coql", refusal, status: 400),
      .on(get("page=1"), page([1], more: false)),
    ])
    #expect(try await bench.crm.records(query(asked), after: nil).records.map(\.id.text) == ["1"])
    func answer(_ ids: [Int], more: Bool) -> String {
      let records = ids.map { #"{"id":"\#($0)","Email_Opt_Out":false}"# }.joined(separator: ",")
      return #"{"data":[\#(records)],"info":{"more_records":\#(more)}}"#
    }
    let later = try Bench([
      .token(), .on("POST /crm/v8/coql", answer([1], more: true)),
      .on("POST /crm/v8/coql", refusal, status: 400),
      .on(get("page=1"), answer([1, 2], more: false)),
    ])
    #expect(try await read(later, query(asked, expected: 5)) == ["1", "2"])
    let beyond = try Bench([.token(), .on("POST /crm/v8/coql", refusal, status: 400)])
    await #expect(throws: ServiceFailure.self) {
      _ = try await beyond.crm.records(query(asked, expected: 100_001), after: nil)
    }
  }

  @Test func `lookups without names are not taken as empty`() async throws {
    let nameless =
      #"{"data":[{"id":"5","Account_Name":{"id":"9"},"Email_Opt_Out":true}],"info":{"more_records":false}}"#
    let named =
      #"{"data":[{"id":"5","Account_Name":{"id":"9","name":"Kite"},"Email_Opt_Out":true}],"info":{"more_records":false}}"#
    let filter = Filter.all([
      .test(.crm(try place("Email_Opt_Out")), .isFlag(true)),
      .test(.crm(try place("Account_Name")), .isOneOf(["kite"])),
    ])
    let bench = try Bench([
      .token(), .on("POST /crm/v8/coql", nameless), .on(get("page=1"), named),
    ])
    #expect(try await read(bench, query(filter)) == ["5"])
    let beyond = try Bench([.token(), .on("POST /crm/v8/coql", nameless)])
    await #expect(
      throws: ServiceFailure.malformed("CRM's queries tell Account_Name without its name")
    ) {
      _ = try await beyond.crm.records(query(filter, expected: 100_001), after: nil)
    }
  }

  @Test func `beyond paging the id stands for a name that no query tells`() async throws {
    let owned = PeopleSchema([Field("Owner", .choice, path: ["Owner", "name"])])
    let answer = #"{"data":[{"id":"5","Owner":{"id":"77"}}],"info":{"more_records":false}}"#
    let bench = try Bench([.token(), .noBulkRead, .on("POST /crm/v8/coql", answer)])
    let page = try await bench.crm.records(
      RecordQuery(.contacts, schema: owned, expected: 200_000), after: nil)
    #expect(page.records[0].values == [.text("77")])
    let owner = try #require(CRMSchemas(contacts: owned).place(of: "Owner", in: [.contacts]))
    let needed = try Bench([.token(), .noBulkRead, .on("POST /crm/v8/coql", answer)])
    await #expect(throws: ServiceFailure.self) {
      _ = try await needed.crm.records(
        RecordQuery(
          .contacts, schema: owned, filter: .test(.crm(owner), .isOneOf(["ana"])),
          expected: 200_000), after: nil)
    }
  }
}

extension RecordQuery {
  fileprivate var asksForIDs: Bool { filter?.canBeAsked(in: self) == true }
}
