extension ServerCode {
  /// Errors of the token and device endpoints, `{"error":"CODE"}`, often with HTTP 200.
  static let ofAccounts: [ServerCode] = [
    accounts(
      "invalid_code",
      "the grant code or the stored sign-in is wrong, used, revoked, or of another data centre",
      do: "login again; if it stays, choose the right data centre: login NAME --dc DC",
      "§1.4 [C]"),
    accounts(
      "invalid_client",
      "Zoho does not know the client id in this data centre, or the client is not enabled there",
      do: "check the client id and the data centre in Zoho's API console, then login again",
      "§1.4 [S]"),
    accounts(
      "invalid_client_secret", "the client secret is wrong, or that of another data centre",
      do: "take the secret of this data centre from the API console, then login again",
      "§1.4 [G]"),
    accounts(
      "invalid_redirect_uri", "the address Zoho sends the browser back to is not the client's",
      do: "enter the address that login shows in the API console, or use another way to log in",
      "§1.4 [G]"),
    ServerCode(
      "invalid_scope", .accounts, "a scope that was asked for does not exist at Zoho", .crmsh,
      do: "report it; logging in with fewer scopes may help meanwhile", "§1.4 [S]"),
    accounts(
      "access_denied", "the sign-in was refused in the browser, or too many grant codes were used",
      do: "allow it, or wait ten minutes, then login again", "§1.4 [C]"),
    accounts(
      "Access Denied", "access tokens were asked for too often: Zoho gives ten in ten minutes",
      do: "wait ten minutes; run fewer shells with one sign-in at a time", "§1.4 [S]"),
    accounts(
      "missing_org_info", "Zoho can't tell which organisation is meant",
      do: "login with a grant code, the device or the browser instead", "§1.2 [S]"),
    accounts(
      "authorization_pending", "the code was not entered yet", do: "enter it at the address shown",
      "§1.2 [C]"),
    ServerCode(
      "slow_down", .accounts, "Zoho was asked too often whether the code was entered", .crmsh,
      do: "nothing: crmsh asks more slowly from then on", "§1.2 [C]"),
    accounts(
      "other_dc", "the account is at home in another data centre",
      do: "login NAME --dc DC with that one", "§1.2 [C]"),
    accounts(
      "expired", "the code was not entered in time", do: "login again", "§1.2 [C]"),
  ]

  private static func accounts(
    _ code: String, _ happened: String, do remedy: String, _ source: String
  ) -> ServerCode {
    ServerCode(code, .accounts, happened, .caller, do: remedy, source)
  }
}
