import CRMShell
import CommandLanguage
import ImportModel

/// A few people to complete and to filter, their values chosen to be awkward.
enum SampleSession {
  static let zones = FixedZones()
  static let now: Int64 = 1_780_000_000

  static let records: [CRMUserRecord] = [
    ("ana.ruiz@zylker.example", "Ana Ruiz", "Sales Manager", true, 0),
    ("o'brien@zylker.example", "Cat O'Brien", "İstanbul \u{130}", false, 1_767_225_600),
    ("x@y", "ẞß ΣΊΣΥΦΟΣ", "engineer", true, 1_769_904_000),
    ("", "", "", false, nil), ("A@B.C", "a", "10", nil, -1), ("b@b.c", "*?.[", "9", true, 1),
  ].enumerated().compactMap { (place, row: (String, String, String, Bool?, Int64?)) in
    let values: [String: FieldValue] = [
      "email": text(row.0), "full_name": text(row.1), "role": text(row.2), "city": text(row.2),
      "confirm": row.3.map { .flag($0) } ?? .empty,
      "created_time": row.4.map { .time($0) } ?? .empty,
    ]
    return CRMUserID(String(place + 1)).map { id in
      CRMUserRecord(id: id, values: PeopleSchema.users.fields.map { values[$0.key] ?? .empty })
    }
  }

  static let directory = Directory(users: records)

  static let portal: Portal? = PortalID("77").map { id in
    Portal(
      id: id, name: "Zylker Projects", callerProfile: "Admin",
      projects: ["Website", "in", "Web, old", "Gl*b"].enumerated().compactMap { place, name in
        ProjectID(String(place + 101)).map { Project(id: $0, name: name, status: .active) }
      },
      roles: ["Manager", "Dept 'A'", "for"].enumerated().compactMap { place, name in
        RoleID(String(place + 101)).map { Role(id: $0, name: name) }
      },
      profiles: [], users: PortalUsers([]), licences: Licences([:]), crmIntegration: .on,
      fetchedAt: 0)
  }

  static let fetched: Fetched? = portal.flatMap { portal in
    CRMUserID("1").map { caller in
      Fetched(
        target: "sandbox", directory: directory, portal: portal,
        caller: CRMCaller(
          id: caller, name: "Ana", email: "ana.ruiz@zylker.example", profile: "Administrator",
          isAdministrator: true, timeZone: "Europe/Madrid"),
        organisation: CRMOrganisation(id: "1", name: "Zylker", paidType: nil, trialType: nil),
        administrators: [], fetchedAt: 0)
    }
  }

  /// With what a line that is run now may look at: hints tell what it would do.
  static let assistant: SessionAssistant = {
    let origin = Origin(line: "select all", file: nil, position: 1, scriptHash: nil)
    let context = EditContext(
      fetched: fetched, settings: Settings(), origin: origin, source: .terminal, listed: nil,
      now: now, zones: zones, timeline: Timeline(), isTerminal: true)
    return SessionAssistant(
      registry: .builtin, session: Session(), fetched: fetched, settings: Settings(),
      variables: ["dept": "Sales"], context: context,
      files: { prefix in ["people.csv", "my lists/"].filter { $0.hasPrefix(prefix) } })
  }()

  private static func text(_ text: String) -> FieldValue { text.isEmpty ? .empty : .text(text) }
}

/// Zones without rules.
struct FixedZones: TimeZones {
  func offset(of zone: String, at seconds: Int64) -> Int64? { zone == "UTC" ? 0 : 3600 }
  func offset(at seconds: Int64) -> Int64 { 3600 }
}
