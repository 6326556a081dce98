package import CommandLanguage
package import ImportModel

/// How much of CRM's contacts and accounts was fetched; users are always fetched whole.
package struct Coverage: Equatable, Sendable {
  /// How far a module was fetched.
  package enum Extent: Equatable, Sendable {
    case nothing
    /// Those that these filters mean, together.
    case part([FilterSyntax])
    case all
  }

  package var contacts = Extent.nothing
  package var accounts = Extent.nothing
  /// How many records CRM says a module has.
  package var counts: [CRMModule: Int] = [:]
  /// When what a fetch of a module read was changed last, by the module read, in seconds since 1970:
  /// what a refresh need not fetch is known by it.
  package var lastChanges: [CRMModule: [CRMModule: Int64]] = [:]
  /// When the records of a module were fetched, in seconds since 1970.
  package var fetchedAt: [CRMModule: Int64] = [:]
  /// Fields of a module that CRM hid from the sign-in when it was fetched, in Zoho's names.
  package var hidden: [CRMModule: [String]] = [:]
  /// Whether the users were kept, since CRM said that none changed.
  package var keepsUsers = false
  /// Why CRM does not say how many there are; nil when it does.
  package var countProblem: String?

  package init() {}

  /// How far a module was fetched.
  package subscript(_ module: CRMModule) -> Extent {
    get {
      switch module {
      case .users: .all
      case .contacts: contacts
      case .accounts: accounts
      }
    }
    set {
      switch module {
      case .users: break
      case .contacts: contacts = newValue
      case .accounts: accounts = newValue
      }
    }
  }

  /// A refusal where nothing of a module was fetched.
  func check(_ module: CRMModule, at span: Span?) throws(Stop) {
    guard self[module] == .nothing else { return }
    throw .refusal(.kindNotFetched(module, count: counts[module]), at: span)
  }
}
