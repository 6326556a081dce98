import ImportModel

extension OutcomeRecord {
  /// What the journal keeps of an outcome.
  init(_ outcome: Outcome, of number: Int, missing: [EmailAddress], at wallSeconds: Int64) {
    let (state, code, message): (State, String, String) =
      switch outcome {
      case .ok, .made: (.applied, "", "")
      case .refused(let title, let message, _, _): (.refused, title, message)
      case .turnedAway(.tokenRenewed): (.turnedAway, "token-renewed", "sent again")
      case .turnedAway(.slotExpired):
        (.turnedAway, "slot-expired", "not sent in time; sent again")
      case .turnedAway(.throttled(let seconds, let said)):
        (
          .turnedAway, "throttled",
          "may be asked again in \(seconds) s" + (said.isEmpty ? "" : ": \(said)")
        )
      case .turnedAway(.authentication(let words)): (.turnedAway, "authentication", words)
      case .turnedAway(.unreachable(let words)): (.turnedAway, "unreachable", words)
      case .unknown(let seen): (.unknown, "unknown", seen)
      }
    var refusal: RefusalRecord?
    if case .refused(_, _, let status, let isAboutEntries) = outcome {
      refusal = RefusalRecord(status: status, isAboutEntries: isAboutEntries)
    }
    self.init(
      number: number, state: state, code: code, message: message, missing: missing,
      refusal: refusal, at: wallSeconds)
  }
}
