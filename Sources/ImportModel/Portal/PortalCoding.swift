// How identifiers and the parts of a portal are written down and read back. What is read goes through
// the initialisers that make sure of it, so that no file can hold what a server could not have told.

/// What is written down as its text.
package protocol WrittenAsText: Codable {
  /// Nil for a text that is none.
  init?(_ text: String)
  var text: String { get }
}

extension WrittenAsText {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Self(text) else { throw DecodingError.wrong("no \(Self.self)", decoder) }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension ZohoID: WrittenAsText {}

extension EmailAddress: WrittenAsText {}

extension Customers: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Customer].self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Array(self))
  }
}

extension PortalUsers: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([PortalUser].self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(all)
  }
}

extension ProjectMembers: Codable {
  private enum Key: CodingKey { case members, repeated }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let members = try container.decode([Membership].self, forKey: .members)
    byEmail = MembersByEmail(members)
    repeated = Set(try container.decode([EmailAddress].self, forKey: .repeated))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(byEmail.values.sorted { $0.email < $1.email }, forKey: .members)
    try container.encode(repeated.sorted(), forKey: .repeated)
  }
}

extension PeopleSchema: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Field].self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(fields)
  }
}

extension DecodingError {
  fileprivate static func wrong(_ words: String, _ decoder: any Decoder) -> DecodingError {
    .dataCorrupted(Context(codingPath: decoder.codingPath, debugDescription: words))
  }
}
