package import ImportEngine
import ZohoWire

/// Takes requests to Zoho's services with a token, and gives their answers a meaning.
package struct Gateway: Sendable {
  /// Milliseconds for a read, to its last byte.
  static let readDeadline: Int64 = 60_000
  /// Sends of one read after the first, for a server in trouble.
  static let mostRetries = 3

  private let transport: any Transport
  private let tokens: TokenSource
  private let projects: ServerOrigin
  private let clock: any ImportEngine.Clock
  private let randomness: any Randomness

  /// `projects`: the origin of Projects; CRM's comes with each token.
  package init(
    transport: any Transport, tokens: TokenSource, projects: ServerOrigin,
    clock: any ImportEngine.Clock, randomness: any Randomness
  ) {
    self.transport = transport
    self.tokens = tokens
    self.projects = projects
    self.clock = clock
    self.randomness = randomness
  }

  /// What is keyed by the server is keyed by this.
  var baseURL: String { projects.description }

  /// What came of one send.
  enum Sent: Sendable {
    case answered(AnswerVerdict, with: AccessToken)
    case failed(TransportFailure)
    /// Nothing was sent, for want of a token.
    case withoutToken(ServiceFailure)
  }

  /// Sends exactly once.
  func send(_ request: WireRequest, deadline: Int64) async -> Sent {
    do throws(ServiceFailure) {
      return await send(request, with: try await tokens.token(), deadline: deadline)
    } catch {
      return .withoutToken(error)
    }
  }

  /// Gets another token in place of a refused one; what hinders it otherwise.
  func renew(_ refused: AccessToken, words: String) async -> ServiceFailure? {
    do throws(ServiceFailure) {
      _ = try await tokens.token(insteadOf: refused, words: words)
      return nil
    } catch {
      return error
    }
  }

  /// Sends a read, again after a token was refused, and again when the server is in trouble; nil is
  /// the answer without a body.
  func read(_ request: WireRequest) async throws(ServiceFailure) -> JSONNode? {
    var retries = 0
    var mayRenew = true
    while true {
      switch await send(request, deadline: Self.readDeadline) {
      case .answered(.tokenRefused(let words), let token):
        guard mayRenew else { throw .authentication(words) }
        mayRenew = false
        if let failure = await renew(token, words: words) { throw failure }
      case .answered(.broken(let what), _), .failed(.interrupted(let what)),
        .withoutToken(.interrupted(let what)):
        guard retries < Self.mostRetries, await pause(before: retries) else {
          throw .interrupted(what)
        }
        retries += 1
      case .answered(let verdict, _): return try verdict.readValue()
      case .failed(let failure): throw failure.asServiceFailure
      case .withoutToken(let failure): throw failure
      }
    }
  }

  private func send(
    _ request: WireRequest, with token: AccessToken, deadline: Int64
  ) async -> Sent {
    let isCRM = request.service == .crm
    // CRM takes this scheme alone [C] SDK; the documents of Projects have `Bearer` [Z] S4.
    let scheme = isCRM ? "Zoho-oauthtoken" : "Bearer"
    let wire = HTTPRequest(
      request, at: isCRM ? token.crm : projects,
      headers: [HeaderField("Authorization", "\(scheme) \(token.secret.revealed())")])
    do throws(TransportFailure) {
      let answer = try await transport.exchange(wire, deadline: deadline)
      let verdict = AnswerVerdict(answer, throttle: isCRM ? Throttle.crm : Throttle.projects)
      if verdict.showsTokenAccepted { await tokens.wasAccepted(token) }
      return .answered(verdict, with: token)
    } catch {
      return .failed(error)
    }
  }

  /// Full jitter: anything up to a quarter, a half, a whole second. False when cancelled.
  private func pause(before retry: Int) async -> Bool {
    let longest = UInt64(250) << UInt64(retry)
    return await clock.sleep(milliseconds: Int64(randomness.next() % (longest + 1)))
  }
}

extension AnswerVerdict {
  /// Whether the server looked at the request behind the token.
  fileprivate var showsTokenAccepted: Bool {
    switch self {
    case .value, .empty, .refused: true
    case .tokenRefused, .scopeMissing, .throttled, .unreadable, .broken: false
    }
  }

  /// The value of a read, nil for none, or why there is none.
  fileprivate func readValue() throws(ServiceFailure) -> JSONNode? {
    switch self {
    case .value(let node): return node
    // Only 204 says that there is nobody; an empty 200 says nothing.
    case .empty(status: 204): return nil
    case .empty(let status): throw .malformed("status \(status) without a body")
    case .throttled(let seconds): throw .throttled(retryAfter: seconds)
    case .tokenRefused(let words): throw .authentication(words)
    case .scopeMissing(let words): throw .scope(words)
    case .refused(let refusal):
      throw .refused(title: refusal.title, message: refusal.message, status: refusal.status)
    case .unreadable(let what): throw .malformed(what)
    case .broken(let what): throw .interrupted(what)
    }
  }
}
