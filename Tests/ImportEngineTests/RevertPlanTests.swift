import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// What of a run is undone and what is kept, as tables over what happened since.
@Suite struct RevertPlanTests {
  /// What somebody else, or the person, did after the run.
  enum Since: CaseIterable {
    case nothing, accepted, deactivated, otherRole, foreignProject, left, removed, otherProfile
  }

  @Test(arguments: Since.allCases)
  func `a person the run introduced is undone unless something came between`(
    since: Since
  ) async throws {
    var scene = try PlanScene(projects: 3)
    for number in 101...104 { try scene.settle(number, in: [1]) }
    try scene.stage(1, role: 2, profile: 2, in: [1, 2])
    let (journal, portal) = try await Undoing.imported(scene)
    let email = try PlanScene.email(1)
    try await Undoing.happen(since, to: email, in: portal)
    let plan = RevertPlan(
      undoing: try await journal.resumption(of: 1), in: await portal.portal)
    let row = plan.rows.first
    let undone = Set((row?.undone ?? []).map(\.item))
    let reasons = Dictionary(
      (row?.kept ?? []).map { ($0.item, $0.reason) }, uniquingKeysWith: { first, _ in first })
    let (first, second): (ProjectID, ProjectID) = (try PlanScene.id(1), try PlanScene.id(2))
    let third: ProjectID = try PlanScene.id(3)
    let all: Set<Item> = [.join(email, first), .join(email, second), .member(email)]
    switch since {
    case .nothing: #expect(undone == all && reasons.isEmpty)
    case .accepted: #expect(undone.isEmpty && Set(reasons.values) == [.accepted])
    case .deactivated: #expect(undone.isEmpty && Set(reasons.values) == [.deactivated])
    case .otherRole: #expect(undone.isEmpty && Set(reasons.values) == [.changed])
    case .foreignProject:
      #expect(undone == all.subtracting([.member(email)]))
      #expect(reasons == [.member(email): .inProjects([third])])
    case .left: #expect(undone == all.subtracting([.join(email, first)]) && reasons.isEmpty)
    case .removed: #expect(plan.isEmpty && plan.rows.isEmpty)
    case .otherProfile:
      #expect(undone == [.join(email, second)])
      #expect(reasons == [.join(email, first): .changed, .member(email): .inProjects([first])])
    }
  }

  @Test func `values of people who were there go back, what others gave them since stays`()
    async throws
  {
    var scene = try PlanScene(projects: 2)
    for number in 101...104 { try scene.settle(number, in: [1]) }
    for number in 1...3 {
      try scene.settle(number, role: 1, in: [1], profile: 1)
      try scene.stage(number, role: 3, profile: 2, in: [1, 2], replaces: true)
    }
    let (journal, portal) = try await Undoing.imported(scene)
    let (other, gone) = (try PlanScene.email(2), try PlanScene.email(3))
    let role: RoleID = try PlanScene.id(2)
    await portal.edit {
      $0.with(users: $0.users.all.map { $0.email == other ? $0.having(role) : $0 })
    }
    await portal.edit { $0.without(gone) }
    let plan = RevertPlan(
      undoing: try await journal.resumption(of: 1), in: await portal.portal)
    #expect(plan.rows.map { $0.person.emailText } == ["p1@x.com", "p2@x.com"])
    let (one, two): (ProjectID, ProjectID) = (try PlanScene.id(1), try PlanScene.id(2))
    let email = try PlanScene.email(1)
    #expect(
      Set(plan.rows[0].undone.map(\.item)) == [
        .role(email), .profile(email, nil), .profile(email, one), .join(email, two),
      ])
    #expect(plan.rows[0].undone.first { $0.item == .role(email) }?.planned == .id("1"))
    #expect(plan.rows[0].kept.isEmpty)
    #expect(plan.rows[1].kept == [KeptItem(.role(other), .changed)])
    #expect(plan.rows[1].undone.count == 3)
  }

  @Test func `what no answer proved is kept as adopted`() async throws {
    var scene = try PlanScene(projects: 1)
    for number in 101...104 { try scene.settle(number, in: [1]) }
    try scene.stage(1, role: 2, in: [1])
    let (journal, portal) = try await Undoing.imported(scene) { number, _ in
      number == 1 ? .applyThenClose : .none
    }
    let plan = RevertPlan(
      undoing: try await journal.resumption(of: 1), in: await portal.portal)
    #expect(plan.isEmpty)
    #expect(Set(plan.rows.flatMap(\.kept).map(\.reason)) == [.adopted])
  }

  @Test func `a customer stays while others need it, and goes when it is left empty`() async throws
  {
    var scene = try PlanScene(projects: 2)
    try scene.settle(customer: 1, name: "Solaris", in: [1])
    try scene.settle(client: 11, of: 1, in: [1])
    try scene.stage(contact: 12, of: "Solaris", in: [1, 2])
    try scene.stage(contact: 13, of: "Northwind", in: [1])
    try scene.stage(contact: 14, of: "Harbour", in: [2])
    let (journal, portal) = try await Undoing.imported(scene)
    let harbour = try PlanScene.email(14)
    await portal.edit { $0.accepted(harbour) }
    let plan = RevertPlan(
      undoing: try await journal.resumption(of: 1), in: await portal.portal)
    let northwind = try #require(CustomerName("Northwind"))
    let name = try #require(CustomerName("Harbour"))
    let solaris: CustomerID = try PlanScene.id(5001)
    let (one, two): (ProjectID, ProjectID) = (try PlanScene.id(1), try PlanScene.id(2))
    #expect(
      Set(plan.customersUndone.map(\.item)) == [
        .linked(.new(northwind), one), .customer(northwind), .linked(.existing(solaris), two),
      ])
    #expect(
      Set(plan.customersKept) == [
        KeptItem(.linked(.new(name), two), .hasUsers(1)), KeptItem(.customer(name), .hasUsers(1)),
      ])
  }

  @Test func `who owns the portal since keeps role and profile, and nobody promises them back`()
    async throws
  {
    var scene = try PlanScene(projects: 1)
    for number in 101...104 { try scene.settle(number, in: [1]) }
    try scene.settle(1, role: 1, in: [1], profile: 1)
    try scene.stage(1, role: 3, profile: 2, in: [], replaces: true)
    let (journal, portal) = try await Undoing.imported(scene)
    let email = try PlanScene.email(1)
    var read = await portal.portal
    read.owner = email
    let plan = RevertPlan(undoing: try await journal.resumption(of: 1), in: read)
    let fixed: Set<Item> = [.role(email), .profile(email, nil)]
    #expect(fixed.isDisjoint(with: plan.rows.flatMap(\.undone).map(\.item)))
    let kept = plan.rows.flatMap(\.kept).filter { $0.reason == .owner }
    #expect(Set(kept.map(\.item)) == fixed)
  }
}
