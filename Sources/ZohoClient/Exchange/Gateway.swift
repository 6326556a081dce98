package import ImportEngine
import ZohoWire

/// Takes requests to Zoho's services with a token, and gives their answers a meaning.
package struct Gateway: Sendable {
  /// Milliseconds for a read, to its last byte.
  static let readDeadline: Int64 = 60_000
  /// Sends of one read, for a server in trouble.
  static let mostAttempts = 3

  let transport: any Transport
  let tokens: TokenSource
  private let projects: ServerOrigin
  /// What is keyed by the server is keyed by this: one name, by whichever host Projects is reached.
  let baseURL: String
  let pacer: Pacer
  let clock: any ImportEngine.Clock
  let randomness: any Randomness
  private let signs: SignBook
  /// CRM and Projects bear different numbers of reads at once.
  let gates = (crm: ReadGate(), projects: ReadGate())
  let sizes = ListSizes()
  /// Reads of CRM that are turned away wait and go again; those of Projects are the callers' affair.
  let backOff = BackOff()

  /// `projects`: the origin of Projects; CRM's comes with each token. `baseURL`: nil is that origin.
  /// `signs`: who is told what stands in the heads of answers.
  package init(
    transport: any Transport, tokens: TokenSource, projects: ServerOrigin, baseURL: String? = nil,
    pacer: Pacer, clock: any ImportEngine.Clock, randomness: any Randomness,
    signs: SignBook = SignBook()
  ) {
    self.signs = signs
    self.transport = transport
    self.tokens = tokens
    self.projects = projects
    self.baseURL = baseURL ?? projects.description
    self.pacer = pacer
    self.clock = clock
    self.randomness = randomness
  }

  /// What came of one send.
  enum Sent: Sendable {
    case answered(AnswerVerdict, with: AccessToken)
    case failed(TransportFailure)
    /// The slot was over before anything was sent, as after a sleep of the machine.
    case expired
    /// Nothing was sent, for want of a token or of a slot.
    case notSent(ServiceFailure)
  }

  /// Waits for a slot for a request to Projects. The token comes first, so that its slot does not
  /// wait for it: while Zoho gives none there is no turn either. What else hinders one is told when
  /// the request is sent.
  func turn(for request: WireRequest, deadline: Int64) async -> Turn {
    if case .failure(.throttled(let seconds, _)) = await token() {
      return .throttled(retryAfter: seconds)
    }
    return await pacer.turn(for: request, deadline: deadline)
  }

  /// Gives back what was not used.
  func giveBack(_ ticket: SlotTicket) async { await pacer.giveBack(ticket) }

  /// Sends exactly once, with a slot that is held. All is over within `deadline` milliseconds, the
  /// wait for a token included, and before the slot's end: past it nothing may be under way.
  func send(_ request: WireRequest, using ticket: SlotTicket, deadline: Int64) async -> Sent {
    let end = min(clock.uptime + deadline, ticket.expires)
    switch await token() {
    case .success(let token):
      return await send(request, with: token, using: ticket, until: end)
    case .failure(let failure):
      await pacer.giveBack(ticket)
      return .notSent(failure)
    }
  }

  /// Gets another token in place of a refused one; what hinders it otherwise.
  func renew(_ refused: AccessToken, words: String) async -> ServiceFailure? {
    do throws(ServiceFailure) {
      _ = try await tokens.token(insteadOf: refused, words: words)
      return nil
    } catch {
      return error
    }
  }

  func token() async -> Result<AccessToken, ServiceFailure> {
    do throws(ServiceFailure) {
      return .success(try await tokens.token())
    } catch {
      return .failure(error)
    }
  }

  private func send(
    _ request: WireRequest, with token: AccessToken, using ticket: SlotTicket, until end: Int64
  ) async -> Sent {
    let isCRM = request.service == .crm
    let time = end - clock.uptime
    guard time > 0 else {
      await pacer.giveBack(ticket)
      return .expired
    }
    // CRM takes this scheme alone [C] SDK; the documents of Projects have `Bearer` [Z] S4.
    let scheme = isCRM ? "Zoho-oauthtoken" : "Bearer"
    let wire = HTTPRequest(
      request, at: isCRM ? token.crm : projects,
      headers: [HeaderField("Authorization", "\(scheme) \(token.secret.revealed())")])
    do throws(TransportFailure) {
      let start = clock.uptime
      let answer = try await transport.exchange(wire, deadline: time).hiding([token.secret])
      signs.note(
        answer, of: request.service, at: clock.wallSeconds, after: clock.uptime - start)
      let verdict = AnswerVerdict(answer, to: request)
      if !isCRM {
        await pacer.complete(ticket, request, answer)
        if case .throttled(let throttling) = verdict {
          await pacer.lock(request, seconds: throttling.retryAfter)
        }
      }
      if verdict.showsTokenAccepted { await tokens.wasAccepted(token) }
      return .answered(verdict, with: token)
    } catch {
      // Of everything else it is not known whether it arrived: it counts to its deadline.
      if case .notConnected = error { await pacer.giveBack(ticket) }
      return .failed(error)
    }
  }
}

/// A page of records as it was read.
enum RecordsRead {
  case scanned(ScannedRecords)
  case tree(CRMRecordsAnswer)
}

