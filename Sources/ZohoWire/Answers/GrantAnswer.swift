/// What a first sign-in gives: the token answer with what lasts.
package enum GrantAnswer: Equatable, Sendable {
  /// `refreshToken` is nil where the server gave none; `scopes` is empty where it did not tell.
  case granted(
    accessToken: String, refreshToken: String?, scopes: [String], apiDomain: String?)
  /// `{"error":"invalid_code"}` and the like: Zoho's code, and its description if there is one.
  case refused(code: String, description: String?)
  /// Too many codes or tokens were asked for; the server's words.
  case throttled(String)

  /// Reads the answer to a grant code. `scope` is present in newer answers, separated by blanks.
  /// [C] SDK `parse_response`; refresh.html
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    switch try TokenAnswer(node) {
    case .granted(let access, let apiDomain, _):
      let scopes = (node["scope"]?.text ?? "").split { $0 == " " || $0 == "," }
      let refresh = node["refresh_token"]?.text
      self = .granted(
        accessToken: access, refreshToken: refresh?.isEmpty == false ? refresh : nil,
        scopes: scopes.map(String.init), apiDomain: apiDomain)
    case .refused(let code, let description):
      self = .refused(code: code, description: description)
    case .throttled(let words): self = .throttled(words)
    }
  }
}

/// The first answer of the device flow. [C] devices/*.html
package struct DeviceCodeAnswer: Equatable, Sendable {
  /// What the server is asked with whether the person was there.
  package let deviceCode: String
  /// What a person types at the address.
  package let userCode: String
  /// Where they type it.
  package let address: String
  /// The same with the code in it; [S] some servers have none.
  package let completeAddress: String?
  /// Seconds between two polls.
  package let interval: Int64
  /// Seconds until the codes are worth nothing.
  package let lifetime: Int64

  /// Zoho's page allows one poll in 30 seconds, and lets a code live for five minutes. [C]
  package static let usual: (interval: Int64, lifetime: Int64) = (30, 300)

  /// Reads it. Both times come in seconds or in milliseconds: an interval above 1,000 and a lifetime
  /// above 10,000 are milliseconds. [C]/[S]
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard case .string(let device)? = node["device_code"], let user = node["user_code"]?.text,
      let address = node["verification_url"]?.text ?? node["verification_uri"]?.text,
      !device.isEmpty, !user.isEmpty
    else { throw ShapeMismatch(expected: "device_code, user_code and verification_url") }
    deviceCode = device
    userCode = user
    self.address = address
    completeAddress = node["verification_uri_complete"]?.text
    interval = Self.seconds(
      node["interval"]?.integer, milliseconds: 1_000, usual: Self.usual.interval)
    lifetime = Self.seconds(
      node["expires_in"]?.integer, milliseconds: 10_000, usual: Self.usual.lifetime)
  }

  private static func seconds(
    _ told: Int64?, milliseconds threshold: Int64, usual: Int64
  ) -> Int64 {
    guard let told, told > 0 else { return usual }
    let seconds = told > threshold ? (told - 1) / 1_000 + 1 : told
    return min(seconds, 3_600)
  }
}

/// What a poll of the device flow says.
package enum DevicePollAnswer: Equatable, Sendable {
  case pending
  case slowDown
  /// The person's account is in another data centre: its name, or its host, as the server wrote it.
  case otherDataCentre(String?)
  case denied
  case expired
  /// Granted, refused in another way, or throttled.
  case settled(GrantAnswer)

  /// Reads `{"error":"authorization_pending"}` and its kin; anything else is read as a grant. The
  /// names are [C], their envelope [S]; other_dc carries `user_location` by the page and `dc` by
  /// code in the field: both are taken.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    switch node["error"]?.text {
    case "authorization_pending": self = .pending
    case "slow_down": self = .slowDown
    case "other_dc":
      self = .otherDataCentre(node["user_location"]?.text ?? node["dc"]?.text)
    case "access_denied": self = .denied
    case "expired": self = .expired
    default: self = .settled(try GrantAnswer(node))
    }
  }
}

/// What the revoking of a token says: `{"status":"success"}`. [C] SDK `revoke_refresh_token`
package enum RevokeAnswer: Equatable, Sendable {
  case revoked
  /// The token was worth nothing already: revoked, or of another data centre.
  case unknownToken
  /// Zoho's code.
  case refused(String)

  /// Reads it; what says neither is no answer of this endpoint.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    if let error = node["error"]?.text {
      self = error == "invalid_code" || error == "invalid_token" ? .unknownToken : .refused(error)
    } else if node["status"]?.text == "success" {
      self = .revoked
    } else {
      throw ShapeMismatch(expected: "status or error")
    }
  }
}
