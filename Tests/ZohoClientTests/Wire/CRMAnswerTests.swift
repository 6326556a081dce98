import Testing
import ZohoWire

/// Literal answers of the CRM reference, each with its section.
struct CRMAnswerTests {
  @Test func `a page of users (§2.1, OAS26)`() throws {
    let answer = try CRMUsersAnswer(
      JSONNode(
        parsing: Array(
          """
          {"users":[
           {"id":"7014820000000229001","zuid":"8410023377","full_name":"Ana Ruiz",
            "email":"ana.ruiz@example.com","alias":null,
            "profile":{"id":"7014820000000026011","name":"Administrator"},"time_zone":"Europe/Madrid"},
           {"id":7014820000000311007,"zuid":null,"full_name":"Cho","email":null,"profile":null}
          ],"info":{"per_page":200,"count":2,"page":1,"more_records":false}}
          """.utf8)))
    #expect(answer.users.map(\.id) == ["7014820000000229001", "7014820000000311007"])
    #expect(answer.users.map(\.name) == ["Ana Ruiz", "Cho"])
    #expect(answer.users[0].profile == "Administrator")
    #expect(answer.users[0].timeZone == "Europe/Madrid")
    #expect(answer.users[1].email == nil)
    #expect(answer.hasMore == false)
  }

  @Test func `an organisation on trial (§2.2, OAS26)`() throws {
    let answer = try CRMOrganisationAnswer(
      JSONNode(
        parsing: Array(
          """
          {"org":[{"id":"7014820000000000123","company_name":"Northwind","license_details":
           {"paid":false,"paid_type":"free","trial_type":"enterprise"}}]}
          """.utf8)))
    #expect(answer.name == "Northwind")
    #expect(answer.paidType == "free")
    #expect(answer.trialType == "enterprise")
  }

  @Test(arguments: [
    (
      #"{"access_token":"1000.a.b","api_domain":"https://www.zohoapis.eu","expires_in":3600}"#,
      TokenAnswer.granted(
        accessToken: "1000.a.b", apiDomain: "https://www.zohoapis.eu", lifetime: 3_600)
    ),
    (  // The legacy form, SDK get_token_expires_in.
      #"{"access_token":"t","expires_in_sec":1800,"expires_in":1800000}"#,
      .granted(accessToken: "t", apiDomain: nil, lifetime: 1_800)
    ),
    (  // tristanjahier/zoho-crm-php#9
      #"{"access_token":"t"}"#, .granted(accessToken: "t", apiDomain: nil, lifetime: 3_600)
    ),
    (#"{"error":"invalid_code"}"#, .refused(code: "invalid_code", description: nil)),
    (
      #"{"error_description":"too many","error":"Access Denied","status":"failure"}"#,
      .throttled("Access Denied: too many")
    ),
    (#"{"error":"access_denied"}"#, .throttled("access_denied")),
    // zoho/zcrm-php-sdk#5
    (#"{"status_code":405}"#, .refused(code: "status_code 405", description: nil)),
  ])
  func `token answers (§1.2, §1.4)`(text: String, expected: TokenAnswer) throws {
    #expect(try TokenAnswer(JSONNode(parsing: Array(text.utf8))) == expected)
  }

  @Test(arguments: [#"{"status_code":500}"#, "[]", #"{"access_token":""}"#, #"{"access_token":5}"#])
  func `an odd token answer is a mismatch`(text: String) throws {
    let node = try JSONNode(parsing: Array(text.utf8))
    #expect(throws: ShapeMismatch.self) { try TokenAnswer(node) }
  }
}
