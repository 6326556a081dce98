import Foundation
package import ImportEngine
package import ImportModel
import ZohoWire

/// The browser flow: the consent page sends the browser back to a port of this machine, with a code
/// that is worth nothing without our verifier.
package struct BrowserFlow: Sendable {
  /// Seconds the page may take.
  static let lifetime: Int64 = 300

  private let transport: any Transport
  private let clock: any ImportEngine.Clock
  private let randomness: any Randomness
  private let hash: any ContentHash

  package init(
    transport: any Transport, clock: any ImportEngine.Clock, randomness: any Randomness,
    hash: any ContentHash
  ) {
    self.transport = transport
    self.clock = clock
    self.randomness = randomness
    self.hash = hash
  }

  /// Runs to the grant.
  func run(
    _ order: SignInOrder, at rule: HostRule, tell: @Sendable (SignInStep) async -> Void
  ) async throws(SignInFailure) -> Grant {
    let (state, verifier) = (secret(), secret())
    let listener: LoopbackRedirect
    do {
      listener = try await LoopbackRedirect.listen(on: order.port, state: state)
    } catch {
      throw .portTaken(order.port, reason: LoopbackRedirect.words(error))
    }
    let request = WireRequest.authorization(
      clientID: order.clientID, scopes: order.scopes, redirect: listener.address,
      state: state.revealed(), challenge: challenge(of: verifier))
    await tell(
      .page(
        rule.accounts.description + request.target, redirect: listener.address,
        seconds: Self.lifetime))
    let redirect = await waited(for: listener)
    await listener.close()
    guard let redirect else { throw Task.isCancelled ? .cancelled : .expired }
    let place = try place(of: redirect, from: rule)
    if place != rule { await tell(.moved(to: place.name)) }
    guard let code = redirect["code"], !code.isEmpty else {
      let error = redirect["error"] ?? "no code"
      throw error == "access_denied"
        ? .denied : .refused(code: error, description: nil, server: rule.name)
    }
    let accounts = AccountsService(transport: transport, rule: place)
    let answer = try await accounts.read(
      .exchange(
        code: code, clientID: order.clientID, secret: order.clientSecret.revealed(),
        redirect: listener.address, verifier: verifier.revealed())
    ) { node throws(ShapeMismatch) in try GrantAnswer(node) }
    return try accounts.grant(of: answer)
  }

  /// Where the code is to be exchanged: the browser brings `accounts-server` and `location`, which are
  /// remote data, and must name one data centre of Zoho's. [C] multi-dc.html
  private func place(of redirect: [String: String], from rule: HostRule) throws(SignInFailure)
    -> HostRule
  {
    guard let server = redirect["accounts-server"] ?? redirect["location"] else { return rule }
    guard let place = rule.moved(to: server) else { throw .foreignHost(server) }
    if case .zoho(let centre) = place, let location = redirect["location"],
      DataCentre(told: location) != centre
    {
      throw .foreignHost(location)
    }
    return place
  }

  /// The redirect, or nil when the time is up or the task is cancelled.
  private func waited(for listener: LoopbackRedirect) async -> [String: String]? {
    await withTaskGroup(of: [String: String]?.self) { group in
      group.addTask { await listener.redirect() }
      group.addTask {
        _ = await clock.sleep(milliseconds: Self.lifetime * 1_000)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  /// 256 bits as 64 hexadecimal digits, which RFC 7636 takes for a verifier.
  private func secret() -> Secret {
    Secret(
      (0..<4).map { _ in
        let digits = String(randomness.next(), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined())
  }

  /// RFC 7636's S256: the digest of the verifier in base 64 for addresses, without padding.
  package func challenge(of verifier: Secret) -> String {
    let digits = Array(hash.digest(of: Array(verifier.revealed().utf8)))
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
