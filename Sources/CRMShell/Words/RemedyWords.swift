import CommandLanguage
import ImportModel
import Reporting

/// What to do about people who are left out, with what the portal says of them.
struct RemedyWords {
  let portal: Portal?

  /// What to do about a blocked person; `change` is what the plan means for them, nil where only the
  /// reason is known.
  func remedy(_ reason: BlockReason, of change: Change?) -> Text {
    switch reason {
    case .confusableEmail: change.flatMap(LookalikeWords.remedy) ?? Self.general(reason)
    case .otherCustomer: change.map(otherCustomer) ?? Self.general(reason)
    case .ambiguousCustomer: change.map(ambiguousCustomer) ?? Self.general(reason)
    case .noCustomer: change.map(noCustomer) ?? Self.general(reason)
    case .crmBot, .crmUserType:
      change?.row.person.type.word.map { Self.kind($0, reason) } ?? Self.general(reason)
    default: Self.general(reason)
    }
  }

  /// The remedies of one reason for several people, each once, in their order.
  func remedies(_ reason: BlockReason, of changes: [Change]) -> [Text] {
    var seen: Set<String> = []
    let all = changes.filter { $0.blocked.contains(reason) }.map { remedy(reason, of: $0) }
      .filter { seen.insert($0.raw).inserted }
    guard all.count > 8 else { return all }
    return all.prefix(8) + ["\(all.count - 8) more like it; explain E-MAIL tells each"]
  }

  /// About a CRM user of another kind than colleagues are.
  private static func kind(_ word: String, _ reason: BlockReason) -> Text {
    reason == .crmBot
      ? "CRM says that this is a \(word), no human being; drop it"
      : "CRM says that they are a \(word), who need not be one of your own people; make sure, then accept them by their e-mail, or drop them"
  }

  private func otherCustomer(_ change: Change) -> Text {
    let known = change.portalUser?.customer.map { PortalNames(portal).customer($0) }
    guard let now = known ?? change.portalUser?.customerName, !now.isEmpty else {
      return
        "the portal doesn't tell whose client user they are, and client users are never moved; drop them"
    }
    return
      "they are client user of \(now), and client users are never moved; drop them, or customer \(Word.sourceForm(of: now, unlike: ["auto"])) for them"
  }

  private func ambiguousCustomer(_ change: Change) -> Text {
    guard let choice = change.row.customer?.value, let name = choice.name else {
      return Self.general(.ambiguousCustomer)
    }
    if choice.isOutdated(by: change.row.person.account) {
      return Self.outdated(name, now: change.row.person.account)
    }
    let start: Text
    if case .ambiguousAccount = choice {
      start = "several CRM accounts are called \(name.text), and the name doesn't tell which"
    } else {
      start = "several customers of the portal are called \(name.text)"
    }
    let found = portal?.customers(named: name) ?? []
    guard !found.isEmpty else {
      return "\(start): customer NAME or customer ID for them (list customers shows the ids)"
    }
    let ids = found.prefix(6).map { TellingApart.customer($0.id, in: portal) }
    return "\(start): customer ID for them, with one of \(ids.joined(separator: ", "))"
  }

  /// About somebody who is of another account than when their customer was taken from it.
  private static func outdated(_ name: CustomerName, now account: AccountReference?) -> Text {
    let chosen = Word.sourceForm(of: name.text, unlike: ["auto"])
    let keeping: Text = "customer \(chosen) for them --new to stay with that name"
    guard let account else {
      return
        "customer auto took \(name.text), and CRM names no account for them any more: \(keeping)"
    }
    return account.name == name.text
      ? "customer auto took \(name.text), and CRM has them at another account of that name now: customer auto for them, or \(keeping)"
      : "customer auto took \(name.text), and their CRM account is \(account.name) now: customer auto for them, or \(keeping)"
  }

  private func noCustomer(_ change: Change) -> Text {
    switch (change.row.customer?.value, change.row.person.account) {
    case (.existing, _):
      return "the customer chosen for them is not in the portal any more: customer NAME for them"
    case (nil, _) where change.portalUser != nil:
      return
        "the portal doesn't tell whose client user they are: customer NAME for them, or drop them"
    case (nil, .some):
      return
        "no customer was chosen for them: customer auto takes their CRM account, or customer NAME for them"
    case (nil, nil):
      return
        "no customer was chosen for them, and CRM names no account for them: customer NAME for them"
    default: return Self.general(.noCustomer)
    }
  }

  /// What holds for everybody with this reason.
  private static func general(_ reason: BlockReason) -> Text {
    switch reason {
    case .noEmail:
      "CRM has no e-mail address for them that can be used (the domain must be ASCII); enter one in CRM, then refresh"
    case .duplicateEmail:
      "two people of the plan, or of the portal, have this address (or one person is staged as user and as contact); drop one of them"
    case .confusableEmail:
      "the address looks like another one; check it letter by letter, then accept it"
    case .crmNotActive:
      "CRM does not list them as active (any more); activate them in CRM, or drop them"
    case .crmUnconfirmed: "they never confirmed their CRM account; let them, or drop them"
    case .crmConfirmationUnknown:
      "CRM doesn't tell whether they confirmed their CRM account; make sure, then accept them, or drop them"
    case .crmBot: "CRM says that this is no human being; drop it"
    case .crmUserType:
      "CRM says that they are no ordinary user; make sure that they are one of your own people, then accept them, or drop them"
    case .portalInactive: "they are deactivated in the portal; activate them there, or drop them"
    case .isClientUser: "they are a client user of the portal; delete that user there first"
    case .isPortalUser:
      "they are a portal user, and nobody can be both: drop them, or delete that user there first"
    case .isLimitedUser:
      "they are a lite or read-only user of the portal, and what adding them to a project makes of that licence is not known; drop them, or make them a portal user there first"
    case .isCRMUser:
      "they are an active CRM user too, hence one of your own people: drop them here, and give the user a role"
    case .otherCustomer:
      "they are client user of another customer, and client users are never moved; drop them, or give that customer"
    case .ambiguousCustomer:
      "several companies have this name, or CRM names another account for them than customer auto took: customer ID for them (list customers shows the ids)"
    case .noCustomer:
      "they were to get the customer of their account, and CRM names no account for them: customer NAME for them"
    case .clientDomain:
      "their address is of the portal's own domain, which Zoho refuses for client users; import them as a user, or drop them"
    case .noRole: "a new portal user needs a role: role ROLE for them"
    case .noProject: "somebody new to the portal needs a project: assign PROJECT for them"
    case .projectArchived: "a project of theirs is not active any more: unassign it"
    }
  }
}
