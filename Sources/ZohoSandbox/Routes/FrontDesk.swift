import ZohoWire

/// Takes a call through what is common to all routes: finding it, the limits, the log.
extension SandboxState {
  /// Answers a call that comes in at a time in milliseconds. `isAdmitted`: whether it is none too many
  /// of those under way.
  mutating func answer(_ call: Call, at time: Int64, isAdmitted: Bool = true) -> Answer {
    settle(until: time)
    now = time
    var call = call
    let service = Service(path: call.path)
    switch RouteTable.all.match(method: call.method, path: call.path) {
    case .nothing: return logged(notFound(call, service), call, nil, service)
    case .wrongMethod: return logged(wrongMethod(call, service), call, nil, service)
    case .route(let route, let places):
      call.places = places
      let answer = answer(call, by: route, isAdmitted)
      return logged(answer, call, route.endpoint, service)
    }
  }

  private mutating func answer(_ call: Call, by route: Route, _ isAdmitted: Bool) -> Answer {
    if let refusal = refusal(of: call, route) { return refusal }
    switch route.service {
    case .accounts, .judge: return run(route, call)
    case .crm: return metered(call, by: route, isAdmitted)
    case .projects: return throttled(call, by: route)
    }
  }

  private mutating func metered(_ call: Call, by route: Route, _ isAdmitted: Bool) -> Answer {
    var answer: Answer
    do throws(CreditMeter.Refusal) {
      try credits.spend(route.credits(for: call), time: now, isAdmitted: isAdmitted)
      answer = run(route, call)
    } catch {
      answer = credits.answer(to: error, isSearch: route.pattern == ZohoPath.crmSearch)
    }
    answer.headers += credits.headers
    return answer
  }

  /// Whose call of CRM it is, and whether a heavy one; nil where it is not counted among those under
  /// way: they are counted per client. [C] Kaizen #203
  mutating func counted(_ call: Call, at time: Int64) -> (client: String, isHeavy: Bool)? {
    now = time
    guard Service(path: call.path) == .crm, let bearer = bearer(of: call),
      case .route(let route, _) = RouteTable.all.match(method: call.method, path: call.path)
    else { return nil }
    return (bearer.client, route.isHeavy)
  }

  private mutating func throttled(_ call: Call, by route: Route) -> Answer {
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
