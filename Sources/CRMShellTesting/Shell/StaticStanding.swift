package import ImportEngine

/// What a connection says of itself, as a scene wants it.
package struct StaticStanding: ConnectionStanding {
  /// What servers told.
  package var told = ServerSigns()
  /// The ledger's state.
  package var spent: [SlotUse] = []
  /// Access tokens that may be asked for.
  package var turns = TokenTurns(left: 7, most: 8, wait: 0)

  /// A connection with which all is well: clocks agree, nothing is spent.
  package init() {
    told.clockLead = 0
    told.answersOfCRM = 1
  }

  /// Adds a pattern to what is spent.
  package mutating func spend(_ pattern: String, calls: Int, lockedUntil: Int64? = nil) {
    spent.append(
      SlotUse(
        pattern: pattern, calls: calls, limit: CallLimit(calls: 95, window: 120_000),
        remaining: 100 - calls, lockedUntil: lockedUntil))
  }

  /// What servers told, as it was given.
  package func signs() async -> ServerSigns { told }
  /// The ledger's state, as it was given.
  package func uses() async throws(JournalFailure) -> [SlotUse] { spent }
  /// As it was given.
  package func tokenTurns() async throws(JournalFailure) -> TokenTurns { turns }
}
