@testable import CRMShell
import Foundation
import Testing

/// Every code that the two references name has words; what they don't name has none of ours.
@Suite struct ServerCodeTests {
  /// Reference of CRM, §1.2 and §1.4.
  static let ofAccounts = [
    "invalid_code", "invalid_client", "invalid_client_secret", "invalid_redirect_uri",
    "invalid_scope", "access_denied", "Access Denied", "missing_org_info", "authorization_pending",
    "slow_down", "other_dc", "expired",
  ]

  /// Reference of CRM: §3, and §2.5 to §2.7 for search, COQL and bulk read.
  static let ofCRM = [
    "INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN", "OAUTH_SCOPE_MISMATCH",
    "NO_PERMISSION", "FEATURE_PERMISSION", "FEATURE_NOT_SUPPORTED", "NOT_SUPPORTED_FEATURE",
    "INVALID_URL_PATTERN", "INVALID_MODULE", "INVALID_REQUEST_METHOD", "API_NOT_SUPPORTED",
    "INVALID_DATA", "REQUIRED_PARAM_MISSING", "EXPECTED_PARAM_MISSING", "DEPENDENT_PARAM_MISSING",
    "PATTERN_NOT_MATCHED", "LIMIT_EXCEEDED", "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
    "PAGINATION_LIMIT_EXCEEDED", "EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH", "LIMIT_REACHED",
    "AMBIGUITY_DURING_PROCESSING", "TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED", "INTERNAL_ERROR",
    "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "RECORD_MODIFIED", "CRITERIA_LIMIT_EXCEEDED",
    "SYNTAX_ERROR", "INVALID_QUERY", "PAGE_RANGE_EXCEEDED", "RESOURCE_NOT_FOUND",
  ]

  /// Reference of Projects, §7 and §8.
  static let ofProjects = [
    "URL_RULE_NOT_CONFIGURED", "INVALID_OAUTHTOKEN", "INVALID_TICKET", "INVALID_OAUTHSCOPE",
    "INVALID_INPUTSTREAM", "INVALID_METHOD", "INVALID_PARAMETER_VALUE", "RESOURCE_NOT_FOUND",
    "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED", "INTERNAL_SERVER_ERROR", "LICENSE_LIMIT_EXCEEDED",
    "USER_ALREADY_EXISTS", "6401", "6891", "6403", "6831", "6832", "6500", "6890", "6404", "6504",
  ]

  @Test(arguments: ofAccounts + ofCRM + ofProjects)
  func `a code of the references says what happened, whose it is and what to do`(code: String)
    throws
  {
    let known = try #require(ServerCode(code))
    #expect(known.code == code)
    #expect(known.happened.count > 5)
    #expect(!known.remedy.isEmpty)
    #expect(known.source.hasPrefix("§"))
  }

  @Test func `the table holds each code once, and no other`() {
    let codes = ServerCode.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    #expect(Set(codes) == Set(Self.ofAccounts + Self.ofCRM + Self.ofProjects))
  }

  @Test func `a code is found in any case, and behind what it is about`() {
    #expect(ServerCode("Invalid_Token")?.code == "INVALID_TOKEN")
    #expect(ServerCode("ACCESS_DENIED")?.code == "access_denied")
    #expect(ServerCode("Access Denied")?.remedy.contains("ten minutes") == true)
    #expect(
      ServerCode(in: "ZohoCRM.org.READ (OAUTH_SCOPE_MISMATCH: Unauthorized)")?.code
        == "OAUTH_SCOPE_MISMATCH")
    #expect(
      ServerCode(in: "may be asked again in 9 s: TOO_MANY_REQUESTS: x (trace 4f)")?.code
        == "TOO_MANY_REQUESTS")
  }

  @Test(arguments: ["ZP_UNHEARD_OF", "", "words without a code", "the code had expired"])
  func `of anything else nothing is known`(words: String) {
    #expect(ServerCode(words) == nil)
    #expect(ServerCode(in: words) == nil)
  }

  private static let reference = "shared/reference"
  /// Beside this checkout; see README of the shared folder.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../..").standardizedFileURL.appending(path: reference)
  static let hasReferences = FileManager.default.fileExists(
    atPath: folder.appending(path: "zoho-crm-api.md").path())

  /// Words of the references in the form of codes that are none.
  private static let noCodes: Set<String> = [
    // Says that there is no such code.
    "EXPIRED_PAGE_TOKEN",
    // Success, states of jobs, a constant of the SDK, a header, kinds of errors, a guess at hierarchy.
    "ADDED_SUCCESSFULLY", "IN_PROGRESS", "OAUTH_HEADER_PREFIX", "FIELDS_VALIDATION_ERROR",
    "OPERATIONAL_VALIDATION_ERROR",
  ]

  @Test(
    .enabled(
      if: hasReferences, "../shared/reference is not beside this checkout: the literal lists stand"),
    arguments: ["zoho-crm-api.md", "zoho-projects-api.md"])
  func `the references name no code that the table lacks`(file: String) throws {
    let text = try String(
      contentsOf: Self.folder.appending(path: file), encoding: .utf8)
    var named = Set(text.matches(of: /\b[A-Z]{2,}(?:_[A-Z]+)+\b/).map { String($0.0) })
    if file == "zoho-projects-api.md" {
      let errors = try #require(text.split(separator: "## 7. Errors").last)
      let section = try #require(errors.split(separator: "## 8.").first)
      named.formUnion(section.matches(of: /\b6\d{3}\b/).map { String($0.0) })
    } else {
      let table = try #require(text.split(separator: "### 1.4").last?.split(separator: "###").first)
      named.formUnion(
        table.matches(of: /\n\| `([^`]+)`/).map { String($0.1) }.filter { $0 != "error" })
    }
    #expect(named.count > 10)
    #expect(named.subtracting(Self.noCodes).filter { ServerCode($0)?.code != $0 } == [])
  }
}
