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
    Refusal(
      status: 429, code: "TOO_MANY_REQUESTS", details: #"{"retry_after":60,"trace_id":"4f1c"}"#,
      expected: .throttled(retryAfter: 60, said: "TOO_MANY_REQUESTS: words (trace 4f1c)")),
    Refusal(
      status: 429, code: "RATE_LIMIT_EXCEEDED", details: "{}",
      expected: .throttled(retryAfter: 60, said: "RATE_LIMIT_EXCEEDED: words")),
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
