// Full Foundation for one function: the standard library has normalisation only as SPI,
// FoundationEssentials not at all, and the binary carries Foundation already for GRDB.
import Foundation
import ImportModel

extension String {
  /// The text in Unicode's composed form (NFC), in which e-mail addresses are compared.
  var composed: String {
    utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
  }
}

extension EmailAddress {
  /// An address as a server gave it; nil when it is none.
  init?(received text: String?) {
    guard let text else { return nil }
    self.init(text.composed)
  }
}
