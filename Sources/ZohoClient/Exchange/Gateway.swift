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
  private let pacer: Pacer
  let clock: any ImportEngine.Clock
  private let randomness: any Randomness
  private let signs: SignBook
  /// CRM and Projects bear different numbers of reads at once.
  let gates = (crm: ReadGate(), projects: ReadGate())

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
      let answer = try await transport.exchange(wire, deadline: time)
      signs.note(
        answer, of: request.service, at: clock.wallSeconds, after: clock.uptime - start)
      let verdict = AnswerVerdict(answer, throttle: isCRM ? Throttle.crm : Throttle.projects)
      if !isCRM {
        await pacer.complete(ticket, request, answer)
        if case .throttled(let seconds, _) = verdict { await pacer.lock(request, seconds: seconds) }
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

/// Reads, which may be sent again.
extension Gateway {
  /// Sends a read, again after a token was refused, and again when the server is in trouble; nil is
  /// the answer without a body: nobody, or nothing changed where that was asked.
  func read(_ request: WireRequest) async throws(ServiceFailure) -> JSONNode? {
    let gate = request.service == .crm ? gates.crm : gates.projects
    var attempts = 0
    var mayRenew = true
    while true {
      switch await sendRead(request, through: gate) {
      case .answered(.tokenRefused(let words), let token):
        guard mayRenew else { throw .authentication(words) }
        mayRenew = false
        if let failure = await renew(token, words: words) { throw failure }
      case .answered(.broken(let what), _), .failed(.interrupted(let what)),
        .notSent(.interrupted(let what)):
        attempts += 1
        let isTimeout = what == "timed out"
        guard attempts < Self.mostAttempts, await gate.mayRetry(afterTimeout: isTimeout),
          await pause(before: attempts - 1)
        else { throw .interrupted(what) }
      case .expired:
        attempts += 1
        guard attempts < Self.mostAttempts else { throw .interrupted("not sent in time") }
      case .answered(.empty(status: 304), _) where request.ifModifiedSince != nil: return nil
      case .answered(let verdict, _): return try verdict.readValue(request.scope)
      case .failed(let failure): throw failure.asServiceFailure
      case .notSent(let failure): throw failure
      }
    }
  }

  private func sendRead(_ request: WireRequest, through gate: ReadGate) async -> Sent {
    guard await gate.enter() else { return .failed(.interrupted("cancelled")) }
    let sent: Sent
    switch await readTurn(request) {
    case .granted(let ticket):
      sent = await send(request, using: ticket, deadline: Self.readDeadline)
    case .throttled(let seconds): sent = .notSent(.throttled(retryAfter: seconds))
    case .cancelled: sent = .failed(.interrupted("cancelled"))
    case .failed(let failure):
      sent = .notSent(.storage(failure))
    }
    if case .answered(let verdict, _) = sent {
      if case .throttled = verdict {
        await gate.answered(tooMany: true)
      } else {
        await gate.answered(tooMany: false)
      }
    }
    await gate.leave()
    return sent
  }

  /// CRM does not count calls by pattern.
  private func readTurn(_ request: WireRequest) async -> Turn {
    guard request.service == .projects else { return .granted(.unlimited) }
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
    case .value, .empty, .refused: true
    case .tokenRefused, .scopeMissing, .throttled, .unreadable, .broken: false
    }
  }

  /// The value of a read, nil for none, or why there is none.
  /// `scope`: what the read takes, as far as it is known.
  func readValue(_ scope: String? = nil) throws(ServiceFailure) -> JSONNode? {
    switch self {
    case .value(let node): return node
    // Only 204 says that there is nobody; an empty 200 says nothing.
    case .empty(status: 204): return nil
    case .empty(let status): throw .malformed("status \(status) without a body")
    case .throttled(let seconds, let said): throw .throttled(retryAfter: seconds, said: said)
    case .tokenRefused(let words): throw .authentication(words)
    case .scopeMissing(let words): throw .scope(scope.map { "\($0) (\(words))" } ?? words)
    case .refused(let refusal):
      throw .refused(title: refusal.title, message: refusal.message, status: refusal.status)
    case .unreadable(let what): throw .malformed(what)
    case .broken(let what): throw .interrupted(what)
    }
  }
}
