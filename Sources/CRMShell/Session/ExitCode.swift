/// The exit codes of the process and of lines; fixed, see `help exit-codes`.
package enum ExitCode: Int32, CaseIterable, Sendable {
  case done = 0
  case failure = 1
  case usage = 2
  case partial = 3
  case unresolved = 4
  case refused = 5
  case lockedOut = 6
  case portalHeld = 7
  case authentication = 8
  case network = 9
  case unsafeFiles = 78
  case hangup = 129
  case interrupted = 130
  case quit = 131
  case terminated = 143

  /// The graver of two, in the order 1, 78, signals, 7, 4, 8, 6, 9, 5, 3, 2, 0.
  package func gravest(_ other: ExitCode) -> ExitCode { rank <= other.rank ? self : other }

  private var rank: Int {
    let order: [ExitCode] = [
      .failure, .unsafeFiles, .interrupted, .quit, .terminated, .hangup, .portalHeld, .unresolved,
      .authentication, .lockedOut, .network, .refused, .partial, .usage, .done,
    ]
    return order.firstIndex(of: self) ?? 0
  }
}
