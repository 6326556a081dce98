import ImportEngine
import ZohoWire

/// The device flow: a code is typed elsewhere, and the server is asked now and then whether it was.
struct DeviceFlow: Sendable {
  /// Zoho takes one poll in 30 seconds; faster gives `slow_down`. [C] devices/*.html
  private static let slow: Int64 = 30

  let transport: any Transport
  let clock: any ImportEngine.Clock

  /// Runs to the grant, through as many data centres as the server names.
  func run(
    _ order: SignInOrder, at start: HostRule, tell: @Sendable (SignInStep) async -> Void
  ) async throws(SignInFailure) -> Grant {
    var accounts = AccountsService(transport: transport, rule: start)
    let codes = try await codes(for: order, from: accounts)
    await tell(
      .userCode(
        codes.userCode, address: codes.address, complete: codes.completeAddress,
        seconds: codes.lifetime))
    let end = clock.uptime + codes.lifetime * 1_000
    var interval = codes.interval
    while true {
      guard clock.uptime + interval * 1_000 <= end else { throw .expired }
      guard await clock.sleep(milliseconds: interval * 1_000) else { throw .cancelled }
      switch try await poll(order, codes.deviceCode, accounts) {
      case nil, .pending: continue
      case .slowDown: interval = max(interval + 5, Self.slow)
      case .otherDataCentre(let told):
        guard let rule = accounts.rule.moved(to: told) else { throw .foreignHost(told ?? "") }
        // A server that plays every data centre would say so for ever.
        guard rule != accounts.rule else {
          throw .refused(
            code: "other_dc", description: "the account's is \(told ?? "")", server: rule.name)
        }
        await tell(.moved(to: rule.name))
        accounts = AccountsService(transport: transport, rule: rule)
      case .denied: throw .denied
      case .expired: throw .expired
      case .settled(let answer): return try accounts.grant(of: answer)
      }
    }
  }

  /// Of an address only the server's own is shown: a person types their password there.
  private func codes(for order: SignInOrder, from accounts: AccountsService)
    async throws(SignInFailure) -> DeviceCodeAnswer
  {
    let node = try await accounts.answer(
      to: .deviceCode(clientID: order.clientID, scopes: order.scopes))
    if let code = node["error"]?.text {
      throw .refused(
        code: code, description: node["error_description"]?.text, server: accounts.rule.name)
    }
    let codes: DeviceCodeAnswer
    do throws(ShapeMismatch) { codes = try DeviceCodeAnswer(node) } catch {
      throw .service(.malformed("expected \(error.expected)"))
    }
    for address in [codes.address, codes.completeAddress].compactMap(\.self) {
      guard accounts.rule.admitsPage(address) else { throw .foreignHost(address) }
    }
    return codes
  }

  /// Nil: nothing was heard this time, which the next poll may mend.
  private func poll(_ order: SignInOrder, _ code: String, _ accounts: AccountsService)
    async throws(SignInFailure) -> DevicePollAnswer?
  {
    do throws(SignInFailure) {
      return try await accounts.read(
        .deviceToken(
          code: code, clientID: order.clientID, secret: order.clientSecret.revealed())
      ) { node throws(ShapeMismatch) in try DevicePollAnswer(node) }
    } catch .service(.interrupted), .service(.unreachable) {
      return nil
    }
  }
}

extension HostRule {
  /// Whether a page is on the accounts service of the server, over the server's own scheme and port.
  func admitsPage(_ address: String) -> Bool {
    let scalars = address.unicodeScalars
    guard scalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }), !address.contains("\\"),
      let start = address.firstRange(of: "://")?.upperBound
    else { return false }
    let end = address[start...].firstIndex { "/?#".contains($0) } ?? address.endIndex
    guard let origin = ServerOrigin(String(address[..<end])) else { return false }
    switch self {
    case .loopback(let base):
      return origin.isLoopback && origin.scheme == base.scheme && origin.port == base.port
    case .zoho: return origin == accounts
    }
  }
}
