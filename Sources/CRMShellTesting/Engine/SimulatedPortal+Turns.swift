package import ImportEngine
package import ImportModel

/// When calls may be sent, and which were sent although they might not.
extension SimulatedPortal {
  /// A time in which something is not to be had.
  struct Closure {
    /// In uptime milliseconds.
    var until: Int64 = 0
    /// When it began, among the turns that were granted.
    var turn: Int64 = 0
  }

  /// Its calls are not counted: every turn is granted at once, unless the pattern is shut or no token
  /// is to be had.
  package func turn(for call: WriteCall, to _: PortalID, deadline _: Int64) async -> Turn {
    let opens = max(locks[call.way]?.until ?? 0, tokenOpening())
    if let seconds = rest(until: opens) { return .throttled(retryAfter: seconds) }
    turns += 1
    return .granted(SlotTicket(slot: SlotID(turns), expires: .max))
  }

  /// When a token is to be had again.
  func tokenOpening() -> Int64 {
    if tokenless.until <= clock.uptime, let seconds = tokenFault() {
      tokenless = closure(of: seconds)
    }
    return tokenless.until
  }

  func closure(of seconds: Int64) -> Closure {
    turns += 1
    return Closure(until: clock.uptime + seconds * 1000, turn: turns)
  }

  /// Shuts a pattern, for no shorter time than it is shut already.
  func shut(_ way: WriteCall.Way, for seconds: Int64) {
    let closure = closure(of: seconds)
    if closure.until > locks[way]?.until ?? 0 { locks[way] = closure }
  }

  /// Whether a call is sent though something was closed before it had its turn.
  func ignores(_ closure: Closure, _ ticket: SlotTicket) -> Bool {
    closure.until > clock.uptime && ticket.slot?.number ?? .max > closure.turn
  }

  /// Seconds until an uptime, rounded up; nil when it is over.
  func rest(until uptime: Int64) -> Int64? {
    uptime > clock.uptime ? (uptime - clock.uptime + 999) / 1000 : nil
  }
}
