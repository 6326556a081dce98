import ImportEngine
import ImportModel
package import Reporting

/// What the record of this machine tells of the connected portal; no server is asked.
struct WatchedPortal: Equatable {
  let key: PortalKey
  /// How far each run has come, by number.
  var runs: [Int: RunState]
  /// Wall-clock second until which the server has shut an endpoint; nil: none is.
  let lockedUntil: Int64?
  /// When the access token is to be renewed; nil: none is kept.
  let renewal: TokenRenewal?

  /// How far a run has come.
  enum RunState: Equatable {
    case open
    /// With its verdict, the wall-clock second, and how many calls it sent that write.
    case ended(String, at: Int64, writes: Int)
  }

  /// The first run without an end.
  var openRun: Int? { runs.filter { $0.value == .open }.keys.min() }
}

extension Interpreter {
  /// What stands at the right of the prompt before the clock: a run that has no end, and how long the
  /// server has shut an endpoint, as `news` saw it last. Empty mostly.
  package var stateAtRight: [String] {
    guard let services, let portal = fetched?.portal, let seen = watched,
      seen.key == portalKey(services, portal)
    else { return [] }
    var parts: [String] = []
    if let run = seen.openRun { parts.append("run \(run) open") }
    if let end = seen.lockedUntil, end > surroundings.clock.wallSeconds {
      let minutes = (end - surroundings.clock.wallSeconds + 59) / 60
      parts.append("shut for \(Text.duration(.seconds(minutes * 60)).raw)")
    }
    return parts
  }

  /// What others did since it was asked last, a line each: runs of the connected portal that other
  /// shells began or ended, an access token that they renewed, and the end of a lock-out. What lines of
  /// this session do is known as they do it, so that it may be asked whenever none runs. Where the task
  /// is cancelled nothing is taken as told, and whoever asks next hears of it.
  package func news() async -> [Text] {
    guard let now = await look(), !Task.isCancelled else { return [] }
    let before = watched
    watched = now
    guard let before, before.key == now.key else { return [] }
    var news: [Text] = []
    for (run, state) in now.runs.sorted(by: { $0.key < $1.key }) where before.runs[run] != state {
      news.append("run \(run) of this portal has \(words(of: state))")
    }
    if let renewal = now.renewal, !renewal.isOurs, renewal.second > before.renewal?.second ?? 0 {
      let life = Text.duration(
        .seconds(max(0, renewal.second - surroundings.clock.wallSeconds)))
      news.append("another shell has renewed the access token, for \(life)")
    }
    if before.lockedUntil != nil, now.lockedUntil == nil {
      news.append("the lock-out is over: the server may be asked again")
    }
    return news
  }

  /// What another shell's run has come to, and whether what was read here is from before its end.
  private func words(of state: WatchedPortal.RunState) -> Text {
    guard case .ended(let verdict, let end, let writes) = state else {
      return "begun in another shell"
    }
    let told: Text = "ended in another shell: \(verdict)"
    guard writes > 0 else { return "\(told); it wrote nothing" }
    guard let services, let portal = fetched?.portal, portal.fetchedAt <= end else { return told }
    let way: Text = services.kept == nil ? "; refresh reads it anew" : ""
    return "\(told); what was read of the portal here is older\(way)"
  }

  /// Takes what a run of this session has come to as known. To be called while it still holds the
  /// portal: behind that another shell may go on with it, which is news.
  func noteOwn(_ run: Int?) async {
    guard let run, watched != nil, let now = await look(), watched?.key == now.key else { return }
    watched?.runs[run] = now.runs[run]
  }

  /// Nil where nothing is connected. Where the record can't be read nothing is told, and nothing taken
  /// as told: the command that needs it says what is wrong.
  private func look() async -> WatchedPortal? {
    guard let services, let portal = fetched?.portal else { return nil }
    let key = portalKey(services, portal)
    do throws(JournalFailure) {
      var runs: [Int: WatchedPortal.RunState] = [:]
      for run in try await services.journal.runs(matching: nil) where run.context.key == key {
        runs[run.run] = WatchedPortal.RunState(of: run)
      }
      let now = surroundings.clock.wallSeconds
      let shut = try await services.details.standing?.uses().compactMap(\.lockedUntil)
        .filter { $0 > now }.max()
      return WatchedPortal(
        key: key, runs: runs, lockedUntil: shut,
        renewal: try await services.details.standing?.tokenRenewal())
    } catch {
      return nil
    }
  }
}

extension WatchedPortal.RunState {
  fileprivate init(of run: RunSummary) {
    self =
      run.endedAt.map { .ended(run.word ?? "", at: $0, writes: run.writes) } ?? .open
  }
}
