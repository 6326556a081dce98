/// The names of the projects of a world.
enum ProjectNames {
  /// The archived project.
  static let archived = "Legacy ERP"

  /// The projects every world of twelve has, odd ones among them: a number, a comma with brackets,
  /// two of one name, an archived one.
  static let first = [
    "Website", "Mobile App", "Data Migration", "Onboarding", "Support Desk", "2026",
    "Rollout, Phase 2 [EMEA]", "Intranet", "Intranet", archived, "Website Relaunch",
    "Warehouse Automation",
  ]

  /// The names of `count` projects.
  static func all(_ count: Int) -> [String] {
    (0..<count).map { index in
      guard index >= first.count else { return first[index] }
      let number = index - first.count
      let subject = subjects[number % subjects.count]
      let round = number / subjects.count
      return round == 0 ? subject : "\(subject) \(round + 1)"
    }
  }

  private static let subjects = [
    "Payroll", "Customer Portal", "Pricing Engine", "Partner Program", "Office Move",
    "Brand Refresh", "Security Audit", "Invoice Archive", "Field Service", "Loyalty Scheme",
    "Call Centre", "Spare Parts Shop", "Training Academy", "Quality Review", "Fleet Tracking",
  ]
}

/// Somebody who is in the portal from the start.
struct StartingPerson: Sendable {
  /// The whole e-mail address.
  var address: String
  var first: String
  var last: String
  /// Name of the Projects role.
  var role: String
  /// Name of the Projects profile.
  var profile: String
  var isActive = true
  var isConfirmed = true
  /// Names; every project of that name.
  var projects: [String] = []

  /// The owner first. Six of them are CRM users too; Priya and Anna have other roles there.
  static let all: [StartingPerson] = [
    StartingPerson(
      address: "patricia.boyle@zylker.example", first: "Patricia", last: "Boyle",
      role: "Administrator", profile: "Portal Owner"),
    StartingPerson(
      address: "ruth.alvarez@zylker.example", first: "Ruth", last: "Alvarez",
      role: "Administrator", profile: "Admin"),
    StartingPerson(
      address: "priya.nair@zylker.example", first: "Priya", last: "Nair", role: "Employee",
      profile: "Employee", projects: ["Website", "Mobile App"]),
    StartingPerson(
      address: "Mei.Tanaka@zylker.example", first: "Mei", last: "Tanaka", role: "Manager",
      profile: "Manager", projects: ["Support Desk", "Onboarding"]),
    StartingPerson(
      address: "anna.schmidt@zylker.example", first: "Anna", last: "Schmidt", role: "Contractor",
      profile: "Contractor", projects: ["Website"]),
    StartingPerson(
      address: "fatima.zahra@zylker.example", first: "Fatima", last: "Zahra", role: "Employee",
      profile: "Employee", isActive: false, projects: ["Support Desk"]),
    StartingPerson(
      address: "oliver.grant@zylker.example", first: "Oliver", last: "Grant", role: "Employee",
      profile: "Employee", isConfirmed: false, projects: ["Onboarding"]),
    StartingPerson(
      address: "tom.becker@freelance.example", first: "Tom", last: "Becker", role: "Team Lead",
      profile: "Employee", projects: ["Website", "Data Migration"]),
    StartingPerson(
      address: "nadia.rossi@auditors.example", first: "Nadia", last: "Rossi", role: "Contractor",
      profile: "Auditor", projects: ["Intranet"]),
  ]
}
