import ImportEngine
import ImportModel
import Testing
import ZohoClient

/// The lists of a portal's people, most of whose parameters are guesses. [L] S1 for portal_user and active
/// alone.
struct PortalPeopleTests {
  private let portal: PortalID
  private let path = "GET /api/v3.1/portal/7/users"
  private let refusal =
    #"{"error":{"status_code":"400","title":"INVALID_PARAMETER_VALUE","details":[{"message":"Invalid value","field_name":"type"}]}}"#
  private let why = "INVALID_PARAMETER_VALUE Invalid value (type)"
  private let none = #"{"users":[],"page_info":{"has_next_page":false}}"#

  init() throws { portal = try PortalID.of("7") }

  private func ask(_ type: String?, _ view: String?, page: Int = 1) -> String {
    let filters = [type.map { "type=\($0)" }, view.map { "view_type=\($0)" }].compactMap(\.self)
    return path + "?"
      + (filters + ["page=\(page)", "per_page=50"]).joined(separator: "&")
  }

  private func both(_ type: String, _ active: String, _ inactive: String? = nil)
    -> [ScriptedTransport.Step]
  {
    [.on(ask(type, "active"), active), .on(ask(type, "inactive"), inactive ?? none)]
  }

  /// The lists of two kinds as they are asked for: the inactive after the active of both.
  private func turns(
    _ first: [ScriptedTransport.Step], _ second: [ScriptedTransport.Step]
  ) -> [ScriptedTransport.Step] { zip(first, second).flatMap { [$0, $1] } }

  private func refused(_ type: String?, _ view: String?) -> ScriptedTransport.Step {
    .on(ask(type, view), refusal, status: 400)
  }

  private func person(_ id: Int, _ more: String = "") -> String {
    #"{"id":"\#(id)","email":"u\#(id)@acme.example"\#(more)}"#
  }

  private func list(_ people: String...) -> String {
    #"{"users":[\#(people.joined(separator: ","))],"page_info":{"has_next_page":false}}"#
  }

  /// §2: the kinds by Zoho's names. [L] S8
  private func used(lite: Int, readOnly: Int) -> ScriptedTransport.Step {
    .on(
      "GET /api/v3/portal/7/users/license-details",
      """
      {"lite_user":{"total_count":9,"used_count":\(lite),"remaining_count":1},
      "readonly_user":{"total_count":9,"used_count":\(readOnly),"remaining_count":1}}
      """)
  }

