import ImportEngine
import ZohoWire

/// One exchange with the accounts service of a server; its errors come with any status, most with 200.
struct AccountsService: Sendable {
  private static let deadline: Int64 = 30_000

  let transport: any Transport
  let rule: HostRule

  /// Sends a request, and gives back the JSON of its answer.
  func answer(to request: WireRequest) async throws(SignInFailure) -> JSONNode {
    let answer: HTTPAnswer
    do throws(TransportFailure) {
      answer = try await transport.exchange(
        HTTPRequest(request, at: rule.accounts, headers: []), deadline: Self.deadline)
    } catch {
      throw Task.isCancelled ? .cancelled : .service(error.asServiceFailure)
    }
    guard answer.status < 500 else {
      throw .service(.interrupted("status \(answer.status)"))
    }
    guard !answer.isHTML else { throw .service(.malformed("a page instead of data")) }
    do throws(JSONSyntaxError) {
      return try JSONNode(parsing: answer.body)
    } catch {
      // An endpoint that this server does not have answers without JSON.
      throw .service(.malformed("status \(answer.status), and no JSON"))
    }
  }

  /// Reads an answer of a known shape.
  func read<Answer>(
    _ request: WireRequest, as shape: (JSONNode) throws(ShapeMismatch) -> Answer
  ) async throws(SignInFailure) -> Answer {
    let node = try await answer(to: request)
    do throws(ShapeMismatch) {
      return try shape(node)
    } catch {
      throw .service(.malformed("expected \(error.expected)"))
    }
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
    case .throttled: throw .service(.throttled(retryAfter: 600))
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
