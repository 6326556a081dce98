import FoundationEssentials

/// One entry of `userdetails`. Keys `email_id` [L] S7, `role_id` and `profile_id` [T] S13.
struct UserEntry: Decodable, Sendable {
  let email: String
  let role: String?
  let profile: String?

  private enum CodingKeys: String, CodingKey {
    case email = "email_id"
    case role = "role_id"
    case profile = "profile_id"
  }

  /// The entries of the JSON text of the parameter, each with a good address and known ids.
  static func all(in text: String?, portal: Portal) throws(ProjectsError) -> [UserEntry] {
    let entries: [UserEntry]
    do {
      entries = try JSONDecoder().decode([UserEntry].self, from: Data((text ?? "").utf8))
    } catch {
      throw .invalid("userdetails")
    }
    guard !entries.isEmpty else { throw .invalid("userdetails") }
    for entry in entries {
      guard isAddress(entry.email) else { throw .invalid("email_id") }
      try portal.checkRole(entry.role)
      try portal.checkStaffProfile(entry.profile)
    }
    return entries
  }

  /// Whether a text could be an e-mail address: something, one `@`, something; no blanks.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let hasBlank = text.contains { $0.isWhitespace || $0 == "," }
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !hasBlank && text.count <= 100
  }
}

/// The fields of one person in a JSON body, a form or the query: Projects takes JSON elsewhere, and
/// where it is not known all three are taken. [G]
struct UserFields: Sendable {
  let email: String?
  let role: String?
  let profile: String?
  let notify: Bool

  private struct Body: Decodable {
    let email: String?
    let role: String?
    let profile: String?
    let notify: Bool?

    enum CodingKeys: String, CodingKey {
      case email, notify
      case role = "role_id"
      case profile = "profile_id"
    }
  }

  /// Reads a call and checks that the ids are known.
  init(_ call: Call, portal: Portal, isClient: Bool = false) throws(ProjectsError) {
    if call.isJSON {
      do {
        let body = try JSONDecoder().decode(Body.self, from: Data(call.body))
        (email, role, profile) = (body.email, body.role, body.profile)
        notify = body.notify ?? true
      } catch {
        throw ProjectsError(
          status: 400, title: "INVALID_INPUTSTREAM", type: "FIELDS_VALIDATION_ERROR",
          message: "The input stream is invalid")
      }
    } else {
      email = call.parameter("email")
      role = call.parameter("role_id")
      profile = call.parameter("profile_id")
      notify = call.parameter("notify") != "false"
    }
    if isClient {
      // A role is a title of staff.
      guard role == nil else { throw .invalid("role_id") }
      try portal.checkClientProfile(profile)
    } else {
      try portal.checkRole(role)
      try portal.checkStaffProfile(profile)
    }
  }
}

extension Portal {
  /// Throws where a role is named that does not exist.
  fileprivate func checkRole(_ id: String?) throws(ProjectsError) {
    guard let id else { return }
    guard role(id) != nil else { throw .invalid("role_id") }
  }

  /// Throws where a profile is named that does not exist, is for clients, or has its one holder.
  fileprivate func checkStaffProfile(_ id: String?) throws(ProjectsError) {
    guard let id else { return }
    guard let name = profile(id)?.name, !Self.clientProfiles.contains(name),
      name != "Portal Owner"
    else {
      throw .invalid("profile_id")
    }
  }
}
