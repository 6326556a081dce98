/// What a person allowed a client to do.
struct Consent: Sendable, Equatable {
  /// Whom they allowed it.
  let client: OAuthClient
  /// What they allowed.
  let scopes: [Scope]
  /// Whether a refresh token comes of it.
  let isOffline: Bool
}

/// Issues and checks tokens: ten access tokens in ten minutes and fifteen alive for each refresh
/// token, one hour each; twenty refresh tokens for each client.
/// [C] token-validity.html, Kaizen #43
struct TokenDesk: Sendable {
  /// What comes of a grant or a refresh.
  struct Issue: Sendable, Equatable {
    let access: String
    /// nil where none came of it, and always with a refresh.
    let refresh: String?
    let scopes: [Scope]
  }

  /// Who holds an access token.
  struct Bearer: Sendable, Equatable {
    let client: String
    let scopes: [Scope]
  }

  /// A refresh token, or a grant without one, with the access tokens it gave.
  private struct Holder: Sendable {
    let client: OAuthClient
    let scopes: [Scope]
    let refresh: String?
    /// Whether it is the one every sandbox has.
    var isRehearsal = false
    var isRevoked = false
    var alive: [(token: String, expires: Int64)] = []
    var issued = RollingCount()
  }

  /// Seconds an access token lives.
  static let lifetime = 3600
  /// Milliseconds within which access tokens are counted.
  static let window: Int64 = 600_000
  private static let mostInWindow = 10
  private static let mostAlive = 15
  private static let mostRefreshTokens = 20

  private let isLimited: Bool
  /// Oldest first; the first is the rehearsal's.
  private var holders: [Holder]
  /// How many access tokens were issued.
  private(set) var issued = 0

  /// With the rehearsal's refresh token, which carries these scopes and is never pushed out by others.
  init(isLimited: Bool, rehearsal scopes: [Scope] = .everything) {
    self.isLimited = isLimited
    let client = OAuthClient.all[0]
    holders = [
      Holder(
        client: client, scopes: scopes, refresh: RehearsalCredentials.refreshToken,
        isRehearsal: true)
    ]
  }

  /// A new access token for a refresh token, at a time in milliseconds.
  mutating func refresh(
    _ token: String, for client: OAuthClient, time: Int64
  ) throws(OAuthRefusal) -> Issue {
    guard
      let index = holders.firstIndex(where: { $0.refresh == token && !$0.isRevoked }),
      holders[index].client == client
    else { throw .invalidCode }
    let isAdmitted = holders[index].issued.admits(
      most: Self.mostInWindow, within: Self.window, time: time)
    guard isAdmitted || !isLimited else { throw .tooMany }
    return Issue(
      access: issue(to: index, time), refresh: nil, scopes: holders[index].scopes)
  }

  /// The first tokens of what a person allowed. The twenty-first refresh token of a client ends its
  /// first, with all that gave.
  mutating func grant(_ consent: Consent, time: Int64) -> Issue {
    let prefix = consent.client.prefix
    if consent.isOffline { makeRoom(for: consent.client) }
    holders.append(
      Holder(
        client: consent.client, scopes: consent.scopes,
        refresh: consent.isOffline ? RandomToken.token(prefix) : nil))
    forget(until: time)
    let index = holders.count - 1
    _ = holders[index].issued.admits(most: Self.mostInWindow, within: Self.window, time: time)
    let access = issue(to: index, time)
    return Issue(access: access, refresh: holders[index].refresh, scopes: consent.scopes)
  }

  /// Ends a refresh token and every access token it gave, or one access token alone [G]; false when
  /// there is no such token.
  mutating func revoke(_ token: String) -> Bool {
    if let index = holders.firstIndex(where: { $0.refresh == token && !$0.isRevoked }) {
      holders[index].isRevoked = true
      holders[index].alive = []
      return true
    }
    return expire(token)
  }

  /// Ends one access token; false when there is no such token.
  @discardableResult mutating func expire(_ token: String) -> Bool {
    for index in holders.indices {
      guard let place = holders[index].alive.firstIndex(where: { $0.token == token }) else {
        continue
      }
      holders[index].alive.remove(at: place)
      return true
    }
    return false
  }

  /// Who holds an access token, at a time in milliseconds; nil when it does not hold.
  func bearer(of token: String, time: Int64) -> Bearer? {
    let holder = holders.first { holder in
      holder.alive.contains { $0.token == token && time < $0.expires }
    }
    return holder.map { Bearer(client: $0.client.id, scopes: $0.scopes) }
  }

  /// The same tokens with nothing counted, as after a reset; the rehearsal's refresh token holds again.
  func withFreshCounts() -> TokenDesk {
    var fresh = self
    fresh.issued = 0
    for index in fresh.holders.indices {
      fresh.holders[index].issued = RollingCount()
      if fresh.holders[index].isRehearsal { fresh.holders[index].isRevoked = false }
    }
    return fresh
  }

  private mutating func issue(to index: Int, _ time: Int64) -> String {
    let access = RandomToken.token(holders[index].client.prefix)
    holders[index].alive.removeAll { $0.expires <= time }
    holders[index].alive.append((access, time + Int64(Self.lifetime) * 1000))
    if holders[index].alive.count > Self.mostAlive { holders[index].alive.removeFirst() }
    issued += 1
    return access
  }

  private mutating func makeRoom(for client: OAuthClient) {
    let own = holders.indices.filter {
      let holder = holders[$0]
      return holder.client == client && holder.refresh != nil
        && !holder.isRevoked && !holder.isRehearsal
    }
    if own.count >= Self.mostRefreshTokens, let first = own.first { holders.remove(at: first) }
  }

  /// Lets go of what can't come to life any more.
  private mutating func forget(until time: Int64) {
    let last = holders.count - 1
    holders = holders.enumerated().filter { index, holder in
      holder.isRehearsal || index == last
        || !holder.isRevoked
          && (holder.refresh != nil || holder.alive.contains { time < $0.expires })
    }.map(\.element)
  }
}
