import Testing

@testable import ZohoSandbox

@Suite struct DeviceDeskTests {
  private static let client = OAuthClient.all[1]
  private var desk = DeviceDesk(interval: 30)

  private mutating func begin(at time: Int64 = 0) -> (device: String, user: String) {
    desk.begin(
      Consent(client: Self.client, scopes: ["ZohoCRM.users.READ"], isOffline: true),
      promptsConsent: false, time: time)
  }

  private mutating func poll(
    _ code: String, at time: Int64, in place: DataCentre = .us
  ) throws -> DeviceDesk.Waiting {
    try desk.poll(code, by: Self.client, at: place, time: time)
  }

  private mutating func decide(_ decision: DeviceDesk.Decision, _ user: String) throws {
    desk.decide(decision, of: try #require(desk.device(for: user, time: 0)))
  }

  @Test mutating func `a device waits, is slowed down, and is let in once`() throws {
    let codes = begin()
    #expect(codes.device.hasPrefix("1004."))
    #expect(throws: DeviceDesk.PollRefusal.plain(.authorizationPending)) {
      try poll(codes.device, at: 0)
    }
    #expect(throws: DeviceDesk.PollRefusal.plain(.slowDown)) { try poll(codes.device, at: 29_999) }
    // The poll that came too soon counts for the next one.
    #expect(throws: DeviceDesk.PollRefusal.plain(.slowDown)) { try poll(codes.device, at: 59_998) }
    try decide(.allowed(.us), codes.user)
    #expect(try poll(codes.device, at: 89_998).scopes == ["ZohoCRM.users.READ"])
    #expect(throws: DeviceDesk.PollRefusal.plain(.invalidCode)) {
      try poll(codes.device, at: 200_000)
    }
  }

  @Test mutating func `the code is read whatever its case, and not after five minutes`() throws {
    let codes = begin()
    let typed = codes.user.lowercased().prefix(4) + " - " + codes.user.dropFirst(4)
    #expect(desk.device(for: String(typed), time: 299_999) != nil)
    #expect(desk.device(for: codes.user, time: 300_000) == nil)
    #expect(desk.device(for: "", time: 0) == nil)
    #expect(throws: DeviceDesk.PollRefusal.plain(.expired)) { try poll(codes.device, at: 300_000) }
  }

  @Test mutating func `a person decides once`() throws {
    let codes = begin()
    try decide(.rejected, codes.user)
    #expect(desk.device(for: codes.user, time: 0) == nil)
    for time: Int64 in [0, 30_000] {
      #expect(throws: DeviceDesk.PollRefusal.plain(.accessDenied)) {
        try poll(codes.device, at: time)
      }
    }
  }

  @Test mutating func `a person of another data centre is served there`() throws {
    let codes = begin()
    try decide(.allowed(.eu), codes.user)
    #expect(throws: DeviceDesk.PollRefusal.otherDataCentre(.eu)) { try poll(codes.device, at: 0) }
    _ = try poll(codes.device, at: 30_000, in: .eu)
  }

  @Test mutating func `a code is for its own client, and an unknown one for none`() throws {
    let codes = begin()
    for (code, client) in [(codes.device, OAuthClient.all[0]), ("1004.x", Self.client)] {
      #expect(throws: DeviceDesk.PollRefusal.plain(.invalidCode)) {
        try desk.poll(code, by: client, at: .us, time: 0)
      }
    }
  }
}
