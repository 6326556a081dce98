import ImportEngine
package import ImportModel
import Synchronization

/// What processes share of a sign-in's access tokens, as it stands in a record; times are wall-clock
/// seconds.
struct TokenCache: Equatable {
  /// A token that was granted.
  struct Grant: Equatable {
    let token: String
    /// As the answer told it: it is judged anew by whoever reads it.
    let apiDomain: String?
    let renewAt: Int64
  }

  private static let window: Int64 = 600
  private static let mostInWindow = 8
  private static let title = "crmsh access token 1"

  var grant: Grant?
  /// Until when no token may be asked for.
  var shutUntil: Int64 = 0
  private var refreshes: [Int64] = []

  init() {}

  /// Reads a record; of one in another form nothing is known.
  init(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.first.map(String.init) == Self.title else { return }
    var values: [Substring: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2 { values[parts[0]] = String(parts[1]) }
    }
    shutUntil = values["shut"].flatMap { Int64($0) } ?? 0
    refreshes = (values["refreshed"] ?? "").split(separator: " ").compactMap { Int64($0) }
    if let token = values["token"], let renewAt = values["renew"].flatMap({ Int64($0) }) {
      grant = Grant(token: token, apiDomain: values["domain"], renewAt: renewAt)
    }
  }

  /// The record's bytes. A token that would not be read back as it is, is left out.
  var bytes: [UInt8] {
    var lines = [Self.title, "shut \(shutUntil)"]
    lines.append("refreshed " + refreshes.map { String($0) }.joined(separator: " "))
    if let grant, Self.isPlain(grant.token), grant.apiDomain.map(Self.isPlain) ?? true {
      lines.append("token \(grant.token)")
      lines.append("renew \(grant.renewAt)")
      if let domain = grant.apiDomain { lines.append("domain \(domain)") }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// Counts a refresh; or the seconds until the next one is allowed.
  mutating func takeTurn(at now: Int64) -> Int64? {
    // A clock that was put back must not hold everybody up for as long as it was.
    refreshes = refreshes.map { min($0, now) }.filter { $0 > now - Self.window }
    shutUntil = min(shutUntil, now + Self.window)
    let free = refreshes.count < Self.mostInWindow ? now : refreshes[0] + Self.window
    let wait = max(free, shutUntil) - now
    guard wait <= 0 else { return wait }
    refreshes.append(now)
    return nil
  }

  /// Notes that Zoho gives no tokens for a while; returns the seconds.
  mutating func shut(at now: Int64) -> Int64 {
    shutUntil = now + Self.window
    return Self.window
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}

extension Credentials {
  /// The name of the record of these credentials' tokens: another for another server, client or
  /// refresh token. It tells no secret.
  package func recordName(at accounts: String, by hash: any ContentHash) -> String {
    let secret = hash.digest(of: Array(refreshToken.revealed().utf8))
    let key = [accounts, clientID, secret].joined(separator: "\n")
    return "token-\(hash.digest(of: Array(key.utf8)).prefix(24))"
  }
}

/// A record that only its owner, who asks for it once at a time, knows.
final class UnsharedRecord: ExclusiveRecord, RecordAccess {
  private let bytes = Mutex<[UInt8]>([])

  func exclusively<Value: Sendable>(
    _ body: @Sendable (_ access: any RecordAccess) async -> Value
  ) async throws(JournalFailure) -> Value {
    await body(self)
  }

  func glance() throws(JournalFailure) -> [UInt8] { read() }

  func read() -> [UInt8] { bytes.withLock { $0 } }

  func write(_ bytes: [UInt8]) throws(JournalFailure) { self.bytes.withLock { $0 = bytes } }
}
