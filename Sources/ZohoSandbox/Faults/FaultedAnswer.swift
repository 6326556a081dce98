/// The answers of faults that differ by service.
struct FaultedAnswer {
  private let rule: FaultRule
  private let call: Call
  private let service: Service

  init(_ rule: FaultRule, _ call: Call, _ service: Service) {
    (self.rule, self.call, self.service) = (rule, call, service)
  }

  /// 500 in the service's shape.
  var serverError: Answer {
    switch service {
    case .crm: CRMError.answer(500, "INTERNAL_ERROR", "Internal Server Error")
    case .accounts, .judge: .json(["error": "general_error"], status: 500)
    case .projects: ProjectsError.internalError.answer(to: call)
    }
  }

  /// A refusal with what the rule says; of an entry it names the field, within 200 it has that status.
  var refusal: Answer {
    let status = rule.parameters.status ?? 400
    let message = rule.parameters.message ?? "Invalid value"
    let title = rule.parameters.title
    var answer: Answer
    switch service {
    case .crm: answer = CRMError.answer(status, title ?? "INVALID_DATA", message)
    case .accounts, .judge:
      answer = .json(["error": .text(title ?? "general_error")], status: status)
    case .projects:
      var error = ProjectsError(
        status: status, title: title ?? "INVALID_PARAMETER_VALUE", type: "FIELDS_VALIDATION_ERROR",
        message: message)
      if rule.fault == .refuseEntry { error.field = "email_id" }
      answer = error.answer(to: call)
    }
    if rule.fault == .errorIn200 { answer.status = 200 }
    return answer
  }

  /// A call too many, with the time of return only where the rule has one.
  func throttle(_ status: Int, _ limiter: RateLimiter) -> Answer {
    let seconds = rule.parameters.retryAfter
    var answer: Answer
    switch service {
    case .projects: return limiter.refusal(status: status, seconds: seconds)
    case .crm:
      answer = CRMError.answer(
        status, "TOO_MANY_REQUESTS", "You have made too many requests",
        details: .object(presentOnly: ["retry_after": seconds.map(JSON.count)]))
    case .accounts, .judge:
      answer = OAuthRefusal.tooMany.answer
      answer.status = status
    }
    answer.headers += RateLimiter.retryAfter(seconds)
    return answer
  }

  /// 302; without a place of its own to the same server by name, another origin that shows in the log.
  func redirect(from baseURL: String) -> Answer {
    let port = baseURL.split(separator: ":").last ?? "80"
    let query = call.query.isEmpty ? "" : "?\(call.query)"
    let own = "http://localhost:\(port)\(call.path)\(query)"
    return Answer(status: 302, headers: [(name: "Location", value: rule.parameters.target ?? own)])
  }
}
