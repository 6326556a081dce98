/// Codes that are exchanged for tokens: each once, and ten in ten minutes for each client.
/// [C] token-validity.html, Kaizen #43
struct GrantCodes: Sendable {
  /// What a code stands for.
  struct Grant: Sendable, Equatable {
    let consent: Consent
    /// Where the browser was sent with it; nil for a self client's.
    var redirectURI: String?
    /// What the client has to know besides the code; nil for nothing.
    var challenge: CodeChallenge?
  }

  /// Seconds a code of the console lives unless another time is chosen. [C]
  static let consoleLifetime = 180
  /// Seconds a code of the consent page lives. [C] get-authorization-code.html
  static let browserLifetime = 120
  private static let most = 10

  private let isLimited: Bool
  private var open: [String: (grant: Grant, expires: Int64)] = [:]
  private var issued: [String: RollingCount] = [:]
  private var redeemed: [String: RollingCount] = [:]

  init(isLimited: Bool) { self.isLimited = isLimited }

  /// A new code, at a time in milliseconds, that lives so many seconds.
  mutating func issue(
    _ grant: Grant, lifetime: Int, time: Int64
  ) throws(OAuthRefusal) -> String {
    open = open.filter { time < $0.value.expires }
    if isLimited { try Self.count(grant.consent.client, in: &issued, time) }
    let code = RandomToken.token(grant.consent.client.prefix)
    open[code] = (grant, time + Int64(lifetime) * 1000)
    return code
  }

  /// What a code stands for; the code is used up even where the rest of the call is wrong. The code
  /// of the error for a wrong verifier is a guess. [G]
  mutating func redeem(
    _ code: String, by client: OAuthClient, redirectURI: String?, verifier: String?, time: Int64
  ) throws(OAuthRefusal) -> Consent {
    if isLimited { try Self.count(client, in: &redeemed, time) }
    guard let (grant, expires) = open.removeValue(forKey: code), time < expires,
      grant.consent.client == client
    else { throw .invalidCode }
    if let expected = grant.redirectURI, redirectURI != expected { throw .invalidRedirectURI }
    if let challenge = grant.challenge, !challenge.isMet(by: verifier) { throw .invalidCode }
    return grant.consent
  }

  private static func count(
    _ client: OAuthClient, in counts: inout [String: RollingCount], _ time: Int64
  ) throws(OAuthRefusal) {
    let isAdmitted = counts[client.id, default: RollingCount()].admits(
      most: Self.most, within: TokenDesk.window, time: time)
    if !isAdmitted { throw .accessDenied }
  }
}
