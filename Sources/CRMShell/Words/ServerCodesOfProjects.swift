extension ServerCode {
  /// Titles of Zoho Projects V3, and the numbers that older parts of it answer with.
  static let ofProjects: [ServerCode] = titles + numbers

  private static let titles = [
    projects(
      "URL_RULE_NOT_CONFIGURED", "Projects does not know the address", .crmsh,
      do: "check the data centre; otherwise \(report)",
      "§7 [Z]"),
    projects(
      "INVALID_TICKET", "the request came without a sign-in", .crmsh, do: "login again; \(report)",
      "§7 [L]"),
    projects(
      "INVALID_OAUTHSCOPE", "the sign-in lacks a scope", .caller,
      do: "doctor names it; login again and grant it: a token can't gain scopes by renewal",
      "§7 [L]"),
    projects(
      "INVALID_INPUTSTREAM", "Projects can't read the request", .crmsh, do: report, "§7 [Z]"),
    projects("INVALID_METHOD", "Projects does not take the method", .crmsh, do: report, "§7 [Z]"),
    projects(
      "INVALID_PARAMETER_VALUE",
      "Projects does not take a value of the call, or the caller may not do this; its words tell which",
      .caller,
      do: "look at the address or name in its words; ask the portal owner for the permission",
      "§7 [Z]"),
    projects(
      "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
      "Projects was asked too often and has shut this endpoint; asking meanwhile makes it longer",
      .caller, do: "wait for the time it tells, then resume; or import --wait", "§7, §8 [L]"),
    projects(
      "LICENSE_LIMIT_EXCEEDED", "no licence is left", .administrator,
      do: "buy licences or deactivate people, then retry", "§7 [G]"),
    projects(
      "USER_ALREADY_EXISTS", "the person is in this organisation already, maybe as a client",
      .administrator, do: "refresh; a client must leave the organisation before becoming a user",
      "§7 [G]"),
  ]

  /// Zoho's table tells the HTTP status of each and nothing else.
  private static let numbers = [
    ("6401", "§7 [Z]", refused), ("6403", "§7 [Z]", refused), ("6831", "§7 [Z]", unfit),
    ("6832", "§7 [Z]", unfit), ("6891", "§7 [Z]", failed), ("6500", "§7 [Z]", failed),
    ("6890", "§7 [Z]", refused), ("6404", "§7 [Z]", missing), ("6504", "§7 [Z]", missing),
  ].map { code, source, meaning in
    projects(code, meaning.happened, meaning.fault, do: meaning.remedy, source)
  }

  private typealias Meaning = (happened: String, fault: Fault, remedy: String)
  private static let refused: Meaning = (
    "Projects refuses the request or the sign-in", .caller, "doctor tells whether you may do this"
  )
  private static let unfit: Meaning = ("Projects does not take the request", .crmsh, report)
  private static let missing: Meaning = (
    "what the request is about is not there, or not for you to see", .caller, "refresh"
  )
  private static let failed: Meaning = ("Projects failed", .zoho, "try again later")

  private static let report = "report it with the words of the server"

  private static func projects(
    _ code: String, _ happened: String, _ fault: Fault, do remedy: String, _ source: String
  ) -> ServerCode {
    ServerCode(code, .projects, happened, fault, do: remedy, source)
  }
}
