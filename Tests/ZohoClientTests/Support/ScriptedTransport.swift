import ImportEngine
import Synchronization
import ZohoClient

/// Answers requests in the order written down, and refuses what it was not told to expect.
final class ScriptedTransport: Transport {
  struct Step: Sendable {
    /// Method and how the address goes on behind the origin; the query may be left out.
    let expected: String
    let result: Result<HTTPAnswer, TransportFailure>
    /// How long it takes.
    var seconds: Int64 = 0
  }

  private struct State {
    var steps: [Step]
    var sent: [HTTPRequest] = []
    var deadlines: [Int64] = []
    var unexpected: [String] = []
  }

  private let state: Mutex<State>
  private let clock: ManualClock?

  /// `clock`: what goes on while a step takes its time.
  init(_ steps: [Step], clock: ManualClock? = nil) {
    state = Mutex(State(steps: steps))
    self.clock = clock
  }

  var sent: [HTTPRequest] { state.withLock { $0.sent } }
  /// The milliseconds that each request was given.
  var deadlines: [Int64] { state.withLock { $0.deadlines } }
  var unexpected: [String] { state.withLock { $0.unexpected } }
  var remaining: Int { state.withLock { $0.steps.count } }

  func exchange(_ request: HTTPRequest, deadline: Int64)
    async throws(TransportFailure) -> HTTPAnswer
  {
    await Task.yield()
    let told = request.method + " " + request.url
    let step = state.withLock { state -> Step? in
      state.sent.append(request)
      state.deadlines.append(deadline)
      guard let step = state.steps.first, told.matches(step.expected) else {
        state.unexpected.append(told)
        return nil
      }
      state.steps.removeFirst()
      return step
    }
    guard let step else { throw .interrupted("not expected: \(told)") }
    clock?.advance(seconds: step.seconds)
    return try step.result.get()
  }
}

extension String {
  /// Whether a request line goes to the expected method and path, the origin left out.
  fileprivate func matches(_ expected: String) -> Bool {
    let parts = expected.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, hasPrefix(parts[0] + " http") else { return false }
    guard let path = range(ofPathIn: self) else { return false }
    let target = self[path...]
    return parts[1].contains("?")
      ? target == parts[1] : target.prefix { $0 != "?" } == parts[1]
  }

  private func range(ofPathIn line: String) -> Index? {
    let slashes = line.indices.filter { line[$0] == "/" }
    return slashes.count > 2 ? slashes[2] : nil
  }
}

/// An answer with a JSON body.
func json(_ text: String, status: Int = 200, headers: [HeaderField] = []) -> HTTPAnswer {
  HTTPAnswer(
    status: status, headers: [HeaderField("content-type", "application/json")] + headers,
    body: Array(text.utf8))
}

extension ScriptedTransport.Step {
  /// A sign-in without the scope of Bulk Read. [C] OAS26
  static let noBulkRead = Self.on(
    "POST /crm/bulk/v8/read",
    #"{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}"#,
    status: 401)

  static func on(_ expected: String, _ answer: HTTPAnswer) -> Self {
    Self(expected: expected, result: .success(answer))
  }

  static func on(_ expected: String, _ text: String, status: Int = 200) -> Self {
    .on(expected, json(text, status: status))
  }

  static func on(_ expected: String, failure: TransportFailure) -> Self {
    Self(expected: expected, result: .failure(failure))
  }

  /// A token that lives an hour; sample of the reference, §1.2.
  static func token(
    _ name: String = "1000.aaaa.bbbb", domain: String = "http://127.0.0.1:4711",
    lifetime: Int = 3_600
  ) -> Self {
    .on(
      "POST /oauth/v2/token",
      """
      {"access_token":"\(name)","scope":"ZohoCRM.users.READ ZohoCRM.org.READ",
       "api_domain":"\(domain)","token_type":"Bearer","expires_in":\(lifetime)}
      """)
  }

  /// No token, because too many were asked for; sample of the reference, §1.3.
  static var tokenThrottle: Self {
    .on(
      "POST /oauth/v2/token",
      """
      {"error_description":"You have made too many requests continuously.",
       "error":"Access Denied","status":"failure"}
      """, status: 400)
  }

  /// The same step, which takes so many seconds.
  func taking(_ seconds: Int64) -> Self {
    Self(expected: expected, result: result, seconds: seconds)
  }
}