/// Reads, which may be sent again.
extension Gateway {
  /// Sends a read, again after a token was refused, when the server is in trouble, and when CRM was
  /// asked too often; nil is the answer without a body: nobody, or nothing changed where that was asked.
  func read(_ request: WireRequest) async throws(ServiceFailure) -> JSONNode? {
    try await verdict(on: request).flatMap { verdict throws(ServiceFailure) in
      try verdict.readValue(request.scope)
    }
  }

  /// The same of a page of records, of which the request names what it wants.
  func readRecords(_ request: WireRequest) async throws(ServiceFailure) -> RecordsRead? {
    switch try await verdict(on: request) {
    case nil: return nil
    case .records(let page)?: return .scanned(page)
    case let verdict?:
      guard let node = try verdict.readValue(request.scope) else { return nil }
      return .tree(try shaped { () throws(ShapeMismatch) in try CRMRecordsAnswer(node) })
    }
  }

  /// Nil: nothing changed, where that was asked.
  private func verdict(on request: WireRequest) async throws(ServiceFailure) -> AnswerVerdict? {
    let gate = request.service == .crm ? gates.crm : gates.projects
    let start = clock.uptime
    var attempts = 0
    var mayRenew = true
    while true {
      let sent = await sendRead(request, through: gate, since: start)
      switch sent.result {
      case .answered(.tokenRefused(let words), let token),
        .answered(.unauthorized(let words), let token):
        guard mayRenew else { throw .authentication(words) }
        mayRenew = false
        if let failure = await renew(token, words: words) { throw failure }
      case .answered(.throttled(let throttling), _) where request.service == .crm:
        if let failure = await giveWay(throttling, sent: sent.at) { throw failure }
      case .answered(.broken(let what), _), .failed(.interrupted(let what)),
        .notSent(.interrupted(let what)):
        attempts += 1
        try await payForRetry(attempts, of: gate, what)
      case .expired:
        attempts += 1
        guard attempts < Self.mostAttempts else { throw .interrupted("not sent in time") }
      case .answered(.empty(status: 304), _) where request.ifModifiedSince != nil: return nil
      case .answered(let verdict, _): return verdict
      case .failed(let failure): throw failure.asServiceFailure
      case .notSent(let failure): throw failure
      }
    }
  }

  /// Waits before a retry; throws where there is none.
  func payForRetry(
    _ attempts: Int, of gate: ReadGate, _ what: String
  ) async throws(ServiceFailure) {
    guard attempts < Self.mostAttempts, await gate.mayRetry(afterTimeout: what == "timed out"),
      await pause(before: attempts - 1)
    else { throw .interrupted(what) }
  }

  private func sendRead(
    _ request: WireRequest, through gate: ReadGate, since start: Int64
  ) async -> (result: Sent, at: Int64) {
    guard await gate.enter() else { return (.failed(.interrupted("cancelled")), clock.uptime) }
    let result: Sent
    var at = clock.uptime
    switch await readTurn(request, since: start) {
    case .granted(let ticket):
      at = clock.uptime
      result = await send(request, using: ticket, deadline: Self.readDeadline)
    case .throttled(let seconds): result = .notSent(.throttled(retryAfter: seconds))
    case .cancelled: result = .failed(.interrupted("cancelled"))
    case .failed(let failure):
      result = .notSent(.storage(failure))
    }
    if case .answered(let verdict, _) = result { await note(verdict, of: request, at: gate) }
    await gate.leave()
    return (result, at)
  }

  private func note(_ verdict: AnswerVerdict, of request: WireRequest, at gate: ReadGate) async {
    if case .throttled = verdict {
      await gate.answered(tooMany: true)
    } else {
      await gate.answered(tooMany: false)
      if request.service == .crm { await backOff.answered() }
    }
  }

  /// CRM does not count calls by pattern.
  private func readTurn(_ request: WireRequest, since start: Int64) async -> Turn {
    guard request.service == .projects else { return await crmTurn(since: start) }
    return await turn(for: request, deadline: Self.readDeadline)
  }

  /// Full jitter. False when cancelled.
  func pause(before retry: Int) async -> Bool {
    let longest = UInt64(RetryBudget.longestPause(before: retry))
    return await clock.sleep(milliseconds: Int64(randomness.next() % (longest + 1)))
  }
}

extension AnswerVerdict {
  /// Whether the server looked at the request behind the token.
  var showsTokenAccepted: Bool {
    switch self {
    case .value, .records, .empty, .refused: true
    case .tokenRefused, .unauthorized, .scopeMissing, .throttled, .unreadable, .broken: false
    }
  }

  /// The value of a read, nil for none, or why there is none.
  /// `scope`: what the read takes, as far as it is known.
  func readValue(_ scope: String? = nil) throws(ServiceFailure) -> JSONNode? {
    switch self {
    case .value(let node): return node
    case .records: throw .malformed("records, which were not asked for")
    // Only 204 says that there is nobody; an empty 200 says nothing.
    case .empty(status: 204): return nil
    case .empty(let status): throw .malformed("status \(status) without a body")
    case .throttled(let throttling):
      throw .throttled(retryAfter: throttling.retryAfter, said: throttling.said)
    case .tokenRefused(let words), .unauthorized(let words): throw .authentication(words)
    case .scopeMissing(let title, let words):
      let said = [title, words].filter { !$0.isEmpty }.joined(separator: ": ")
      throw .scope(scope.map { "\($0) (\(said))" } ?? said)
    case .refused(let refusal):
      throw .refused(title: refusal.title, message: refusal.message, status: refusal.status)
    case .unreadable(let what): throw .malformed(what)
    case .broken(let what): throw .interrupted(what)
    }
  }
}
