/// The well-known credentials every sandbox takes.
package enum RehearsalCredentials {
  /// The id of the registered client, which is a self client and takes browser sign-ins.
  package static let clientID = "1000.SANDBOX"
  /// The id of the client of devices without a browser.
  package static let deviceClientID = "1004.SANDBOX"
  /// The secret of both clients.
  package static let clientSecret = "sandbox"
  /// A refresh token that holds until it is revoked.
  package static let refreshToken = "1000.sandbox.refresh"
}

/// A client as the API console registers it. Zoho's console has one kind per client; here the first
/// client is of two kinds, so that one id serves for the grant code and for the browser.
struct OAuthClient: Sendable, Equatable {
  /// With the prefix of its kind: `1004.` for devices, else `1000.`. [S]
  let id: String
  let secret: String
  /// As consent pages show it.
  let name: String
  /// Whether it signs in by the device flow, and by nothing else.
  let isDevice: Bool

  /// What its codes and tokens begin with. [S]
  var prefix: String { isDevice ? "1004" : "1000" }

  /// The registered clients.
  static let all = [
    OAuthClient(
      id: RehearsalCredentials.clientID, secret: RehearsalCredentials.clientSecret,
      name: "Rehearsal client", isDevice: false),
    OAuthClient(
      id: RehearsalCredentials.deviceClientID, secret: RehearsalCredentials.clientSecret,
      name: "Rehearsal device", isDevice: true),
  ]

  /// The client a call names; throws where there is none, where it is of the other kind (Zoho's code
  /// for that is a guess [G]), or where its secret is asked for and wrong.
  static func named(
    in call: Call, isDevice: Bool? = nil, withSecret: Bool = true
  ) throws(OAuthRefusal) -> OAuthClient {
    let id = call.parameter("client_id")
    guard let client = all.first(where: { $0.id == id }),
      isDevice == nil || client.isDevice == isDevice
    else { throw .invalidClient }
    guard !withSecret || call.parameter("client_secret") == client.secret else {
      throw .invalidSecret
    }
    return client
  }
}

/// Why the accounts service says no; the raw value is Zoho's code. [C] Kaizen #43, polling-request.html,
/// where nothing else is said
enum OAuthRefusal: String, Error, Sendable {
  case invalidClient = "invalid_client"
  /// [G]
  case invalidSecret = "invalid_client_secret"
  case invalidCode = "invalid_code"
  /// [S]
  case invalidScope = "invalid_scope"
  /// [G]
  case invalidRedirectURI = "invalid_redirect_uri"
  /// [G]
  case invalidResponseType = "invalid_response_type"
  /// [G]
  case unsupportedGrant = "unsupported_grant_type"
  /// The eleventh grant code, or a person who said no.
  case accessDenied = "access_denied"
  /// The eleventh access token; this one comes with 400. [S]
  case tooMany = "Access Denied"
  case authorizationPending = "authorization_pending"
  case slowDown = "slow_down"
  case expired = "expired"

  /// `{"error":…}`, most with HTTP 200. [C] SDK, Kaizen #43
  var answer: Answer {
    self == .tooMany ? Self.throttle : .json(["error": .text(rawValue)])
  }

  /// The body of many reports, HTTP 400. [S]
  private static let throttle = Answer.json(
    [
      "error_description":
        "You have made too many requests continuously. Please try again after some time.",
      "error": .text(OAuthRefusal.tooMany.rawValue), "status": "failure",
    ], status: 400)
}
