import CRMShellTesting
import ImportModel
import Reporting
import Testing

@testable import CRMShell

/// What a preview says of profiles that people of the portal keep: what they will have, not what was asked.
struct KeptProfileTests {
  private let scene: Scene

  init() async throws {
    scene = try Scene()
    await scene.run("connect sandbox")
  }

  /// The cells of everybody in the plan, by the column's name, in a portal that Priya owns.
  private func cells() async throws -> [[String: String]] {
    let (changes, portal) = try await held()
    let table = PlanTable.table(changes, of: portal)
    return table.rows.map { row in
      Dictionary(
        zip(table.columns.map(\.key), row.map(\.field)), uniquingKeysWith: { first, _ in first })
    }
  }

  private func held() async throws -> (changes: [Change], portal: Portal) {
    var portal = try #require(await scene.interpreter.fetched?.portal)
    portal.owner = EmailAddress("priya.nair@zylker.example")
    let plan = await scene.interpreter.session.plan
    return (Assessment(of: plan, against: portal).changes, portal)
  }

  @Test func `the owner's row shows what stays, and says once that they own the portal`()
    async throws
  {
    await scene.run(
      "role Manager for priya.nair@zylker.example --replace",
      "profile Contractor for priya.nair@zylker.example --replace")
    let row = try #require(try await cells().first)
    #expect(row["role"] == "Employee" && row["profile"] == "Employee")
    #expect(
      row["reason"]
        == "owns the portal: keeps role Employee, not Manager; keeps profile Employee, not Contractor"
    )
  }

  @Test func `the owner comes into a project with the profile they have`() async throws {
    await scene.run(
      "profile Contractor for priya.nair@zylker.example --replace",
      "assign Onboarding for priya.nair@zylker.example")
    let (changes, portal) = try await held()
    let change = try #require(changes.first)
    let project = try #require(change.projects.first)
    let planned = PlannedMembership(change, in: project, of: portal, PortalNames(portal))
    #expect(planned.kind == .join && planned.profile == (nil, "Employee"))
  }
}
