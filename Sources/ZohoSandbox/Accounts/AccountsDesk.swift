/// The accounts service: who may do what, and who was asked.
struct AccountsDesk: Sendable {
  /// Refresh and access tokens.
  var tokens: TokenDesk
  /// Codes on their way to become tokens.
  var codes: GrantCodes
  /// Devices that wait for a person.
  var devices: DeviceDesk
  /// Questions to the person, and earlier answers.
  var consents = ConsentDesk()

  init(_ options: SandboxOptions) {
    let isLimited = options.limits != nil
    tokens = TokenDesk(isLimited: isLimited, rehearsal: options.scopes)
    codes = GrantCodes(isLimited: isLimited)
    devices = DeviceDesk(interval: options.device.interval)
  }

  /// The same with nothing counted, as after a reset: issued tokens stay good, codes, devices and
  /// earlier answers are forgotten, and the rehearsal's refresh token holds again.
  func withFreshCounts(_ options: SandboxOptions) -> AccountsDesk {
    var fresh = AccountsDesk(options)
    fresh.tokens = tokens.withFreshCounts()
    return fresh
  }
}

extension SandboxState {
  /// Where a call came to: the data centre its host belongs to, else the one of the account.
  func place(of call: Call) -> DataCentre {
    DataCentre.named(by: call.host) ?? options.location
  }

  /// The accounts service as the caller may call it.
  func accountsAddress(for call: Call) -> String {
    DataCentre.named(by: call.host)?.accounts ?? baseURL
  }

  /// The `api_domain` of a token given to a call.
  func apiDomain(for call: Call) -> String {
    DataCentre.named(by: call.host)?.api ?? baseURL
  }

  /// Who holds the token of a call; nil where it holds nothing, or the call came to another data
  /// centre than the account's.
  func bearer(of call: Call) -> TokenDesk.Bearer? {
    guard let token = call.token, place(of: call) == options.location else { return nil }
    return accounts.tokens.bearer(of: token, time: now)
  }
}
