import CommandLanguage

/// What may take long is thought about in pieces, between which messages and keys are seen to.
extension EditingSession {
  /// What Tab offers; nil once nobody waits for it any more: the line is over, or after a while
  /// somebody types on. Enter is waited for: whoever types it at once means the completed line.
  func completion(of line: String, at cursor: Int) -> LineCompletion? {
    let asked = ContinuousClock.now
    var isGivenUp = false
    var isDrawn = false
    let completion = assistant().completion(of: line, at: cursor) {
      if !isDrawn, ContinuousClock.now - asked > Self.drawTime {
        isDrawn = true
        self.paint()
      }
      isGivenUp = isGivenUp || self.isOvertaken(since: asked)
      return isGivenUp
    }
    return isGivenUp ? nil : completion
  }

  private func isOvertaken(since asked: ContinuousClock.Instant) -> Bool {
    seeToWhatWaits()
    if outcome != nil { return true }
    return ContinuousClock.now - asked > Self.patience && !decoder.isEmpty && !decoder.holdsEnter
  }

  /// After so long what was typed together with Tab is shown.
  private static var drawTime: Duration { .milliseconds(20) }
  /// After so long a key is rather the line's than behind what Tab may still find.
  private static var patience: Duration { .milliseconds(300) }
}
