package import ImportEngine
import ZohoWire

/// The one place that asks for access tokens: kept until shortly before they end, asked for by one
/// task at a time, and at most eight times in ten minutes, because Zoho locks out at ten.
package actor TokenSource {
  private static let window: Int64 = 600_000
  private static let mostInWindow = 8
  private static let exchangeDeadline: Int64 = 30_000

  private typealias Refresh = Task<Result<AccessToken, ServiceFailure>, Never>

  private let transport: any Transport
  private let accounts: ServerOrigin
  private let rule: HostRule
  private let credentials: Credentials
  private let clock: any ImportEngine.Clock

  private var current: AccessToken?
  private var renewAt: Int64 = 0
  private var refresh: Refresh?
  private var refreshedAt: [Int64] = []
  private var shutUntil: Int64 = 0
  /// The current token replaced a refused one and no answer has accepted it yet.
  private var isOnTrial = false

  /// A source without a token; the first use asks for one.
  package init(
    transport: any Transport, accounts: ServerOrigin, rule: HostRule, credentials: Credentials,
    clock: any ImportEngine.Clock
  ) {
    self.transport = transport
    self.accounts = accounts
    self.rule = rule
    self.credentials = credentials
    self.clock = clock
  }

  /// A token with life left in it.
  func token() async throws(ServiceFailure) -> AccessToken {
    if refresh == nil, let current, clock.uptime < renewAt { return current }
    return try await renewed()
  }

  /// A token in place of one the server refused. Throws `authentication` when the refused one had
  /// itself replaced a refused one.
  func token(insteadOf refused: AccessToken, words: String)
    async throws(ServiceFailure) -> AccessToken
  {
    if let current, !current.secret.matches(refused.secret) { return try await token() }
    if refresh == nil {
      guard !isOnTrial else { throw .authentication(words) }
      isOnTrial = true
    }
    return try await renewed()
  }

  /// Notes that the server took a token.
  func wasAccepted(_ token: AccessToken) {
    if let current, current.secret.matches(token.secret) { isOnTrial = false }
  }

  private func renewed() async throws(ServiceFailure) -> AccessToken {
    let running = refresh ?? Refresh { await self.refreshOnce() }
    refresh = running
    return try await running.value.get()
  }

  private func refreshOnce() async -> Result<AccessToken, ServiceFailure> {
    let result: Result<AccessToken, ServiceFailure>
    do throws(ServiceFailure) {
      let (token, lifetime) = try await granted()
      current = token
      // Five minutes before the end; of a shorter life at half of it.
      renewAt = clock.uptime + max(lifetime - 300, lifetime / 2) * 1_000
      result = .success(token)
    } catch {
      if case .throttled(let seconds) = error { shutUntil = clock.uptime + seconds * 1_000 }
      isOnTrial = false
      result = .failure(error)
    }
    refresh = nil
    return result
  }

  private func granted() async throws(ServiceFailure) -> (AccessToken, lifetime: Int64) {
    try takeTurn()
    let request = WireRequest.refresh(
      token: credentials.refreshToken.revealed(), clientID: credentials.clientID,
      secret: credentials.clientSecret.revealed())
    let answer: HTTPAnswer
    do throws(TransportFailure) {
      answer = try await transport.exchange(
        HTTPRequest(request, at: accounts, headers: []), deadline: Self.exchangeDeadline)
    } catch {
      throw error.asServiceFailure
    }
    switch try TokenAnswer(reading: answer) {
    case .granted(let text, let domain, let lifetime):
      guard let crm = rule.crmOrigin(toldAs: domain) else {
        throw .malformed("the token's api_domain is not a host of this sign-in")
      }
      return (AccessToken(secret: Secret(text), crm: crm), lifetime)
    case .refused(let code, let description):
      throw .authentication([code, description].compactMap(\.self).joined(separator: ": "))
    case .throttled: throw .throttled(retryAfter: Self.window / 1_000)
    }
  }

  /// Counts a refresh, or throws the seconds until the next one is allowed.
  private func takeTurn() throws(ServiceFailure) {
    let now = clock.uptime
    refreshedAt.removeAll { $0 <= now - Self.window }
    let free = refreshedAt.count < Self.mostInWindow ? now : refreshedAt[0] + Self.window
    let wait = max(free, shutUntil) - now
    guard wait <= 0 else { throw .throttled(retryAfter: (wait + 999) / 1_000) }
    refreshedAt.append(now)
  }
}

extension TokenAnswer {
  /// Reads the answer by its body; the status only tells a server in trouble.
  fileprivate init(reading answer: HTTPAnswer) throws(ServiceFailure) {
    guard answer.status < 500 else { throw .interrupted("status \(answer.status)") }
    guard !answer.isHTML else { throw .malformed("a page instead of a token") }
    do {
      try self.init(JSONNode(parsing: answer.body))
    } catch let error as ShapeMismatch {
      throw .malformed("expected \(error.expected)")
    } catch {
      throw .malformed("the token answer is not JSON")
    }
  }
}
