import ImportEngine

/// What a connection knows of itself: signs of its servers, its slots, its tokens.
struct ConnectionRecord: ConnectionStanding {
  let book: SignBook
  let pacer: Pacer
  let tokens: any ExclusiveRecord
  let source: TokenSource
  let clock: any ImportEngine.Clock

  func signs() async -> ServerSigns { book.all }

  func uses() async throws(JournalFailure) -> [SlotUse] { try await pacer.uses() }

  func tokenTurns() async throws(JournalFailure) -> TokenTurns {
    let bytes = try await tokens.exclusively { access in
      Result { () throws(JournalFailure) in try access.read() }
    }.get()
    return TokenCache(bytes).turns(at: clock.wallSeconds)
  }

  func tokenRenewal() async throws(JournalFailure) -> TokenRenewal? {
    guard let grant = TokenCache(try tokens.glance()).grant else { return nil }
    return TokenRenewal(at: grant.renewAt, isOurs: await source.asked(for: grant.token))
  }
}

extension TokenCache {
  /// Turns that could be taken one after the other.
  func turns(at now: Int64) -> TokenTurns {
    var (spent, unspent) = (self, TokenCache())
    var (left, most) = (0, 0)
    while spent.takeTurn(at: now) == nil { left += 1 }
    while unspent.takeTurn(at: now) == nil { most += 1 }
    var next = self
    return TokenTurns(left: left, most: most, wait: left > 0 ? 0 : next.takeTurn(at: now) ?? 0)
  }
}
