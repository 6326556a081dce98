import CRMShellTesting
import Foundation
import ImportEngine
import JournalStore
import Synchronization
import Testing

@testable import ZohoClient

/// Access tokens that several processes share through a file.
struct SharedTokenTests {
  private let organisation = #"{"org":[{"id":"7","company_name":"N"}]}"#

  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "token-\(UUID().uuidString)")
    let result: Result<Void, any Error>
    do {
      try await body(folder.path)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    try FileManager.default.removeItem(at: folder)
    try result.get()
  }

  /// What one process has: a token source of its own on the shared file.
  private func process(_ folder: String, _ server: TokenServer) throws -> ZohoCRM {
    try parts(folder, server).crm
  }

  /// The same, with what it knows of itself.
  private func parts(
    _ folder: String, _ server: TokenServer
  ) throws -> (crm: ZohoCRM, standing: ConnectionRecord) {
    let base = try #require(ServerOrigin("http://127.0.0.1:4711"))
    let clock = RealClock()
    let record = LockedFile("token-a", in: folder, clock: clock)
    let tokens = TokenSource(
      transport: server, accounts: base, rule: .loopback(base), credentials: .rehearsal,
      record: record, clock: clock)
    let pacer = Pacer(
      ledger: InMemorySlots(clock: clock), account: "a", baseURL: base.description, pace: Pace(),
      clock: clock, randomness: FixedRandomness())
    let crm = ZohoCRM(
      gateway: Gateway(
        transport: server, tokens: tokens, projects: base, pacer: pacer, clock: clock,
        randomness: FixedRandomness()))
    return (
      crm,
      ConnectionRecord(
        book: SignBook(), pacer: pacer, tokens: record, source: tokens, clock: clock)
    )
  }

  @Test func `each process knows whether the token that all have is one it asked for`() async throws
  {
    try await withFolder { folder in
      let server = TokenServer(organisation)
      let (one, two) = (try parts(folder, server), try parts(folder, server))
      func isOurs() async throws -> [Bool?] {
        [
          try await one.standing.tokenRenewal()?.isOurs,
          try await two.standing.tokenRenewal()?.isOurs,
        ]
      }
      #expect(try await isOurs() == [nil, nil])
      _ = try await one.crm.organisation()
      _ = try await two.crm.organisation()
      #expect(try await isOurs() == [true, false])
      server.expire()
      _ = try await two.crm.organisation()
      #expect(try await isOurs() == [false, true])
    }
  }

  @Test func `eight processes that meet an expired token refresh it once`() async throws {
    try await withFolder { folder in
      let server = TokenServer(organisation)
      let processes = try (0..<8).map { _ in try process(folder, server) }
      for crm in processes { _ = try await crm.organisation() }
      #expect(server.issued == 1)
      server.expire()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for crm in processes { group.addTask { _ = try await crm.organisation() } }
        try await group.waitForAll()
      }
      #expect(server.issued == 2)
      _ = try await process(folder, server).organisation()
      #expect(server.issued == 2)
    }
  }

  @Test func `all processes together refresh eight times in ten minutes`() async throws {
    try await withFolder { folder in
      let server = TokenServer(organisation)
      for _ in 0..<8 {
        _ = try await process(folder, server).organisation()
        server.expire()
      }
      await #expect(throws: ServiceFailure.self) {
        try await process(folder, server).organisation()
      }
      #expect(server.issued == 8)
    }
  }

  @Test func `the file is its owner's alone, and nothing else of the token is left`() async throws {
    try await withFolder { folder in
      let server = TokenServer(organisation)
      _ = try await process(folder, server).organisation()
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(files == ["token-a", "token-a.lock"])
      for file in files {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      }
    }
  }

  @Test func `a file that is a link is not followed`() async throws {
    try await withFolder { folder in
      let server = TokenServer(organisation)
      _ = try await process(folder, server).organisation()
      try FileManager.default.removeItem(atPath: folder + "/token-a")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/token-a", withDestinationPath: folder + "/elsewhere")
      await #expect(throws: ServiceFailure.self) {
        try await process(folder, server).organisation()
      }
      #expect(server.issued == 1)
    }
  }

  @Test func `the record's name tells servers and credentials apart, and no secret`() {
    let hash = SHA256()
    let other = Credentials(
      clientID: "1000.SANDBOX", clientSecret: Secret("sandbox"), refreshToken: Secret("other"))
    let names = [
      Credentials.rehearsal.recordName(at: "http://127.0.0.1:1", by: hash),
      Credentials.rehearsal.recordName(at: "http://127.0.0.1:2", by: hash),
      other.recordName(at: "http://127.0.0.1:1", by: hash),
    ]
    #expect(Set(names).count == 3)
    #expect(names.allSatisfy { $0.count == 30 && !$0.contains("sandbox") })
  }
}

/// Gives tokens out and takes the newest alone.
private final class TokenServer: Transport {
  private let state = Mutex((issued: 0, isExpired: false))
  private let organisation: String

  init(_ organisation: String) { self.organisation = organisation }

  var issued: Int { state.withLock { $0.issued } }

  /// The newest token is taken no more.
  func expire() { state.withLock { $0.isExpired = true } }

  func exchange(_ request: HTTPRequest, deadline: Int64) async throws(TransportFailure)
    -> HTTPAnswer
  {
    await Task.yield()
    if request.method == "POST" {
      let number = state.withLock { state in
        state.issued += 1
        state.isExpired = false
        return state.issued
      }
      return json(
        #"{"access_token":"t\#(number)","api_domain":"http://127.0.0.1:4711","expires_in":3600}"#)
    }
    let (issued, isExpired) = state.withLock { $0 }
    guard request.headers.first?.value == "Zoho-oauthtoken t\(issued)", !isExpired else {
      return json(
        #"{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}"#,
        status: 401)
    }
    return json(organisation)
  }
}
