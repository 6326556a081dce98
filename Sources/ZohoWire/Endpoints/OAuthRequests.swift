/// Requests to the accounts service that bring a sign-in about, and end it.
extension WireRequest {
  /// `POST /oauth/v2/token` for a grant code, as a form. A self client's code has no redirect address;
  /// the browser flow's has one, and the verifier of its challenge. [C] SDK `generate_access_token`;
  /// `code_verifier` as in RFC 7636 [G]
  package static func exchange(
    code: String, clientID: String, secret: String, redirect: String? = nil,
    verifier: String? = nil
  ) -> WireRequest {
    var form: [Parameter] = [
      ("grant_type", "authorization_code"), ("client_id", clientID), ("client_secret", secret),
      ("code", code),
    ]
    if let redirect { form.append(("redirect_uri", redirect)) }
    if let verifier { form.append(("code_verifier", verifier)) }
    return WireRequest(.post, .accounts, ZohoPath.token.description, form: form)
  }

  /// `POST /oauth/v3/device/code`; scopes are joined by commas, and without `access_type` and `prompt`
  /// no refresh token would come. [C] devices/*.html
  package static func deviceCode(clientID: String, scopes: [String]) -> WireRequest {
    WireRequest(
      .post, .accounts, ZohoPath.deviceCode.description,
      form: [
        ("client_id", clientID), ("grant_type", "device_request"),
        ("scope", scopes.joined(separator: ",")), ("access_type", "offline"),
        ("prompt", "consent"),
      ])
  }

  /// `POST /oauth/v3/device/token` [C] devices/*.html
  package static func deviceToken(code: String, clientID: String, secret: String) -> WireRequest {
    WireRequest(
      .post, .accounts, ZohoPath.deviceToken.description,
      form: [
        ("client_id", clientID), ("client_secret", secret), ("grant_type", "device_token"),
        ("code", code),
      ])
  }

  /// `POST /oauth/v2/token/revoke` [C] SDK `revoke_refresh_token`
  package static func revoke(token: String) -> WireRequest {
    WireRequest(.post, .accounts, ZohoPath.revokeToken.description, form: [("token", token)])
  }

  /// The page where a person consents. That it is here is [C] multi-dc.html; its parameters are a
  /// guess: those of RFC 6749 and 7636, with Zoho's `access_type` and `prompt` of the device flow.
  package static func authorization(
    clientID: String, scopes: [String], redirect: String, state: String, challenge: String
  ) -> WireRequest {
    WireRequest(
      .get, .accounts, ZohoPath.authorization.description,
      query: [
        ("response_type", "code"), ("client_id", clientID),
        ("scope", scopes.joined(separator: ",")), ("redirect_uri", redirect), ("state", state),
        ("access_type", "offline"), ("prompt", "consent"), ("code_challenge", challenge),
        ("code_challenge_method", "S256"),
      ])
  }
}
