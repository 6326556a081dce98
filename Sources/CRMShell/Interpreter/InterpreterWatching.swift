import ImportEngine
import ImportModel
package import Reporting

/// What the record of this machine tells of the connected portal; no server is asked.
struct WatchedPortal: Equatable {
  let key: PortalKey
  /// Whether a run has ended and how, by number.
  let runs: [Int: RunEnd]
  /// Wall-clock second until which the server has shut an endpoint; nil: none is.
  let lockedUntil: Int64?
  /// Wall-clock second at which the access token is to be renewed; nil: none is kept.
  let tokenRenewal: Int64?

  /// How far a run has come.
  enum RunEnd: Equatable {
    case open
    /// With its verdict.
    case ended(String)
  }

  /// The first run without an end.
  var openRun: Int? { runs.filter { $0.value == .open }.keys.min() }
}

extension Interpreter {
  /// What stands at the right of the prompt before the clock: a run that has no end, and how long the
  /// server has shut an endpoint, as `news` saw it last. Empty mostly.
  package var stateAtRight: [String] {
    guard let seen = watched else { return [] }
    var parts: [String] = []
    if let run = seen.openRun { parts.append("run \(run) open") }
    if let end = seen.lockedUntil, end > surroundings.clock.wallSeconds {
      let minutes = (end - surroundings.clock.wallSeconds + 59) / 60
      parts.append("shut for \(Text.duration(.seconds(minutes * 60)).raw)")
    }
    return parts
  }

  /// What came about since it was asked last, a line each: runs of the connected portal that other
  /// shells began or ended, an access token that they renewed, and the end of a lock-out. To be asked while no line runs: what a line of
  /// this session did is then known already, once it was asked for before the line began to be typed.
  package func news() async -> [Text] {
    let now = await look()
    let before = watched
    watched = now
    guard let now, let before, before.key == now.key else { return [] }
    var news: [Text] = []
    for (run, end) in now.runs.sorted(by: { $0.key < $1.key }) where before.runs[run] != end {
      switch end {
      case .open: news.append("run \(run) of this portal has begun in another shell")
      case .ended(let verdict):
        news.append(
          "run \(run) of this portal has ended in another shell: \(verdict); refresh tells what changed"
        )
      }
    }
    if let end = now.tokenRenewal, end > before.tokenRenewal ?? 0 {
      let life = Text.duration(.seconds(max(0, end - surroundings.clock.wallSeconds)))
      news.append("another shell has renewed the access token, for \(life)")
    }
    if before.lockedUntil != nil, now.lockedUntil == nil {
      news.append("the lock-out is over: the server may be asked again")
    }
    return news
  }

  private func look() async -> WatchedPortal? {
    guard let services, let portal = fetched?.portal else { return nil }
    let key = portalKey(services, portal)
    do throws(JournalFailure) {
      var runs: [Int: WatchedPortal.RunEnd] = [:]
      for run in try await services.journal.runs(matching: nil) where run.context.key == key {
        runs[run.run] = run.endedAt == nil ? .open : .ended(run.word ?? "")
      }
      let now = surroundings.clock.wallSeconds
      let shut = try await services.details.standing?.uses().compactMap(\.lockedUntil)
        .filter { $0 > now }.max()
      return WatchedPortal(
        key: key, runs: runs, lockedUntil: shut,
        tokenRenewal: try services.details.standing?.tokenRenewal())
    } catch {
      // Then nothing is told at the prompt; the command that needs the record says what is wrong.
      return nil
    }
  }
}
