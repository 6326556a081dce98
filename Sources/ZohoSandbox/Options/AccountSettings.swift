extension OptionSetting {
  /// The options of the accounts service.
  static let accounts: [OptionSetting] = [
    OptionSetting(
      name: "--scopes",
      values: "Zoho's scopes with commas, such as ZohoCRM.users.READ,ZohoCRM.org.READ",
      purpose: "what the rehearsal's refresh token may do (everything)"
    ) { options, text in
      guard let scopes = Scope.list(text) else { return false }
      options.scopes = scopes
      return true
    },
    .choice("--location", "data centre in which the account lives (us)") { $0.location = $1 },
    OptionSetting(
      name: "--redirect", values: "loopback, or one http or https address",
      purpose: "where the consent page may send the browser (loopback: any port and path)"
    ) { options, text in
      guard text != "loopback" else {
        options.redirect = .loopback
        return true
      }
      guard RedirectRule.origin(of: text) != nil else { return false }
      options.redirect = .exactly(text)
      return true
    },
    // Below 2 seconds an interval in milliseconds can be taken for one in seconds.
    .number("--device-interval", in: 2...60, "seconds between two polls of a device (30)") {
      $0.device.interval = $1
    },
    .choice("--device-unit", "what the device flow counts its times in") { $0.device.unit = $1 },
    .choice("--other-dc-key", "under which key other_dc tells the data centre") {
      $0.device.locationKey = $1
    },
  ]
}
