import Testing

@testable import ZohoSandbox

@Suite struct TokenDeskTests {
  private static let client = OAuthClient.all[0]
  private static let rehearsal = "1000.sandbox.refresh"
  private static let minute: Int64 = 60_000

  private var desk = TokenDesk(isLimited: true)

  private func consent(offline: Bool) -> Consent {
    Consent(client: Self.client, scopes: ["ZohoCRM.users.READ"], isOffline: offline)
  }

  private mutating func refresh(
    _ token: String = TokenDeskTests.rehearsal, at time: Int64
  ) throws -> String {
    try desk.refresh(token, for: Self.client, time: time).access
  }

  @Test mutating func `a token ends after an hour, and the sixteenth alive ends the first`() throws
  {
    desk = TokenDesk(isLimited: false)
    let first = try refresh(at: 0)
    #expect(desk.bearer(of: first, time: 3_599_999)?.client == "1000.SANDBOX")
    #expect(desk.bearer(of: first, time: 3_600_000) == nil)
    for _ in 2...15 { _ = try refresh(at: 0) }
    #expect(desk.bearer(of: first, time: 0) != nil)
    _ = try refresh(at: 0)
    #expect(desk.bearer(of: first, time: 0) == nil)
  }

  @Test mutating func `tokens that ended are not among the fifteen`() throws {
    desk = TokenDesk(isLimited: false)
    for _ in 1...15 { _ = try refresh(at: 0) }
    let later = try refresh(at: 3_600_000)
    for _ in 2...15 { _ = try refresh(at: 3_600_000) }
    #expect(desk.bearer(of: later, time: 3_600_000) != nil)
  }

  @Test mutating func `ten tokens in ten rolling minutes, for each refresh token by itself`() throws
  {
    let other = try #require(desk.grant(consent(offline: true), time: 0).refresh)
    for index in 0..<10 { _ = try refresh(at: Int64(index) * Self.minute) }
    #expect(throws: OAuthRefusal.tooMany) { try refresh(at: 10 * Self.minute - 1) }
    _ = try refresh(at: 10 * Self.minute)
    #expect(throws: OAuthRefusal.tooMany) { try refresh(at: 10 * Self.minute) }
    // The grant's own token was the first of the other's ten.
    for _ in 1...9 { _ = try refresh(other, at: 1) }
    #expect(throws: OAuthRefusal.tooMany) { try refresh(other, at: 1) }
  }

  @Test mutating func `the twenty-first refresh token ends the first with its access tokens`()
    throws
  {
    let first = desk.grant(consent(offline: true), time: 0)
    let others = (2...20).map { _ in desk.grant(consent(offline: true), time: 0) }
    #expect(desk.bearer(of: first.access, time: 0) != nil)
    _ = desk.grant(consent(offline: true), time: 0)
    #expect(desk.bearer(of: first.access, time: 0) == nil)
    #expect(throws: OAuthRefusal.invalidCode) { try refresh(try #require(first.refresh), at: 0) }
    _ = try refresh(try #require(others[0].refresh), at: 0)
    // The rehearsal's own is not pushed out.
    _ = try refresh(at: 0)
  }

  @Test mutating func `online there is no refresh token`() {
    let issue = desk.grant(consent(offline: false), time: 0)
    #expect(issue.refresh == nil)
    #expect(desk.bearer(of: issue.access, time: 0)?.scopes == ["ZohoCRM.users.READ"])
  }

  @Test mutating func `a refresh token is good for its own client only`() throws {
    #expect(throws: OAuthRefusal.invalidCode) {
      try desk.refresh(Self.rehearsal, for: OAuthClient.all[1], time: 0)
    }
  }

  @Test mutating func `an access token can be ended by itself`() throws {
    let first = try refresh(at: 0)
    let second = try refresh(at: 0)
    #expect(desk.revoke(first) == true)
    #expect(desk.revoke(first) == false)
    #expect(desk.bearer(of: first, time: 0) == nil)
    #expect(desk.bearer(of: second, time: 0) != nil)
    #expect(desk.revoke(Self.rehearsal) == true)
    #expect(desk.revoke(Self.rehearsal) == false)
    #expect(desk.bearer(of: second, time: 0) == nil)
  }

  @Test mutating func `after a reset the rehearsal's token holds again and nothing is counted`()
    throws
  {
    for _ in 1...10 { _ = try refresh(at: 0) }
    let kept = desk.grant(consent(offline: true), time: 0)
    #expect(desk.revoke(Self.rehearsal) == true)
    desk = desk.withFreshCounts()
    #expect(desk.issued == 0)
    _ = try refresh(at: 0)
    #expect(desk.bearer(of: kept.access, time: 0) != nil)
  }
}