  @Test func `who has another licence is not asked for where nobody uses one`() async throws {
    let bench = try Bench(
      [.token()] + turns(both("portal_user", list(person(1))), both("client_user", none))
        + [used(lite: 0, readOnly: 1)] + both("readonly_user", list(person(2))))
    #expect(
      try await bench.projects.everybody(of: portal).users.map(\.kind) == [.staff, .readOnly])
    #expect(bench.transport.unexpected.isEmpty && bench.transport.remaining == 0)
  }

  @Test func `people with other licences are there too`() async throws {
    let bench = try Bench(
      [.token()]
        + turns(both("portal_user", list(person(1))), both("client_user", list(person(2))))
        + [used(lite: 2, readOnly: 1)]
        + turns(
          both("lite_user", list(person(3)), list(person(4))),
          both("readonly_user", list(person(5, #","user_type":"readonly_user""#)))))
    let people = try await bench.projects.everybody(of: portal)
    #expect(people.users.map(\.kind) == [.staff, .client, .lite, .lite, .readOnly])
    #expect(people.users.map(\.status) == [.active, .active, .active, .inactive, .active])
    #expect(people.gaps.isEmpty)
    #expect(bench.transport.remaining == 0)
  }

  /// Whoever is on no list would be taken for absent, and sent for again.
  @Test(arguments: [[], [PortalGap.people(kind: "client_user", why: "as before")]])
  func `a list that can't be read any more is a failure, but where it never could`(
    gaps: [PortalGap]
  ) async throws {
    let no = #"{"error":{"status_code":"403","title":"NO","error_type":"E","details":[]}}"#
    let bench = try Bench(
      [.token()]
        + turns(
          both("portal_user", list(person(1))),
          ["active", "inactive"].map { .on(ask("client_user", $0), no, status: 403) }))
    guard gaps.isEmpty else {
      #expect(try await bench.projects.users(of: portal, besides: gaps).map(\.id.text) == ["1"])
      return
    }
    await #expect(throws: ServiceFailure.self) { try await bench.projects.users(of: portal) }
  }

  /// The plain list does not tell clients from staff.
  @Test func `a client named by a list without kinds is one once the list of clients tells`()
    async throws
  {
    let bench = try Bench(
      [
        .token()
      ]
        + turns(
          [refused("portal_user", "active"), refused("portal_user", "inactive")],
          both("client_user", list(person(2))))
        + [refused("portal_user", nil), .on(ask(nil, nil), list(person(1), person(2)))])
    let gaps = [PortalGap.people(kind: "portal_user", why: "")]
    let users = try await bench.projects.users(of: portal, besides: gaps)
    #expect(users.map(\.kind) == [.staff, .client])
  }

  @Test func `a view that is refused is left out, and told`() async throws {
    let bench = try Bench([
      .token(), .on(ask("portal_user", "active"), list(person(1))),
      .on(ask("client_user", "active"), none), refused("portal_user", "inactive"),
      .on(ask("client_user", "inactive"), none),
      .on(
        ask("portal_user", nil),
        list(person(1), person(2, #","status":"inactive""#), person(3))),
      used(lite: 1, readOnly: 1), .on(ask("lite_user", "active"), none),
      .on(ask("readonly_user", "active"), none), .on(ask("lite_user", "inactive"), none),
      .on(ask("readonly_user", "inactive"), none),
    ])
    let people = try await bench.projects.everybody(of: portal)
    // Who is on a list of every status alone, without a word of their own, is no active one.
    #expect(people.users.map(\.status) == [.active, .inactive, .inactive])
    #expect(people.gaps == [.inactivePeople(kind: "portal_user", why: why)])
    #expect(bench.transport.remaining == 0)
  }

  @Test func `a type that is refused is left out, and told; who is on no other list is a client`()
    async throws
  {
    let bench = try Bench(
      [.token()]
        + turns(
          both("portal_user", list(person(1))),
          [refused("client_user", "active"), refused("client_user", "inactive")])
        + [
          refused("client_user", nil),
          .on(
            ask(nil, nil),
            list(
              person(1), person(2, #","user_type":"2""#),
              person(3, #","user_type":"readonly_user""#))), used(lite: 1, readOnly: 1),
          refused("lite_user", "active"), .on(ask("readonly_user", "active"), #"{"rows":[]}"#),
          refused("lite_user", "inactive"),
          .on(ask("readonly_user", "inactive"), #"{"rows":[]}"#), refused("lite_user", nil),
        ])
    let people = try await bench.projects.everybody(of: portal)
    #expect(people.users.map(\.kind) == [.staff, .client, .readOnly])
    #expect(
      people.gaps == [
        .people(kind: "client_user", why: why), .people(kind: "lite_user", why: why),
        .people(kind: "readonly_user", why: "expected users"),
      ])
    #expect(bench.transport.unexpected.isEmpty)
  }

  @Test func `without the staff there is no portal`() async throws {
    let bench = try Bench([
      .token(), refused("portal_user", "active"), .on(ask("client_user", "active"), none),
      refused("portal_user", "inactive"), .on(ask("client_user", "inactive"), none),
      refused("portal_user", nil), refused(nil, nil),
    ])
    await #expect(
      throws: ServiceFailure.refused(
        title: "INVALID_PARAMETER_VALUE", message: "Invalid value (type)", status: 400)
    ) { try await bench.projects.everybody(of: portal) }
  }

  /// `page_info` missing [L] S1, S8, S9 of other lists; `page_count` in place of `has_next_page` [L] S9.
  @Test(arguments: [
    (#"[{"id":"1","email":"a@b.c"}]"#, "[]"),
    (#"{"users":[{"id":"1","email":"a@b.c"}]}"#, #"{"users":[]}"#),
    (#"{"users":[{"id":"1","email":"a@b.c"}]}"#, #"{"users":[{"id":"1","email":"a@b.c"}]}"#),
    (
      #"{"users":[{"id":"1","email":"a@b.c"}],"page_info":{"page":1,"page_count":1}}"#,
      #"{"users":[{"id":"1","email":"a@b.c"}],"page_info":{"page":1,"page_count":1}}"#
    ),
    (#"{"users":[{"id":"1","email":"a@b.c"}],"page_info":[{"page_count":"1"}]}"#, ""),
  ])
  func `a list that tells nothing of pages ends with one that brings nothing new`(
    first: String, second: String
  ) async throws {
    let end =
      second.isEmpty
      ? ScriptedTransport.Step.on(
        ask("portal_user", "active", page: 2), HTTPAnswer(status: 204, headers: [], body: []))
      : .on(ask("portal_user", "active", page: 2), second)
    let bench = try Bench(
      [
        .token(), .on(ask("portal_user", "active"), first), end,
        .on(ask("client_user", "active"), none), .on(ask("portal_user", "inactive"), none),
        .on(ask("client_user", "inactive"), none),
      ])
    #expect(try await bench.projects.users(of: portal).map(\.id.text) == ["1"])
    #expect(bench.transport.unexpected.isEmpty)
  }

  @Test func `a full page that comes again is not known to be whole`() async throws {
    let people = (1...50).map { person($0) }.joined(separator: ",")
    let bench = try Bench([
      .token(), .on(ask("portal_user", "active"), "[\(people)]"),
      .on(ask("portal_user", "active", page: 2), "[\(people)]"),
    ])
    await #expect(throws: ServiceFailure.malformed("users: a full page came twice")) {
      try await bench.projects.users(of: portal)
    }
  }

  @Test(arguments: [
    (#","status":"pending""#, PortalUser.Status.invited), (#","status":"Active""#, .active),
    (#","status":"deactivated""#, .inactive), (#","status":"confirmed""#, .active),
    (#","status":"invited","is_confirmed":true"#, .active),
  ])
  func `a word of status that is not known leaves it to the list`(
    more: String, expected: PortalUser.Status
  ) async throws {
    let bench = try Bench(
      [.token()] + turns(both("portal_user", list(person(1, more))), both("client_user", none)))
    #expect(try await bench.projects.users(of: portal).map(\.status) == [expected])
  }

  /// `"role":"employee"` [Z] S10.
  @Test(
    arguments: [
      (#","role":{}"#, nil, ""), (#","role":{"id":null,"name":null}"#, nil, ""),
      (#","role":"employee""#, nil, "employee"), (#","role":{"id":5}"#, "5", ""),
      (#","role":{"id":"5","name":"Manager"}"#, "5", "Manager"), (#","role":7"#, nil, "7"),
    ] as [(String, String?, String)])
  func `an odd role spoils nobody's list`(more: String, id: String?, name: String) async throws {
    let bench = try Bench(
      [.token()] + turns(both("portal_user", list(person(1, more))), both("client_user", none)))
    let user = try #require(try await bench.projects.users(of: portal).first)
    #expect(user.role?.text == id)
    #expect(user.roleName == name)
  }
}
