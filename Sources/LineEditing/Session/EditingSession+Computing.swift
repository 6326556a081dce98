import CommandLanguage

/// What may take long is thought about in pieces, between which messages and keys are seen to.
extension EditingSession {
  /// What a key waits for; nil once nobody waits for it any more: the line is over, what is asked below it
  /// is given up, or after a while somebody types keys that it gives way to. Enter is waited for: whoever
  /// types it at once means the line that comes of the key.
  func awaited<Answer>(
    givingWay: @escaping (KeyDecoder) -> Bool = { !$0.isEmpty && !$0.holdsEnter },
    _ ask: (_ isCancelled: () -> Bool) -> Answer
  ) -> Answer? {
    let asked = ContinuousClock.now
    var isGivenUp = false
    var isDrawn = false
    let answer = ask {
      if !isDrawn, ContinuousClock.now - asked > Self.drawTime {
        isDrawn = true
        self.paint()
      }
      isGivenUp = isGivenUp || self.isOvertaken(since: asked, givingWay)
      return isGivenUp
    }
    return isGivenUp ? nil : answer
  }

  private func isOvertaken(
    since asked: ContinuousClock.Instant, _ givingWay: (KeyDecoder) -> Bool
  ) -> Bool {
    seeToWhatWaits()
    if outcome != nil || isModalCancelled { return true }
    return ContinuousClock.now - asked > Self.patience && givingWay(decoder)
  }

  /// After so long what was typed together with the key is shown.
  private static var drawTime: Duration { .milliseconds(20) }
  /// After so long a key is rather the line's than behind what may still be found.
  private static var patience: Duration { .milliseconds(300) }
}
