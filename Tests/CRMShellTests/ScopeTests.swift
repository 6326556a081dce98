import CRMShell
import CRMShellTesting
import ImportEngine
import Testing

/// What is asked of Zoho, and what a grant covers of it.
@Suite struct ScopeTests {
  @Test func `scopes are Zoho's, each once, and each with its purpose`() {
    #expect(Set(NeededScope.allCases.map(\.rawValue)).count == NeededScope.allCases.count)
    for scope in NeededScope.allCases {
      #expect(
        scope.rawValue.wholeMatch(
          of: /Zoho(CRM|Projects|Search)(\.[a-z]+){1,2}\.(READ|CREATE|UPDATE|DELETE)/) != nil)
      #expect(!scope.purpose.isEmpty)
    }
    #expect(
      !NeededScope.allCases.contains { $0.rawValue.hasSuffix(".ALL") }, "the least that will do")
  }

  @Test(arguments: [
    ("ZohoProjects.users.ALL", ["ZohoProjects.users"]),
    ("ZohoCRM.modules.ALL", ["ZohoCRM.modules"]),
    ("zohocrm.modules.CONTACTS.read", ["ZohoCRM.modules.contacts"]),
    ("ZohoCRM.modules.contacts.ALL", ["ZohoCRM.modules.contacts"]), ("ZohoCRM", []), ("", []),
    ("ZohoCRM.users.WRITE", []), ("ZohoCRM.user.READ", []), ("Projects.users.ALL", []),
  ])
  func `what a granted scope covers`(granted: String, prefixes: [String]) {
    let missing = Set(NeededScope.missing(from: [granted]).map(\.rawValue))
    for scope in NeededScope.allCases {
      let isCovered = prefixes.contains { scope.rawValue.hasPrefix($0 + ".") }
      #expect(missing.contains(scope.rawValue) == !isCovered, "\(scope.rawValue)")
    }
  }

  @Test func `everything asked for and granted leaves nothing missing`() {
    #expect(NeededScope.missing(from: NeededScope.allCases.map(\.rawValue)).isEmpty)
  }

  @Test func `a sign-in asks for all of them, and its secrets are in no line or report`()
    async throws
  {
    let scene = try Scene()
    let told = await scene.output(
      of: "login work --dc eu --secrets secrets.txt --yes", from: .commandLine)
    #expect(told.exit == .done)
    let order = try #require(scene.signIn.with { $0.orders.first })
    #expect(order.scopes == NeededScope.allCases.map(\.rawValue))
    #expect(order.clientSecret.revealed() == "told")
    #expect(order.code?.revealed() == "1000.code.told")
    for text in [told.standardOutput, told.standardError, "\(order)"] {
      #expect(!text.contains("1000.code.told"))
    }
    #expect("\(order)".contains("[redacted]"))
  }

  @Test(arguments: [
    (SignInFailure.service(.unreachable("x")), ExitCode.network),
    (.service(.throttled(retryAfter: 600)), .lockedOut), (.denied, .authentication),
    (.refused(code: "invalid_code", description: "d", server: "eu"), .authentication),
    (.expired, .authentication), (.noRefreshToken, .authentication),
    (.foreignHost("evil.example"), .authentication), (.foreignHost(""), .authentication),
    (.foreignClient("1000.ABC", server: "http://127.0.0.1:1"), .usage),
    (.portTaken(80, reason: "x"), .usage), (.portTaken(nil, reason: "x"), .usage),
    (.unsafe(path: "/c", reason: "is open to others"), .unsafeFiles),
    (.damaged(path: "/c", line: 3), .unsafeFiles), (.store("x"), .failure),
    (.helper(path: "/h", reason: "x"), .authentication),
    (
      .otherPlace(name: "w", kept: .helper(path: "/h"), configured: .file(path: "/c")),
      .authentication
    ),
    (.notPlain("code"), .usage), (.cancelled, .interrupted),
  ])
  func `a failing sign-in is told, and ends with its code`(failure: SignInFailure, code: ExitCode)
    async throws
  {
    let scene = try Scene()
    scene.signIn.with { $0.failure = failure }
    let told = await scene.output(
      of: "login work --dc eu --secrets secrets.txt --yes", from: .commandLine)
    #expect(told.exit == code)
    #expect(told.standardError.contains("error: ") || failure == .cancelled)
    #expect(scene.signIn.with { $0.kept.isEmpty })
  }
}
