import CRMShell
import CRMShellTesting
import CommandLanguage
import ImportEngine
import ImportModel

/// A company of a few people, some of them in the portal, and what Tab offers over it.
enum Company {
  static let origin = Origin(line: "select all", file: nil, position: 1, scriptHash: nil)

  /// A user of CRM by the fields that matter here.
  static func user(
    _ number: Int, _ email: String, _ name: String, role: String, status: String = "active",
    isConfirmed: Bool = true, city: String = "", modified: Int64? = nil
  ) -> CRMUserRecord? {
    let values: [String: FieldValue] = [
      "email": .text(email), "full_name": .text(name), "role": .text(role),
      "status": .text(status), "confirm": .flag(isConfirmed), "city": .text(city),
      "modified_time": modified.map { .time($0) } ?? .empty,
    ]
    return CRMUserID(String(number)).map { id in
      CRMUserRecord(id: id, values: PeopleSchema.users.fields.map { values[$0.key] ?? .empty })
    }
  }

  static let directory = Directory(
    users: [
      user(1, "ana.ruiz@zylker.example", "Ana Ruiz", role: "Sales Manager", city: "Lugo"),
      user(
        2, "ben@zylker.example", "Ben Okri", role: "Engineer", city: "San José",
        modified: 1_767_225_600),
      user(3, "o'brien@zylker.example", "Cat O'Brien", role: "Engineer", modified: 1_769_904_000),
      user(4, "dan@zylker.example", "Dan Roe", role: "Sales Manager", status: "disabled"),
      user(5, "eve@zylker.example", "Eve Ito", role: "Engineer", isConfirmed: false, city: "and"),
      user(6, "gus@client.example", "Gus Hale", role: "O'Hara \"x\" $y", city: "Lugo"),
    ].compactMap { $0 })

  static let projects = names(
    ["Website", "Mobile App", "in", "Web, old", "Twin", "Twin", "Gl*b", "~tilde"],
    ProjectID.init
  ).map { Project(id: $0.0, name: $0.1, status: .active) }

  static let archived = names(["Attic"], { ProjectID("9" + $0) })
    .map { Project(id: $0.0, name: $0.1, status: .archived) }

  static let roles = names(["Manager", "Employee", "Dept 'A'", "for"], RoleID.init)
    .map { Role(id: $0.0, name: $0.1) }

  static let profiles =
    names(["Employee", "Contractor"], ProfileID.init)
    .map { Profile(id: $0.0, name: $0.1, isForClients: false) }
    + names(["Client"], { ProfileID("7" + $0) })
    .map { Profile(id: $0.0, name: $0.1, isForClients: true) }

  static let portalUsers = [
    portalUser("1", "ana.ruiz@zylker.example", .active, role: "Manager"),
    portalUser("2", "ben@zylker.example", .invited, role: "Employee"),
    portalUser("3", "gus@client.example", .active, kind: .client, role: ""),
    portalUser("4", "stranger@else.example", .active, role: "Employee"),
  ].compactMap { $0 }

  static func fetched(
    _ directory: Directory = directory, customers: [Customer] = []
  ) -> Fetched? {
    guard let id = PortalID("77"), let caller = CRMUserID("1") else { return nil }
    var portal = Portal(
      id: id, name: "Zylker Projects", callerProfile: "Admin", projects: projects + archived,
      roles: roles, profiles: profiles, users: PortalUsers(portalUsers),
      licences: Licences([:]), crmIntegration: .on, fetchedAt: 0)
    portal.customers = Customers(customers)
    var fetched = Fetched(
      target: "sandbox", directory: directory, portal: portal,
      caller: CRMCaller(
        id: caller, name: "Ana", email: "ana.ruiz@zylker.example", profile: "Administrator",
        isAdministrator: true, timeZone: nil),
      organisation: CRMOrganisation(
        id: "1", name: "Zylker", paidType: "enterprise", trialType: nil),
      administrators: [], fetchedAt: 0)
    if directory.contacts.count > 0 { fetched.coverage.contacts = .all }
    return fetched
  }

