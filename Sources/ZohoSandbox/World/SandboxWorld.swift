package import Logging

/// The world behind a sandbox: takes one call after the other, as if it were one Zoho.
package actor SandboxWorld {
  private var state: SandboxState
  private let file: StateFile?
  private let clock: @Sendable () -> Int64
  private let logger: Logger

  /// The world the options describe, or the one in their state file.
  ///
  /// `clock` gives milliseconds since 1970 UTC.
  package init(
    options: SandboxOptions, logger: Logger, clock: @escaping @Sendable () -> Int64
  ) throws(StateFileError) {
    self.file = StateFile(options)
    self.state = SandboxState(options: options, portal: try file?.load())
    self.clock = clock
    self.logger = logger
    try file?.save(state.portal)
  }

  /// Tells the world where it is reached, for `api_domain`.
  func listens(at baseURL: String) { state.baseURL = baseURL }

  /// A call that is under way.
  struct Visit: Sendable {
    /// Whose call it is and whether of the heavy kind; nil where it is not counted.
    fileprivate let counted: (client: String, isHeavy: Bool)?
    fileprivate let isAdmitted: Bool
  }

  /// Counts a call among those under way; to be left once it is answered.
  func enter(_ call: Call) -> Visit {
    guard let counted = state.counted(call, at: clock()) else {
      return Visit(counted: nil, isAdmitted: true)
    }
    return Visit(
      counted: counted,
      isAdmitted: state.credits.enter(counted.client, isHeavy: counted.isHeavy))
  }

  /// The call is over.
  func leave(_ visit: Visit) {
    guard let counted = visit.counted else { return }
    state.credits.leave(counted.client, isHeavy: counted.isHeavy)
  }

  /// Answers a call; a change is in the state file before it is answered.
  func answer(_ call: Call, _ visit: Visit) -> Answer {
    let revision = state.portal.revision
    let answer = state.answer(call, at: clock(), isAdmitted: visit.isAdmitted)
    guard let file, state.portal.revision != revision else { return answer }
    do {
      try file.save(state.portal)
      return answer
    } catch {
      logger.error("\(error)")
      return ProjectsError.internalError.answer(to: call)
    }
  }
}
