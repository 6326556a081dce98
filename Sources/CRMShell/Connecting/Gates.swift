import ImportEngine
import ImportModel
import Reporting

/// What stands between this connection and an import.
enum Gates {
  /// The gates that are shut whatever the plan says.
  static func shut(_ fetched: Fetched) -> [Gate] {
    var gates: [Gate] = []
    if case .refused(let edition) = fetched.organisation.edition { gates.append(.edition(edition)) }
    if !fetched.caller.isAdministrator {
      gates.append(
        .notAdministrator(
          name: fetched.caller.name, profile: fetched.caller.profile,
          ask: fetched.administrators.prefix(5).map { "\($0.name) <\($0.email)>" }))
    }
    if fetched.portal.invitingRight == .withheld {
      gates.append(.mayNotInvite(profile: fetched.portal.callerProfile))
    }
    if fetched.portal.crmIntegration == .off { gates.append(.integrationOff) }
    return gates
  }

  /// The licence gate of a plan: of portal users, else of client users.
  static func licences(_ assessment: Assessment, _ portal: Portal) -> Gate? {
    if let left = portal.licences.staff?.remaining, assessment.introductions > left {
      return .licences(needed: assessment.introductions, left: left)
    }
    if let left = portal.licences.clients?.remaining, assessment.clientIntroductions > left {
      return .clientLicences(needed: assessment.clientIntroductions, left: left)
    }
    return nil
  }

  /// What `connect` and `preview` say of gates, and of what can't be known.
  static func notices(_ fetched: Fetched) -> [Block] {
    var blocks = shut(fetched).flatMap { gate -> [Block] in
      let words = GateWords.words(of: gate)
      return [.notice(.warning, "import will refuse: \(words.message)")]
        + (words.hint.map { [.notice(.note, $0)] } ?? [])
    }
    if case .unknown(let edition) = fetched.organisation.edition {
      blocks.append(
        .notice(
          .warning,
          "CRM edition \(edition) is not known: Zoho doesn't offer the import to CRM Plus and Zoho One"
        ))
    }
    if fetched.portal.invitingRight == .unknown {
      let words = GateWords.unknownRight(of: fetched.portal.callerProfile)
      blocks.append(.notice(.warning, "\(words): the first try of an import tells"))
    }
    for (use, work) in [(NeededScope.Use.importing, "an import"), (.reverting, "a revert")] {
      let ungranted = fetched.ungranted.filter { $0.use == use }
      guard !ungranted.isEmpty else { continue }
      let words = ungranted.map { "\($0.rawValue) (\($0.purpose))" }.joined(separator: ", ")
      blocks.append(
        .notice(
          use == .importing ? .warning : .note,
          "the sign-in was not granted \(words), and \(work) stops at the first call that takes it: login \(fetched.target) again"
        ))
    }
    blocks += fetched.portal.gaps.map { .notice(.warning, GapWords.words(of: $0)) }
    if case .unknown(let why) = fetched.portal.crmIntegration {
      blocks.append(
        .notice(.note, "whether CRM and the portal are integrated can't be known: \(why)"))
    }
    return blocks
  }
}
