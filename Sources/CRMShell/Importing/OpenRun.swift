import ImportEngine
import ImportModel
import Reporting

/// A run without an end, and whether somebody is at work on it.
struct OpenRun {
  /// Its number.
  let run: Int
  /// Seconds since 1970.
  let startedAt: Int64
  let holder: PortalHolder

  /// What can be done about it; it is never told as dead while a process is at work on it.
  var notice: Block {
    let begun: Text =
      "run \(run) of this portal, begun \(time: startedAt),"
    return switch holder {
    case .nobody: .notice(.warning, "\(begun) is unfinished: \(RunWords.waysOut)")
    case .process: .notice(.note, "\(begun) is \(state)")
    }
  }

  /// In a few words, for `status`.
  var state: Text {
    switch holder {
    case .nobody: RunWords.waysOut
    case .process(let process):
      "running now, in \(FailureWords.process(process)); runs tells when it has ended"
    }
  }
}

/// Who holds a portal against other imports of this machine.
enum PortalHolder {
  case nobody
  /// Its id, nil where that is not known.
  case process(Int32?)

  /// Finds out by trying to hold it.
  init(of key: PortalKey, _ journal: any RunJournal) async throws(JournalFailure) {
    do throws(JournalFailure) {
      await (try journal.hold(key)).release()
      self = .nobody
    } catch .held(let process) {
      self = .process(process)
    }
  }
}

extension Interpreter {
  /// The oldest run of the connected portal that has no end, if there is one.
  func openRun() async throws(Stop) -> OpenRun? {
    guard try await !unfinishedRuns().isEmpty else { return nil }
    let holder = try await holder(of: try currentKey(), try await journal())
    // It may have come to its end before it was asked who holds the portal.
    return try await unfinishedRuns().first.map {
      OpenRun(run: $0.run, startedAt: $0.startedAt, holder: holder)
    }
  }

  /// Who holds a portal, other than this session itself.
  func holder(
    of key: PortalKey, _ journal: any RunJournal
  ) async throws(Stop) -> PortalHolder {
    do throws(JournalFailure) {
      return try await PortalHolder(of: key, journal)
    } catch {
      throw Stop(error)
    }
  }

  /// An unfinished run stands in the way of another import; `isHeld`: by this session, so that no
  /// other process can be at work on it.
  func refuseUnfinished(isHeld: Bool) async throws(Stop) {
    guard let run = try await unfinishedRuns().first?.run else { return }
    if !isHeld, case .process(let process) = try await holder(of: currentKey(), journal()) {
      throw .journal(.held(by: process))
    }
    throw .refusal(.unfinishedRun(run, isInTheWay: true))
  }

  /// A run must have ended before anything is made of it.
  func refuseOpen(_ run: RunResumption) async throws(Stop) {
    guard run.endedAt == nil else { return }
    if case .process(let process) = try await holder(of: run.context.key, journal()) {
      throw .journal(.held(by: process))
    }
    throw .refusal(.unfinishedRun(run.run, isInTheWay: false))
  }
}
