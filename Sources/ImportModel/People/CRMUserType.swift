/// What kind of user CRM says somebody is: `type__s` of its `users` resource. [C] OAS26 getUsers
package enum CRMUserType: Hashable, Sendable {
  /// One of the own people: `Regular User`, `Team User`, and where CRM tells no kind (not all of
  /// Zoho's versions have the field).
  case colleague
  /// No human being: `Digital Employee`, `System User`.
  case bot(String)
  /// Somebody who need not be one of the own people (`Support User`, `Client Portal User`, `Lite User`,
  /// `Sandbox Developer User`), or a kind that is not known; as CRM wrote it.
  case other(String)

  /// The kind that a word of CRM's means, blanks around it and case aside; nil: none was told.
  package init(_ word: String?) {
    let word = word?.trimmingBlanks() ?? ""
    switch lowercased(word) {
    case "", "regular user", "team user": self = .colleague
    case "digital employee", "system user": self = .bot(word)
    default: self = .other(word)
    }
  }

  /// CRM's word for whoever is no ordinary colleague.
  package var word: String? {
    switch self {
    case .colleague: nil
    case .bot(let word), .other(let word): word
    }
  }
}
