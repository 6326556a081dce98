package import ImportEngine

/// What the refresh-token grant needs.
package struct Credentials: Sendable {
  /// As the API console shows it, e.g. `1000.ABC`; no secret.
  package let clientID: String
  package let clientSecret: Secret
  package let refreshToken: Secret

  package init(clientID: String, clientSecret: Secret, refreshToken: Secret) {
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.refreshToken = refreshToken
  }

  /// Those of a sign-in that is kept.
  package init(_ login: Login, _ secrets: LoginSecrets) {
    clientID = login.clientID
    clientSecret = secrets.clientSecret
    refreshToken = secrets.refreshToken
  }

  /// The well-known credentials of a rehearsal server; worth nothing anywhere else.
  package static let rehearsal = Credentials(
    clientID: "1000.SANDBOX", clientSecret: Secret("sandbox"),
    refreshToken: Secret("1000.sandbox.refresh"))
}

/// An access token and where the CRM API takes it.
struct AccessToken: Sendable {
  let secret: Secret
  let crm: ServerOrigin
}