  /// Ben is staged for Website with the role Employee; @engineers are kept.
  static var session: Session {
    var session = Session()
    var rows = RowSet(capacity: directory.count)
    rows.insert(1)
    rows.insert(2)
    let selection = Selection(rows: rows, fields: [], origin: origin)
    session.saved = ["engineers": selection, "two words": selection]
    let people = [1].compactMap { directory.person(at: $0) }
      .map { PlanCandidate(person: $0, matched: []) }
    if let role = roles.first(where: { $0.name == "Employee" }), let project = projects.first {
      _ = session.plan.stage(Staged(role.id, replaces: false, origin: origin), for: people)
      _ = session.plan.assign(
        [Staged(project.id, replaces: false, origin: origin)], for: people)
    }
    return session
  }

  static func assistant(
    _ directory: Directory? = nil, customers: [Customer] = [], isConnected: Bool = true,
    isEvaluating: Bool = false, used: [String] = [],
    keepsSession: Bool = false, logins: [Login] = [], aliases: Aliases = Aliases(),
    runs: PastRuns = PastRuns([PastRun(3), PastRun(12)])
  ) -> SessionAssistant {
    let fetched =
      isConnected ? fetched(directory ?? self.directory, customers: customers) : nil
    let context = EditContext(
      fetched: fetched, settings: Settings(), origin: origin, source: .terminal, listed: nil,
      now: 1_780_000_000, zones: FixedTimeZones(), timeline: Timeline(), isTerminal: true)
    var use = WordUse()
    for line in used { use.note(line) }
    return SessionAssistant(
      registry: .builtin,
      session: isConnected && (directory == nil || keepsSession) ? session : Session(),
      fetched: fetched, settings: Settings(),
      variables: ["dept": "Sales", "role": "Sales Manager"], aliases: aliases,
      runs: runs,
      logins: logins, use: use,
      context: isEvaluating ? context : nil,
      files: { prefix in
        ["people.csv", "my lists/", "~/hr.csv"].filter { $0.hasPrefix(prefix) }
      })
  }

  private static func portalUser(
    _ id: String, _ email: String, _ status: PortalUser.Status, kind: PortalUser.Kind = .staff,
    role: String
  ) -> PortalUser? {
    guard let id = PortalUserID(id), let email = EmailAddress(email) else { return nil }
    return PortalUser(
      id: id, email: email, name: "", status: status, kind: kind,
      role: roles.first { $0.name == role }?.id, roleName: role,
      profile: profiles.first?.id, profileName: "Employee")
  }

  /// Names with ids counted from 101.
  private static func names<ID>(_ names: [String], _ id: (String) -> ID?) -> [(ID, String)] {
    names.enumerated().compactMap { place, name in id(String(101 + place)).map { ($0, name) } }
  }
}

extension LineAssistant {
  /// What Tab offers, for whoever waits for it.
  func completion(of line: String, at cursor: Int) -> LineCompletion {
    completion(of: line, at: cursor) { false }
  }

  /// What may stand there, for whoever waits for it.
  func possibilities(of line: String, at cursor: Int) -> [Candidate] {
    possibilities(of: line, at: cursor) { false }
  }
}

extension SessionAssistant {
  /// The candidates with the cursor at the `|` of a line, or at its end.
  func candidates(_ marked: String) -> [Candidate] {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let line = parts.joined()
    return completion(of: line, at: parts[0].unicodeScalars.count).candidates
  }

  /// What the candidates put into the line.
  func insertions(_ marked: String) -> [String] { candidates(marked).map(\.insertion) }

  /// The description of the candidate with this insertion.
  func detail(_ insertion: String, in marked: String) -> String? {
    candidates(marked).first { $0.insertion == insertion }?.detail
  }
}
