/// Issues and checks tokens: ten in ten minutes, fifteen alive, one hour each.
/// [C] token-validity.html, Kaizen #43
struct TokenDesk: Sendable {
  /// Why no token is issued; the raw value is Zoho's code.
  enum Refusal: String, Error, Sendable {
    case invalidClient = "invalid_client"
    case invalidSecret = "invalid_client_secret"
    case invalidCode = "invalid_code"
    case unsupportedGrant = "unsupported_grant_type"
    case tooMany = "Access Denied"
  }

  /// Seconds an access token lives.
  static let lifetime = 3600

  private let isLimited: Bool
  private var alive: [(token: String, expires: Int64)] = []
  private var issuedAt: [Int64] = []
  private var isRevoked = false
  /// How many tokens were issued.
  private(set) var issued = 0

  init(isLimited: Bool) { self.isLimited = isLimited }

  /// A new access token at a time in milliseconds.
  mutating func refresh(
    client: String, secret: String, token: String, time: Int64
  ) throws(Refusal) -> String {
    guard client == RehearsalCredentials.clientID else { throw .invalidClient }
    guard secret == RehearsalCredentials.clientSecret else { throw .invalidSecret }
    guard token == RehearsalCredentials.refreshToken, !isRevoked else { throw .invalidCode }
    issuedAt.removeAll { $0 <= time - 600_000 }
    guard !isLimited || issuedAt.count < 10 else { throw .tooMany }
    issuedAt.append(time)
    issued += 1
    let access = "1000.\(Self.hexadecimal()).\(Self.hexadecimal())"
    alive.append((access, time + Int64(Self.lifetime) * 1000))
    if alive.count > 15 { alive.removeFirst() }
    return access
  }

  /// Ends the refresh token and every access token; false when it is another one.
  mutating func revoke(_ token: String) -> Bool {
    guard token == RehearsalCredentials.refreshToken, !isRevoked else { return false }
    isRevoked = true
    alive = []
    return true
  }

  /// Ends one access token.
  mutating func expire(_ token: String) { alive.removeAll { $0.token == token } }

  /// The same tokens with nothing counted, as after a reset; a revoked refresh token holds again.
  func withFreshCounts() -> TokenDesk {
    var fresh = TokenDesk(isLimited: isLimited)
    fresh.alive = alive
    return fresh
  }

  /// Whether a token opens the door at a time in milliseconds.
  func accepts(_ token: String, time: Int64) -> Bool {
    alive.contains { $0.token == token && time < $0.expires }
  }

  private static func hexadecimal() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
