import Testing
import ZohoClient
import ZohoWire

/// Requests and answers of the accounts service; samples of the CRM reference, §1.2 and §1.4.
struct SignInWireTests {
  private func node(_ text: String) throws -> JSONNode { try JSONNode(parsing: Array(text.utf8)) }

  @Test func `a self client's code is exchanged by a form without a redirect address`() {
    let request = WireRequest.exchange(code: "1000.a.b", clientID: "1000.ABC", secret: "s")
    #expect(request.path == "/oauth/v2/token")
    #expect(
      PercentEncoding.pairs(request.form)
        == "grant_type=authorization_code&client_id=1000.ABC&client_secret=s&code=1000.a.b")
  }

  @Test func `a device code is asked for with what brings a refresh token`() {
    let request = WireRequest.deviceCode(clientID: "1004.ABC", scopes: ["a.READ", "b.READ"])
    #expect(request.path == "/oauth/v3/device/code")
    #expect(
      PercentEncoding.pairs(request.form)
        == "client_id=1004.ABC&grant_type=device_request&scope=a.READ%2Cb.READ&access_type=offline&prompt=consent"
    )
    let poll = WireRequest.deviceToken(code: "1004.d", clientID: "1004.ABC", secret: "s")
    #expect(poll.path == "/oauth/v3/device/token")
    #expect(
      PercentEncoding.pairs(poll.form)
        == "client_id=1004.ABC&client_secret=s&grant_type=device_token&code=1004.d")
  }

  @Test func `a token is revoked by a form`() {
    let request = WireRequest.revoke(token: "1000.c.d")
    #expect(request.path == "/oauth/v2/token/revoke")
    #expect(PercentEncoding.pairs(request.form) == "token=1000.c.d")
  }

  @Test func `the consent page is asked for with state and challenge`() {
    let request = WireRequest.authorization(
      clientID: "1000.ABC", scopes: ["a.READ"], redirect: "http://127.0.0.1:8000/", state: "s",
      challenge: "c")
    #expect(
      request.target
        == "/oauth/v2/auth?response_type=code&client_id=1000.ABC&scope=a.READ&redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2F&state=s&access_type=offline&prompt=consent&code_challenge=c&code_challenge_method=S256"
    )
  }

  @Test func `a grant has a refresh token and scopes`() throws {
    let answer = try GrantAnswer(
      node(
        #"""
        {"access_token":"1000.aaaa.bbbb","refresh_token":"1000.cccc.dddd",
         "scope":"ZohoCRM.users.READ ZohoCRM.org.READ","api_domain":"https://www.zohoapis.eu",
         "token_type":"Bearer","expires_in":3600}
        """#))
    #expect(
      answer
        == .granted(
          accessToken: "1000.aaaa.bbbb", refreshToken: "1000.cccc.dddd",
          scopes: ["ZohoCRM.users.READ", "ZohoCRM.org.READ"],
          apiDomain: "https://www.zohoapis.eu"))
    #expect(
      try GrantAnswer(node(#"{"access_token":"t","refresh_token":"","expires_in":3600}"#))
        == .granted(accessToken: "t", refreshToken: nil, scopes: [], apiDomain: nil))
  }

  @Test(arguments: [
    (#"{"error":"invalid_code"}"#, GrantAnswer.refused(code: "invalid_code", description: nil)),
    (#"{"error":"invalid_client"}"#, .refused(code: "invalid_client", description: nil)),
    (
      #"{"error_description":"You have made too many requests continuously. Please try again after some time.","error":"Access Denied","status":"failure"}"#,
      .throttled(
        "Access Denied: You have made too many requests continuously. Please try again after some time."
      )
    ),
    (#"{"error":"access_denied"}"#, .throttled("access_denied")),
    (#"{"status_code":405}"#, .refused(code: "status_code 405", description: nil)),
  ])
  func `errors of the token endpoint`(text: String, expected: GrantAnswer) throws {
    #expect(try GrantAnswer(node(text)) == expected)
  }

  @Test func `an answer of another shape is none`() throws {
    #expect(throws: ShapeMismatch.self) { try GrantAnswer(node(#"{"status":"ok"}"#)) }
    #expect(throws: ShapeMismatch.self) { try RevokeAnswer(node(#"{"status":"failure"}"#)) }
    #expect(throws: ShapeMismatch.self) { try DeviceCodeAnswer(node(#"{"user_code":"x"}"#)) }
  }

  @Test(arguments: [
    ("5000", "300000", 5, 300), ("5", "300", 5, 300), ("1000", "10000", 1_000, 3_600),
    ("1001", "10001", 2, 11), ("30000", "300", 30, 300), ("\"5000\"", "\"300000\"", 5, 300),
    ("0", "-1", 30, 300), ("null", "null", 30, 300),
  ])
  func `times of the device flow come in seconds or milliseconds`(
    interval: String, lifetime: String, seconds: Int64, life: Int64
  ) throws {
    let answer = try DeviceCodeAnswer(
      node(
        #"{"user_code":"ABCD-EFGH","device_code":"1004.x","interval":\#(interval),"expires_in":\#(lifetime),"verification_url":"https://accounts.zoho.com/oauth/v3/device"}"#
      ))
    #expect(answer.interval == seconds)
    #expect(answer.lifetime == life)
    #expect(answer.userCode == "ABCD-EFGH")
    #expect(answer.completeAddress == nil)
  }

  @Test(arguments: [
    (#"{"error":"authorization_pending"}"#, DevicePollAnswer.pending),
    (#"{"error":"slow_down"}"#, .slowDown), (#"{"error":"expired"}"#, .expired),
    (#"{"error":"access_denied"}"#, .denied),
    (#"{"error":"other_dc","user_location":"eu"}"#, .otherDataCentre("eu")),
    (#"{"error":"other_dc","dc":"in"}"#, .otherDataCentre("in")),
    (#"{"error":"other_dc"}"#, .otherDataCentre(nil)),
    (
      #"{"error":"invalid_client"}"#,
      .settled(.refused(code: "invalid_client", description: nil))
    ),
    (
      #"{"error":"Access Denied","error_description":"too many"}"#,
      .settled(.throttled("Access Denied: too many"))
    ),
  ])
  func `what a poll says`(text: String, expected: DevicePollAnswer) throws {
    #expect(try DevicePollAnswer(node(text)) == expected)
  }

  @Test(arguments: [
    (#"{"status":"success"}"#, RevokeAnswer.revoked),
    (#"{"error":"invalid_code"}"#, .unknownToken), (#"{"error":"invalid_token"}"#, .unknownToken),
    (#"{"error":"general_error"}"#, .refused("general_error")),
  ])
  func `what revoking says`(text: String, expected: RevokeAnswer) throws {
    #expect(try RevokeAnswer(node(text)) == expected)
  }
}
