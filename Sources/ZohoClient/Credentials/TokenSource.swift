package import ImportEngine
import ZohoWire

/// The one place that asks for access tokens: kept until shortly before they end, asked for by one
/// task of one process at a time, and at most eight times in ten minutes, because Zoho locks out at
/// ten.
package actor TokenSource {
  private static let exchangeDeadline: Int64 = 30_000
  /// What Zoho said when it gave tokens no more, to somebody who is not let ask again.
  private static let shut = "Access Denied"
  /// Why nobody is asked, though Zoho has not said so yet.
  private static let ownLimit =
    "crmsh asks for no more than 8 access tokens in 10 minutes, as Zoho gives 10; run fewer shells with one sign-in at a time"

  private typealias Refresh = Task<Result<AccessToken, ServiceFailure>, Never>

  private let transport: any Transport
  private let accounts: ServerOrigin
  private let rule: HostRule
  private let credentials: Credentials
  private let record: any ExclusiveRecord
  private let clock: any ImportEngine.Clock

  private var current: AccessToken?
  private var renewAt: Int64 = 0
  private var refresh: Refresh?
  /// The token that was granted to this source last, and not taken from the record.
  private var granted: Secret?
  /// The current token replaced a refused one and no answer has accepted it yet.
  private var isOnTrial = false
  /// The token that the server refused last, as long as there is none in its place: it is not sent
  /// again, whatever hinders its renewal.
  private var rejected: AccessToken?

  /// A source without a token; the first use asks for one. `record`: what processes with the same
  /// credentials share; nil: nothing.
  package init(
    transport: any Transport, accounts: ServerOrigin, rule: HostRule, credentials: Credentials,
    record: (any ExclusiveRecord)? = nil, clock: any ImportEngine.Clock
  ) {
    self.transport = transport
    self.accounts = accounts
    self.rule = rule
    self.credentials = credentials
    self.record = record ?? UnsharedRecord()
    self.clock = clock
  }

  /// A token with life left in it.
  func token() async throws(ServiceFailure) -> AccessToken {
    if refresh == nil, let current, clock.uptime < renewAt { return current }
    if refresh == nil, rejected != nil { isOnTrial = true }
    return try await renewed(insteadOf: rejected)
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
      (current, rejected) = (nil, refused)
    }
    return try await renewed(insteadOf: refused)
  }

  /// Notes that the server took a token.
  func wasAccepted(_ token: AccessToken) {
    if let current, current.secret.matches(token.secret) { isOnTrial = false }
  }

  /// Whether a token was granted to this source, and not to another process.
  func asked(for token: String) -> Bool { granted?.matches(Secret(token)) ?? false }

  private func renewed(insteadOf refused: AccessToken?) async throws(ServiceFailure) -> AccessToken
  {
    let running = refresh ?? Refresh { await self.refreshOnce(insteadOf: refused) }
    refresh = running
    return try await running.value.get()
  }

  private func refreshOnce(
    insteadOf refused: AccessToken?
  ) async -> Result<AccessToken, ServiceFailure> {
    var result: Result<AccessToken, ServiceFailure>
    do throws(JournalFailure) {
      result = try await record.exclusively { access in
        await self.refreshed(access, insteadOf: refused)
      }
    } catch {
      result = .failure(.storage(error))
    }
    if case .failure = result { isOnTrial = false }
    refresh = nil
    return result
  }

  /// The token of the record when another process has renewed it, else a new one.
  private func refreshed(
    _ access: any RecordAccess, insteadOf refused: AccessToken?
  ) async -> Result<AccessToken, ServiceFailure> {
    do throws(ServiceFailure) {
      var cache = TokenCache(try kept { () throws(JournalFailure) in try access.read() })
      let now = clock.wallSeconds
      if let grant = cache.grant, now < grant.renewAt,
        refused.map({ !$0.secret.matches(Secret(grant.token)) }) ?? true,
        let crm = rule.crmOrigin(toldAs: grant.apiDomain)
      {
        return .success(
          use(AccessToken(secret: Secret(grant.token), crm: crm), for: grant.renewAt - now))
      }
      if let wait = cache.takeTurn(at: now) {
        throw .throttled(retryAfter: wait, said: cache.shutUntil > now ? Self.shut : Self.ownLimit)
      }
      // Counted before it is asked for: a process that dies has used its turn.
      try kept { [cache] () throws(JournalFailure) in try access.write(cache.bytes) }
      let result = await granted(&cache)
      try kept { [cache] () throws(JournalFailure) in try access.write(cache.bytes) }
      return result
    } catch {
      return .failure(error)
    }
  }

  /// Takes a token into use for so many seconds.
  private func use(_ token: AccessToken, for seconds: Int64) -> AccessToken {
    (current, rejected) = (token, nil)
    renewAt = clock.uptime + min(seconds, TokenAnswer.usualLifetime) * 1_000
    return token
  }

  private func granted(_ cache: inout TokenCache) async -> Result<AccessToken, ServiceFailure> {
    do throws(ServiceFailure) {
      return .success(try await askedFor(&cache))
    } catch {
      return .failure(error)
    }
  }

  private func askedFor(_ cache: inout TokenCache) async throws(ServiceFailure) -> AccessToken {
    let request = WireRequest.refresh(
      token: credentials.refreshToken.revealed(), clientID: credentials.clientID,
      secret: credentials.clientSecret.revealed())
    let answer: HTTPAnswer
    do throws(TransportFailure) {
      answer = try await transport.exchange(
        HTTPRequest(request, at: accounts, headers: []), deadline: Self.exchangeDeadline
      ).hiding([credentials.refreshToken, credentials.clientSecret])
    } catch {
      throw error.asServiceFailure
    }
    switch try TokenAnswer(reading: answer) {
    case .granted(let text, let domain, let lifetime):
      guard let crm = rule.crmOrigin(toldAs: domain) else {
        throw .foreignHost(String((domain ?? "").prefix(100)))
      }
      // Five minutes before the end; of a shorter life at half of it.
      let life = max(lifetime - 300, lifetime / 2)
      cache.grant = TokenCache.Grant(
        token: text, apiDomain: domain, renewAt: clock.wallSeconds + life)
      granted = Secret(text)
      return use(AccessToken(secret: Secret(text), crm: crm), for: life)
    case .refused(let code, let description):
      throw .authentication([code, description].compactMap(\.self).joined(separator: ": "))
    case .throttled(let words):
      throw .throttled(retryAfter: cache.shut(at: clock.wallSeconds), said: words)
    }
  }

  private func kept<Value>(
    _ body: () throws(JournalFailure) -> Value
  ) throws(ServiceFailure) -> Value {
    do throws(JournalFailure) {
      return try body()
    } catch {
      throw .storage(error)
    }
  }
}

extension TokenAnswer {
  /// Reads the answer by its body; the status only tells a server in trouble, and with 429 one that is
  /// asked too often.
  fileprivate init(reading answer: HTTPAnswer) throws(ServiceFailure) {
    guard answer.status < 500 else { throw .interrupted("status \(answer.status)") }
    let problem: String
    if answer.isHTML {
      problem = "a page instead of a token\(PageExcerpt.words(answer, titleOnly: true))"
    } else {
      do {
        try self.init(JSONNode(parsing: answer.body))
        return
      } catch let error as ShapeMismatch {
        problem = "expected \(error.expected)"
      } catch {
        problem = "the token answer is not JSON"
      }
    }
    guard answer.status == 429 else { throw .malformed(problem) }
    self = .throttled("status 429, \(problem)")
  }
}
