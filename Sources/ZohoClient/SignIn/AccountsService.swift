import ImportEngine
import ZohoWire

/// One exchange with the accounts service of a server; its errors come with any status, most with 200.
struct AccountsService: Sendable {
  private static let deadline: Int64 = 30_000

  let transport: any Transport
  let rule: HostRule

  /// Sends a request, and gives back the JSON of its answer.
  func answer(to request: WireRequest) async throws(SignInFailure) -> JSONNode {
    try await read(request) { node throws(ShapeMismatch) in node }
  }

  /// Reads an answer of a known shape; with 429 any other says that the server is asked too often.
  func read<Answer>(
    _ request: WireRequest, as shape: (JSONNode) throws(ShapeMismatch) -> Answer
  ) async throws(SignInFailure) -> Answer {
    let answer: HTTPAnswer
    do throws(TransportFailure) {
      answer = try await transport.exchange(
        HTTPRequest(request, at: rule.accounts, headers: []), deadline: Self.deadline
      ).hiding(request.secrets)
    } catch {
      throw Task.isCancelled ? .cancelled : .service(error.asServiceFailure)
    }
    guard answer.status < 500 else {
      throw .service(.interrupted("status \(answer.status)"))
    }
    let problem: String
    if answer.isHTML {
      problem = "a page instead of data\(PageExcerpt.words(answer, titleOnly: true))"
    } else {
      do {
        return try shape(JSONNode(parsing: answer.body))
      } catch let error as ShapeMismatch {
        problem = "expected \(error.expected)"
      } catch {
        // An endpoint that this server does not have answers without JSON.
        problem = "status \(answer.status), and no JSON"
      }
    }
    guard answer.status == 429 else { throw .service(.malformed(problem)) }
    throw .service(
      .throttled(
        retryAfter: Throttle.seconds(answer, nil) ?? Throttle.accounts,
        said: "status 429, \(problem)"))
  }

  /// What a grant answer gives, or the reason why it gives nothing.
  func grant(of answer: GrantAnswer) throws(SignInFailure) -> Grant {
    switch answer {
    case .granted(_, nil, _, _): throw .noRefreshToken
    case .granted(let access, let refresh?, let scopes, let apiDomain):
      guard let crm = rule.crmOrigin(toldAs: apiDomain) else {
        throw .foreignHost(apiDomain ?? "")
      }
      return Grant(
        rule: rule, access: AccessToken(secret: Secret(access), crm: crm),
        refreshToken: Secret(refresh), scopes: scopes)
    case .refused(let code, let description):
      throw .refused(code: code, description: description, server: rule.name)
    case .throttled(let words):
      throw .service(.throttled(retryAfter: Throttle.accounts, said: words))
    }
  }

  /// Ends a refresh token; false when the server did not know it.
  func revoke(_ token: Secret) async throws(SignInFailure) -> Bool {
    let answer = try await read(.revoke(token: token.revealed())) { node throws(ShapeMismatch) in
      try RevokeAnswer(node)
    }
    switch answer {
    case .revoked: return true
    case .unknownToken: return false
    case .refused(let code): throw .refused(code: code, description: nil, server: rule.name)
    }
  }
}

/// What a flow brings home.
struct Grant: Sendable {
  /// Where the account turned out to be.
  let rule: HostRule
  let access: AccessToken
  let refreshToken: Secret
  let scopes: [String]
}

extension WireRequest {
  /// What of its form nobody may see.
  fileprivate var secrets: [Secret] {
    form.filter { ["client_secret", "refresh_token", "code", "token"].contains($0.name) }
      .map { Secret($0.value) }
  }
}
