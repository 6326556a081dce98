import ImportEngine

/// How long reads give way to a service that was asked too often, and when they give up.
///
/// CRM's 429 does not tell calls at one time from the credits of a day [C] reference of CRM, §4: the one
/// passes in seconds, the other not, so a read is sent again a few times and then given up. One that
/// was given up is not tried so often by the next: that waits for a good answer.
actor BackOff {
  /// What a read does next that was turned away.
  enum Step: Equatable {
    /// It waits so many seconds, as all others do.
    case wait(seconds: Int64)
    /// Another one has already made all wait.
    case follow
    /// It fails; it was turned away after so many rounds of waiting.
    case giveUp(rounds: Int)
  }

  /// Rounds of waiting without an answer between them.
  private static let mostRounds = 5
  /// Seconds that these rounds may take together: longer than that nobody waits unasked.
  static let longest: Int64 = 300

  private var rounds = 0
  private var waited: Int64 = 0
  /// When the last round began, by the clock's `uptime`.
  private var last = Int64.min
  /// Whether reads were given up, and nothing was answered since.
  private(set) var isGivenUp = false

  /// Notes a read that was sent at `sent` (`uptime`) and turned away by now. `told`: the seconds the
  /// server asks for; nil: it doubles from one, the later half of it at random.
  func turnedAway(sent: Int64, now: Int64, told: Int64?, randomness: any Randomness) -> Step {
    guard !isGivenUp else { return .giveUp(rounds: rounds) }
    // It was under way when the others were turned away: that is the same round.
    guard sent >= last else { return .follow }
    let seconds = max(told ?? Self.untold(rounds, randomness), 1)
    guard rounds < Self.mostRounds, waited + seconds <= Self.longest else {
      isGivenUp = true
      return .giveUp(rounds: rounds)
    }
    rounds += 1
    waited += seconds
    last = now
    return .wait(seconds: seconds)
  }

  /// Notes any other answer.
  func answered() {
    (rounds, waited, last, isGivenUp) = (0, 0, .min, false)
  }

  private static func untold(_ rounds: Int, _ randomness: any Randomness) -> Int64 {
    let whole = Int64(1) << rounds
    return whole - Int64(randomness.next() % UInt64(whole / 2 + 1))
  }
}

extension Gateway {
  /// Waits while CRM is shut for the account, by what any process of this machine was told. `start`:
  /// when the read began, by `uptime`: it waits at most ``BackOff/longest`` in all.
  func crmTurn(since start: Int64) async -> Turn {
    while true {
      guard !Task.isCancelled else { return .cancelled }
      let shut: Int64
      do throws(JournalFailure) { shut = try await pacer.crmIsShut() } catch {
        return .failed(error)
      }
      guard shut > 0 else { return .granted(.unlimited) }
      let patience = BackOff.longest - (clock.uptime - start) / 1_000
      guard shut <= patience, await !backOff.isGivenUp else {
        return .throttled(retryAfter: shut)
      }
      await pacer.tellOfWaiting(seconds: shut)
      // Not all at once when it opens; and looked at again, as it can be shut for longer meanwhile.
      let part = min(shut * 1_000, Self.longestLook) + Int64(randomness.next() % 250)
      guard await clock.sleep(milliseconds: part) else { return .cancelled }
    }
  }

  /// Milliseconds after which a read that waits looks, and tells, how long it still has to.
  private static var longestLook: Int64 { 1_000 }

  /// Makes all reads of CRM give way after one was turned away; nil: it may be sent again after
  /// ``crmTurn(since:)``, else why it is given up. `sent`: when it was, by `uptime`.
  func giveWay(_ throttling: AnswerVerdict.Throttling, sent: Int64) async -> ServiceFailure? {
    let step = await backOff.turnedAway(
      sent: sent, now: clock.uptime, told: throttling.isTold ? throttling.retryAfter : nil,
      randomness: randomness)
    switch step {
    case .wait(let seconds):
      await pacer.shutCRM(seconds: seconds)
      return nil
    case .follow: return nil
    case .giveUp(let rounds):
      if throttling.isTold { await pacer.shutCRM(seconds: throttling.retryAfter) }
      let tries = rounds == 0 ? "" : " (asked \(rounds + 1) times)"
      return .throttled(
        retryAfter: throttling.retryAfter, said: throttling.said + tries)
    }
  }
}
