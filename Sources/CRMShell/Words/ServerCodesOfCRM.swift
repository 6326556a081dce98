extension ServerCode {
  /// Codes of Zoho CRM, `{"code","details","message","status":"error"}`.
  static let ofCRM: [ServerCode] = signIn + rights + requests + paging + trouble

  private static let signIn = [
    crm(
      "INVALID_TOKEN", "the access token is not accepted, and a new one was not either", .caller,
      do: "login again; a sign-in of another data centre is refused in the same words", "§3 [C]"),
    crm(
      "AUTHENTICATION_FAILURE",
      "the sign-in is not accepted: often another data centre, or an organisation that is disabled",
      .caller, do: "check the data centre, then login again", "§3 [C]"),
    crm(
      "INVALID_OAUTHTOKEN",
      "the access token is no longer accepted: expired, revoked, or pushed out by newer ones",
      .caller, do: "login again if it stays; run fewer shells with one sign-in at a time",
      "§3 [C]"),
    crm(
      "OAUTH_SCOPE_MISMATCH", "the sign-in lacks a scope", .caller,
      do: "doctor names it; login again and grant it: a token can't gain scopes by renewal",
      "§3 [C]"),
  ]

  private static let rights = [
    crm(
      "NO_PERMISSION", "the caller's CRM profile lacks the permission", .administrator,
      do: "ask a CRM administrator for the permission named, or for somebody who has it", "§3 [C]"),
    crm(
      "FEATURE_PERMISSION", "the CRM edition does not have this", .administrator,
      do: "do without it, or ask for another edition", "§3 [G]"),
    crm(
      "FEATURE_NOT_SUPPORTED", "the CRM edition does not have this", .administrator,
      do: "do without it, or ask for another edition", "§3 [C]"),
    crm(
      "NOT_SUPPORTED_FEATURE", "the CRM edition does not have this", .administrator,
      do: "do without it, or ask for another edition", "§3 [C]"),
    crm(
      "INVALID_MODULE", "the CRM module is switched off or hidden from the caller", .administrator,
      do: "ask a CRM administrator to show the module to your profile", "§3 [C]"),
  ]

  private static let requests = [
    crm(
      "INVALID_URL_PATTERN", "CRM does not know the address", .crmsh,
      do: "check the data centre; otherwise report it with the trace", "§3 [C]"),
    crm("INVALID_REQUEST_METHOD", "CRM does not take the method", .crmsh, do: report, "§3 [C]"),
    crm(
      "API_NOT_SUPPORTED", "CRM no longer serves this version of its API", .crmsh,
      do: "look for a newer crmsh", "§3 [C]"),
    crm(
      "INVALID_DATA", "CRM does not take a value; the field is named in its words", .crmsh,
      do: "look at the filter of your line first; otherwise report it", "§3 [C]"),
    crm("REQUIRED_PARAM_MISSING", "a parameter is missing", .crmsh, do: report, "§3 [C]"),
    crm("EXPECTED_PARAM_MISSING", "a parameter is missing", .crmsh, do: report, "§3 [C]"),
    crm("DEPENDENT_PARAM_MISSING", "a parameter is missing", .crmsh, do: report, "§3 [C]"),
    crm("PATTERN_NOT_MATCHED", "a parameter is not of its form", .crmsh, do: report, "§3 [C]"),
    crm(
      "AMBIGUITY_DURING_PROCESSING", "CRM can't tell what is meant", .crmsh, do: report, "§3 [C]"),
    crm("SYNTAX_ERROR", "CRM can't read a query", .crmsh, do: report, "§2.6 [C]"),
    crm(
      "INVALID_QUERY", "CRM can't carry out a query; the field is named in its words", .crmsh,
      do: "leave that field out of the filter, and report it", "§2.6 [C]"),
    crm(
      "RESOURCE_NOT_FOUND", "what was asked for is not there, or not ready", .zoho,
      do: "refresh, then try again", "§2.7 [C]"),
    crm(
      "RECORD_MODIFIED", "somebody changed the record meanwhile", .caller, do: "refresh", "§3 [C]"),
  ]

  private static let paging = [
    crm(
      "LIMIT_EXCEEDED", "CRM was asked for more at once than it tells", .crmsh,
      do: "report it; fewer own fields in the filter may help meanwhile", "§3 [C]"),
    crm(
      "CRITERIA_LIMIT_EXCEEDED", "a search has more conditions than CRM takes", .crmsh,
      do: "write a shorter filter, and report it", "§2.5 [C]"),
    crm(
      "DISCRETE_PAGINATION_LIMIT_EXCEEDED", "CRM lists only 2,000 records page by page", .crmsh,
      do: report, "§3 [C]"),
    crm(
      "PAGINATION_LIMIT_EXCEEDED", "CRM lists only 100,000 records this way", .caller,
      do: "fetch fewer: fetch contacts where …", "§3 [C]"),
    crm(
      "PAGE_RANGE_EXCEEDED", "there is no such page of a bulk read", .crmsh, do: report, "§2.7 [C]"),
    crm(
      "EXPIRED_VALUE", "the listing took longer than CRM keeps its place", .zoho,
      do: "fetch again", "§3 [C]"),
    crm(
      "TOKEN_BOUND_DATA_MISMATCH", "the place in a listing no longer fits the listing", .crmsh,
      do: "fetch again; report it if it stays", "§3 [C]"),
    crm(
      "LIMIT_REACHED", "a search shows only its first 2,000 records", .caller,
      do: "narrow the filter", "§3 [C]"),
  ]

  private static let trouble = [
    crm(
      "TOO_MANY_REQUESTS",
      "CRM was asked too often or by too many at once, or the day's credits are spent",
      .caller, do: "wait; doctor tells what is left of the day's credits", "§3, §4 [C]"),
    crm(
      "RATE_LIMIT_EXCEEDED", "CRM was searched too often", .caller, do: "wait a minute",
      "§3, §4 [C]"),
    crm("INTERNAL_ERROR", "CRM failed", .zoho, do: again, "§3 [C]"),
    crm(
      "INTERNAL_SERVER_ERROR", "the server failed; Projects says so of calls it can't read, too",
      .zoho, do: again, "§3 [C]"),
    crm(
      "SERVICE_UNAVAILABLE", "CRM is being maintained", .zoho, do: "try again later", "§3 [C]"),
  ]

  private static let report = "report it with the words of the server"
  private static let again = "try again; if it stays, ask Zoho's support and name the trace"

  private static func crm(
    _ code: String, _ happened: String, _ fault: Fault, do remedy: String, _ source: String
  ) -> ServerCode {
    ServerCode(code, .crm, happened, fault, do: remedy, source)
  }
}
