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
      rule: .loopback(base), projects: base, credentials: .rehearsal,
      account: Credentials.rehearsal.clientID, slots: slots, record: tokens, clock: clock,
      randomness: randomness, reach: .internet)
  }

  /// A sign-in that is kept: the hosts of its one data centre, or its rehearsal server, and no other;
  /// nothing is sent yet. Fails where the sign-in names a server that is none. `reach`: for tests.
  package static func signedIn(
    _ login: Login, _ secrets: LoginSecrets, slots: any SlotLedger,
    tokens: (any ExclusiveRecord)?, clock: any ImportEngine.Clock, randomness: any Randomness,
    reach: NetworkReach = .internet
  ) throws(SignInFailure) -> ZohoConnection {
    guard let rule = HostRule(named: login.server) else { throw .foreignHost(login.server) }
    guard rule.admits(clientID: login.clientID) else {
      throw .foreignClient(login.clientID, server: login.server)
    }
    var projects = rule.projects
    if let host = login.projectsHost {
      guard let chosen = rule.projects(host: host) else { throw .foreignHost(host) }
      projects = chosen
    }
    // A rehearsal server counts by client, whoever connects by its address included.
    let isRehearsal = if case .loopback = rule { true } else { false }
    return ZohoConnection(
      rule: rule, projects: projects, credentials: Credentials(login, secrets),
      account: isRehearsal ? login.clientID : login.account, slots: slots, record: tokens,
      clock: clock, randomness: randomness, reach: reach, grantedScopes: login.scopes)
  }

  private init(
    rule: HostRule, projects origin: ServerOrigin, credentials: Credentials, account: String,
    slots: any SlotLedger, record: (any ExclusiveRecord)?, clock: any ImportEngine.Clock,
    randomness: any Randomness, reach: NetworkReach, grantedScopes: [String] = []
  ) {
    let pace = Pace()
    self.pace = pace
    base = rule.projects
    http = HTTPTransport(clock: clock, reach: reach)
    counter = CountingTransport(http, tokenPath: ZohoPath.token.description)
    let record = record ?? UnsharedRecord()
    let tokens = TokenSource(
      transport: counter, accounts: rule.accounts, rule: rule, credentials: credentials,
      record: record, clock: clock)
    let pacer = Pacer(
      ledger: slots, account: account, baseURL: base.description, pace: pace,
      clock: clock, randomness: randomness)
    let signs = SignBook()
    let gateway = Gateway(
      transport: counter, tokens: tokens, projects: origin, baseURL: base.description,
      pacer: pacer, clock: clock, randomness: randomness, signs: signs)
    standing = ConnectionRecord(
      book: signs, pacer: pacer, tokens: record, source: tokens, clock: clock)
    crm = ZohoCRM(gateway: gateway)
    projects = ZohoProjects(gateway: gateway, grantedScopes: grantedScopes)
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
