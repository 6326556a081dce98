import Testing

@testable import ZohoSandbox

@Suite struct GrantCodeTests {
  private static let client = OAuthClient.all[0]
  private static let consent = Consent(
    client: client, scopes: ["ZohoCRM.users.READ"], isOffline: true)
  private static let redirect = "http://127.0.0.1:9/done"
  /// RFC 7636, appendix B.
  private static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  private static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

  private var codes = GrantCodes(isLimited: true)

  private mutating func issue(
    redirect: String? = nil, challenge: CodeChallenge? = nil, at time: Int64 = 0
  ) throws -> String {
    try codes.issue(
      GrantCodes.Grant(consent: Self.consent, redirectURI: redirect, challenge: challenge),
      lifetime: 180, time: time)
  }

  private mutating func redeem(
    _ code: String, by client: OAuthClient = client, redirect: String? = nil,
    verifier: String? = nil, at time: Int64 = 0
  ) throws -> Consent {
    try codes.redeem(code, by: client, redirectURI: redirect, verifier: verifier, time: time)
  }

  @Test mutating func `a code is good once`() throws {
    let code = try issue()
    #expect(code.hasPrefix("1000."))
    #expect(try redeem(code) == Self.consent)
    #expect(throws: OAuthRefusal.invalidCode) { try redeem(code) }
  }

  @Test mutating func `a code is good for as long as it was made for`() throws {
    let codes = [try issue(), try issue()]
    #expect(try redeem(codes[0], at: 179_999) == Self.consent)
    #expect(throws: OAuthRefusal.invalidCode) { try redeem(codes[1], at: 180_000) }
  }

  @Test mutating func `a code is for its own client`() throws {
    let code = try issue()
    #expect(throws: OAuthRefusal.invalidCode) { try redeem(code, by: OAuthClient.all[1]) }
  }

  @Test mutating func `a code of a browser is redeemed with the same address`() throws {
    for address in [nil, "http://127.0.0.1:9/done/", "http://127.0.0.1:10/done"] {
      let code = try issue(redirect: Self.redirect)
      #expect(throws: OAuthRefusal.invalidRedirectURI) { try redeem(code, redirect: address) }
    }
    #expect(try redeem(try issue(redirect: Self.redirect), redirect: Self.redirect) == Self.consent)
  }

  @Test(arguments: [
    (CodeChallenge.s256(challenge), verifier as String?, true),
    (.s256(challenge), verifier.lowercased(), false),
    (.s256(challenge), nil, false),
    (.s256(challenge), challenge, false),
    (.plain(verifier), verifier, true),
    (.plain(verifier), challenge, false),
    (.plain("short"), "short", false),
  ])
  mutating func `the verifier is the one of the challenge`(
    challenge: CodeChallenge, verifier: String?, isMet: Bool
  ) throws {
    let code = try issue(challenge: challenge)
    if isMet {
      #expect(try redeem(code, verifier: verifier) == Self.consent)
    } else {
      #expect(throws: OAuthRefusal.invalidCode) { try redeem(code, verifier: verifier) }
    }
  }

  @Test mutating func `ten codes in ten minutes are made, and ten redeemed`() throws {
    for _ in 1...10 { _ = try issue(at: 0) }
    #expect(throws: OAuthRefusal.accessDenied) { try issue(at: 599_999) }
    let code = try issue(at: 600_000)
    for _ in 1...10 {
      #expect(throws: OAuthRefusal.invalidCode) { try redeem("1000.x", at: 600_000) }
    }
    #expect(throws: OAuthRefusal.accessDenied) { try redeem(code, at: 600_001) }
  }

  @Test mutating func `without limits any number`() throws {
    codes = GrantCodes(isLimited: false)
    for _ in 1...12 { #expect(try redeem(try issue()) == Self.consent) }
  }

  @Test(arguments: [
    ("", nil as CodeChallenge?), ("code_challenge=\(challenge)", .plain(challenge)),
    ("code_challenge=\(challenge)&code_challenge_method=S256", .s256(challenge)),
    ("code_challenge=\(challenge)&code_challenge_method=plain", .plain(challenge)),
  ])
  func `a challenge is plain unless said`(query: String, challenge: CodeChallenge?) throws {
    #expect(try CodeChallenge.named(in: Call(method: "GET", path: "/", query: query)) == challenge)
  }

  @Test(arguments: [
    "code_challenge=short", "code_challenge=\(challenge)&code_challenge_method=s256",
    "code_challenge=\(challenge)%20",
  ])
  func `a challenge that is none is refused`(query: String) {
    #expect(throws: OAuthRefusal.invalidCode) {
      try CodeChallenge.named(in: Call(method: "GET", path: "/", query: query))
    }
  }
}
