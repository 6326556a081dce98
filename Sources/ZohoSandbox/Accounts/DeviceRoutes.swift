import ZohoWire

/// The device flow. [C] zoho.com/accounts/protocol/oauth/devices
enum DeviceRoutes {
  /// The endpoints of this part.
  static let all = [
    Route("POST", PathPattern("/oauth/v3/device/code"), .none, begin),
    Route("POST", PathPattern("/oauth/v3/device/token"), .none, poll),
  ]

  /// `verification_uri_complete` is not in Zoho's list, clients use it. [S]
  private static func begin(_ state: inout SandboxState, _ call: Call) -> Answer {
    do throws(OAuthRefusal) {
      let client = try OAuthClient.named(in: call, isDevice: true, withSecret: false)
      guard call.parameter("grant_type") == "device_request" else { throw .unsupportedGrant }
      guard let scopes = Scope.list(call.parameter("scope") ?? "") else { throw .invalidScope }
      let codes = state.accounts.devices.begin(
        Consent(
          client: client, scopes: scopes, isOffline: call.parameter("access_type") == "offline"),
        promptsConsent: call.parameter("prompt") == "consent", time: state.now)
      let page = "\(state.accountsAddress(for: call))\(DevicePageRoutes.path)"
      let options = state.options.device
      return .json([
        "user_code": .text(codes.user), "device_code": .text(codes.device),
        "interval": .count(options.interval * options.unit.perSecond),
        "expires_in": .count(DeviceDesk.lifetime * options.unit.perSecond),
        "verification_url": .text(page),
        "verification_uri_complete": .text("\(page)?user_code=\(codes.user)"),
      ])
    } catch {
      return error.answer
    }
  }

  private static func poll(_ state: inout SandboxState, _ call: Call) -> Answer {
    do throws(DeviceDesk.PollRefusal) {
      return try polled(&state, call)
    } catch {
      switch error {
      case .plain(let refusal): return refusal.answer
      case .otherDataCentre(let home):
        // `user_location` [C] devices, `dc` [S] a public client
        let key = state.options.device.locationKey.rawValue
        return .json(
          .object([
            JSON.Member(key: key, value: .text(home.rawValue)),
            JSON.Member(key: "error", value: "other_dc"),
          ]))
      }
    }
  }

  private static func polled(
    _ state: inout SandboxState, _ call: Call
  ) throws(DeviceDesk.PollRefusal) -> Answer {
    let client: OAuthClient
    do throws(OAuthRefusal) {
      client = try OAuthClient.named(in: call, isDevice: true)
      guard call.parameter("grant_type") == "device_token" else { throw .unsupportedGrant }
    } catch {
      throw .plain(error)
    }
    let device = try state.accounts.devices.poll(
      call.parameter("code") ?? "", by: client, at: state.place(of: call), time: state.now)
    let consent = state.accounts.consents.allow(
      device.scopes, to: client, isOffline: device.isOffline,
      promptsConsent: device.promptsConsent)
    return TokenRoutes.answer(
      state.accounts.tokens.grant(consent, time: state.now), state, call)
  }
}
