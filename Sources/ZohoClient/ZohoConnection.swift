package import ImportEngine
import ZohoWire

/// Why an address is not connected to.
package enum ConnectionRefusal: Error, Hashable, Sendable {
  /// The text is no plain `http://HOST:PORT`.
  case notAnAddress(String)
  /// Rehearsal credentials go to this machine only, in clear.
  case notLoopback(String)
}

/// CRM and Projects behind one sign-in.
package struct ZohoConnection: Sendable {
  /// The read side.
  package let crm: any CRMService
  /// The write side.
  package let projects: any PortalService

  /// The limits that calls to Projects are held to.
  package let pace: Pace
  /// What it knows of itself.
  package let standing: any ConnectionStanding

  private let http: HTTPTransport
  private let counter: CountingTransport
  private let base: ServerOrigin

  /// A rehearsal server at a loopback address such as `http://127.0.0.1:4711`, with the well-known
  /// credentials; nothing is sent yet. `tokens`: what several processes share of access tokens; nil:
  /// nothing.
  package static func sandbox(
    baseURL: String, slots: any SlotLedger, tokens: (any ExclusiveRecord)? = nil,
    clock: any ImportEngine.Clock, randomness: any Randomness
  ) throws(ConnectionRefusal) -> ZohoConnection {
    guard let base = ServerOrigin(baseURL) else { throw .notAnAddress(baseURL) }
    guard base.isLoopback, base.scheme == .http else { throw .notLoopback(baseURL) }
    return ZohoConnection(
      base: base, rule: .loopback(base), credentials: .rehearsal, slots: slots,
      record: tokens, clock: clock, randomness: randomness)
  }

  private init(
    base: ServerOrigin, rule: HostRule, credentials: Credentials, slots: any SlotLedger,
    record: (any ExclusiveRecord)?, clock: any ImportEngine.Clock, randomness: any Randomness
  ) {
    let pace = Pace()
    self.pace = pace
    self.base = base
    http = HTTPTransport(clock: clock)
    counter = CountingTransport(http, tokenPath: ZohoPath.token.description)
    let record = record ?? UnsharedRecord()
    let tokens = TokenSource(
      transport: counter, accounts: base, rule: rule, credentials: credentials,
      record: record, clock: clock)
    let pacer = Pacer(
      ledger: slots, account: credentials.clientID, baseURL: base.description, pace: pace,
      clock: clock, randomness: randomness)
    let signs = SignBook()
    let gateway = Gateway(
      transport: counter, tokens: tokens, projects: base, pacer: pacer, clock: clock,
      randomness: randomness, signs: signs)
    standing = ConnectionRecord(book: signs, pacer: pacer, tokens: record, clock: clock)
    crm = ZohoCRM(gateway: gateway)
    projects = ZohoProjects(gateway: gateway)
  }

  /// What was sent until now.
  package var requestCount: RequestCount { counter.total }

  /// The name of the server's world, which changes when the world does; nil where there is none, as
  /// at Zoho. It takes no token and is not counted; calls sent from then on count as the world's.
  package func instance() async throws(ServiceFailure) -> String? {
    let request = WireRequest(.get, .projects, "/_sandbox/counts")
    let answer: HTTPAnswer
    do throws(TransportFailure) {
      answer = try await http.exchange(
        HTTPRequest(request, at: base, headers: []), deadline: 10_000)
    } catch {
      throw error.asServiceFailure
    }
    guard answer.status == 200 else { return nil }
    do throws(JSONSyntaxError) {
      let instance = try JSONNode(parsing: answer.body)["instance"]?.text
      pace.world = instance ?? ""
      return instance
    } catch {
      throw .malformed("_sandbox/counts: \(error)")
    }
  }

  /// Closes the connections; nothing may be sent afterwards.
  package func close() async { await http.close() }
}
