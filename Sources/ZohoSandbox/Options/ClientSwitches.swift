/// How the sandbox's Zoho treats client users, where the real one is not known.
package struct ClientSwitches: Sendable, Equatable {
  /// Whether `clientuser` takes in people who are not yet in the portal.
  package var inviting = SandboxOptions.ProjectUsers.invites
  /// What becomes of a profile given in an entry of `clientuser`.
  package var profile = SandboxOptions.EntryRole.honoured
  /// Whether lists of people tell a client user's customer.
  package var customer = Telling.told
  /// The parameter that carries the id of a customer.
  package var key = Key.any

  /// Every switch as the guesses of the wire reference have it.
  package init() {}

  /// Whether something is told.
  package enum Telling: String, Sendable, CaseIterable {
    case told, untold
  }

  /// The names the id of a customer goes by.
  package enum Key: String, Sendable, CaseIterable {
    case any
    case clientID = "client_id"
    case customerID = "customer_id"
    case companyID = "company_id"
    case clientid

    /// The parameters that are read.
    var names: [String] {
      guard self == .any else { return [rawValue] }
      return [
        "client_id", "customer_id", "company_id", "clientid", "client_ids", "customer_ids",
        "clients", "customers", "id",
      ]
    }
  }
}
