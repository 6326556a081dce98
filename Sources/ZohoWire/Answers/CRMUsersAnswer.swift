/// A page of `GET /crm/v8/users`. [C] OAS26 users/users.yaml
package struct CRMUsersAnswer: Equatable, Sendable {
  /// The users, in the server's order.
  package let users: [CRMUserAnswer]
  /// `info.more_records`; nil when it was not told.
  package let hasMore: Bool?
  /// `info.page`, from 1; nil when it was not told.
  package let page: Int64?

  /// Reads `{"users":[…],"info":{"more_records":…}}`.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let nodes = node["users"]?.elements else { throw ShapeMismatch(expected: "users") }
    var users: [CRMUserAnswer] = []
    for node in nodes { users.append(try CRMUserAnswer(node)) }
    self.users = users
    hasMore = node["info"]?["more_records"]?.flag
    page = node["info"]?["page"]?.integer
  }
}

/// One CRM user. [C] OAS26 users/users.yaml; null or missing: everything but `id`.
package struct CRMUserAnswer: Equatable, Sendable {
  /// Up to 19 digits, kept as text.
  package let id: String
  /// The whole object, from which the caller takes the fields it wants.
  package let fields: JSONNode

  init(_ node: JSONNode) throws(ShapeMismatch) {
    id = try node.required("id", of: "users[]")
    fields = node
  }

  /// Shown to people; falls back on first and last name, then on the e-mail, then on the id.
  package var name: String {
    let names: [String] = ["first_name", "last_name"].compactMap { fields[$0]?.text }
    let candidates: [String?] = [fields["full_name"]?.text, names.joined(separator: " "), email]
    return candidates.compactMap { $0 }.first { !$0.isEmpty } ?? id
  }
  /// Missing for some deleted users. [G]
  package var email: String? { fields["email"]?.text }
  /// The name of the CRM profile.
  package var profile: String? { fields["profile"]?["name"]?.text }
  /// IANA name. [C] OAS30
  package var timeZone: String? { fields["time_zone"]?.text }
}

/// `GET /crm/v8/org`: one element. [C] OAS26 org/org.yaml
package struct CRMOrganisationAnswer: Equatable, Sendable {
  /// Up to 19 digits, kept as text.
  package let id: String
  /// `company_name`.
  package let name: String
  /// `license_details.paid_type`, as it came.
  package let paidType: String?
  /// `license_details.trial_type`, as it came.
  package let trialType: String?
  /// `license_details.paid`; nil when it was not told.
  package let isPaid: Bool?
  /// `license_details.trial_expiry`, in seconds since 1970; nil when it was not told.
  package let trialExpiry: Int64?

  /// Reads `{"org":[{…}]}`.
  package init(_ node: JSONNode) throws(ShapeMismatch) {
    guard let org = node["org"]?.elements?.first else { throw ShapeMismatch(expected: "org[0]") }
    id = try org.required("id", of: "org[0]")
    name = org["company_name"]?.text ?? ""
    paidType = org["license_details"]?["paid_type"]?.text
    trialType = org["license_details"]?["trial_type"]?.text
    isPaid = org["license_details"]?["paid"]?.flag
    trialExpiry = org["license_details"]?["trial_expiry"]?.text.flatMap(ISOTime.seconds)
  }
}
