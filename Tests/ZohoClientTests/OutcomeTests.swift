import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// What each kind of answer to a write means: one row an answer.
struct OutcomeTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let answer: HTTPAnswer
    let expected: Expected

    var testDescription: String { name }

    init(
      _ name: String, _ status: Int, _ body: String, _ expected: Expected,
      headers: [HeaderField] = [HeaderField("content-type", "application/json")]
    ) {
      self.name = name
      answer = HTTPAnswer(status: status, headers: headers, body: Array(body.utf8))
      self.expected = expected
    }
  }

  enum Expected: Sendable {
    case added([String: String])
    case refused(title: String, status: Int, aboutEntries: Bool)
    case throttled(Int64)
    /// Nothing fares better before somebody signs in again; the code is told.
    case signedOut
    case unknown
  }

  @Test(arguments: rows)
  func `an answer to projectusers`(row: Row) async throws {
    let bench = try Bench([
      .token(),
      ScriptedTransport.Step(
        expected: "POST /api/v3/portal/7/projects/9/projectusers", result: .success(row.answer)),
    ])
    let outcome = await bench.projects.send(
      .addToProject(
        try ProjectID.of("9"),
        [MemberEntry(email: try EmailAddress.of("bo@acme.example"), role: nil, profile: nil)],
        notify: false), to: try PortalID.of("7"), using: .unlimited, deadline: 1_000)
    #expect(bench.transport.unexpected.isEmpty)
    #expect(bench.transport.remaining == 0)
    try check(outcome, against: row.expected)
  }

  private func check(_ outcome: Outcome, against expected: Expected) throws {
    switch expected {
    case .added(let ids):
      var added: [EmailAddress: PortalUserID] = [:]
      for (email, id) in ids {
        added[try EmailAddress.of(email)] = try PortalUserID.of(id)
      }
      #expect(outcome == .ok(added: added))
    case .refused(let title, let status, let aboutEntries):
      guard case .refused(title, _, status, aboutEntries) = outcome else {
        Issue.record("\(outcome)")
        return
      }
    case .throttled(let seconds):
      guard case .turnedAway(.throttled(seconds, _)) = outcome else {
        Issue.record("\(outcome)")
        return
      }
    case .signedOut:
      guard case .turnedAway(.authentication(let words)) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(words.hasPrefix("INVALID_OAUTHSCOPE"))
      #expect(words.hasSuffix("crmsh adds: the call takes ZohoProjects.users.CREATE"))
    case .unknown:
      guard case .unknown = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
  }

  /// An error of Projects V3 as Zoho's documents have it (reference §7).
  private static func error(_ code: String, _ title: String, _ message: String = "m") -> String {
    #"{"error":{"status_code":"\#(code)","method":"POST","instance":"/api/v3/…","title":"\#(title)","error_type":"OPERATIONAL_VALIDATION_ERROR","details":[{"message":"\#(message)"}]}}"#
  }

  private static let lockText =
    "Cannot execute more than 100 requests per API in 2 minutes. Try again after 22 minutes."

  private static let html = [HeaderField("content-type", "text/html;charset=utf-8")]

  static let rows: [Row] = successes + throttles + refusals + unknowns

  private static let successes = [
    Row(
      "map of one", 200, #"{"emailvszpuid":{"bo@acme.example":"17"}}"#,
      .added(["bo@acme.example": "17"])),
    Row(
      "keys in other case, a number as id", 201,
      #"{"EmailVsZpuid":{"BO@Acme.Example":1700000000000093001}}"#,
      .added(["bo@acme.example": "1700000000000093001"])),
    Row("map of nobody", 200, #"{"emailvszpuid":{}}"#, .added([:])),
    Row("202 with the map", 202, #"{"emailvszpuid":{"a@b.c":"1"}}"#, .added(["a@b.c": "1"])),
    Row("206 with the map", 206, #"{"emailvszpuid":{"a@b.c":"1"}}"#, .added(["a@b.c": "1"])),
    Row("207 with the map", 207, #"{"emailvszpuid":{"a@b.c":"1"}}"#, .added(["a@b.c": "1"])),
    Row(
      "207 with the map and an error", 207,
      #"{"emailvszpuid":{"a@b.c":"1"},"error":{"status_code":"400","title":"INVALID_PARAMETER_VALUE","details":[{"message":"Invalid value","field_name":"userdetails"}]}}"#,
      .added(["a@b.c": "1"])),
    Row(
      "200 with the map and an error", 200,
      #"{"emailvszpuid":{"a@b.c":"1"},"error":{"title":"INVALID_PARAMETER_VALUE"}}"#,
      .added(["a@b.c": "1"])),
    Row(
      "a null in the map", 200, #"{"emailvszpuid":{"a@b.c":"1","x@y.z":null}}"#,
      .added(["a@b.c": "1"])),
    Row("the map is null", 200, #"{"emailvszpuid":null}"#, .unknown),
    Row(
      "a number as id that somebody rounded", 200, #"{"emailvszpuid":{"a@b.c":1.7e18}}"#,
      .added([:])),
    Row(
      "an e-mail in decomposed form", 200, #"{"emailvszpuid":{"jose\u0301@acme.example":"17"}}"#,
      .added(["jos\u{E9}@acme.example": "17"])),
  ]

  private static let throttles = [
    Row(
      "throttle as 400, details an object (S18)", 400,
      #"{"error":{"status_code":400,"title":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED","details":{"message":"\#(lockText)"}}}"#,
      .throttled(1_320)),
    Row(
      "throttle as 400 with Retry-After", 400,
      error("400", "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", lockText), .throttled(540),
      headers: [HeaderField("retry-after", "540")]),
    Row(
      "throttle without a time", 400, error("400", "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"),
      .throttled(1_800)),
    Row(
      "throttle inside 200", 200,
      error("400", "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", lockText), .throttled(1_320)),
    Row(
      "429 with a body", 429, error("429", "TOO_MANY", "Try again after 30 seconds"), .throttled(30)
    ),
    Row("429 without a body", 429, "", .throttled(1_800)),
    Row("429 with a body of another shape", 429, #"{"wait":1}"#, .throttled(1_800)),
    Row(
      "a date in Retry-After", 429, "", .throttled(1_800),
      headers: [HeaderField("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")]),
    Row(
      "a negative Retry-After", 429, "", .throttled(1_800),
      headers: [HeaderField("Retry-After", "-5")]),
    Row(
      "a Retry-After of years", 429, "", .throttled(86_400),
      headers: [HeaderField("Retry-After", "99999999999")]),
  ]

  private static let refusals = [
    Row(
      "bad e-mail", 400, error("400", "INVALID_PARAMETER_VALUE", "Invalid value"),
      .refused(title: "INVALID_PARAMETER_VALUE", status: 400, aboutEntries: true)),
    Row(
      "no permission, told as a parameter", 400,
      error("400", "INVALID_PARAMETER_VALUE", "You don't have sufficient permission to add"),
      .refused(title: "INVALID_PARAMETER_VALUE", status: 400, aboutEntries: false)),
    Row(
      "already there", 409, error("409", "USER_ALREADY_EXISTS"),
      .refused(title: "USER_ALREADY_EXISTS", status: 409, aboutEntries: true)),
    Row(
      "not found", 404, error("404", "RESOURCE_NOT_FOUND"),
      .refused(title: "RESOURCE_NOT_FOUND", status: 404, aboutEntries: true)),
    Row(
      "old style", 404, #"{"error":{"code":6404,"message":"Resource Not Found"}}"#,
      .refused(title: "6404", status: 404, aboutEntries: true)),
    Row(
      "old style inside 200", 200, #"{"error":{"code":"6832","message":"Invalid"}}"#,
      .refused(title: "6832", status: 400, aboutEntries: true)),
    Row(
      "a title never seen, inside 200", 200, #"{"error":{"title":"ODD","details":{}}}"#,
      .refused(title: "ODD", status: 200, aboutEntries: true)),
    Row(
      "refused inside 200 as 403", 200, error("403", "NOT_ALLOWED"),
      .refused(title: "NOT_ALLOWED", status: 403, aboutEntries: false)),
    Row(
      "wrong address", 400, error("400", "URL_RULE_NOT_CONFIGURED", "Given URL is wrong"),
      .refused(title: "URL_RULE_NOT_CONFIGURED", status: 400, aboutEntries: false)),
    Row(
      "wrong method", 400, error("400", "INVALID_METHOD"),
      .refused(title: "INVALID_METHOD", status: 400, aboutEntries: false)),
    Row(
      "wrong body", 400, error("400", "INVALID_INPUTSTREAM"),
      .refused(title: "INVALID_INPUTSTREAM", status: 400, aboutEntries: false)),
    Row(
      "licences used up", 402, error("402", "LICENSE_LIMIT_EXCEEDED"),
      .refused(title: "LICENSE_LIMIT_EXCEEDED", status: 402, aboutEntries: false)),
    Row(
      "forbidden", 403, error("403", "OPERATION_NOT_ALLOWED"),
      .refused(title: "OPERATION_NOT_ALLOWED", status: 403, aboutEntries: false)),
    Row(
      "scope missing", 401, error("401", "INVALID_OAUTHSCOPE"),
      .signedOut),
    Row(
      "scope missing, in its words alone (ASI-dashboard)", 403,
      #"{"error":{"status_code":403,"details":{"message":"Invalid OAuth scope."}}}"#,
      .signedOut),
    Row(
      "a rule of the business, without a title (§7)", 403,
      #"{"error":{"status_code":"403","error_type":"OPERATIONAL_VALIDATION_ERROR","details":[{"message":"Client domain equals portal domain","message_key":"zp.client.domain"}]}}"#,
      .refused(title: "OPERATIONAL_VALIDATION_ERROR", status: 403, aboutEntries: false)),
    Row(
      "the same inside 200", 200,
      #"{"error":{"status_code":"403","error_type":"OPERATIONAL_VALIDATION_ERROR","details":[]}}"#,
      .refused(title: "OPERATIONAL_VALIDATION_ERROR", status: 403, aboutEntries: false)),
    Row(
      "a number as status inside 200", 200,
      #"{"error":{"status_code":409,"title":"USER_ALREADY_EXISTS","details":[]}}"#,
      .refused(title: "USER_ALREADY_EXISTS", status: 409, aboutEntries: true)),
    Row(
      "an error of CRM's shape", 400,
      #"{"code":"INVALID_DATA","details":{},"message":"invalid data","status":"error"}"#,
      .refused(title: "INVALID_DATA", status: 400, aboutEntries: true)),
  ]

  private static let unknowns = [
    Row("207 with an error alone", 207, error("400", "INVALID_PARAMETER_VALUE"), .unknown),
    Row("207 with a throttle", 207, error("400", "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"), .unknown),
    Row(
      "207 with an error for each entry", 207,
      #"{"users":[{"email":"a@b.c","status":"error","message":"m"},{"email":"x@y.z","zpuid":"1"}]}"#,
      .unknown),
    Row("206", 206, #"{"users":[]}"#, .unknown), Row("202", 202, "", .unknown),
    Row("429 of plain text", 429, "slow down", .unknown),
    Row("500 of the known shape (S7)", 500, error("500", "INTERNAL_SERVER_ERROR"), .unknown),
    Row("server trouble inside 200", 200, error("500", "INTERNAL_SERVER_ERROR"), .unknown),
    Row("server trouble by number inside 200", 200, #"{"error":{"code":6891}}"#, .unknown),
    Row("502 without a body", 502, "", .unknown),
    Row("503 page", 503, "<html>maintenance</html>", .unknown, headers: html),
    Row("200 page", 200, "<!doctype html>", .unknown, headers: html),
    Row("a page under a JSON type", 200, "\n <html>", .unknown),
    Row("a 429 page", 429, "<html>", .unknown, headers: html),
    Row("empty 200", 200, "", .unknown),
    Row("204", 204, "", .unknown),
    Row("cut off", 200, #"{"emailvszpuid":{"bo@acme.example":"17"#, .unknown),
    Row("not JSON", 200, "OK", .unknown),
    Row("unknown 2xx", 200, #"{"users":[]}"#, .unknown),
    Row("a bare array", 200, "[]", .unknown),
    Row("the map as a list", 200, #"{"emailvszpuid":[]}"#, .unknown),
    Row("null", 200, "null", .unknown),
    Row("redirect", 302, "", .unknown),
    Row("400 without a body", 400, "", .unknown),
    Row("400 of another shape", 400, #"{"oops":true}"#, .unknown),
    Row("an error without a title", 400, #"{"error":{}}"#, .unknown),
    Row(
      "a type alone inside 200", 200,
      #"{"error":{"error_type":"OPERATIONAL_VALIDATION_ERROR","details":[]}}"#, .unknown),
    Row("402 without JSON", 402, "Payment Required", .unknown),
    Row("401 without a body", 401, "", .unknown),
    Row("401 page", 401, "<html>sign in", .unknown, headers: html),
    Row("202 without a body", 202, "", .unknown),
    Row("202 of another shape", 202, #"{"status":"accepted"}"#, .unknown),
    Row("206 with a part of the map", 206, #"{"emailvszpuid":{"a@b.c":"1""#, .unknown),
    Row("too deep", 200, String(repeating: "[", count: 100), .unknown),
  ]
}
