import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// How writes go out, and what becomes of them around the answer.
struct WritingTests {
  private func send(_ call: WriteCall, on bench: Bench) async throws -> Outcome {
    await bench.projects.send(call, to: try PortalID.of("7"), using: .unlimited, deadline: 5_000)
  }

  private func addition() throws -> WriteCall {
    .addToProject(
      try ProjectID.of("9"),
      [
        MemberEntry(
          email: try EmailAddress.of("d'arc+x&y@acme.example"),
          role: try RoleID.of("11"), profile: try ProfileID.of("22")),
        MemberEntry(email: try EmailAddress.of("Bo@acme.example"), role: nil, profile: nil),
      ], notify: false)
  }

  @Test func `projectusers takes query parameters and an empty body (§3.3)`() async throws {
    let bench = try Bench([
      .token("t"),
      .on("POST /api/v3/portal/7/projects/9/projectusers", #"{"emailvszpuid":{}}"#),
    ])
    #expect(try await send(addition(), on: bench) == .ok(added: [:]))
    let request = bench.transport.sent[1]
    let details =
      "%5B%7B%22email_id%22%3A%22d%27arc%2Bx%26y%40acme.example%22%2C%22role_id%22%3A%2211%22"
      + "%2C%22profile_id%22%3A%2222%22%7D%2C%7B%22email_id%22%3A%22Bo%40acme.example%22%7D%5D"
    #expect(
      request.url
        == "http://127.0.0.1:4711/api/v3/portal/7/projects/9/projectusers?userdetails=\(details)&notify=false"
    )
    #expect(request.body.isEmpty)
    #expect(request.headers == [HeaderField("Authorization", "Bearer t")])
  }

  @Test func `roles and profiles are set one by one`() async throws {
    let user = #"{"id":"5","email":"bo@acme.example"}"#
    let bench = try Bench([
      .token(), .on("PATCH /api/v3.1/portal/7/users/5?role_id=11", user),
      .on("PATCH /api/v3.1/portal/7/users/5?profile_id=22", user),
      .on("POST /api/v3/portal/7/projects/9/users/31?profile_id=22", #"{"users":[\#(user)]}"#),
      .on(
        "POST /api/v3/portal/7/users?email=bo%40acme.example&role_id=11&notify=true",
        #"{"users":[\#(user)]}"#, status: 201),
    ])
    let id = try PortalUserID.of("5")
    let (role, profile) = (try RoleID.of("11"), try ProfileID.of("22"))
    let email = try EmailAddress.of("bo@acme.example")
    #expect(try await send(.setRole(id, role), on: bench) == .ok(added: [:]))
    #expect(try await send(.setPortalProfile(id, profile), on: bench) == .ok(added: [:]))
    let member = WriteCall.setProjectProfile(
      try ProjectID.of("9"), try PortalUserID.of("31"), profile)
    #expect(try await send(member, on: bench) == .ok(added: [:]))
    let invitation = WriteCall.addToPortal(email, role: role, profile: nil, notify: true)
    #expect(try await send(invitation, on: bench) == .ok(added: [email: id]))
    #expect(bench.transport.unexpected.isEmpty)
  }

  private let refusedToken = ScriptedTransport.Step.on(
    "POST /api/v3/portal/7/projects/9/projectusers",
    #"{"error":{"status_code":"401","title":"INVALID_OAUTHTOKEN","details":[{"message":"Invalid OAuth access token"}]}}"#,
    status: 401)

  @Test func `a refused token is renewed, and the write is not sent again here`() async throws {
    let good = ScriptedTransport.Step.on(
      "POST /api/v3/portal/7/projects/9/projectusers", #"{"emailvszpuid":{}}"#)
    let bench = try Bench([.token(), refusedToken, .token("1000.c.d"), good])
    #expect(try await send(addition(), on: bench) == .turnedAway(.tokenRenewed))
    #expect(bench.transport.sent.count == 3)
    #expect(try await send(addition(), on: bench) == .ok(added: [:]))
    #expect(bench.transport.remaining == 0)
  }

  @Test func `refused twice in a row, the sign-in is at fault`() async throws {
    let bench = try Bench([.token(), refusedToken, .token("1000.c.d"), refusedToken])
    _ = try await send(addition(), on: bench)
    #expect(
      try await send(addition(), on: bench)
        == .turnedAway(.authentication("INVALID_OAUTHTOKEN: Invalid OAuth access token")))
  }

  @Test func `a write is never sent twice`() async throws {
    for failure in [TransportFailure.interrupted("reset"), .notConnected("no connection")] {
      let bench = try Bench([
        .token(),
        .on("POST /api/v3/portal/7/projects/9/projectusers", failure: failure),
      ])
      let outcome = try await send(addition(), on: bench)
      let expected: Outcome =
        failure == .interrupted("reset")
        ? .unknown("reset") : .turnedAway(.unreachable("no connection"))
      #expect(outcome == expected)
      #expect(bench.transport.sent.count == 2)
    }
  }

  @Test func `without a token nothing is sent and it may go again`() async throws {
    let bench = try Bench([
      .on("POST /oauth/v2/token", failure: TransportFailure.interrupted("timed out"))
    ])
    #expect(try await send(addition(), on: bench) == .turnedAway(.unreachable("timed out")))
    #expect(bench.transport.sent.count == 1)
  }
}
