/// Who is signed in to CRM.
package struct CRMCaller: Equatable, Sendable {
  package let id: CRMUserID
  package let name: String
  package let email: String
  /// The name of their CRM profile.
  package let profile: String
  /// Whether they are among the users of type `AdminUsers`.
  package let isAdministrator: Bool
  /// IANA name, e.g. `Europe/Madrid`; nil when the server told none.
  package let timeZone: String?

  package init(
    id: CRMUserID, name: String, email: String, profile: String, isAdministrator: Bool,
    timeZone: String?
  ) {
    self.id = id
    self.name = name
    self.email = email
    self.profile = profile
    self.isAdministrator = isAdministrator
    self.timeZone = timeZone
  }
}

/// The CRM organisation and its edition.
package struct CRMOrganisation: Equatable, Sendable {
  package let id: String
  package let name: String
  /// `license_details.paid_type` as it came.
  package let paidType: String?
  /// `license_details.trial_type` as it came.
  package let trialType: String?

  package init(id: String, name: String, paidType: String?, trialType: String?) {
    self.id = id
    self.name = name
    self.paidType = paidType
    self.trialType = trialType
  }

  /// What Zoho's wizard says of the edition.
  package enum Edition: Equatable, Sendable {
    case allowed(String)
    /// CRM Plus or Zoho One, also on trial.
    case refused(String)
    case unknown(String)
  }

  package var edition: Edition {
    let words = [paidType, trialType].compactMap { $0.map { lowercased($0.trimmingBlanks()) } }
      .filter { !$0.isEmpty }
    if let word = words.first(where: { $0.hasPrefix("crmplus") || $0.hasPrefix("zohoone") }) {
      return .refused(word)
    }
    let known: Set<String> = ["free", "standard", "professional", "enterprise", "ultimate"]
    guard let word = words.first(where: { $0 != "free" }) ?? words.first else {
      return .unknown("not told")
    }
    return known.contains(word) ? .allowed(word) : .unknown(word)
  }
}
