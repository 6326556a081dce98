import CommandLanguage
import ImportModel
import Reporting

/// What the rules of contacts and customers say.
extension RefusalWords {
  static func clients(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .contactsAmongUsers(let count, let selector):
      Words(
        "contacts-among-users",
        "\(count, "person is a contact", "people are contacts"): contacts become client users and have no role, and no profile of portal users",
        hint: "say whom: for \(selector); contacts get a customer instead")
    case .usersAmongContacts(let count, let selector):
      Words(
        "users-among-contacts",
        "\(count, "person is a CRM user", "people are CRM users"): users become portal users and have no customer, and no profile of client users",
        hint: "say whom: for \(selector); users get a role instead")
    case .customersUnknown(let why):
      Words(
        "customers-unknown", "the portal's customers could not be read: \(why)",
        hint: "type refresh; if it stays, doctor tells what is in the way")
    case .accountsUnknown(let why):
      Words(
        "accounts-unknown",
        "whether several CRM accounts share a name can't be told, and auto goes by the name: \(why)",
        hint: "type fetch accounts, then the line again; or customer NAME for them")
    default: nil
    }
  }

  static func companies(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .customerNotThere(let name, let suggestions):
      Words(
        "unknown-customer", "there is no customer \(name)",
        hint: oneOf(suggestions).map { "\($0) (\(making))" } ?? Text(making))
    case .accountNotFetched(let name, let suggestions):
      Words(
        "unknown-account", "there is no account \(name) among those fetched",
        hint: oneOf(suggestions)
          ?? "fetch contacts where Account_Name = \(Word.sourceForm(of: name)), or fetch accounts")
    case .emptyName(let kind):
      Words(
        "empty-name", "\(kind == .account ? "an" : "a") \(kind.rawValue) needs a name",
        hint: "list \(kind.rawValue)s shows those there are")
    case .steeringName(let kind, let scalar):
      Words(
        "steering-name",
        "the name of a new \(kind.rawValue) can't hold \(VisibleText.spelling(of: scalar)), which is not seen",
        hint: "write the name without it")
    default: nil
    }
  }

  private static let making = "--new at the end of the line makes a new one"

  static func fetching(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .fieldOfOtherKind(let name, let asked, let having):
      Words(
        having == [.contacts] && asked == .users ? "field-of-contacts" : "field-of-other-kind",
        "CRM \(asked.word) have no field \(name); \(having.map(\.word).joined(separator: " and ")) have",
        hint: asked == .users
          ? "for users, filter by crm.role, crm.profile, city, country … (help fields)"
          : "press Tab after where, or type help fields")
    case .fieldNotOfCRM(let name):
      Words(
        "field-not-of-crm", "\(name) is no field of CRM, and only those can be asked of CRM",
        hint: "fetch first, then filter with list or select")
    case .kindNotFetched(let module, let count):
      Words(
        "not-fetched",
        "no \(module.word) were fetched yet\(count.map { "; CRM has \($0)" } ?? "")",
        hint: "fetch \(module.word), or some of them: fetch \(module.word) where …")
    case .contactNotFetched(let address):
      Words(
        "not-fetched", "\(address) is a contact of CRM that was not fetched",
        hint: "fetch contacts where Email = \(address)")
    case .contactNotLookedUp(let address):
      Words(
        "not-looked-up",
        "nobody fetched has the address \(address), and CRM was not asked whether a contact has",
        hint: "type fetch contacts, then the line again")
    case .listedNotLookedUp(let file, let addresses):
      Words(
        "not-looked-up",
        "\(file): \(addresses.count, "address is", "addresses are") of nobody fetched, and CRM was not asked whether contacts have them: \(firstOf(addresses))",
        hint: "fetch contacts before this line, or add --allow-unknown")
    case .listedNotFetched(let file, let addresses):
      Words(
        "not-fetched",
        "\(file): \(addresses.count, "address is a contact", "addresses are contacts") of CRM not fetched: \(firstOf(addresses))",
        hint: "fetch contacts before this line, or add --allow-unknown")
    default: nil
    }
  }
}
