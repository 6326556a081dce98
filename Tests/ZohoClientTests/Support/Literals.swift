import ImportModel
import Testing

extension ZohoIdentifier {
  /// An id known to be one.
  static func of(_ text: String) throws -> Self {
    let id = Self(text)
    return try #require(id)
  }
}

extension EmailAddress {
  /// An address known to be one.
  static func of(_ text: String) throws -> EmailAddress {
    let address = EmailAddress(text)
    return try #require(address)
  }
}
