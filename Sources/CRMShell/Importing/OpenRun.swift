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
    case .nobody, .unknown: .notice(.warning, "\(begun) is unfinished: \(RunWords.waysOut)")
    case .process: .notice(.note, "\(begun) is \(state)")
    }
  }

  /// In a few words, for `status`.
  var state: Text {
    switch holder {
    case .nobody, .unknown: RunWords.waysOut
    case .process(let process):
      "running now, in \(FailureWords.process(process)); runs tells when it has ended"
    }
  }
}

extension Interpreter {
  /// The oldest run of the connected portal that has no end, if there is one.
  func openRun() async throws(Stop) -> OpenRun? {
    let open = Set(try await unfinishedRuns().map(\.run))
    guard !open.isEmpty else { return nil }
    let holder = await (try journal()).holder(of: try currentKey())
    // It may have come to its end before it was asked who holds the portal, and another begun since.
    return try await unfinishedRuns().first { open.contains($0.run) }.map {
      OpenRun(run: $0.run, startedAt: $0.startedAt, holder: holder)
    }
  }

  /// An unfinished run stands in the way of another import; `isHeld`: by this session, so that no
  /// other process can be at work on it.
  func refuseUnfinished(isHeld: Bool) async throws(Stop) {
    guard let run = try await unfinishedRuns().first?.run else { return }
    if !isHeld, case .process(let process) = await (try journal()).holder(of: try currentKey()) {
      throw .journal(.held(by: process))
    }
    throw .refusal(.unfinishedRun(run, isInTheWay: true))
  }

  /// A run must have ended before anything is made of it.
  func refuseOpen(_ run: RunResumption) async throws(Stop) {
    guard run.endedAt == nil else { return }
    if case .process(let process) = await (try journal()).holder(of: run.context.key) {
      throw .journal(.held(by: process))
    }
    throw .refusal(.unfinishedRun(run.run, isInTheWay: false))
  }
}
