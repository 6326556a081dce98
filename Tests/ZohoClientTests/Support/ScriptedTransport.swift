import ImportEngine
import Synchronization
import ZohoClient

/// Answers requests in the order written down, and refuses what it was not told to expect.
final class ScriptedTransport: Transport {
  struct Step: Sendable {
    /// Method and how the address goes on behind the origin; the query may be left out.
    let expected: String
    let result: Result<HTTPAnswer, TransportFailure>
  }

  private struct State {
    var steps: [Step]
    var sent: [HTTPRequest] = []
    var unexpected: [String] = []
  }

  private let state: Mutex<State>

  init(_ steps: [Step]) { state = Mutex(State(steps: steps)) }

  var sent: [HTTPRequest] { state.withLock { $0.sent } }
  var unexpected: [String] { state.withLock { $0.unexpected } }
  var remaining: Int { state.withLock { $0.steps.count } }

  func exchange(_ request: HTTPRequest, deadline: Int64)
    async throws(TransportFailure) -> HTTPAnswer
  {
    await Task.yield()
    let told = request.method + " " + request.url
    let result = state.withLock { state -> Result<HTTPAnswer, TransportFailure> in
      state.sent.append(request)
      guard let step = state.steps.first, told.matches(step.expected) else {
        state.unexpected.append(told)
        return .failure(.interrupted("not expected: \(told)"))
      }
      state.steps.removeFirst()
      return step.result
    }
    return try result.get()
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
  static func token(_ name: String = "1000.aaaa.bbbb", domain: String = "http://127.0.0.1:4711")
    -> Self
  {
    .on(
      "POST /oauth/v2/token",
      """
      {"access_token":"\(name)","scope":"ZohoCRM.users.READ ZohoCRM.org.READ",
       "api_domain":"\(domain)","token_type":"Bearer","expires_in":3600}
      """)
  }
}
