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

  @Test func `a body that is no query is refused`() async throws {
    try await withSandbox { client in
      let reply = try await client.call(
        "POST", "/crm/v8/coql", type: "application/json", body: "{}")
      #expect(reply.status == 400)
      #expect(try reply.json["code"].text == "MANDATORY_NOT_FOUND")
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
