import CRMShell
import CRMShellTesting
import ImportModel

extension World {
  /// A company whose every name is one of these texts: people, roles, profiles, places, accounts,
  /// customers, projects, who is signed in, the portal itself. Addresses hold one where they can.
  init?(hostile texts: [String]) {
    self.init()
    guard let first = texts.first, let id = PortalID(Zylker.portalID) else { return nil }
    let known = caller
    caller = CRMCaller(
      id: known.id, name: first, email: known.email, profile: "Administrator",
      isAdministrator: true,
      timeZone: known.timeZone)
    organisation = CRMOrganisation(id: "7000", name: first, paidType: "enterprise", trialType: nil)
    users += texts.enumerated().compactMap { Self.user($0, $1) }
    accounts = texts.enumerated().compactMap { Self.account($0, $1) }
    contacts = texts.enumerated().compactMap { Self.contact($0, $1) }
    let customers = texts.enumerated().compactMap { place, text in
      CustomerID(String(80_000 + place)).map { Customer(id: $0, name: text) }
    }
    portal = Portal(
      id: id, name: first, callerProfile: "Admin",
      projects: portal.projects + texts.enumerated().compactMap { Self.project($0, $1) },
      roles: portal.roles + texts.enumerated().compactMap { Self.role($0, $1) },
      profiles: portal.profiles + texts.enumerated().compactMap { Self.profile($0, $1) },
      customers: Customers(customers),
      users: PortalUsers(
        portal.users.all + texts.enumerated().compactMap { Self.portalUser($0, $1) }),
      licences: portal.licences, crmIntegration: .on, members: portal.members,
      owner: EmailAddress("owner@zylker.example"), fetchedAt: 0)
  }

  private static func user(_ place: Int, _ text: String) -> CRMUserRecord? {
    let values: [String: FieldValue] = [
      "email": .text(address(place, text, "crm")), "full_name": .text(text),
      "first_name": .text(text), "last_name": .text(text), "role": .text(text),
      "profile": .text(text), "status": .text("active"), "confirm": .flag(true),
      "city": .text(text), "phone": .text(text),
    ]
    return CRMUserID(String(5_100_000 + place)).map { id in
      CRMUserRecord(id: id, values: PeopleSchema.users.fields.map { values[$0.key] ?? .empty })
    }
  }

  private static func contact(_ place: Int, _ text: String) -> CRMRecord? {
    let values: [String: FieldValue] = [
      "email": .text(address(place, text, "contact")), "full_name": .text(text),
      "account_name": .text(text), "account_name.id": .text(String(60_000 + place)),
      "department": .text(text), "title": .text(text),
    ]
    return ZohoID(String(6_600_000 + place)).map { id in
      CRMRecord(id: id, values: PeopleSchema.contacts.fields.map { values[$0.key] ?? .empty })
    }
  }

  private static func account(_ place: Int, _ text: String) -> CRMRecord? {
    let values: [String: FieldValue] = ["account_name": .text(text), "industry": .text(text)]
    return ZohoID(String(60_000 + place)).map { id in
      CRMRecord(id: id, values: PeopleSchema.accounts.fields.map { values[$0.key] ?? .empty })
    }
  }

  private static func project(_ place: Int, _ text: String) -> Project? {
    ProjectID(String(10_000 + place)).map { Project(id: $0, name: text, status: .active) }
  }

  private static func role(_ place: Int, _ text: String) -> Role? {
    RoleID(String(30_000 + place)).map { Role(id: $0, name: text) }
  }

  private static func profile(_ place: Int, _ text: String) -> Profile? {
    ProfileID(String(40_000 + place)).map {
      Profile(id: $0, name: text, isForClients: place % 2 == 0)
    }
  }

  private static func portalUser(_ place: Int, _ text: String) -> PortalUser? {
    guard let id = PortalUserID(String(20_000 + place)),
      let email = EmailAddress(address(place, text, "portal"))
    else { return nil }
    return PortalUser(
      id: id, email: email, name: text, status: .active,
      kind: place % 2 == 0 ? .staff : .client, role: nil, roleName: text, profile: nil,
      profileName: text, customer: nil, customerName: text)
  }

  /// One that holds the text where it is an address then.
  private static func address(_ place: Int, _ text: String, _ domain: String) -> String {
    let hostile = "\(text)\(place)@\(domain).example"
    return EmailAddress(hostile) == nil ? "p\(place)@\(domain).example" : hostile
  }
}
