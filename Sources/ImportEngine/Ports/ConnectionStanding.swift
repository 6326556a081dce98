/// What a connection knows of itself without asking a server.
package protocol ConnectionStanding: Sendable {
  /// What the answers told until now beside what was asked.
  func signs() async -> ServerSigns
  /// How far each endpoint pattern of Projects is spent, by name; all processes' calls count.
  func uses() async throws(JournalFailure) -> [SlotUse]
  /// How often an access token may still be asked for.
  func tokenTurns() async throws(JournalFailure) -> TokenTurns
  /// When the access token that all processes of the sign-in share is to be renewed; nil where there
  /// is none. Nobody is waited for.
  func tokenRenewal() async throws(JournalFailure) -> TokenRenewal?
}

/// When an access token is to be renewed, and who asked for it.
package struct TokenRenewal: Hashable, Sendable {
  /// Of the wall clock, since 1970.
  package let second: Int64
  /// Whether this connection asked for the token, and no other process of the sign-in.
  package let isOurs: Bool

  package init(at second: Int64, isOurs: Bool) {
    self.second = second
    self.isOurs = isOurs
  }
}

/// What servers tell beside their answers.
package struct ServerSigns: Hashable, Sendable {
  /// Seconds that their clock is ahead of ours, negative when it is behind; nil: none told a date.
  package var clockLead: Int64?
  /// Answers that CRM gave.
  package var answersOfCRM = 0
  /// CRM's credits left of the day; CRM tells them only when half of them are used. [S] AE
  package var creditsLeft: Int64?

  package init() {}
}

/// Access tokens that may be asked for before Zoho, or crmsh lest Zoho does, refuses.
package struct TokenTurns: Hashable, Sendable {
  /// Of now.
  package let left: Int
  /// Of ten minutes.
  package let most: Int
  /// Seconds until the next one, where none is left.
  package let wait: Int64

  package init(left: Int, most: Int, wait: Int64) {
    self.left = left
    self.most = most
    self.wait = wait
  }
}

/// How far the calls of one key are spent.
package struct SlotUse: Hashable, Sendable {
  /// That of the key.
  package let pattern: String
  /// Calls that count now, those under way included.
  package let calls: Int
  /// What they are held to.
  package let limit: CallLimit
  /// What the server said was left, as long as that holds.
  package let remaining: Int?
  /// Wall-clock second until which the server has shut it.
  package let lockedUntil: Int64?

  package init(
    pattern: String, calls: Int, limit: CallLimit, remaining: Int?, lockedUntil: Int64?
  ) {
    self.pattern = pattern
    self.calls = calls
    self.limit = limit
    self.remaining = remaining
    self.lockedUntil = lockedUntil
  }

  /// Whether it says anything of the present.
  package var isOfNow: Bool { calls > 0 || remaining != nil || lockedUntil != nil }
}
