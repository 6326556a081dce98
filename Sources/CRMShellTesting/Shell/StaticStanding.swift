package import ImportEngine
import Synchronization

/// What a connection says of itself, as a scene wants it.
package struct StaticStanding: ConnectionStanding {
  /// What servers told.
  package var told = ServerSigns()
  /// The ledger's state.
  package var spent: [SlotUse] = []
  /// Access tokens that may be asked for.
  package var turns = TokenTurns(left: 7, most: 8, wait: 0)
  /// When the access token is to be renewed, in seconds of the wall clock.
  package let renewal = Renewal()

  /// A moment that other processes may change.
  package final class Renewal: Sendable {
    private let kept = Mutex<TokenRenewal?>(nil)

    /// The moment, and whose it is; nil: no token is kept.
    package var current: TokenRenewal? { kept.withLock { $0 } }

    /// Another moment, or none; `isOurs`: the connection renewed the token itself.
    package func move(to second: Int64?, isOurs: Bool = false) {
      kept.withLock { $0 = second.map { TokenRenewal(at: $0, isOurs: isOurs) } }
    }
  }

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
  /// As it was set last.
  package func tokenRenewal() -> TokenRenewal? { renewal.current }
}
