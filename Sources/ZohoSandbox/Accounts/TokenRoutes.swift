import ZohoWire

/// The token endpoint and its opposite. Parameters in the query or in a form. [C] SDK
enum TokenRoutes {
  /// The endpoints of this part.
  static let all = [
    Route("POST", ZohoPath.token, .none, token),
    Route("POST", ZohoPath.revokeToken, .none, revoke),
  ]

  private static func token(_ state: inout SandboxState, _ call: Call) -> Answer {
    do throws(OAuthRefusal) {
      switch call.parameter("grant_type") {
      case "refresh_token": return answer(try refreshed(&state, call), state, call)
      case "authorization_code": return answer(try redeemed(&state, call), state, call)
      default: throw .unsupportedGrant
      }
    } catch {
      return error.answer
    }
  }

  private static func refreshed(
    _ state: inout SandboxState, _ call: Call
  ) throws(OAuthRefusal) -> TokenDesk.Issue {
    let client = try OAuthClient.named(in: call)
    guard state.place(of: call) == state.options.location else { throw .invalidCode }
    return try state.accounts.tokens.refresh(
      call.parameter("refresh_token") ?? "", for: client, time: state.now)
  }

  private static func redeemed(
    _ state: inout SandboxState, _ call: Call
  ) throws(OAuthRefusal) -> TokenDesk.Issue {
    let client = try OAuthClient.named(in: call)
    guard state.place(of: call) == state.options.location else { throw .invalidCode }
    let consent = try state.accounts.codes.redeem(
      call.parameter("code") ?? "", by: client, redirectURI: call.parameter("redirect_uri"),
      verifier: call.parameter("code_verifier"), time: state.now)
    return state.accounts.tokens.grant(consent, time: state.now)
  }

  /// The answer with tokens. [C] refresh.html: `scope` in newer answers; SDK oauth_token
  static func answer(_ issue: TokenDesk.Issue, _ state: SandboxState, _ call: Call) -> Answer {
    .json(
      .object(presentOnly: [
        "access_token": .text(issue.access), "refresh_token": issue.refresh.map(JSON.text),
        "scope": .text(issue.scopes.text), "api_domain": .text(state.apiDomain(for: call)),
        "token_type": "Bearer", "expires_in": .count(TokenDesk.lifetime),
      ]))
  }

  /// `{"status":"success"}` [C] SDK revoke_refresh_token; what an unknown token gets is a guess [G].
  private static func revoke(_ state: inout SandboxState, _ call: Call) -> Answer {
    guard state.accounts.tokens.revoke(call.parameter("token") ?? "") else {
      return OAuthRefusal.invalidCode.answer
    }
    return .json(["status": "success"])
  }
}
