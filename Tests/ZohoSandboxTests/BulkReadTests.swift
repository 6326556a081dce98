import Testing

/// Bulk Read as the reference has it, zoho-crm-api.md §2.7.
struct BulkReadTests {
  private static let path = "/crm/bulk/v8/read"

  private func order(_ client: SandboxClient, _ body: String) async throws -> SandboxClient.Reply {
    try await client.call("POST", Self.path, type: "application/json", body: body)
  }

  private func job(_ reply: SandboxClient.Reply) throws -> String {
    #expect(reply.status == 201)
    let entry = try reply.json["data"].items[0]
    #expect(entry["status"].text == "success" && entry["code"].text == "ADDED_SUCCESSFULLY")
    #expect(entry["details"]["state"].text == "ADDED")
    return try #require(entry["details"]["id"].text)
  }

  private static let contacts =
    #"{"query":{"module":{"api_name":"Contacts"},"fields":["Last_Name","Account_Name","Account_Name.Account_Name"],"page":1},"file_type":"csv"}"#

  @Test func `a job that is not done has no file`() async throws {
    try await withSandbox("--bulk-pace", "600000") { client in
      let job = try job(try await order(client, Self.contacts))
      let look = try await client.get("\(Self.path)/\(job)").json["data"].items[0]
      #expect(look["state"].text == "ADDED" && look["result"] == .null)
      let early = try await client.get("\(Self.path)/\(job)/result")
      #expect(early.status == 404)
      #expect(try early.json["code"].text == "RESOURCE_NOT_FOUND")
      #expect(try early.json["details"]["resource"].text == job)
    }
  }

  @Test func `a job that is done tells its result, and gives a zip`() async throws {
    try await withSandbox("--contacts", "60", "--bulk-pace", "0") { client in
      let job = try job(try await order(client, Self.contacts))
      let look = try await client.get("\(Self.path)/\(job)").json["data"].items[0]
      #expect(look["state"].text == "COMPLETED")
      #expect(look["result"]["count"].integer == 60)
      #expect(look["result"]["per_page"].integer == 200_000)
      #expect(look["result"]["more_records"] == .bool(false))
      let file = try await client.get("\(Self.path)/\(job)/result")
      #expect(file.status == 200)
      #expect(file.headers["content-type"] == "application/zip")
      #expect(file.bytes.starts(with: [0x50, 0x4B, 3, 4]))
    }
  }

  @Test(arguments: [
    ("", "REQUEST_BODY_IS_EMPTY"), ("[", "REQUEST_BODY_NOT_READABLE"),
    (#"{"file_type":"csv"}"#, "QUERY_NOT_SUPPORTED"),
    (#"{"query":{"module":{"api_name":"users"}}}"#, "MODULE_NOT_SUPPORTED"),
    (#"{"query":{"module":{"api_name":"Deals"}}}"#, "MODULE_NOT_AVAILABLE"),
    (
      #"{"query":{"module":{"api_name":"Contacts"},"fields":["Nope"]}}"#, "FIELD_NOT_SUPPORTED"
    ),
    (#"{"query":{"module":{"api_name":"Contacts"},"page":51}}"#, "PAGE_RANGE_EXCEEDED"),
    (#"{"query":{"module":{"api_name":"Contacts"},"cvid":"1"}}"#, "CVID_NOT_SUPPORTED"),
    (
      #"{"query":{"module":{"api_name":"Contacts"},"criteria":{"field":{"api_name":"Email"},"comparator":"near","value":"x"}}}"#,
      "FIELD_COMPARATOR_IN_CRITERIA_NOT_SUPPORTED"
    ),
    (
      #"{"query":{"module":{"api_name":"Contacts"},"criteria":{"group_operator":"xor","group":[]}}}"#,
      "GROUP_OPERATOR_NOT_SUPPORTED"
    ),
    (#"{"query":{"module":{"api_name":"Contacts"}},"file_type":"ics"}"#, "INVALID_DATA"),
  ])
  func `what an order is refused for`(body: String, code: String) async throws {
    try await withSandbox { client in
      let reply = try await order(client, body)
      #expect(reply.status == 400)
      #expect(try reply.json["code"].text == code)
    }
  }

  @Test(arguments: [
    (#"{"field":{"api_name":"Email_Opt_Out"},"comparator":"equal","value":true}"#, "Email_Opt_Out"),
    (
      #"{"group_operator":"AND","group":[{"field":{"api_name":"Title"},"comparator":"in","value":["Manager","Director"]},{"field":{"api_name":"Department"},"comparator":"not_equal","value":"IT"}]}"#,
      "Title"
    ),
  ])
  func `criteria choose the records, as a count by search does`(
    criteria: String, field: String
  ) async throws {
    try await withSandbox("--contacts", "200", "--bulk-pace", "0") { client in
      let body =
        #"{"query":{"module":{"api_name":"Contacts"},"fields":["\#(field)"],"criteria":\#(criteria)}}"#
      let job = try job(try await order(client, body))
      let result = try await client.get("\(Self.path)/\(job)").json["data"].items[0]["result"]
      let search =
        field == "Title"
        ? "((Title:in:Manager,Director)and(Department:not_equal:IT))"
        : "(Email_Opt_Out:equals:true)"
      let counted = try await client.get("/crm/v8/Contacts/actions/count?criteria=\(search)")
      let count = try counted.json["count"].integer
      #expect(result["count"].integer == count && (count ?? 0) > 0)
    }
  }

  @Test func `fields that the profile hides are nowhere`() async throws {
    try await withSandbox("--hide-fields", "Phone,Email") { client in
      let fields = try await client.get("/crm/v8/settings/fields?module=Contacts").json["fields"]
      #expect(!fields.items.contains { ["Phone", "Email"].contains($0["api_name"].text) })
      let record = try await client.get("/crm/v8/Contacts?fields=Last_Name,Email&per_page=1")
      #expect(try record.json["data"].items[0].keys == ["Last_Name", "id"])
      let query = #"{"select_query":"select Phone from Contacts where id is not null"}"#
      let refused = try await client.call(
        "POST", "/crm/v8/coql", type: "application/json", body: query)
      #expect(try refused.json["code"].text == "INVALID_QUERY")
    }
  }

  @Test(arguments: [
    ("2035-01-01T00:00:00+00:00", 304), ("2001-01-01T00:00:00+00:00", 200), ("yesterday", 400),
  ])
  func `users that did not change are 304`(time: String, status: Int) async throws {
    try await withSandbox { client in
      var asking = client
      asking.ifModifiedSince = time
      let reply = try await asking.get("/crm/v8/users")
      #expect(reply.status == status)
    }
  }
}
