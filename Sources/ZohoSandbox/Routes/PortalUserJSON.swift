/// People as Projects writes them.
extension Portal {
  /// A person in the shape of v3.1. [L] S1
  func jsonV31(_ user: PortalUser, telling: ClientSwitches.Telling) -> JSON {
    guard let customer = customer(of: user, telling) else { return jsonV31(user) }
    return jsonV31(user).adding("customer", customer)
  }

  private func jsonV31(_ user: PortalUser) -> JSON {
    [
      "id": .text(user.id), "zuid": .text(user.zuid), "email": .text(user.email),
      "first_name": .text(user.firstName), "last_name": .text(user.lastName),
      "full_name": .text(user.fullName), "status": .text(user.isActive ? "active" : "inactive"),
      "user_type": .text(user.kind),
      "is_confirmed": .bool(user.isConfirmed),
      "is_resend_invite": .bool(!user.isConfirmed),
      "added_time": .text(CivilTime.projects(user.added)),
      "updated_time": .text(CivilTime.projects(user.updated)),
      "last_accessed_on": .optional(user.lastAccess.map(CivilTime.projects)),
      "role": roleJSON(user),
      "portal_profile": portalProfile(user.profile), "reporting_to": .null, "business_hours": .null,
      "budget": [
        "cost_per_hour": [
          "currency_code": "INR", "formatted_amount": "₹0.00", "currency_id": "1", "amount": 0,
        ]
      ],
    ]
  }

  /// A person in the older shape of v3 [L] S8, S9; in a project the id is that of the membership.
  func jsonV3(
    _ user: PortalUser, in membership: Membership? = nil, telling: ClientSwitches.Telling
  ) -> JSON {
    guard let customer = customer(of: user, telling) else { return jsonV3(user, in: membership) }
    return jsonV3(user, in: membership).adding("customer", customer)
  }

  /// Whose client user it is, where that is told. [G]
  private func customer(of user: PortalUser, _ telling: ClientSwitches.Telling) -> JSON? {
    telling == .untold ? nil : user.customer.flatMap { customers[$0]?.json }
  }

  /// Clients have Customer as both role and profile. [L] S1
  private func roleJSON(_ user: PortalUser) -> JSON {
    guard !user.isClient else {
      return ["id": .text(ProjectsID.text(85_051)), "name": .text(Self.clientProfileName)]
    }
    return (role(user.role) ?? roles[0]).json
  }

  /// `id` beside `zpuid` in a project's list alone, where a client in the field reads it:
  /// zoho-projects-sdk 0.1.12, `models/user_models.py`. [T]
  private func jsonV3(_ user: PortalUser, in membership: Membership?) -> JSON {
    let members: JSON = [
      "zpuid": .text(membership?.zpuid ?? user.id), "name": .text(user.fullName),
      "email": .text(user.email), "is_active": .bool(user.isActive),
      "role": roleJSON(user),
      "profile": (profile(membership?.profile ?? user.profile) ?? profiles[0]).json,
      "added_time": .text(CivilTime.projects(user.added)),
    ]
    return membership.map { members.adding("id", .text($0.zpuid)) } ?? members
  }

  /// A project in the list of projects. [L] S9; `status` [G]
  func json(_ project: Project) -> JSON {
    let owner = user(email: CastMember.owner.email ?? "")
    return [
      "id": .text(project.id), "key": .text(project.key), "name": .text(project.name),
      "project_type": .text(project.isArchived ? "archived" : "active"),
      "status": [
        "id": .text(ProjectsID.text(project.isArchived ? 85_203 : 85_201)),
        "name": .text(project.isArchived ? "Archived" : "Active"),
      ],
      "is_public_project": false,
      "owner": [
        "zpuid": .optional(owner?.id), "name": .optional(owner?.fullName),
        "email": .optional(owner?.email),
      ],
      "created_time": .text(CivilTime.projects(project.created)),
      "modified_time": .text(CivilTime.projects(project.created)),
    ]
  }

  private func portalProfile(_ id: String) -> JSON {
    let profile = profile(id) ?? profiles[0]
    return [
      "id": .text(profile.id), "name": .text(profile.name),
      "is_default": .bool(profile.isBuiltInProfile),
    ]
  }
}

/// One page of a list of Projects.
struct ProjectsPage {
  /// From 1.
  let number: Int
  /// As many rows as a page holds, whatever was asked for.
  let size: Int

  /// The page a call asks for; more than `most` rows are never given.
  init(_ call: Call, most: Int) throws(ProjectsError) {
    guard let number = Self.positive("page", 1, call) else { throw .invalid("page") }
    guard let size = Self.positive("per_page", most, call) else { throw .invalid("per_page") }
    self.number = number
    self.size = min(size, most)
  }

  /// The rows of the page.
  func rows<Row>(of all: [Row]) -> ArraySlice<Row> {
    let (start, overflow) = (number - 1).multipliedReportingOverflow(by: size)
    return overflow ? [] : all.dropFirst(start).prefix(size)
  }

  /// `{KEY: […], "page_info": {…}}`. [L] S1
  func envelope<Row>(_ key: String, _ all: [Row], _ json: (Row) -> JSON) -> Answer {
    let rows = rows(of: all)
    return .json([
      key: .array(rows.map(json)),
      "page_info": [
        "page": .count(number), "per_page": .count(size), "count": .count(rows.count),
        "has_next_page": .bool(!rows.isEmpty && rows.endIndex < all.endIndex),
      ],
    ])
  }

  private static func positive(_ name: String, _ absent: Int, _ call: Call) -> Int? {
    guard let text = call.parameter(name) else { return absent }
    return Int(text).flatMap { $0 > 0 ? $0 : nil }
  }
}
