import Testing
import ZohoWire

/// Literal answers of the Projects reference, each with its section.
struct ProjectsAnswerTests {
  private func node(_ text: String) throws -> JSONNode { try JSONNode(parsing: Array(text.utf8)) }

  @Test(arguments: [
    #"[{"id":"700100200","portal_name":"acmeworks","profile":{"id":1700000000000085084,"name":"Portal Owner"}}]"#,
    #"{"portals":[{"id":700100200,"name":"acmeworks","role":"Portal Owner"}]}"#,
  ])
  func `portals, bare and in an envelope (§2)`(text: String) throws {
    let page = try ListPage(try node(text), key: "portals") { node throws(ShapeMismatch) in
      try PortalAnswer(node)
    }
    #expect(page.elements.map(\.id) == ["700100200"])
    #expect(page.elements.map(\.name) == ["acmeworks"])
    #expect(page.elements.map(\.callerProfile) == ["Portal Owner"])
    #expect(page.info == nil)
  }

  @Test func `a user of v3.1 (§3.1)`() throws {
    let user = try PortalUserAnswer(
      try node(
        """
        {"id":"1700000000000091001","zuid":"900100301","email":"bo@acme.example","full_name":"Bo Lind",
         "status":"active","user_type":"portal_user","is_confirmed":false,"is_resend_invite":false,
         "role":{"id":"1700000000000085005","name":"Manager"},
         "portal_profile":{"id":"1700000000000085090","name":"Manager","is_default":true}}
        """))
    #expect(user.id == "1700000000000091001")
    #expect(user.name == "Bo Lind")
    #expect(user.isActive == true)
    #expect(user.isConfirmed == false)
    #expect(user.role.name == "Manager")
    #expect(user.profile.id == "1700000000000085090")
  }

  @Test func `a user of v3 (§3.1)`() throws {
    let user = try PortalUserAnswer(
      try node(
        """
        {"zpuid":1700000000000091001,"name":"Bo Lind","email":"bo@acme.example","is_active":false,
         "role":{"name":"Manager","id":1700000000000085005},"profile":{"id":"17","name":"Admin"}}
        """))
    #expect(user.id == "1700000000000091001")
    #expect(user.isActive == false)
    #expect(user.isConfirmed == nil)
    #expect(user.role.id == "1700000000000085005")
    #expect(user.profile.name == "Admin")
  }

  /// §3.1: the zpuid is `id` in V3.1 and `zpuid` in V3, where `id` may be restapi's.
  @Test(arguments: [
    #"{"id":"2060758","zpuid":"1700000000000091001"}"#,
    #"{"id":2060758,"zpuid":1700000000000091001}"#, #"{"id":"1700000000000091001","zpuid":""}"#,
    #"{"id":1700000000000091001,"zpuid":null}"#,
  ])
  func `of two ids the zpuid is the one that paths take`(text: String) throws {
    #expect(try PortalUserAnswer(node(text)).id == "1700000000000091001")
  }

  @Test func `licences by numbers beyond 2^53 (§2)`() throws {
    let answer = try LicenceAnswer(
      node(
        #"{"portal_user":{"total_count":9007199254740993,"used_count":"1","remaining_count":9007199254740992}}"#
      ))
    #expect(answer.counts["portal_user"]?.total == 9_007_199_254_740_993)
    #expect(answer.counts["portal_user"]?.remaining == 9_007_199_254_740_992)
  }

  @Test(arguments: [
    (#"{"page_info":{"page":1,"per_page":50,"count":1,"has_next_page":false}}"#, false as Bool?),
    (#"{"page_info":[{"page_count":"1","has_next_page":true}]}"#, true),
    (#"{"page_info":{"page":1}}"#, nil),
  ])
  func `page_info, object and array (§6)`(text: String, hasNext: Bool?) throws {
    let info = try #require(PageInfo(of: try node(text)))
    #expect(info.hasNextPage == hasNext)
  }

  @Test(arguments: ["{}", "[]", #"{"page_info":[]}"#, #"{"page_info":null}"#, #"{"page_info":3}"#])
  func `no page_info`(text: String) throws {
    #expect(try PageInfo(of: node(text)) == nil)
  }

  @Test func `licences (§2)`() throws {
    let answer = try LicenceAnswer(
      try node(
        """
        {"portal_user":{"total_count":40,"used_count":"38","remaining_count":2},
         "client_user":{"total_count":-1,"used_count":1,"remaining_count":-1},"note":"x"}
        """))
    #expect(answer.counts["portal_user"]?.used == 38)
    #expect(answer.counts["client_user"]?.remaining == nil)
    #expect(answer.counts["client_user"]?.used == 1)
    #expect(answer.counts.count == 2)
  }

  @Test func `a project by its type, not by its work state (§6)`() throws {
    let project = try ProjectAnswer(
      try node(
        #"{"id":"1700000000000089119","name":"Migration","project_type":"active","status":{"name":"On Hold"}}"#
      ))
    #expect(project.status == "active")
  }

  @Test(arguments: [
    (#""status":"archived""#, "archived" as String?), (#""status":"Archived""#, "archived"),
    (#""status":{"name":"Archived"}"#, "archived"), (#""project_type":"Active""#, "active"),
    (#""project_type":"active","status":"Archived""#, "archived"),
    (#""status":"In Progress""#, "active"), (#""status":"Template""#, "template"),
    (#""project_type":null"#, nil), (#""name":null"#, nil),
  ])
  func `a project's state, in whatever case and place`(member: String, expected: String?) throws {
    let project = try ProjectAnswer(try node(#"{"id":5,\#(member)}"#))
    #expect(project.status == expected)
    #expect(project.name == "5")
  }

  @Test func `the map of people added, its case not reliable (§3.3)`() throws {
    let answer = try AddedUsersAnswer(
      try node(#"{"emailVsZpuid":{"Bo@Acme.example":1700000000000093001}}"#))
    #expect(answer.ids == ["Bo@Acme.example": "1700000000000093001"])
  }

  @Test(arguments: ["{}", #"{"projects":{}}"#, #"{"projects":[{"name":"x"}]}"#, "3"])
  func `a list of another shape is a mismatch`(text: String) throws {
    let node = try node(text)
    #expect(throws: ShapeMismatch.self) {
      try ListPage(node, key: "projects") { node throws(ShapeMismatch) in try ProjectAnswer(node) }
    }
  }
}
