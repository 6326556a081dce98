import Testing

@testable import ZohoSandbox

/// What a script says, without a server.
@Suite struct FaultScriptTests {
  private static func parse(_ text: String) throws(FaultScriptError) -> FaultScript {
    try FaultScript(parsing: Array(text.utf8))
  }

  @Test func `a rule is read whole`() throws {
    let script = try Self.parse(
      #"[{"match":{"method":"post","path":"/a/*","nth":[2,3],"times":1},"fault":"throttle-429","#
        + #""retry_after":7},{"match":{"path":"*"},"fault":"apply-late","seconds":0.25}]"#)
    let first = try #require(script.rules.first)
    #expect(first.match.method == "POST" && first.match.nth == [2, 3] && first.match.times == 1)
    #expect(first.fault == .throttle429 && first.parameters.retryAfter == 7)
    #expect(script.rules[1].match.method == nil && script.rules[1].parameters.duration == 250)
  }

  @Test(arguments: [
    ("{", "The script is not JSON."),
    ("{}", "The script is not a list of rules."),
    ("[7]", "In rule 1: it is not an object."),
    (#"[{"match":{"path":"*"}}]"#, "In rule 1: “fault” is missing."),
    (#"[{"fault":"drip"}]"#, "In rule 1: “match” is missing."),
    (#"[{"fault":"drip","match":{}}]"#, "In rule 1, match: “path” is missing."),
    (#"[{"fault":"drip","match":{"path":7}}]"#, "In rule 1, match: “path” is no text."),
    (
      #"[{"fault":"drip","match":{"path":"*","nht":1}}]"#,
      "In rule 1, match: “nht” is nothing of match, which takes every, method, nth, path, times."
    ),
    (
      #"[{"fault":"drip","match":{"path":"*","nth":0}}]"#,
      "In rule 1, match: “nth” is not a whole number from 1 to 1000000."
    ),
    (
      #"[{"fault":"drip","match":{"path":"*","nth":[1,2],"every":2}}]"#,
      "In rule 1, match: “every” goes with one “nth”, not with a list."
    ),
    (
      #"[{"fault":"drip","match":{"path":"*"},"keep":1}]"#,
      "In rule 1: “keep” is nothing of drip, which takes fault, match, seconds."
    ),
    (
      #"[{"fault":"drip","match":{"path":"*"},"seconds":-1}]"#,
      "In rule 1: “seconds” is not a number from 0 to 3600."
    ),
    (
      #"[{"fault":"empty-200","match":{"path":"*"},"apply":"no"}]"#,
      "In rule 1: “apply” is not true or false."
    ),
    (
      #"[{"fault":"redirect","match":{"path":"*"}},{"fault":"break-entry","match":{"path":"*"}}]"#,
      "In rule 2: “email” is missing."
    ),
    (
      #"[{"fault":"redirect","match":{"path":"*"},"to":"http://127.0.0.1.example.com/"}]"#,
      "In rule 1: “to” must be an http:// address of this machine."
    ),
  ])
  func `a bad script is refused with the rule and the word at fault`(text: String, words: String) {
    #expect(throws: FaultScriptError(words)) { try Self.parse(text) }
  }

  @Test func `an unknown fault is refused with all there are`() {
    let error = #expect(throws: FaultScriptError.self) {
      try Self.parse(#"[{"fault":"dropp","match":{"path":"*"}}]"#)
    }
    for name in FaultName.allCases { #expect(error?.description.contains(name.rawValue) == true) }
  }

  @Test(arguments: [
    "http://127.0.0.1:99/x", "http://localhost", "http://[::1]:8/", "http://127.9.8.7/",
  ])
  func `a redirect may lead to this machine`(target: String) throws {
    _ = try Self.parse(#"[{"fault":"redirect","match":{"path":"*"},"to":"\#(target)"}]"#)
  }

  @Test(arguments: [
    ("/api/*/users", "/api/v3/portal/7/users", true), ("*", "", true), ("/a*b*c", "/abbc", true),
    ("/a*b*c", "/abbcd", false), ("/a", "/a", true), ("/a", "/ab", false), ("*ab", "/aab", true),
    ("/a**", "/a", true), ("", "/", false),
  ])
  func `a star is any run of characters`(pattern: String, text: String, fits: Bool) {
    #expect(Glob(pattern).matches(text) == fits)
  }

  @Test(arguments: [
    ("", [1, 2, 3, 4, 5, 6]), (#","nth":2"#, [2]), (#","nth":[1,4]"#, [1, 4]),
    (#","every":2"#, [2, 4, 6]), (#","nth":1,"every":3"#, [1, 4]), (#","times":2"#, [1, 2]),
    (#","every":2,"times":1"#, [2]),
  ])
  func `a rule strikes the calls it names`(words: String, struck: [Int]) throws {
    var desk = FaultDesk(try Self.parse(#"[{"match":{"path":"*"\#(words)},"fault":"drip"}]"#))
    let found = (1...6).filter { _ in desk.take { _ in true } != nil }
    #expect(found == struck)
  }

  @Test func `the first rule that strikes wins, and every rule counts`() throws {
    var desk = FaultDesk(
      try Self.parse(
        #"[{"match":{"path":"*","nth":1},"fault":"drip"},{"match":{"path":"*","nth":2},"fault":"bomb"}]"#
      ))
    #expect((1...3).map { _ in desk.take { _ in true }?.fault } == [.drip, .bomb, nil])
  }

  /// The list of the design, word for word, and what was added to it.
  @Test func `every fault of the list is there`() {
    let listed = """
      drop-before-read apply-then-close apply-then-reset apply-then-500 apply-then-truncate \
      apply-then-html apply-late error-in-200 empty-200 throttle-400 throttle-429 token-expired \
      token-denied-200 stale-read page-missing page-repeated partial-add drip bomb deep-json redirect \
      partial-answer refuse-entry break-entry refuse-call
      """
    #expect(
      Set(listed.split(separator: " ").map(String.init)) == Set(FaultName.allCases.map(\.rawValue)))
    for name in FaultName.allCases { #expect(SandboxOptions.usage.contains(name.rawValue)) }
  }

  @Test(arguments: [
    ("ana@x.com", true), ("na@x.com", false), ("ana@x.co", false), ("ANA@x.com", true),
    ("o'b+1@x.com", true), ("b+1@x.com", false), ("p@x.com", true),
  ])
  func `an e-mail is found where it stands whole`(email: String, isNamed: Bool) {
    let entries = SandboxClient.encoded(#"[{"email_id":"Ana@x.com"},{"email_id":"o'b+1@x.com"}]"#)
    let call = Call(method: "POST", path: "/users/p%40x.com", query: "userdetails=\(entries)")
    #expect(call.names(email) == isNamed)
  }
}
