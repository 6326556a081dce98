import ImportEngine
import Reporting

/// How fast a run sends: counted from answer to answer, without what it waited for a lock-out or for a
/// read-back to be trusted. What it waited says nothing of how long the rest takes.
struct RunPace {
  private var last: (done: Int, milliseconds: Int64)? = (0, 0)
  private var done = 0
  private var milliseconds: Int64 = 0

  /// What is told of an update, which it takes into account.
  mutating func line(_ update: ImportEngine.Progress) -> Text {
    if let seconds = update.waitSeconds {
      last = nil
      return
        "\(Self.calls(update))the server asked to wait: \(Text.duration(.seconds(seconds))) left"
    }
    guard !update.isReadingBack else {
      last = nil
      return update.total > 0
        ? "\(words(update)); reading the portal back" : "reading the portal"
    }
    if let last {
      done += max(0, update.done - last.done)
      milliseconds += max(0, update.elapsedMilliseconds - last.milliseconds)
    }
    last = (update.done, update.elapsedMilliseconds)
    return words(update)
  }

  /// How many calls are done, in front of what else is told meanwhile; nothing where none are to be sent.
  static func calls(_ update: ImportEngine.Progress) -> Text {
    update.total > 0 ? "\(update.done)/\(update.total) calls; " : ""
  }

  private func words(_ update: ImportEngine.Progress) -> Text {
    // Where all is as planned already there is nothing to count.
    if update.total == 0 { return "nothing to send" }
    return Reporting.Progress(
      unit: "calls", done: update.done, total: update.total,
      elapsed: .milliseconds(milliseconds), timed: done
    ).line
  }
}
