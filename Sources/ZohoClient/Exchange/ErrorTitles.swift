import ZohoWire

/// What is known of Zoho's titles and codes. Everything not named here is judged by its status.
enum ErrorTitles {
  /// `URL_ROLLING_THROTTLES_LIMIT_EXCEEDED` comes with 400 [L] S18; CRM's [C] OAS26.
  static func isThrottle(_ error: ErrorAnswer) -> Bool {
    ["URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", "TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED"]
      .contains(error.title.uppercased())
  }

  /// `INVALID_OAUTHTOKEN` [Z], [L] S6; `INVALID_TICKET` [L] S6; CRM's [C] OAS26.
  static func isTokenRefused(_ error: ErrorAnswer) -> Bool {
    ["INVALID_OAUTHTOKEN", "INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_TICKET"]
      .contains(error.title.uppercased())
  }

  /// `INVALID_OAUTHSCOPE` [L] S7; `OAUTH_SCOPE_MISMATCH` [C] OAS26; its words alone were seen with a
  /// 403. [L] ASI-dashboard. Of lists of users Projects says it as 404 "Unauthorized Access". [S] reference
  /// of Projects, §11. A new token would not help.
  static func isScopeMissing(
    _ error: ErrorAnswer, status: Int, to request: WireRequest
  ) -> Bool {
    if ["INVALID_OAUTHSCOPE", "OAUTH_SCOPE_MISMATCH"].contains(error.title.uppercased()) {
      return true
    }
    let said = [error.title, error.message].map { words in
      words.lowercased().split { !$0.isLetter }.joined(separator: " ")
    }
    let isUsers =
      request.service == .projects && request.method == .get && request.path.hasSuffix("/users")
    return said.contains("invalid oauth scope")
      || isUsers && status == 404 && said.contains("unauthorized access")
  }

  /// Refusals for what the caller or the edition may not do, whatever their status: a new token would
  /// not help. [C] reference of CRM, §3
  static func isAboutRights(_ error: ErrorAnswer) -> Bool {
    let title = error.title.uppercased()
    return ["NO_PERMISSION", "INVALID_MODULE", "API_NOT_SUPPORTED"].contains(title)
      || title.isOfMissingFeature || isAboutCall(error)
  }

  /// Also given for bad input [L] S7, so it tells nothing.
  static func isServerTrouble(_ error: ErrorAnswer) -> Bool {
    ["INTERNAL_SERVER_ERROR", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE", "6500", "6891"]
      .contains(error.title.uppercased())
  }

  /// Refusals that no other choice of people would avert. [Z] S3, S4; the permission text [Z] S4.
  static func isAboutCall(_ error: ErrorAnswer) -> Bool {
    let titles = [
      "URL_RULE_NOT_CONFIGURED", "INVALID_METHOD", "INVALID_INPUTSTREAM", "INVALID_REQUEST_METHOD",
      "INVALID_URL_PATTERN", "API_NOT_SUPPORTED",
    ]
    return titles.contains(error.title.uppercased())
      || error.message.lowercased().contains("sufficient permission")
  }

  /// The status a refusal stands for: HTTP's, or inside a 2xx the body's own, or that of an old
  /// numeric code. [Z] S11
  static func status(of error: ErrorAnswer, http: Int) -> Int {
    guard (200..<300).contains(http) else { return http }
    if let told = error.statusCode, (400..<600).contains(told) { return Int(told) }
    return switch error.title {
    case "6404", "6504": 404
    case "6401", "6890": 401
    case "6403", "6831", "6832": 400
    default: http
    }
  }
}

extension String {
  /// Whether the code says that the edition lacks something: `FEATURE_PERMISSION` [G],
  /// `FEATURE_NOT_SUPPORTED`, `NOT_SUPPORTED_FEATURE` [C], in any case.
  var isOfMissingFeature: Bool {
    let code = uppercased()
    return code.hasPrefix("FEATURE") || code.hasPrefix("NOT_SUPPORTED")
  }
}

/// How long a throttled caller has to wait.
enum Throttle {
  /// Projects: the field saw locks of up to half an hour. [L] S18
  static let projects: Int64 = 1_800
  /// CRM tells no time; a minute is the window of its samples. [C] OAS26
  static let crm: Int64 = 60

  /// Ten tokens in ten minutes. [C] reference of CRM, §1.3
  static let accounts: Int64 = 600

  private static let longest: Int64 = 86_400

  /// Seconds by `Retry-After`, else CRM's `details.retry_after`, else "Try again after N minutes".
  static func seconds(_ answer: HTTPAnswer, _ error: ErrorAnswer?) -> Int64? {
    let told =
      answer.header("Retry-After").flatMap { Int64($0) } ?? error?.retryAfter
      ?? error.flatMap { seconds(inWords: $0.message) }
    guard let told, told >= 0 else { return nil }
    return min(told, longest)
  }

  private static func seconds(inWords message: String) -> Int64? {
    let words = message.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard let after = words.lastIndex(of: "after"), after + 2 < words.count,
      let number = Int64(words[after + 1]), number <= longest
    else { return nil }
    switch words[after + 2] {
    case "second", "seconds": return number
    case "minute", "minutes": return number * 60
    case "hour", "hours": return number * 3_600
    default: return nil
    }
  }
}
