import Testing

/// What a script is to bring about, told by the test and compared with the portal.
struct Rollout: Sendable {
  /// What one person is to have.
  struct Wish: Sendable {
    let role: String
    var projects: [String]
  }

  /// By address.
  var wishes: [String: Wish] = [:]

  /// Adds people with one role and some projects.
  mutating func add(_ people: [String], _ role: String, _ projects: [String]) {
    for person in people { wishes[person] = Wish(role: role, projects: projects) }
  }

  /// Expects the portal to hold exactly the wishes, one invitation each, and everybody else to be
  /// as before.
  func expect(
    in after: Judge.State, from before: Judge.State,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var wrong: [String] = []
    for (email, wish) in wishes.sorted(by: { $0.key < $1.key }) {
      let found = after.people(email)
      let isAsPlanned =
        found.count == 1
        && found.allSatisfy {
          $0.role == wish.role && $0.projectNames == wish.projects.sorted() && $0.mails == 1
            && $0.notices == 0
        }
      if !isAsPlanned { wrong.append("\(email) shall be \(wish), is \(found)") }
    }
    #expect(wrong == [], sourceLocation: sourceLocation)
    #expect(
      after.users.filter { wishes[$0.email] == nil } == before.users,
      "nobody else is touched", sourceLocation: sourceLocation)
  }
}

/// The import most tests use: 40 people in three roles, five projects, and a script for it.
struct FortyPeople: Sendable {
  let rollout: Rollout
  /// The script but for its first and last line.
  let lines: String

  static let projects = ["Website", "Mobile App", "Onboarding", "Data Migration", "Support Desk"]

  /// Chooses the people; writes them as a list into the home.
  init(_ judge: Judge, in home: ShellHome) async throws {
    let staff = try await Staff.of(judge)
    let sellers = try staff.first(18, "Sales Rep")
    let leads = try staff.first(12, "Sales Manager")
    let engineers = try staff.first(10, "Engineer")
    var rollout = Rollout()
    rollout.add(sellers, "Employee", ["Website", "Mobile App", "Support Desk"])
    rollout.add(leads, "Manager", Self.projects.filter { $0 != "Data Migration" })
    rollout.add(
      engineers, "Team Lead", ["Website", "Mobile App", "Data Migration", "Support Desk"])
    self.rollout = rollout
    try home.write(list(sellers), to: "sellers.csv")
    try home.write(list(leads), to: "leads.csv")
    try home.write(list(engineers), to: "engineers.csv")
    lines = """
      role Employee for from sellers.csv
      role Manager for from leads.csv
      role "Team Lead" for from engineers.csv
      select staged
      assign Website, "Mobile App", "Support Desk"
      assign Onboarding for from leads.csv
      assign "Data Migration" for from engineers.csv
      """

    func list(_ people: [String]) -> String { "email\n" + people.map { "\($0)\n" }.joined() }
  }

  /// The whole script: 9 lines, or 10 with a preview.
  func script(_ sandbox: SandboxProcess, import last: String = "import --yes") -> String {
    "connect \(sandbox.address)\n\(lines)\n\(last)\n"
  }
}
