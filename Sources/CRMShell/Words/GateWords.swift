import ImportModel
import Reporting

/// What a gate says; the words of `connect`, `preview` and `import` alike.
enum GateWords {
  static func words(of gate: Gate) -> Words {
    switch gate {
    case .edition(let edition):
      Words(
        "edition",
        "CRM edition \(edition): Zoho doesn't offer the import from CRM to CRM Plus and Zoho One",
        hint: "preview works; invite these people from Zoho Directory, or use another CRM account")
    case .notAdministrator(let name, let profile, let ask):
      Words(
        "not-administrator",
        "\(name) (profile \(profile)) is no CRM administrator, and only those may import users",
        hint: ask.isEmpty
          ? "ask a CRM administrator; CRM names you none that is active"
          : "ask one of the CRM administrators: \(ask.joined(separator: ", "))")
    case .mayNotInvite(let profile):
      Words(
        "may-not-invite", "your profile in this portal, \(profile), may not invite people",
        hint: "ask the portal owner for the profile Admin or Manager")
    case .integrationOff:
      Words(
        "integration-off", "the integration of CRM with this portal is switched off",
        hint: "a CRM administrator switches it on: Setup, Marketplace, Zoho, Zoho Projects")
    case .licences(let needed, let left): licences("portal user", needed, left)
    case .clientLicences(let needed, let left): licences("client user", needed, left)
    }
  }

  /// What can't be told of a profile.
  static func unknownRight(of profile: String) -> Text {
    profile.isEmpty
      ? "whether you may invite people isn't known: the portal doesn't tell your profile"
      : "whether your profile in this portal, \(profile), may invite people isn't known"
  }

  private static func licences(_ kind: String, _ needed: Int, _ left: Int) -> Words {
    Words(
      "licences",
      "the plan needs \(needed, "\(kind) licence", "\(kind) licences"), and \(left) \(left == 1 ? "is" : "are") left: \(needed - left) short",
      hint: "buy licences, deactivate people, or drop \(needed - left, "new person", "new people")")
  }
}
