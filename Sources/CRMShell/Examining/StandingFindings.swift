import ImportEngine
import ImportModel
import Reporting

/// What is to be said of clocks and limits.
struct StandingFindings {
  /// Seconds that clocks may differ: times of records and of lock-outs are compared with ours.
  static let toleratedLead: Int64 = 60

  let examination: Examination

  var all: [Finding] { [clock] + rates + [credits, tokens] }

  private var clock: Finding {
    let source: Text = "the Date of the servers' answers against this machine's clock"
    guard let lead = examination.standing?.signs.clockLead else {
      return .unknown(.clock, "no answer told a date", by: source, do: nil)
    }
    let seen: Text =
      switch lead {
      case 0: "the same"
      case 1...: "the servers are \(Text.duration(.seconds(lead))) ahead"
      default: "the servers are \(Text.duration(.seconds(-lead))) behind"
      }
    guard abs(lead) > Self.toleratedLead else { return .ok(.clock, seen, by: source) }
    return .failed(
      .clock, seen, by: source,
      do: "set this machine's clock: when a lock-out ends, and what changed since, is told by it")
  }

  private var rates: [Finding] {
    let source: Text = "crmsh's account of all its calls, and the servers' RateLimit headers"
    switch examination.standing?.uses {
    case nil:
      return [.unknown(.rateLimit, "no account is kept", by: "nothing was asked", do: nil)]
    case .failure(let failure)?:
      let words = FailureWords.words(of: failure)
      return [.unknown(.rateLimit, words.message, by: source, do: words.hint)]
    case .success(let uses)?:
      let shut = uses.compactMap { use in use.lockedUntil.map { (use.pattern, $0) } }
      guard shut.isEmpty else {
        return shut.map { pattern, until in
          .failed(
            .rateLimit, of: pattern, "shut by the server until \(time: until)",
            by: source,
            do:
              "wait \(Text.duration(.seconds(max(until - examination.now, 1)))): asking meanwhile makes it longer; import --wait and resume --wait do",
            .lockedOut)
        }
      }
      guard let most = uses.max(by: { $0.share < $1.share }) else {
        return [.ok(.rateLimit, "no call of the last minutes counts", by: source)]
      }
      return [
        .ok(
          .rateLimit,
          "none shut; the most asked is \(most.pattern): \(most.calls) of \(most.limit.calls) in \(Text.duration(.milliseconds(most.limit.window)))",
          by: source)
      ]
    }
  }

  private var credits: Finding {
    let source: Text =
      "X-API-CREDITS-REMAINING, which CRM sends only when half of the day's are used"
    guard let signs = examination.standing?.signs, signs.answersOfCRM > 0 else {
      return .unknown(.credits, "CRM has not answered", by: source, do: nil)
    }
    guard let left = signs.creditsLeft else {
      return .ok(.credits, "more than half of the day's are left", by: source)
    }
    guard left > 0 else {
      return .failed(
        .credits, "none is left", by: source, do: "wait: they come back over 24 hours", .lockedOut)
    }
    return .ok(.credits, "\(Int(clamping: left)) are left, less than half of the day's", by: source)
  }

  private var tokens: Finding {
    let source: Text =
      "crmsh's account of the access tokens it asked for; Zoho gives ten in ten minutes"
    switch examination.standing?.tokens {
    case nil:
      return .unknown(.accessTokens, "no account is kept", by: "nothing was asked", do: nil)
    case .failure(let failure)?:
      let words = FailureWords.words(of: failure)
      return .unknown(.accessTokens, words.message, by: source, do: words.hint)
    case .success(let turns)?:
      guard turns.left > 0 else {
        return .failed(
          .accessTokens, "none may be asked for, for \(Text.duration(.seconds(turns.wait)))",
          by: source, do: "wait; a token that is kept works on meanwhile", .lockedOut)
      }
      return .ok(
        .accessTokens, "\(turns.left) of \(turns.most) can be asked for in ten minutes", by: source)
    }
  }
}

extension SlotUse {
  /// How near it is to its limit.
  fileprivate var share: Double { Double(calls) / Double(limit.calls) }
}
