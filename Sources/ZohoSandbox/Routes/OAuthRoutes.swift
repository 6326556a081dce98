import ZohoWire

/// The accounts service. Errors are `{"error":…}`, most with HTTP 200. [L] S6, Kaizen #43
enum OAuthRoutes {
  /// The endpoints of this part.
  static let all = [
    Route("POST", ZohoPath.token, token),
    Route("POST", ZohoPath.revokeToken, revoke),
  ]

  private static func token(_ state: inout SandboxState, _ call: Call) -> Answer {
    let result = Result { () throws(TokenDesk.Refusal) in
      guard call.parameter("grant_type") == "refresh_token" else { throw .unsupportedGrant }
      return try state.tokens.refresh(
        client: call.parameter("client_id") ?? "", secret: call.parameter("client_secret") ?? "",
        token: call.parameter("refresh_token") ?? "", time: state.now)
    }
    switch result {
    case .success(let access):
      return .json([
        "access_token": .text(access), "scope": .text(scopes),
        "api_domain": .text(state.baseURL), "token_type": "Bearer",
        "expires_in": .count(TokenDesk.lifetime),
      ])
    case .failure(.tooMany): return tooMany
    case .failure(let refusal): return .json(["error": .text(refusal.rawValue)])
    }
  }

  private static func revoke(_ state: inout SandboxState, _ call: Call) -> Answer {
    guard state.tokens.revoke(call.parameter("token") ?? "") else {
      return .json(["error": .text(TokenDesk.Refusal.invalidCode.rawValue)])
    }
    return .json(["status": "success"])
  }

  /// [L] many reports, HTTP 400.
  static let tooMany = Answer.json(
    [
      "error_description":
        "You have made too many requests continuously. Please try again after some time.",
      "error": .text(TokenDesk.Refusal.tooMany.rawValue), "status": "failure",
    ], status: 400)

  private static let scopes = [
    "ZohoCRM.users.READ", "ZohoCRM.org.READ", "ZohoCRM.settings.roles.READ",
    "ZohoCRM.settings.profiles.READ", "ZohoProjects.portals.READ", "ZohoProjects.projects.READ",
    "ZohoProjects.users.ALL",
  ].joined(separator: " ")
}
