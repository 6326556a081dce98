import CMessageDigest
import FoundationEssentials

/// Proof Key for Code Exchange: what the consent page was asked with, RFC 7636.
/// [C] mobile-and-desktop-apps/get-authorization-code.html: S256 or plain, plain unless said
enum CodeChallenge: Sendable, Equatable {
  case plain(String)
  case s256(String)

  /// The challenge of an authorization request: nil where it has none; throws where the method is
  /// another one, or the challenge is no text of 43 to 128 unreserved characters.
  static func named(in call: Call) throws(OAuthRefusal) -> CodeChallenge? {
    guard let text = call.parameter("code_challenge") else { return nil }
    guard isWellFormed(text) else { throw .invalidCode }
    switch call.parameter("code_challenge_method") ?? "plain" {
    case "plain": return .plain(text)
    case "S256": return .s256(text)
    default: throw .invalidCode
    }
  }

  /// Whether the verifier is the one the challenge was made of.
  func isMet(by verifier: String?) -> Bool {
    guard let verifier, Self.isWellFormed(verifier) else { return false }
    switch self {
    case .plain(let text): return text == verifier
    case .s256(let text): return text == Self.digest(of: verifier)
    }
  }

  private static func isWellFormed(_ text: String) -> Bool {
    (43...128).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || "0123456789-._~".unicodeScalars.contains(scalar))
      }
  }

  /// The SHA-256 of a text in base64 for URLs, without padding.
  private static func digest(of text: String) -> String {
    var context = SHA256_CTX()
    SHA256Init(&context)
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { SHA256Update(&context, $0.baseAddress, $0.count) }
    var sum = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&sum, &context)
    return Data(sum).base64EncodedString().filter { $0 != "=" }
      .map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.reduce(into: "") { $0.append($1) }
  }
}
