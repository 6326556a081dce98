/// The way to a further page: where it begins, what it belongs to, until when it holds.
struct PageToken: Sendable, Equatable {
  /// The number of the first row.
  let start: Int
  /// Of every parameter but the page.
  let fingerprint: UInt64
  /// Milliseconds since 1970 UTC.
  let expiry: Int64

  /// A token lives a day. [S] AE
  static let life: Int64 = 86_400_000

  init(start: Int, fingerprint: UInt64, expiry: Int64) {
    self.start = start
    self.fingerprint = fingerprint
    self.expiry = expiry
  }

  /// Nil for a text that no token has.
  init?(_ text: String) {
    let parts = text.split(separator: "-")
    guard parts.count == 4, parts[0] == "pt", let start = Int(parts[1], radix: 36),
      let fingerprint = UInt64(parts[2], radix: 36), let expiry = Int64(parts[3], radix: 36)
    else { return nil }
    self.init(start: start, fingerprint: fingerprint, expiry: expiry)
  }

  var text: String {
    "pt-\(String(start, radix: 36))-\(String(fingerprint, radix: 36))-\(String(expiry, radix: 36))"
  }

  /// What a token is bound to: every parameter of the call but the page, and the module.
  static func fingerprint(of call: Call) -> UInt64 {
    let parts = call.query.split(separator: "&").filter {
      !$0.hasPrefix("page_token=") && !$0.hasPrefix("page=")
    }.sorted()
    return ([Substring(call.path)] + parts).joined(separator: "&").utf8
      .reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
