/// What a field holds.
package enum FieldType: Hashable, Sendable, Codable {
  case text
  /// Text with few distinct values, kept once each.
  case choice
  case flag
  /// Seconds since 1970, UTC.
  case time
}

/// A field of CRM people: its API name, lower-cased for look-up, and where it stands in an answer.
package struct Field: Hashable, Sendable, Codable {
  /// Zoho's API name in Zoho's case, e.g. `Modified_Time`; sub-fields by a dot, e.g. `role`.
  package let apiName: String
  package let type: FieldType
  /// Keys to follow in the JSON object, e.g. `["role", "name"]`.
  package let path: [String]

  package init(_ apiName: String, _ type: FieldType, path: [String]? = nil) {
    self.apiName = apiName
    self.type = type
    self.path = path ?? [apiName]
  }

  /// The name used for look-up: fields are found in any case.
  package var key: String { lowercased(apiName) }
}

/// One value of a person, as fetched.
package enum FieldValue: Hashable, Sendable {
  case text(String)
  case flag(Bool)
  /// Seconds since 1970, UTC.
  case time(Int64)
  /// Null, or missing in the answer.
  case empty
}

/// The fields of a kind of CRM people, in column order.
package struct PeopleSchema: Hashable, Sendable {
  package let fields: [Field]
  private let indexes: [String: Int]

  package init(_ fields: [Field]) {
    self.fields = fields
    indexes = Dictionary(
      fields.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The column of a field by its API name in any case.
  package func index(of name: String) -> Int? { indexes[lowercased(name)] }

  /// The fields that a name is made of where there is none, in order.
  static let nameParts = ["first_name", "last_name"]

  /// The values, with a name for a person whom CRM gives none: first and last name, else the e-mail.
  package func named(_ values: [FieldValue]) -> [FieldValue] {
    guard let name = indexes["full_name"], !values[name].isFilled else { return values }
    let parts = Self.nameParts.compactMap { indexes[$0] }.compactMap {
      index -> String? in
      guard case .text(let text) = values[index], values[index].isFilled else { return nil }
      return text
    }
    var values = values
    if !parts.isEmpty {
      values[name] = .text(parts.joined(separator: " "))
    } else if let email = indexes["email"], values[email].isFilled {
      values[name] = values[email]
    }
    return values
  }
}

extension FieldValue {
  /// Whether it is a text of more than blanks.
  fileprivate var isFilled: Bool {
    guard case .text(let text) = self else { return false }
    return !text.trimmingBlanks().isEmpty
  }
}

/// A CRM user as fetched: the values stand in the order of `PeopleSchema.users`.
package struct CRMUserRecord: Hashable, Sendable {
  package let id: CRMUserID
  package let values: [FieldValue]

  package init(id: CRMUserID, values: [FieldValue]) {
    self.id = id
    self.values = values
  }
}
