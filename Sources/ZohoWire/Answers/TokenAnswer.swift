/// The token endpoint's answer; its HTTP status says nothing. [C] SDK `oauth_token.parse_response`,
/// Kaizen #43
package enum TokenAnswer: Equatable, Sendable {
  /// An access token, where the API is, and for how many seconds the token lives.
  case granted(accessToken: String, apiDomain: String?, lifetime: Int64)
  /// `{"error":"invalid_code"}` and the like: Zoho's code, and its description if there is one.
  case refused(code: String, description: String?)
  /// Too many tokens were asked for; the server's words, `CODE: description`. [S] the body of many
  /// reports, with 400 or 200
  case throttled(String)

  /// An access token lives an hour. [C] token-validity.html
  package static let usualLifetime: Int64 = 3_600

  /// Reads either shape; a granted token wins over nothing else in the object. `{"status_code":405}`,
  /// which comes with 200 [S] zoho/zcrm-php-sdk#5, is a refusal too.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    if let error = node["error"]?.text {
      // `Access Denied` is the throttle; `access_denied` is the same word on older pages.
      let words = error.lowercased().split { $0 == "_" || $0 == " " }.joined(separator: " ")
      let description = node["error_description"]?.text
      self =
        words == "access denied"
        ? .throttled([error, description].compactMap(\.self).joined(separator: ": "))
        : .refused(code: error, description: description)
      return
    }
    if node["access_token"] == nil, let status = node["status_code"]?.integer,
      (400..<500).contains(status)
    {
      self = .refused(code: "status_code \(status)", description: nil)
      return
    }
    guard case .string(let token)? = node["access_token"], !token.isEmpty else {
      throw ShapeMismatch(expected: "access_token or error")
    }
    self = .granted(
      accessToken: token, apiDomain: node["api_domain"]?.text, lifetime: Self.lifetime(node))
  }

  /// Seconds. The legacy form has seconds in `expires_in_sec` and milliseconds in `expires_in`; an
  /// odd answer has neither. [C] SDK `get_token_expires_in`, [S] tristanjahier/zoho-crm-php#9
  private static func lifetime(_ node: JSONNode) -> Int64 {
    let seconds = node["expires_in_sec"]?.integer ?? node["expires_in"]?.integer
    guard let seconds, seconds > 0 else { return usualLifetime }
    return min(seconds, usualLifetime)
  }
}
