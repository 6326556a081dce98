import Testing

/// Contacts and accounts; each refusal as zoho-crm-api.md §2.4 and §3 have it.
struct RecordTests {
  private let fields = "fields=First_Name,Last_Name,Email,Account_Name,Owner,Modified_Time"

  @Test func `a page has the shape of the reference`() async throws {
    try await withSandbox { client in
      let page = try await client.get("/crm/v8/Contacts?\(fields)&per_page=2&sort_order=asc").json
      let first = page["data"][0]
      #expect(
        first.keys == [
          "id", "First_Name", "Last_Name", "Email", "Account_Name", "Owner", "Modified_Time",
        ])
      #expect(first["Email"].text == "ada.lind@bluekite.example")
      #expect(first["Account_Name"].keys == ["id", "name"])
      #expect(first["Owner"].keys == ["id", "name", "email"])
      #expect(first["id"].text?.count == 19)
      #expect(
        page["info"].keys == [
          "call", "email", "per_page", "count", "page", "sort_by", "sort_order", "next_page_token",
          "previous_page_token", "page_token_expiry", "more_records",
        ])
      #expect(page["info"]["more_records"] == .bool(true))
    }
  }

  @Test(arguments: [
    ("Contacts", 400, "REQUIRED_PARAM_MISSING"),
    ("Contacts?fields=", 400, "REQUIRED_PARAM_MISSING"),
    (
      "Contacts?fields=" + (0..<51).map { "F\($0)" }.joined(separator: ","), 400, "LIMIT_EXCEEDED"
    ),
    ("Contacts?fields=id&per_page=201", 400, "INVALID_DATA"),
    ("Contacts?fields=id&page=0", 400, "INVALID_DATA"),
    ("Contacts?fields=id&sort_by=Email", 400, "INVALID_DATA"),
    ("Contacts?fields=id&page=11", 400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED"),
    ("Contacts?fields=id&page=21&per_page=100", 400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED"),
    ("Contacts?fields=id&page_token=made-up", 400, "TOKEN_BOUND_DATA_MISMATCH"),
    ("Contacts?fields=id&page=1&page_token=x", 400, "AMBIGUITY_DURING_PROCESSING"),
    ("contacts?fields=id", 400, "INVALID_MODULE"), ("Deals?fields=id", 400, "INVALID_MODULE"),
    ("Contacts/search", 400, "EXPECTED_PARAM_MISSING"),
    ("Contacts/search?word=a", 400, "INVALID_REQUEST"),
    ("Contacts/search?phone=12", 400, "INVALID_REQUEST"),
    ("Contacts/search?criteria=(Email)", 400, "INVALID_QUERY"),
    ("Contacts/search?criteria=(No_Such:equals:x)", 400, "INVALID_QUERY"),
    ("Contacts/search?word=an&page=11", 400, "LIMIT_REACHED"),
    ("settings/fields", 400, "REQUIRED_PARAM_MISSING"),
    ("settings/fields?module=Deals", 400, "INVALID_MODULE"),
  ])
  func `what CRM refuses`(target: String, status: Int, code: String) async throws {
    try await withSandbox { client in
      let reply = try await client.get("/crm/v8/\(target)")
      #expect(reply.status == status)
      #expect(try reply.json.keys == ["code", "details", "message", "status"])
      #expect(try reply.json["code"].text == code)
    }
  }

  @Test func `too many conditions are too many`() async throws {
    try await withSandbox { client in
      let criteria = (0..<16).map { "(Title:equals:\($0))" }.joined(separator: "or")
      let reply = try await client.get("/crm/v8/Contacts/search?criteria=(\(criteria))")
      #expect(try reply.json["code"].text == "CRITERIA_LIMIT_EXCEEDED")
    }
  }

  @Test(arguments: [
    (String(repeating: "(", count: 6_000) + "Title:equals:x", "INVALID_QUERY"),
    (
      "(" + String(repeating: "(a:equals:b)and", count: 400) + "(a:equals:b))",
      "CRITERIA_LIMIT_EXCEEDED"
    ),
  ])
  func `criteria that never end are refused`(criteria: String, code: String) async throws {
    try await withSandbox { client in
      let reply = try await client.get("/crm/v8/Contacts/search?criteria=\(criteria)")
      #expect(try reply.json["code"].text == code)
      #expect(try await client.get("/crm/v8/Contacts?fields=id").status == 200)
    }
  }

  @Test func `tokens lead through every record once, and are bound to their call`() async throws {
    try await withSandbox("--contacts", "450") { client in
      let target = "/crm/v8/Contacts?fields=Email"
      var ids: [String] = []
      var token: String?
      repeat {
        let page = try await client.get(target + (token.map { "&page_token=\($0)" } ?? "")).json
        ids += page["data"].items.compactMap { $0["id"].text }
        token = page["info"]["next_page_token"].text
      } while token != nil
      #expect(ids.count == 450 && Set(ids).count == 450 && ids == ids.sorted().reversed())
      let page = try await client.get(target).json
      let next = try #require(page["info"]["next_page_token"].text)
      let other = try await client.get("\(target),Title&page_token=\(next)")
      #expect(try other.json["code"].text == "TOKEN_BOUND_DATA_MISMATCH")
    }
  }

  @Test func `a hundred thousand can be paged, and no more`() async throws {
    try await withSandbox("--contacts", "100001", "--no-limits") { client in
      let first = try await client.get("/crm/v8/Contacts?fields=id&sort_order=asc").json
      let token = try #require(first["info"]["next_page_token"].text)
      func at(_ start: Int) -> String {
        let parts = token.split(separator: "-")
        return "pt-\(String(start, radix: 36))-\(parts[2])-\(parts[3])"
      }
      let target = "/crm/v8/Contacts?fields=id&sort_order=asc&page_token="
      let last = try await client.get(target + at(99_800)).json
      #expect(last["data"].items.count == 200 && last["info"]["more_records"] == .bool(true))
      let over = try await client.get(target + at(100_000))
      #expect(try over.json["code"].text == "PAGINATION_LIMIT_EXCEEDED")
      let expired = "pt-0-\(token.split(separator: "-")[2])-1"
      #expect(try await client.get(target + expired).json["code"].text == "EXPIRED_VALUE")
    }
  }

  @Test func `nobody is 204 without a body, and one is found by id`() async throws {
    try await withSandbox("--contacts", "0", "--accounts", "3") { client in
      let none = try await client.get("/crm/v8/Contacts?fields=id")
      #expect(none.status == 204 && none.bytes.isEmpty)
      #expect(try await client.get("/crm/v8/Contacts/actions/count").json["count"] == .integer(0))
      let accounts = try await client.get("/crm/v8/Accounts?fields=Account_Name").json["data"]
      let id = try #require(accounts[0]["id"].text)
      let one = try await client.get("/crm/v8/Accounts/\(id)").json["data"][0]
      #expect(one["Account_Name"].text == accounts[0]["Account_Name"].text)
      #expect(try await client.get("/crm/v8/Accounts/7").status == 204)
    }
  }

  @Test(arguments: [
    ("email=ROLF.twice@harbour.example", "rolf.twice@harbour.example Rolf.Twice@Harbour.example"),
    ("word=juergen.weiss", "juergen.weiss@doehler.example"), ("email=nobody@x.example", ""),
    (
      "criteria=((Account_Name.Account_Name:equals:Blue%20Kite)and(Department:in:IT,Finance))",
      "bo.lindqvist@bluekite.example carla.ruiz@bluekite.example elin.berg@bluekite.example "
        + "faruk.demir@bluekite.example ines.moreau@solaris.example"
    ),
  ])
  func `searches find by e-mail, word and criteria`(query: String, found: String) async throws {
    try await withSandbox { client in
      let reply = try await client.get("/crm/v8/Contacts/search?\(query)")
      guard !found.isEmpty else {
        #expect(reply.status == 204)
        return
      }
      let answer = try reply.json
      #expect(answer["info"].keys == ["per_page", "count", "page", "more_records"])
      let emails = answer["data"].items.compactMap { $0["Email"].text }
      #expect(emails.joined(separator: " ") == found)
    }
  }

  @Test func `only what changed since is told`() async throws {
    try await withSandbox("--contacts", "300") { client in
      let all = try await client.get("/crm/v8/Contacts?fields=Modified_Time&sort_order=asc").json
      let time = try #require(all["data"][199]["Modified_Time"].text)
      var since = client
      since.ifModifiedSince = time
      let later = try await since.get("/crm/v8/Contacts?fields=id&sort_order=asc").json["data"]
      #expect(later.items.count == 100)
      since.ifModifiedSince = "2030-01-01T00:00:00+05:30"
      let none = try await since.get("/crm/v8/Contacts?fields=id")
      #expect(none.status == 304 && none.bytes.isEmpty)
    }
  }

  @Test func `the organisation's own fields are among the fields`() async throws {
    try await withSandbox { client in
      let fields = try await client.get("/crm/v8/settings/fields?module=Contacts").json["fields"]
      let own = fields.items.filter { $0["custom_field"] == .bool(true) }
      #expect(
        own.compactMap { $0["api_name"].text } == [
          "Partner_Level", "Contract_End", "Newsletter",
        ])
      let modules = try await client.get("/crm/v8/settings/modules").json["modules"]
      #expect(modules.items.compactMap { $0["api_name"].text } == ["Contacts", "Accounts"])
    }
  }

  @Test func `one seed is one world, and a larger one holds the smaller`() async throws {
    func names(_ arguments: String...) async throws -> [String] {
      let size = arguments
      return try await withValue { found in
        try await withSandbox("--contacts", size[0], "--seed", size[1]) { client in
          let page = try await client.get(
            "/crm/v8/Contacts?fields=Full_Name,Email&sort_order=asc&per_page=100")
          found.yield(
            try page.json["data"].items.map { "\($0["Full_Name"].text ?? "") \($0["Email"])" })
        }
      }
    }
    let small = try await names("100", "7")
    #expect(try await names("100", "7") == small)
    #expect(try await names("5000", "7") == small)
    #expect(try await names("100", "8") != small)
  }

  @Test func `a million contacts cost a page, at both ends`() async throws {
    try await withSandbox("--contacts", "1000000", "--accounts", "200000", "--no-limits") {
      client in
      #expect(
        try await client.get("/crm/v8/Contacts/actions/count").json["count"] == .integer(1_000_000))
      let last = try await client.get("/crm/v8/Contacts?fields=id,Email").json["data"]
      let id = try #require(last[199]["id"].text)
      let query = "select id, Email from Contacts where id > \(id) order by id asc limit 200"
      let tail = try await client.query(query).json
      #expect(tail["data"].items.count == 199 && tail["info"]["more_records"] == .bool(false))
    }
  }
}

/// Runs a body that gives one value.
private func withValue(
  _ body: (AsyncStream<[String]>.Continuation) async throws -> Void
) async throws -> [String] {
  let (values, continuation) = AsyncStream<[String]>.makeStream()
  try await body(continuation)
  continuation.finish()
  for await value in values { return value }
  return []
}
