/// Who is signed in to CRM.
package struct CRMCaller: Equatable, Sendable, Codable {
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
package struct CRMOrganisation: Equatable, Sendable, Codable {
  package let id: String
  package let name: String
  /// `license_details.paid_type` as it came.
  package let paidType: String?
  /// `license_details.trial_type` as it came, where the trial counts (``trial(_:isPaid:expiry:now:)``).
  package let trialType: String?

  package init(id: String, name: String, paidType: String?, trialType: String?) {
    self.id = id
    self.name = name
    self.paidType = paidType
    self.trialType = trialType
  }

  /// The type of a trial that counts; nil for one that is over. `trial_type` stays behind when a trial
  /// has ended: on trial is who has not paid [C] OAS26, or whose trial ends in the future. Times are
  /// seconds since 1970; what was not told is nil, and then the trial counts.
  package static func trial(
    _ type: String?, isPaid: Bool?, expiry: Int64?, now: Int64
  ) -> String? {
    if let expiry { return expiry > now ? type : nil }
    return isPaid == true ? nil : type
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
    func isRefused(_ word: String) -> Bool {
      // Only the letters count: `CRM Plus`, `crm_plus`.
      let letters = word.filter(\.isLetter)
      return letters.hasPrefix("crmplus") || letters.hasPrefix("zohoone")
    }
    if let word = words.first(where: isRefused) { return .refused(word) }
    let known: Set<String> = ["free", "standard", "professional", "enterprise", "ultimate"]
    guard let word = words.first(where: { $0 != "free" }) ?? words.first else {
      return .unknown("not told")
    }
    return known.contains(word) ? .allowed(word) : .unknown(word)
  }
}
