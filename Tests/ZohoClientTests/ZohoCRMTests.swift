import ImportEngine
import ImportModel
import Testing
import ZohoClient

struct ZohoCRMTests {
  private func page(_ ids: [Int], more: Bool) -> String {
    let users = ids.map { #"{"id":"\#($0)","email":"u\#($0)@example.com"}"# }
    return #"{"users":[\#(users.joined(separator: ","))],"info":{"more_records":\#(more)}}"#
  }

  private func users(_ type: String, _ page: Int) -> String {
    let lite = ["AllUsers", "DeletedUsers"].contains(type) ? "&include_lite_users=true" : ""
    return "\(plain(type, page))\(lite)"
  }

  private func plain(_ type: String, _ page: Int) -> String {
    "GET /crm/v8/users?type=\(type)&page=\(page)&per_page=200"
  }

  private let nobody = HTTPAnswer(
    status: 204, headers: [HeaderField("Content-Type", "application/json")], body: [])

  @Test func `users come page by page, each once, the deleted too`() async throws {
    let bench = try Bench([
      .token(), .on(users("AllUsers", 1), page([1, 2], more: true)),
      .on(users("AllUsers", 2), page([2, 3], more: false)),
      .on(users("DeletedUsers", 1), page([3, 4], more: false)),
    ])
    #expect(try await bench.crm.users().map(\.id.text) == ["1", "2", "3", "4"])
    #expect(bench.transport.unexpected.isEmpty)
  }

  @Test func `a user's fields stand in the order of the schema`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        users("AllUsers", 1),
        """
        {"users":[{"id":7014820000000229001,"email":"jose\u{301}@example.com","full_name":"Ana",
         "role":{"id":"1","name":"CEO"},"confirm":true,"created_time":"2024-01-08T10:00:12+01:00",
         "Modified_Time":"soon","zuid":8410023377,"phone":null}],"info":{"more_records":false}}
        """),
      .on(users("DeletedUsers", 1), nobody),
    ])
    let record = try #require(try await bench.crm.users().first)
    func value(_ name: String) throws -> FieldValue {
      record.values[try #require(PeopleSchema.users.index(of: name))]
    }
    #expect(record.id.text == "7014820000000229001")
    #expect(try value("email") == .text("jos\u{E9}@example.com"))
    guard case .text(let email) = try value("email") else { return }
    #expect(Array(email.unicodeScalars).count == 16)
    #expect(try value("role") == .text("CEO"))
    #expect(try value("confirm") == .flag(true))
    #expect(try value("created_time") == .time(1_704_704_412))
    #expect(try value("modified_time") == .empty)
    #expect(try value("zuid") == .text("8410023377"))
    #expect(try value("phone") == .empty)
    #expect(record.values.count == PeopleSchema.users.fields.count)
  }

  /// §3: what an unknown parameter may be refused with.
  @Test(arguments: [
    (
      400,
      #"{"code":"INVALID_DATA","details":{"param_name":"include_lite_users"},"message":"m","status":"error"}"#
    ),
    (403, #"{"code":"FEATURE_NOT_SUPPORTED","details":{},"message":"m","status":"error"}"#),
  ])
  func `a server that knows no lite users is asked without them`(
    status: Int, body: String
  ) async throws {
    let bench = try Bench([
      .token(), .on(users("AllUsers", 1), body, status: status),
      .on(plain("AllUsers", 1), page([1], more: false)),
      .on(users("DeletedUsers", 1), body, status: status), .on(plain("DeletedUsers", 1), nobody),
    ])
    #expect(try await bench.crm.users().map(\.id.text) == ["1"])
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
  }

  /// §2.1, §6.8: names may be null, and a field may be missing.
  @Test(arguments: [
    (#""full_name":null,"first_name":"Ana","last_name":"Ruiz""#, "Ana Ruiz"),
    (#""full_name":" ","last_name":"Ruiz""#, "Ruiz"), (#""first_name":null"#, "u1@example.com"),
    (#""full_name":"Ana R.","first_name":"Ana""#, "Ana R."),
  ])
  func `who has no whole name goes by the parts of it, else by the address`(
    fields: String, name: String
  ) async throws {
    let user = #"{"id":"1","email":"u1@example.com",\#(fields)}"#
    let bench = try Bench([
      .token(),
      .on(users("AllUsers", 1), #"{"users":[\#(user)],"info":{"more_records":false}}"#),
      .on(users("DeletedUsers", 1), nobody),
    ])
    let person = try #require(Directory(users: try await bench.crm.users()).person(at: 0))
    #expect(person.name == name)
    // What was not told is not known: neither that they confirmed nor that they did not.
    #expect(person.isConfirmed == nil)
    #expect(person.type == .colleague)
  }

  /// §2.2: `trial_type` of a trial that ended stays behind in a paid organisation.
  @Test func `an old trial says nothing of a paid organisation`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        "GET /crm/v8/org",
        #"{"org":[{"id":"7","company_name":"N","license_details":{"paid":true,"paid_type":"enterprise","trial_type":"crmplus","trial_expiry":"1970-01-01T00:00:01+00:00"}}]}"#
      ),
    ])
    #expect(try await bench.crm.organisation().edition == .allowed("enterprise"))
  }

  private func listed(_ ids: ClosedRange<Int>, _ status: String) -> String {
    let users = ids.map {
      #"{"id":"\#($0)","status":"\#(status)","Modified_Time":"2026-02-11T17:40:00+01:00"}"#
    }
    return #"{"users":[\#(users.joined(separator: ","))],"info":{"more_records":false}}"#
  }

  private let counted = "GET /crm/v8/users/actions/count?type=ActiveUsers"
  private let unchanged = HTTPAnswer(status: 304, headers: [], body: [])

  /// 598 active users, two who are disabled, two who are deleted.
  private func held() async throws -> RecordTable<CRMUser> {
    let bench = try Bench([
      .token(), .on(users("AllUsers", 1), listed(1...600, "active")),
      .on(users("DeletedUsers", 1), listed(601...602, "deleted")),
    ])
    let records = try await bench.crm.users().map { record in
      guard ["599", "600"].contains(record.id.text) else { return record }
      return CRMUserRecord(
        id: record.id,
        values: zip(PeopleSchema.users.fields, record.values).map {
          $0.key == "status" ? .text("disabled") : $1
        })
    }
    return Directory(users: records).users
  }

  /// §2.1: the header is in one version of Zoho's documents; whether it is honoured is not settled.
  @Test func `users are unchanged at 304 with the same people gone and as many active`()
    async throws
  {
    let lite = plain("DeactiveUsers", 1) + "&include_lite_users=true"
    func steps(_ gone: String, _ deleted: String, _ count: String) -> [ScriptedTransport.Step] {
      [
        .token(), .on(users("AllUsers", 1), unchanged), .on(lite, gone),
        .on(users("DeletedUsers", 1), deleted), .on(counted, count),
      ]
    }
    let held = try await held()
    let (gone, deleted) = (listed(599...600, "disabled"), listed(601...602, "deleted"))
    for (steps, expected) in [
      (steps(gone, deleted, #"{"count":"598"}"#), true),
      (steps(gone, deleted, #"{"count":597}"#), false),
      (steps(listed(598...600, "disabled"), deleted, #"{"count":598}"#), false),
      (steps(listed(598...599, "disabled"), deleted, #"{"count":598}"#), false),
      (steps(gone, listed(602...603, "deleted"), #"{"count":598}"#), false),
      (steps(gone, listed(601...602, "closed"), #"{"count":598}"#), false),
    ] {
      let bench = try Bench(steps)
      #expect(try await bench.crm.areUnchanged(held, since: 1_770_828_000) == expected)
      #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
      #expect(
        bench.transport.sent[1].headers.first { $0.name == "If-Modified-Since" }?.value
          == "2026-02-11T16:40:00+00:00")
    }
  }

  @Test func `a list in place of 304 says that users may have changed`() async throws {
    let bench = try Bench([.token(), .on(users("AllUsers", 1), listed(7...7, "active"))])
    #expect(!(try await bench.crm.areUnchanged(try await held(), since: 1)))
    #expect(bench.transport.remaining == 0)
    let few = try Bench([])
    let one = Directory(users: []).users
    #expect(!(try await few.crm.areUnchanged(one, since: 1)))
  }

  /// `info` is not required of /users [C] OAS31; the code decides before the status [C] OAS31.
  @Test(arguments: [
    (403, "NO_PERMISSION"), (400, "NO_PERMISSION"), (401, "no_permission"), (403, "OTHER"),
  ])
  func `the caller is one answer, and who may not list administrators is none`(
    status: Int, code: String
  ) async throws {
    let bench = try Bench([
      .token(),
      .on(users("CurrentUser", 1), #"{"users":[{"id":"7","full_name":"Ana","email":"a@b.c"}]}"#),
      .on(
        users("AdminUsers", 1),
        #"{"code":"\#(code)","details":{},"message":"permission denied","status":"error"}"#,
        status: status),
    ])
    let caller = try await bench.crm.caller()
    #expect(caller.name == "Ana")
    #expect(!caller.isAdministrator)
  }

  @Test func `a count that is refused names both scopes it may want`() async throws {
    let bench = try Bench([
      .token(),
      .on(
        "GET /crm/v8/Contacts/actions/count",
        #"{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}"#,
        status: 401),
    ])
    let words =
      "ZohoCRM.modules.contacts.READ or ZohoSearch.securesearch.READ (OAUTH_SCOPE_MISMATCH: Unauthorized)"
    await #expect(throws: ServiceFailure.scope(words)) { try await bench.crm.count(of: .contacts) }
  }

  @Test func `another page than was asked for fails`() async throws {
    let bench = try Bench([
      .token(),
      .on(users("AllUsers", 1), #"{"users":[],"info":{"more_records":false,"page":2}}"#),
    ])
    await #expect(throws: ServiceFailure.malformed("users: page 2 came in place of page 1")) {
      try await bench.crm.users()
    }
  }

  @Test(arguments: ["[1,2]", "[]"])
  func `a page that comes twice or empty though more was promised fails`(ids: String) async throws {
    let second = ids == "[]" ? page([], more: true) : page([1, 2], more: true)
    let bench = try Bench([
      .token(), .on(users("AllUsers", 1), page([1, 2], more: true)),
      .on(users("AllUsers", 2), second),
    ])
    await #expect(throws: ServiceFailure.malformed("users: a page came twice")) {
      try await bench.crm.users()
    }
  }

  @Test(arguments: [
    #"{"users":[]}"#, #"{"users":[{"id":null}],"info":{"more_records":false}}"#, "[]", "3",
    #"{"users":[{"id":"../x"}],"info":{"more_records":false}}"#, "<html>", #"{"users":"#,
  ])
  func `another shape is malformed, never an empty list`(text: String) async throws {
    let bench = try Bench([
      .token(), .on(users("AllUsers", 1), text), .on(users("DeletedUsers", 1), nobody),
    ])
    await #expect {
      try await bench.crm.users()
    } throws: { error in
      guard case .malformed = error as? ServiceFailure else { return false }
      return true
    }
  }

  @Test(arguments: [true, false])
  func `the caller is an administrator when among them`(isAmong: Bool) async throws {
    let bench = try Bench([
      .token(),
      .on(
        users("CurrentUser", 1),
        #"{"users":[{"id":"5","full_name":"Ana","email":"ana@example.com","profile":{"id":"1","name":"Boss"},"time_zone":"Europe/Madrid"}],"info":{"more_records":false}}"#
      ),
      .on(users("AdminUsers", 1), page(isAmong ? [4, 5] : [4], more: false)),
    ])
    let caller = try await bench.crm.caller()
    #expect(caller.isAdministrator == isAmong)
    #expect(caller.profile == "Boss")
    #expect(caller.timeZone == "Europe/Madrid")
  }

  @Test func `who may not see the administrators is none`() async throws {
    let bench = try Bench([
      .token(), .on(users("CurrentUser", 1), page([5], more: false)),
      .on(
        users("AdminUsers", 1),
        #"{"code":"NO_PERMISSION","details":{},"message":"Permission denied","status":"error"}"#,
        status: 403),
    ])
    #expect(try await bench.crm.caller().isAdministrator == false)
  }

  @Test func `nobody is an administrator when the list is empty`() async throws {
    let bench = try Bench([.token(), .on(users("ActiveConfirmedAdmins", 1), nobody)])
    #expect(try await bench.crm.administrators().isEmpty)
  }

  @Test func `a server in trouble is asked three times in all`() async throws {
    let trouble = ScriptedTransport.Step.on("GET /crm/v8/org", "", status: 503)
    let reset = ScriptedTransport.Step.on(
      "GET /crm/v8/org", failure: TransportFailure.interrupted("reset"))
    let good = try Bench([
      .token(), trouble, reset,
      .on("GET /crm/v8/org", #"{"org":[{"id":"7","company_name":"N"}]}"#),
    ])
    #expect(try await good.crm.organisation().name == "N")
    let bad = try Bench([.token()] + Array(repeating: trouble, count: 5))
    await #expect(throws: ServiceFailure.interrupted("status 503")) {
      try await bad.crm.organisation()
    }
    #expect(bad.transport.sent.count == 4)
  }

  struct Refusal: Sendable {
    let status: Int
    let code: String
    let details: String
    let expected: ServiceFailure
  }

  @Test(arguments: [
    // The status alone does not make it a token that is refused.
    Refusal(
      status: 401, code: "NO_PERMISSION", details: #"{"permissions":["X"]}"#,
      expected: .refused(title: "NO_PERMISSION", message: "words (X)", status: 401)),
    Refusal(
      status: 400, code: "LIMIT_EXCEEDED", details: #"{"limit":50,"param_name":"fields"}"#,
      expected: .refused(
        title: "LIMIT_EXCEEDED", message: "words (fields, limit 50)", status: 400)),
    // COQL, §2.6.
    Refusal(
      status: 400, code: "INVALID_QUERY",
      details: #"{"reason":"invalid operator","column_name":"Email","operator":"like"}"#,
      expected: .refused(
        title: "INVALID_QUERY",
        message: "words (reason invalid operator, column_name Email, operator like)", status: 400)),
    Refusal(
      status: 400, code: "SYNTAX_ERROR", details: #"{"line":1,"column":9,"near":"from"}"#,
      expected: .refused(
        title: "SYNTAX_ERROR", message: "words (line 1, column 9, near from)", status: 400)),
    Refusal(
      status: 400, code: "EXPECTED_PARAM_MISSING", details: #"{"param_names":["email","word"]}"#,
      expected: .refused(
        title: "EXPECTED_PARAM_MISSING", message: "words (email, word)", status: 400)),
    Refusal(
      status: 400, code: "INVALID_DATA",
      details: #"[{"api_name":"type","supported_values":["a","b"]},{"api_name":"page"}]"#,
      expected: .refused(
        title: "INVALID_DATA", message: "words (type, supported_values a, b; page)", status: 400)),
    Refusal(
      status: 401, code: "OAUTH_SCOPE_MISMATCH", details: "{}",
      expected: .scope("ZohoCRM.org.READ (OAUTH_SCOPE_MISMATCH: words)")),
    Refusal(
      status: 403, code: "NO_PERMISSION", details: #"{"permissions":["X"]}"#,
      expected: .refused(title: "NO_PERMISSION", message: "words (X)", status: 403)),
    Refusal(
      status: 404, code: "INVALID_URL_PATTERN", details: "{}",
      expected: .refused(title: "INVALID_URL_PATTERN", message: "words", status: 404)),
  ])
  func `CRM's refusals (§3, §4) are not asked again`(refusal: Refusal) async throws {
    let body =
      #"{"code":"\#(refusal.code)","details":\#(refusal.details),"message":"words","status":"error"}"#
    let bench = try Bench([.token(), .on("GET /crm/v8/org", body, status: refusal.status)])
    await #expect(throws: refusal.expected) { try await bench.crm.organisation() }
    #expect(bench.transport.sent.count == 2)
  }

  @Test func `no connection is told at once`() async throws {
    let bench = try Bench([
      .on("POST /oauth/v2/token", failure: TransportFailure.notConnected("connection refused"))
    ])
    await #expect(throws: ServiceFailure.unreachable("connection refused")) {
      try await bench.crm.organisation()
    }
    #expect(bench.transport.sent.count == 1)
  }
}
