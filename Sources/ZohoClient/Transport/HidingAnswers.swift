import Glibc
import ImportEngine

extension HTTPAnswer {
  /// The same with `[redacted]` wherever its body repeats a secret that was sent. Servers and proxies
  /// do so in errors and pages made for debugging, and what a server says is shown and kept.
  ///
  /// A token's parts are looked for one by one, so that it is found with its dots encoded too. Shorter
  /// ones than any of Zoho's are words, such as the rehearsal's `sandbox`.
  func hiding(_ secrets: [Secret]) -> HTTPAnswer {
    let parts = secrets.flatMap { $0.revealed().split(separator: ".") }
      .filter { $0.utf8.count >= Self.shortestSecret }
    let clean = parts.reduce(body) { Self.replacing(Array($1.utf8), in: $0) }
    return HTTPAnswer(status: status, headers: headers, body: clean)
  }

  /// In bytes.
  private static let shortestSecret = 16
  private static let mark = Array("[redacted]".utf8)

  private static func replacing(_ secret: [UInt8], in body: [UInt8]) -> [UInt8] {
    guard var place = first(secret, in: body[...]) else { return body }
    var (clean, rest) = ([UInt8](), body[...])
    while true {
      clean += rest[..<place]
      clean += mark
      rest = rest[(place + secret.count)...]
      guard let next = first(secret, in: rest) else { return clean + rest }
      place = next
    }
  }

  private static func first(_ secret: [UInt8], in body: ArraySlice<UInt8>) -> Int? {
    body.withUnsafeBytes { bytes in
      var start = 0
      while let base = bytes.baseAddress, start + secret.count <= bytes.count,
        let found = memchr(base + start, Int32(secret[0]), bytes.count - secret.count - start + 1)
      {
        let place = UnsafeRawPointer(found) - base
        if memcmp(found, secret, secret.count) == 0 { return body.startIndex + place }
        start = place + 1
      }
      return nil
    }
  }
}
