/// Takes a call through what is common to all routes: finding it, the token, the rate limit, the log.
extension SandboxState {
  /// Answers a call that comes in at a time in milliseconds.
  mutating func answer(_ call: Call, at time: Int64) -> Answer {
    settle(until: time)
    now = time
    var call = call
    let service = Service(path: call.path)
    switch RouteTable.all.match(method: call.method, path: call.path) {
    case .nothing: return logged(notFound(call, service), call, nil, service)
    case .wrongMethod: return logged(wrongMethod(call, service), call, nil, service)
    case .route(let route, let places):
      call.places = places
      let answer = answer(call, by: route)
      return logged(answer, call, route.endpoint, service)
    }
  }

  private mutating func answer(_ call: Call, by route: Route) -> Answer {
    if let refusal = refusal(of: call, route.service) { return refusal }
    if route.service == .crm { return charged(route, call) }
    guard route.service == .projects else { return run(route, call) }
    guard let verdict = limiter.arrive(at: route.endpoint, time: now) else {
      return run(route, call)
    }
    var answer: Answer
    switch verdict {
    case .admitted: answer = run(route, call)
    case .shut(let seconds): answer = limiter.refusal(seconds: seconds)
    }
    let isThrottle = answer.fault?.isThrottle == true
    answer.headers += limiter.headers(isThrottle ? .shut(seconds: 0) : verdict)
    return answer
  }

  /// What is said to a call without a good token. CRM takes `Zoho-oauthtoken` only, Projects `Bearer`
  /// too. 401 and not the documented 400: [L] S6, S20.
  private func refusal(of call: Call, _ service: Service) -> Answer? {
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
    if tokens.accepts(String(words[1]), time: now) { return nil }
    return Self.tokenRefused(to: call, service)
  }

  /// What is said to a token that does not hold.
  static func tokenRefused(to call: Call, _ service: Service) -> Answer {
    service == .crm
      ? CRMError.answer(401, "INVALID_TOKEN", "invalid oauth token")
      : ProjectsError(
        status: 401, title: "INVALID_OAUTHTOKEN", message: "Invalid OAuth access token"
      ).answer(to: call)
  }

  private func notFound(_ call: Call, _ service: Service) -> Answer {
    switch service {
    case .crm:
      CRMError.answer(
        404, "INVALID_URL_PATTERN",
        "Please check if the URL trying to access is a correct one")
    case .accounts, .judge: .json(["error": "not_found"], status: 404)
    case .projects:
      ProjectsError(
        status: 400, title: "URL_RULE_NOT_CONFIGURED", message: "Given URL is wrong"
      ).answer(to: call)
    }
  }

  private func wrongMethod(_ call: Call, _ service: Service) -> Answer {
    switch service {
    case .crm:
      CRMError.answer(
        405, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one")
    // HTTP 200 with the code inside. [S] zcrm-php-sdk#5
    case .accounts: .json(["status_code": 405])
    case .judge: .json(["error": "method_not_allowed"], status: 405)
    case .projects:
      ProjectsError(
        status: 400, title: "INVALID_METHOD", message: "The method is not allowed for this URL"
      ).answer(to: call)
    }
  }

  private mutating func logged(
    _ answer: Answer, _ call: Call, _ endpoint: String?, _ service: Service
  ) -> Answer {
    guard service != .judge else { return answer }
    log.add(
      call, endpoint: endpoint, isSecret: service == .accounts, answer: answer, time: now)
    return answer
  }
}
