package import ImportEngine
import ZohoWire

/// Takes a slot of the ledger before each request to Projects, and gives it its end.
package struct Pacer: Sendable {
  /// A slot is asked for again so often, as an answer, maybe another process's, can free one.
  private static let longestPause: Int64 = 250
  /// Milliseconds that may pass between taking a slot and sending: the intent is stored meanwhile.
  private static let preparation: Int64 = 10_000

  private let ledger: any SlotLedger
  private let account: String
  private let baseURL: String
  private let clock: any ImportEngine.Clock
  private let randomness: any Randomness
  private let pace: Pace

  /// `account`: whose calls the server counts together.
  package init(
    ledger: any SlotLedger, account: String, baseURL: String, pace: Pace,
    clock: any ImportEngine.Clock, randomness: any Randomness
  ) {
    self.ledger = ledger
    self.account = account
    self.baseURL = baseURL
    self.pace = pace
    self.clock = clock
    self.randomness = randomness
  }

  /// Waits for a slot for an exchange of at most `deadline` milliseconds.
  func turn(for request: WireRequest, deadline: Int64) async -> Turn {
    let key = key(of: request)
    let allowed = deadline + Self.preparation
    while true {
      guard !Task.isCancelled else { return .cancelled }
      let asked = clock.uptime
      let answer: SlotAnswer
      do throws(JournalFailure) {
        answer = try await ledger.take(key, pace.limit(of: key.pattern), deadline: allowed)
      } catch {
        return .failed(error)
      }
      switch answer {
      case .granted(let slot):
        return .granted(SlotTicket(slot: slot, expires: asked + allowed))
      case .locked(let until):
        return .throttled(retryAfter: max(until - clock.wallSeconds, 1))
      case .wait(let milliseconds):
        await pace.listener?((milliseconds + 999) / 1_000)
        guard await clock.sleep(milliseconds: min(milliseconds, Self.longestPause)) else {
          return .cancelled
        }
      }
    }
  }

  /// Gives a slot its end by the answer to its call; the server's word on its limit is kept.
  func complete(_ ticket: SlotTicket, _ request: WireRequest, _ answer: HTTPAnswer) async {
    let headers = RateHeaders(answer)
    if let headers {
      pace.note(headers.calls, in: headers.window, of: key(of: request).pattern)
    }
    guard let slot = ticket.slot else { return }
    do throws(JournalFailure) {
      try await ledger.complete(
        slot,
        told: headers.map { ServerCount(remaining: $0.remaining, window: $0.window) })
    } catch {
      // It counts to its deadline then, which can only make others wait longer; whatever is the
      // matter, the next turn tells it.
      return
    }
  }

  /// Gives back what was not used.
  func giveBack(_ ticket: SlotTicket) async {
    guard let slot = ticket.slot else { return }
    do throws(JournalFailure) {
      try await ledger.giveBack(slot)
    } catch {
      // As above: it counts to its deadline.
      return
    }
  }

  /// Shuts the pattern of a request for so many seconds and up to a tenth more, lest all who wait
  /// come back at once.
  func lock(_ request: WireRequest, seconds: Int64) async {
    let jitter = Int64(randomness.next() % UInt64(seconds / 10 + 1))
    do throws(JournalFailure) {
      try await ledger.lock(key(of: request), until: clock.wallSeconds + max(seconds, 1) + jitter)
    } catch {
      // The caller is told to wait in any case, and without the ledger nothing can be sent.
      return
    }
  }

  /// How far every pattern of Projects is spent.
  func uses() async throws(JournalFailure) -> [SlotUse] {
    try await allUses().filter { $0.pattern != Self.crmPattern }
  }

  private func allUses() async throws(JournalFailure) -> [SlotUse] {
    try await ledger.uses(of: baseURL, account: counted) { [pace] in pace.limit(of: $0) }
  }

  /// All of CRM: it counts its calls together, whatever they ask. No call to it takes a slot.
  private static let crmPattern = "CRM"

  private var crmKey: SlotKey {
    SlotKey(baseURL: baseURL, account: counted, pattern: Self.crmPattern)
  }

  /// For how many seconds CRM is shut; 0: it is not.
  func crmIsShut() async throws(JournalFailure) -> Int64 {
    let until = try await allUses().first { $0.pattern == Self.crmPattern }?.lockedUntil
    return max((until ?? 0) - clock.wallSeconds, 0)
  }

  /// Shuts CRM for all processes of the account.
  func shutCRM(seconds: Int64) async {
    do throws(JournalFailure) {
      try await ledger.lock(crmKey, until: clock.wallSeconds + seconds)
    } catch {
      // Without the ledger the next look at it fails, and says so.
      return
    }
  }

  /// Tells who listens how long there is to wait.
  func tellOfWaiting(seconds: Int64) async { await pace.listener?(seconds) }

  /// The method is left out: it is not known to be counted apart.
  private func key(of request: WireRequest) -> SlotKey {
    let parts = request.path.split(separator: "/").map { part in
      part.allSatisfy(\.isNumber) || part.contains("@") ? "{id}" : part
    }
    return SlotKey(
      baseURL: baseURL, account: counted, pattern: "/" + parts.joined(separator: "/"))
  }

  /// The account, with the world of a rehearsal server.
  private var counted: String {
    let world = pace.world
    return world.isEmpty ? account : "\(account) \(world)"
  }
}
