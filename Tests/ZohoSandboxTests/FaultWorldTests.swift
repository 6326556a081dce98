import Testing

@testable import ZohoSandbox

/// Faults that depend on time, over the state alone and with a time of the test's own.
@Suite struct FaultWorldTests {
  private static let portal = "/api/v3/portal/700100200"
  private var state = SandboxState(options: SandboxOptions())
  private let token: String

  init() throws {
    token = try state.accounts.tokens.refresh(
      "1000.sandbox.refresh", for: OAuthClient.all[0], time: 0
    ).access
  }

  private mutating func call(
    _ method: String, _ path: String, query: String = "", at time: Int64
  ) throws -> JSONValue {
    let call = Call(
      method: method, path: path, query: query, authorization: "Zoho-oauthtoken \(token)")
    return try JSONValue(parsing: state.answer(call, at: time).body ?? Array("null".utf8))
  }

  private mutating func add(_ email: String, at time: Int64) throws -> JSONValue {
    let project = state.portal.projects[0].id
    let entries = SandboxClient.encoded(#"[{"email_id":"\#(email)"}]"#)
    return try call(
      "POST", "\(Self.portal)/projects/\(project)/projectusers", query: "userdetails=\(entries)",
      at: time)
  }

  private mutating func script(_ text: String) throws {
    state.setFaults(try FaultScript(parsing: Array(text.utf8)))
  }

  private mutating func members(at time: Int64) throws -> [String] {
    let project = state.portal.projects[0].id
    let page = try call("GET", "\(Self.portal)/projects/\(project)/users", at: time)
    return page["users"].items.compactMap { $0["email"].text }
  }

  @Test mutating func `a late call takes effect with the first request after its time`() throws {
    try script(
      #"[{"match":{"method":"POST","path":"*","nth":1},"fault":"apply-late","seconds":3}]"#)
    #expect(try add("a@b.example", at: 1_000) == .null)
    #expect(state.log.entries.last?.status == 0)
    #expect(try !members(at: 3_999).contains("a@b.example"))
    let seen = try call("GET", "/_sandbox/state", at: 9_000)["users"].items
    #expect(seen.contains { $0["email"].text == "a@b.example" })
    #expect(state.portal.user(email: "a@b.example")?.added == 4_000)
    #expect(try add("a@b.example", at: 9_001)["error"]["title"].text == "USER_ALREADY_EXISTS")
  }

  @Test mutating func `late calls are done in the order they fall due, a repeat in between`() throws
  {
    try script(
      #"[{"match":{"method":"POST","path":"*","nth":1},"fault":"apply-late","seconds":5},"#
        + #"{"match":{"method":"POST","path":"*","nth":2},"fault":"apply-late","seconds":1}]"#)
    for time in [0, 1_000] { #expect(try add("a@b.example", at: Int64(time)) == .null) }
    _ = try members(at: 60_000)
    #expect(state.portal.user(email: "a@b.example")?.added == 2_000)
    #expect(state.portal.user(email: "a@b.example")?.mails == 1)
  }

  @Test mutating func `a stale read shows the portal of some seconds ago, and no write is lost`()
    throws
  {
    try script(#"[{"match":{"path":"*/users"},"fault":"stale-read","seconds":5}]"#)
    for (index, time) in [1_000, 2_000, 4_000].enumerated() {
      _ = try add("p\(index)@b.example", at: Int64(time))
    }
    let names = ["p0@b.example", "p1@b.example", "p2@b.example"]
    for (time, count) in [(4_500, 0), (6_000, 1), (6_999, 1), (7_000, 2), (9_000, 3)] {
      let seen = Set(try members(at: Int64(time)))
      #expect(names.filter(seen.contains) == Array(names.prefix(count)), "at \(time)")
    }
    #expect(state.portal.user(email: "p2@b.example") != nil)
  }

  @Test mutating func `the limits of Zoho hold from the start, faults or not`() throws {
    try script(#"[{"match":{"path":"/api/v3/portals"},"fault":"throttle-429"}]"#)
    let call = Call(
      method: "GET", path: "/api/v3/portals", authorization: "Zoho-oauthtoken \(token)")
    for index in 1...100 {
      let answer = state.answer(call, at: Int64(index))
      #expect(answer.status == 429 && answer.fault == .throttle429)
    }
    #expect(state.limiter.violations == 0)
    let refused = state.answer(call, at: 101)
    #expect(refused.status == 400 && refused.fault == nil)
    let headers = Dictionary(refused.headers.map { ($0.name, $0.value) }) { $1 }
    #expect(
      headers == [
        "RateLimit": "100", "RateLimit-Window": "120", "RateLimit-Window-Unit": "seconds",
        "RateLimit-Remaining": "0", "Retry-After": "1800",
      ])
    #expect(state.answer(call, at: 1_799_000).status == 400)
    #expect(state.limiter.violations == 2)
    #expect(state.answer(call, at: 1_799_000 + 1_800_000 - 1).status == 400)
  }

  @Test mutating func `page-missing tells by the number, also after the last page`() throws {
    try script(
      #"[{"match":{"path":"*/users","nth":[1,2]},"fault":"page-missing"},"#
        + #"{"match":{"path":"*/users","nth":1},"fault":"page-repeated"},"#
        + #"{"match":{"path":"/api/v3/portals"},"fault":"page-missing"}]"#)
    let path = "/api/v3.1/portal/700100200/users"
    let whole = SandboxState(options: SandboxOptions()).portal.users.elements
      .filter { $0.isActive && !$0.isClient }.map(\.email)
    func page(_ number: Int, _ size: Int, _ test: inout FaultWorldTests) throws -> JSONValue {
      try test.call("GET", path, query: "per_page=\(size)&page=\(number)", at: 1)
    }
    let second = try page(1, 3, &self)
    #expect(second["page_info"]["page"] == .integer(2))
    #expect(second["users"].items.compactMap { $0["email"].text } == Array(whole[3..<6]))
    let none = try page(1, 50, &self)
    #expect(none["users"].items.isEmpty && none["page_info"]["page"] == .integer(2))
    #expect(none["page_info"]["has_next_page"] == .bool(false))
    let repeated = try page(2, 3, &self)
    #expect(repeated["page_info"]["page"] == .integer(1))
    #expect(repeated["users"].items.compactMap { $0["email"].text } == Array(whole[..<3]))
    // The first page has none before it, so it does not count.
    #expect(try page(1, 3, &self)["page_info"]["page"] == .integer(1))
    #expect(state.log.entries.last?.fault == nil)
    // A bare array tells no number: what is missing could not be seen.
    #expect(try call("GET", "/api/v3/portals", at: 1).items.count == 1)
    #expect(state.log.entries.last?.fault == nil)
  }

  @Test mutating func `pages of CRM are left out and repeated too, tokens and all`() throws {
    try script(
      #"[{"match":{"path":"/crm/v8/Contacts","nth":2},"fault":"page-missing"},"#
        + #"{"match":{"path":"/crm/v8/Contacts","nth":3},"fault":"page-repeated"},"#
        + #"{"match":{"path":"/crm/v8/users"},"fault":"page-missing"}]"#)
    let query = "fields=id&per_page=200"
    let first = try call("GET", "/crm/v8/Contacts", query: query, at: 1)
    let next = try #require(first["info"]["next_page_token"].text)
    let third = try call("GET", "/crm/v8/Contacts", query: "\(query)&page_token=\(next)", at: 1)
    #expect(third["info"]["page"] == .integer(3) && third["data"].items.count == 200)
    // The repeat is the second that has a page before it, hence the third of its rule's own count.
    _ = try call("GET", "/crm/v8/Contacts", query: "\(query)&page_token=\(next)", at: 1)
    let again = try call("GET", "/crm/v8/Contacts", query: "\(query)&page_token=\(next)", at: 1)
    #expect(again["info"]["page"] == .integer(1) && again["data"] == first["data"])
    let users = try call("GET", "/crm/v8/users", query: "type=AllUsers", at: 1)
    #expect(users["users"].items.isEmpty && users["info"]["page"] == .integer(2))
    #expect(users["info"]["more_records"] == .bool(false))
  }
}
