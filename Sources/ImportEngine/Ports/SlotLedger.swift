/// What a server counts calls by.
package struct SlotKey: Hashable, Sendable {
  /// Where it speaks, e.g. `https://projects.zoho.eu`.
  package let baseURL: String
  /// The stored sign-in whose calls count together.
  package let account: String
  /// The path with its ids left out: they do not spread the load.
  package let pattern: String

  package init(baseURL: String, account: String, pattern: String) {
    self.baseURL = baseURL
    self.account = account
    self.pattern = pattern
  }
}

/// So many calls within any window of so many milliseconds.
package struct CallLimit: Hashable, Sendable {
  /// At least 1.
  package let calls: Int
  /// Milliseconds.
  package let window: Int64

  package init(calls: Int, window: Int64) {
    self.calls = max(calls, 1)
    self.window = window
  }
}

/// A slot that was taken, by its place in the ledger; a later one has a greater number.
package struct SlotID: Hashable, Sendable {
  /// From 1.
  package let number: Int64

  package init(_ number: Int64) { self.number = number }
}

/// What came of asking for a slot.
package enum SlotAnswer: Hashable, Sendable {
  /// The call may be sent once, now.
  case granted(SlotID)
  /// None is free for so many milliseconds, as far as is known now; at least 1.
  case wait(milliseconds: Int64)
  /// The server has shut the pattern; nothing may be sent before this wall-clock second.
  case locked(until: Int64)
}

/// The calls of all processes of an account on this machine, by which each knows when the next may go.
///
/// Every call is one atomic step, over all processes that share the ledger.
package protocol SlotLedger: Sendable {
  /// Takes a slot if one is free. The call must be over `deadline` milliseconds from now at the
  /// latest: as long as nothing is heard of it, it counts as ending then.
  func take(_ key: SlotKey, _ limit: CallLimit, deadline: Int64) async throws(JournalFailure)
    -> SlotAnswer
  /// Notes that the server has answered; `told` is what it said of its own count.
  func complete(_ slot: SlotID, told: ServerCount?) async throws(JournalFailure)
  /// Takes a slot back of which it is sure that nothing was sent.
  func giveBack(_ slot: SlotID) async throws(JournalFailure)
  /// Shuts a key until a wall-clock second; a later end that is known already stays.
  func lock(_ key: SlotKey, until wallSeconds: Int64) async throws(JournalFailure)
  /// How far each key of an account is spent that anything is known of, by pattern; `limits` gives
  /// what the calls of a pattern are held to. Nothing is changed by it.
  func uses(
    of baseURL: String, account: String, limits: @Sendable (_ pattern: String) -> CallLimit
  ) async throws(JournalFailure) -> [SlotUse]
}

/// What a server tells of its own count with an answer.
package struct ServerCount: Hashable, Sendable {
  /// Calls that are left at that moment, whoever made the others.
  package let remaining: Int
  /// Milliseconds after which it must have more, counted from the answer.
  package let window: Int64

  package init(remaining: Int, window: Int64) {
    self.remaining = remaining
    self.window = window
  }
}
