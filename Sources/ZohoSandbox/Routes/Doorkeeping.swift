/// Who may come in: tokens and their scopes.
extension SandboxState {
  /// What is said to a call without a good token, or with one that may not do this. CRM takes
  /// `Zoho-oauthtoken` only, Projects `Bearer` too. 401 and not the documented 400: [L] S6, S20.
  func refusal(of call: Call, _ route: Route) -> Answer? {
    let service = route.service
    guard service == .crm || service == .projects else { return nil }
    let words = (call.authorization ?? "").split(separator: " ", maxSplits: 1)
    let schemes = service == .crm ? ["zoho-oauthtoken"] : ["zoho-oauthtoken", "bearer"]
    guard words.count == 2, schemes.contains(words[0].lowercased()) else {
      return service == .crm
        ? CRMError.answer(401, "AUTHENTICATION_FAILURE", "Authentication failed")
        : ProjectsError(
          status: 401, title: "INVALID_TICKET", message: "Invalid ticket"
        ).answer(to: call)
    }
    guard let bearer = bearer(of: call) else { return Self.tokenRefused(to: call, service) }
    return route.scopes.unmet(by: bearer.scopes, call) == nil
      ? nil : Self.scopeRefused(to: call, service)
  }

  /// What is said to a token that does not hold.
  static func tokenRefused(to call: Call, _ service: Service) -> Answer {
    service == .crm
      ? CRMError.answer(401, "INVALID_TOKEN", "invalid oauth token")
      : ProjectsError(
        status: 401, title: "INVALID_OAUTHTOKEN", message: "Invalid OAuth access token"
      ).answer(to: call)
  }

  /// What is said to a token without the scope, which is not named. CRM: 401 [C] OAS31 profiles,
  /// fields, record. Projects: title and 401 [L] S7, words from another project that met 403.
  private static func scopeRefused(to call: Call, _ service: Service) -> Answer {
    service == .crm
      ? CRMError.answer(401, "OAUTH_SCOPE_MISMATCH", "Unauthorized")
      : ProjectsError(
        status: 401, title: "INVALID_OAUTHSCOPE", message: "Invalid OAuth scope"
      ).answer(to: call)
  }
}
