/// Scheme, host and port of a server, and nothing else.
package struct ServerOrigin: Hashable, Sendable, CustomStringConvertible {
  /// Whether it is spoken to in clear or over TLS.
  package enum Scheme: String, Sendable {
    case http, https
  }

  /// In clear only for this machine.
  package let scheme: Scheme
  /// Lower case; an IPv6 address in brackets.
  package let host: String
  /// 1 to 65535.
  package let port: Int

  /// Nil unless the text is exactly an origin, at most with one slash behind it: no user, path,
  /// query, fragment, escape, blank or non-ASCII letter, so that nobody reads it in another way.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    let text = text.lowercased()
    let scheme: Scheme = text.hasPrefix("https://") ? .https : .http
    let prefix = scheme.rawValue + "://"
    guard text.hasPrefix(prefix) else { return nil }
    var rest = text.dropFirst(prefix.count)
    if rest.hasSuffix("/") { rest.removeLast() }
    let host: Substring
    if rest.hasPrefix("[::1]") {
      host = rest.prefix(5)
    } else {
      host = rest.prefix { $0 != ":" }
      guard Self.isName(host) else { return nil }
    }
    guard let port = Self.port(rest.dropFirst(host.count), scheme) else { return nil }
    self.scheme = scheme
    self.host = String(host)
    self.port = port
  }

  /// The origin of a host of Zoho's own table, over TLS on its usual port.
  init(host: String) {
    scheme = .https
    self.host = host
    port = 443
  }

  /// The origin as text, without the port where it is the scheme's own.
  package var description: String {
    let suffix = port == Self.usualPort(scheme) ? "" : ":\(port)"
    return "\(scheme.rawValue)://\(host)\(suffix)"
  }

  /// Whether the host is this machine: `localhost`, `[::1]`, or 127.0.0.0/8 in plain decimal.
  package var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
  }

  private static func isName(_ host: Substring) -> Bool {
    !host.isEmpty && host.utf8.count <= 253 && !host.hasPrefix(".") && !host.hasSuffix(".")
      && host.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "."), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// The port of `:1234`, or the usual one where there is nothing.
  private static func port(_ text: Substring, _ scheme: Scheme) -> Int? {
    guard !text.isEmpty else { return usualPort(scheme) }
    let digits = text.dropFirst()
    guard text.hasPrefix(":"), let port = UInt16(digits), String(port) == digits, port > 0 else {
      return nil
    }
    return Int(port)
  }

  private static func usualPort(_ scheme: Scheme) -> Int { scheme == .https ? 443 : 80 }
}
