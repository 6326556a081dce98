import Testing

/// Queries in CRM's language; shapes of OAS31 coql.
struct COQLTests {
  @Test func `a query gives its fields, lookups by name too`() async throws {
    try await withSandbox { client in
      let reply = try await client.query(
        "select Email, Account_Name, Account_Name.Account_Name from Contacts "
          + "where (Account_Name.Account_Name = 'blue kite' and Email is not null) "
          + "order by id asc limit 2")
      let first = try reply.json["data"][0]
      #expect(first.keys == ["id", "Email", "Account_Name", "Account_Name.Account_Name"])
      #expect(first["Account_Name.Account_Name"].text == "Blue Kite")
      #expect(try reply.json["info"].keys == ["count", "more_records"])
      #expect(try reply.json["info"]["more_records"] == .bool(true))
    }
  }

  @Test(arguments: [
    ("Email in ('ada.lind@bluekite.example', 'x')", 1), ("Email like 'ada.%@blue%'", 1),
    ("Email = 'o''neil@smithjones.example'", 1), ("Last_Name = 'nobody'", 0),
    ("id between 7014820000412000001 and 7014820000412000004", 2),
    ("(id < 7014820000412000010 and Email_Opt_Out = true)", -1),
    (
      "(Created_Time >= '2020-01-06T00:00:00+00:00' and Created_Time < '2020-01-06T00:04:00+00:00')",
      2
    ),
    ("((Email is null and Last_Name = 'Quist') or Last_Name in ('Alone'))", 2),
    ("Department not in ('IT', 'Finance', 'Purchasing')", -1),
  ])
  func `conditions hold as written`(condition: String, count: Int) async throws {
    try await withSandbox("--contacts", "60") { client in
      let reply = try await client.query("select id from Contacts where \(condition)")
      guard count != -1 else {
        #expect(reply.status == 200 || reply.status == 204)
        return
      }
      #expect(reply.status == (count == 0 ? 204 : 200))
      if count > 0 { #expect(try reply.json["data"].items.count == count) }
    }
  }

  @Test(arguments: [
    ("select id from Contacts", "SYNTAX_ERROR"), ("select from Contacts", "SYNTAX_ERROR"),
    ("select id from Contacts where a = 1 and b = 2 and c = 3", "SYNTAX_ERROR"),
    ("select id from Contacts where Email = 'open", "SYNTAX_ERROR"),
    ("select id from Contacts where id is not null limit x", "SYNTAX_ERROR"),
    ("select id from Contacts where id is not null order Email", "SYNTAX_ERROR"),
    ("select id from Leads where id is not null", "INVALID_MODULE"),
    ("select Nope from Contacts where id is not null", "INVALID_QUERY"),
    ("select id from Contacts where Nope = 1", "INVALID_QUERY"),
    ("select id from Contacts where id is not null limit 201", "LIMIT_EXCEEDED"),
    ("select id from Contacts where id is not null limit 100000, 200", "LIMIT_EXCEEDED"),
  ])
  func `what is no query is told so`(query: String, code: String) async throws {
    try await withSandbox { client in
      let reply = try await client.query(query)
      #expect(reply.status == 400)
      #expect(try reply.json["code"].text == code)
    }
  }

  @Test(arguments: [
    ("Modified_Time > 'yesterday'", "Modified_Time"),
    ("created_time between '2020-01-06T00:00:00Z' and '2020-02-30T00:00:00Z'", "created_time"),
    ("Modified_Time = '2020-01-06'", "Modified_Time"),
    ("(id is not null and Created_Time < '2020-01-06T24:00:00+00:00')", "Created_Time"),
  ])
  func `what is no time is no value of a time`(condition: String, column: String) async throws {
    try await withSandbox { client in
      let reply = try await client.query("select id from Contacts where \(condition)")
      #expect(reply.status == 400)
      #expect(try reply.json["code"].text == "INVALID_QUERY")
      #expect(try reply.json["details"]["column_name"].text == column)
    }
  }

  @Test(arguments: [
    ("limit 201", "limit"), ("limit 0", "limit"), ("limit 100000, 200", "offset"),
    ("limit 200 offset 99801", "offset"), ("limit 9223372036854775807, 200", "offset"),
  ])
  func `the clause that asks for too much is named`(ending: String, clause: String) async throws {
    try await withSandbox { client in
      let reply = try await client.query("select id from Contacts where id is not null \(ending)")
      #expect(try reply.json["code"].text == "LIMIT_EXCEEDED")
      #expect(try reply.json["details"]["clause"].text == clause)
    }
  }

  @Test(arguments: [64, 65, 100_000])
  func `conditions are nested 64 deep and no deeper, and the server lives on`(
    depth: Int
  ) async throws {
    try await withSandbox("--contacts", "3") { client in
      let (open, close) = (
        String(repeating: "(", count: depth), String(repeating: ")", count: depth)
      )
      let reply = try await client.query(
        "select id from Contacts where \(open)id is not null\(close)")
      #expect(reply.status == (depth <= 64 ? 200 : 400))
      if depth > 64 { #expect(try reply.json["code"].text == "SYNTAX_ERROR") }
      let after = try await client.query("select id from Contacts where id is not null")
      #expect(after.status == 200)
    }
  }

  @Test func `queries behind the last id lead through everybody once`() async throws {
    try await withSandbox("--contacts", "450") { client in
      var ids: [String] = []
      while true {
        let behind = ids.last.map { "id > \($0)" } ?? "id is not null"
        let page = try await client.query(
          "select id from Contacts where \(behind) order by id asc limit 200"
        ).json
        ids += page["data"].items.compactMap { $0["id"].text }
        if page["info"]["more_records"] != .bool(true) { break }
      }
      #expect(ids.count == 450 && ids == ids.sorted())
    }
  }

  @Test(arguments: [
    ("{}", "MANDATORY_NOT_FOUND"), ("{\"select_query\":7}", "INVALID_DATA"),
    ("{\"select_query\"", "INVALID_DATA"), ("", "INVALID_DATA"), ("[]", "INVALID_DATA"),
    (String(repeating: "[", count: 100_000), "INVALID_DATA"),
  ])
  func `a body that is no query is refused`(body: String, code: String) async throws {
    try await withSandbox { client in
      let reply = try await client.call(
        "POST", "/crm/v8/coql", type: "application/json", body: body)
      #expect(reply.status == 400)
      #expect(try reply.json.keys == ["code", "details", "message", "status"])
      #expect(try reply.json["code"].text == code)
    }
  }
}

extension SandboxClient {
  /// Asks a query.
  func query(_ select: String) async throws -> Reply {
    let escaped = select.split(separator: "\\", omittingEmptySubsequences: false)
      .joined(separator: "\\\\")
    return try await call(
      "POST", "/crm/v8/coql", type: "application/json",
      body: "{\"select_query\":\"\(escaped)\"}")
  }
}
