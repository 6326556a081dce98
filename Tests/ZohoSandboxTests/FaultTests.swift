import Testing

/// Faults over a real connection.
@Suite struct FaultTests {
  private static let entry = SandboxClient.encoded(#"[{"email_id":"new@b.example"}]"#)

  private static func rule(_ fault: String, _ more: String = "", nth: Int = 1) -> String {
    #"{"match":{"method":"POST","path":"*/projectusers","nth":\#(nth)},"fault":"\#(fault)"\#(more)}"#
  }

  private static func target(_ client: SandboxClient) async throws -> String {
    let project = try await client.project("Website")
    return "\(SandboxClient.portal)/projects/\(project)/projectusers?userdetails=\(entry)"
  }

  @Test(arguments: [
    ("drop-before-read", RawExchange.End.closed, false), ("apply-then-close", .closed, true),
    ("apply-then-reset", .reset, true),
  ])
  func `a connection that ends without an answer`(
    fault: String, end: RawExchange.End, isApplied: Bool
  ) async throws {
    try await withSandbox { client in
      try await client.setFaults(Self.rule(fault))
      let exchange = try await client.raw("POST", try await Self.target(client))
      #expect(exchange.end == end && exchange.head.isEmpty && exchange.body.isEmpty)
      #expect((try await client.judged("new@b.example") != .null) == isApplied)
      let last = try await client.get("/_sandbox/requests").json.items.last
      #expect(last?["fault"].text == fault && last?["status"] == .integer(0))
      let again = try await client.raw("POST", try await Self.target(client))
      #expect(again.head.hasPrefix(isApplied ? "HTTP/1.1 409" : "HTTP/1.1 200"))
    }
  }

  @Test(arguments: [true, false])
  func `an answer held back ends without a word after its time`(isHeld: Bool) async throws {
    try await withSandbox { client in
      try await client.setFaults(Self.rule("apply-late", #","seconds":0.4,"hold":\#(isHeld)"#))
      let target = try await Self.target(client)
      let exchange = try await client.raw("POST", target)
      #expect(exchange.end == .closed && exchange.head.isEmpty)
      if isHeld { #expect(exchange.duration >= .milliseconds(390)) }
      try await Task.sleep(for: .milliseconds(isHeld ? 20 : 420))
      #expect(try await client.judged("new@b.example")["mails"] == .integer(1))
    }
  }

  @Test func `a body is cut off below its own length`() async throws {
    try await withSandbox { client in
      try await client.setFaults(Self.rule("apply-then-truncate"))
      let exchange = try await client.raw("POST", try await Self.target(client))
      #expect(exchange.head.hasPrefix("HTTP/1.1 200") && exchange.end == .closed)
      let length = try #require(exchange.header("content-length").flatMap { Int($0) })
      #expect(!exchange.body.isEmpty && exchange.body.count < length)
      #expect(try await client.judged("new@b.example") != .null)
    }
  }

  @Test func `a body drips over its seconds and is whole in the end`() async throws {
    try await withSandbox { client in
      try await client.setFaults(Self.rule("drip", #","seconds":0.5"#))
      let exchange = try await client.raw("POST", try await Self.target(client))
      #expect(exchange.duration >= .milliseconds(490) && exchange.duration < .seconds(120))
      #expect(exchange.reads > 5)
      #expect(exchange.header("content-length") == "\(exchange.body.count)")
      #expect(try JSONValue(parsing: exchange.body)["emailvszpuid"].keys == ["new@b.example"])
    }
  }

  @Test func `a stop waits neither for a held answer nor for a drip`() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    try await withSandbox { client in
      try await client.setFaults(
        Self.rule("apply-late", #","seconds":600,"hold":true"#),
        Self.rule("drip", #","seconds":600"#, nth: 2))
      let target = try await Self.target(client)
      for _ in 1...2 { Task { try await client.raw("POST", target) } }
      for _ in 1...500 {
        if try await client.loggedFaults().compactMap(\.self).count == 2 { break }
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(try await client.loggedFaults().suffix(2) == ["apply-late", "drip"])
    }
    #expect(clock.now - start < .seconds(120))
  }

  @Test(arguments: [
    ("apply-then-500", "", 500, true), ("apply-then-html", "", 200, true),
    ("error-in-200", #","title":"X_Y","message":"no","status":403"#, 200, false),
    ("empty-200", "", 200, true), ("empty-200", #","apply":false"#, 200, false),
    ("throttle-400", "", 400, false), ("throttle-429", #","retry_after":90"#, 429, false),
    ("refuse-call", #","title":"X_Y","message":"no","status":403"#, 403, false),
    ("refuse-entry", #","email":"NEW@b.example""#, 400, false),
    ("break-entry", #","email":"new@b.example""#, 500, false),
    ("deep-json", #","depth":9"#, 200, true),
    ("deep-json", #","depth":9,"apply":false"#, 200, false),
    ("bomb", #","mebibytes":1"#, 200, true), ("redirect", "", 302, false),
    ("redirect", #","to":"http://127.0.0.1:9/""#, 302, false),
  ])
  func `an answer of another kind`(
    fault: String, more: String, status: Int, isApplied: Bool
  ) async throws {
    try await withSandbox { client in
      try await client.setFaults(Self.rule(fault, more))
      let target = try await Self.target(client)
      let answer = try await client.call("POST", target)
      #expect(answer.status == status)
      #expect(answer.headers["ratelimit"] == "100")
      #expect((try await client.judged("new@b.example") != .null) == isApplied)
      #expect(try await client.loggedFaults().last == fault)
      try check(answer, fault, more, target, client.port)
      let next = try await client.call("POST", target)
      #expect(next.status == (isApplied ? 409 : 200))
    }
  }

  private func check(
    _ answer: SandboxClient.Reply, _ fault: String, _ more: String, _ target: String, _ port: Int
  ) throws {
    switch fault {
    case "apply-then-html":
      #expect(answer.headers["content-type"] == "text/html;charset=UTF-8")
      #expect(String(decoding: answer.bytes, as: UTF8.self).hasPrefix("<!DOCTYPE html>"))
    case "error-in-200", "refuse-call":
      #expect(try answer.title == "X_Y")
      #expect(try answer.json["error"]["status_code"].text == "403")
    case "empty-200": #expect(answer.bytes.isEmpty)
    case "throttle-400", "throttle-429":
      #expect(try answer.title == "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED")
      #expect(answer.headers["retry-after"] == (more.isEmpty ? nil : "90"))
      #expect(answer.headers["ratelimit-remaining"] == "0")
      let words = try answer.json["error"]["details"]["message"].text ?? ""
      #expect(words.contains("Try again after 2 minutes.") == !more.isEmpty)
    case "refuse-entry":
      #expect(try answer.title == "INVALID_PARAMETER_VALUE")
      #expect(try answer.json["error"]["details"][0]["field_name"].text == "email_id")
    case "apply-then-500", "break-entry": #expect(try answer.title == "INTERNAL_SERVER_ERROR")
    case "deep-json": #expect(String(decoding: answer.bytes, as: UTF8.self) == "[[[[[[[[[]]]]]]]]]")
    case "bomb":
      #expect(answer.headers["content-encoding"] == "gzip" && answer.bytes.count < 8_000)
    default:
      let place = more.isEmpty ? "http://localhost:\(port)\(target)" : "http://127.0.0.1:9/"
      #expect(answer.headers["location"] == place)
    }
  }

  @Test func `an expired token is dead, another one holds`() async throws {
    try await withSandbox { client in
      try await client.setFaults(
        #"{"match":{"path":"/api/*","nth":1},"fault":"token-expired"}"#,
        #"{"match":{"path":"/oauth/*","nth":2},"fault":"token-denied-200"}"#)
      let refused = try await client.get("/api/v3/portals")
      #expect(refused.status == 401)
      #expect(try refused.title == "INVALID_OAUTHTOKEN")
      for path in ["/api/v3/portals", "/crm/v8/org"] {
        #expect(try await client.get(path).status == 401)
      }
      var other = client
      other.authorization = "Zoho-oauthtoken \(try await client.newToken())"
      #expect(try await other.get("/api/v3/portals").status == 200)
      let denied = try await client.refresh()
      #expect(denied.status == 200)
      #expect(try denied.json == .object(["error": .text("invalid_client")]))
      #expect(
        try await client.loggedFaults() == [
          nil, "token-expired", nil, nil, nil, nil, "token-denied-200",
        ])
    }
  }

  @Test(arguments: [
    ("partial-add", "", ["a"], ["a"]), ("partial-add", #","keep":2"#, ["a", "b"], ["a", "b"]),
    ("partial-add", #","keep":0"#, [], []), ("partial-answer", "", ["a", "b", "c"], ["a"]),
    ("partial-answer", #","keep":0"#, ["a", "b", "c"], []),
  ])
  func `a part of three`(fault: String, more: String, added: [String], named: [String])
    async throws
  {
    try await withSandbox { client in
      try await client.setFaults(Self.rule(fault, more))
      let entries = ["a", "b", "c"].map { #"{"email_id":"\#($0)@b.example"}"# }
      let answer = try await client.add("[\(entries.joined(separator: ","))]", to: "Website")
      #expect(answer.status == 200)
      #expect(try answer.json["emailvszpuid"].keys == Set(named.map { "\($0)@b.example" }))
      let users = try await client.get("/_sandbox/state").json["users"].items
        .compactMap { $0["email"].text }.filter { $0.hasSuffix("@b.example") }
      #expect(users == added.map { "\($0)@b.example" })
    }
  }

  @Test func `CRM and OAuth go wrong in their own shapes`() async throws {
    try await withSandbox { client in
      try await client.setFaults(
        #"{"match":{"path":"/crm/*","nth":1},"fault":"throttle-429","retry_after":3}"#,
        #"{"match":{"path":"/crm/*","nth":2},"fault":"apply-then-500"}"#,
        #"{"match":{"path":"/crm/*","nth":3},"fault":"token-expired"}"#,
        #"{"match":{"path":"/oauth/*"},"fault":"refuse-call","title":"server_error","status":503}"#)
      let throttled = try await client.get("/crm/v8/org")
      #expect(throttled.status == 429 && throttled.headers["retry-after"] == "3")
      #expect(try throttled.json["code"].text == "TOO_MANY_REQUESTS")
      #expect(try await client.get("/crm/v8/org").json["code"].text == "INTERNAL_ERROR")
      #expect(try await client.get("/crm/v8/org").json["code"].text == "INVALID_TOKEN")
      let denied = try await client.refresh()
      #expect(denied.status == 503)
      #expect(try denied.json["error"].text == "server_error")
    }
  }
}
