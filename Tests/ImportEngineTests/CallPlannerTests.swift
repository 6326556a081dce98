import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

@Suite struct CallPlannerTests {
  static let proven = Capabilities(
    invites: .yes, entryRole: .honoured, entryProfile: .honoured,
    proven: Set(WriteKind.allCases))

  private func plan(
    _ scene: PlanScene, _ capabilities: Capabilities = proven,
    _ settings: EngineSettings = EngineSettings()
  ) -> CallPlan {
    CallPlanner.plan(
      scene.assessment, in: scene.portal, settings: settings, capabilities: capabilities)
  }

  private func crowd(_ people: Int, projects: Int) throws -> PlanScene {
    var scene = try PlanScene(projects: projects)
    for number in 1...people {
      try scene.stage(number, role: number % 3 + 1, in: Array(1...projects))
    }
    return scene
  }

  @Test func `forty people in three roles and five projects take five calls`() throws {
    let calls = plan(try crowd(40, projects: 5))
    #expect(calls.calls.map(\.kind) == [.introduce, .join, .join, .join, .join])
    #expect(calls.calls.allSatisfy { $0.people.count == 40 })
    #expect(calls.mails == 40)
    #expect(calls.notices == 0)
  }

  @Test func `the first import of a portal proves each kind of write on one person`() throws {
    let calls = plan(try crowd(40, projects: 5), Capabilities())
    #expect(calls.writes == 5 + 2)
    #expect(calls.calls.map(\.people.count) == [1, 39, 1, 39, 40, 40, 40])
    #expect(calls.calls.map(\.isCanary) == [true, false, true, false, false, false, false])
    #expect(calls.mails == 40)
  }

  @Test(arguments: [(49, 1), (50, 1), (51, 2), (101, 3)])
  func `a batch holds at most fifty`(_ people: Int, _ writes: Int) throws {
    #expect(plan(try crowd(people, projects: 1)).writes == writes)
  }

  @Test func `a portal's own limit makes batches smaller`() throws {
    var capabilities = Self.proven
    capabilities.batchMax = 10
    #expect(plan(try crowd(40, projects: 2), capabilities).writes == 8)
  }

  @Test func `everybody new is introduced by exactly one call, before any other names them`() throws
  {
    var scene = try PlanScene(projects: 3)
    for number in 1...9 { try scene.stage(number, role: 2, in: [number % 3 + 1, 1, 2, 3]) }
    var introduced: Set<EmailAddress> = []
    for call in plan(scene, Capabilities()).calls {
      for email in call.people {
        if call.kind == .introduce {
          #expect(introduced.insert(email).inserted)
        } else {
          #expect(introduced.contains(email))
        }
      }
    }
    #expect(introduced.count == 9)
  }

  @Test func `nobody already there has a role in an entry, and only introductions notify`() throws {
    var scene = try PlanScene(projects: 2)
    try scene.settle(1, role: 1)
    try scene.stage(1, role: 2, in: [1, 2])
    try scene.stage(2, role: 2, in: [1, 2])
    for call in plan(scene).calls {
      #expect(call.notify == (call.kind == .introduce))
      guard case .join(_, let entries) = call.work else { continue }
      #expect(entries.allSatisfy { $0.role == nil })
    }
  }

  @Test(arguments: [
    (EngineSettings.Notify.on, 1, 0), (.off, 0, 0), (.all, 1, 3),
  ])
  func `mails follow the setting`(
    _ notify: EngineSettings.Notify, _ mails: Int, _ notices: Int
  ) throws {
    var scene = try PlanScene(projects: 2)
    try scene.settle(1)
    try scene.stage(1, in: [1, 2])
    try scene.stage(2, role: 2, in: [1, 2])
    let calls = plan(scene, Self.proven, EngineSettings(notify: notify))
    #expect(calls.mails == mails)
    #expect(calls.notices == notices)
  }

  @Test func `role changes come after introductions and before joins, profiles last`() throws {
    var scene = try PlanScene(projects: 2)
    try scene.settle(1, role: 1, in: [1])
    try scene.stage(1, role: 2, profile: 3, in: [1, 2], replaces: true)
    try scene.stage(2, role: 2, in: [1, 2])
    #expect(
      plan(scene).calls.map(\.kind)
        == [.introduce, .setRole, .join, .setPortalProfile, .setProjectProfile])
  }

  @Test(arguments: [Capabilities.EntryValue.ignored, .refused])
  func `a portal that takes no role in an entry is told it by a call a person`(
    _ value: Capabilities.EntryValue
  ) throws {
    var capabilities = Self.proven
    capabilities.entryRole = value
    let calls = plan(try crowd(3, projects: 2), capabilities).calls
    #expect(calls.map(\.kind) == [.introduce, .setRole, .setRole, .setRole, .join])
    guard case .introduce(_, let entries)? = calls.first?.work else {
      Issue.record("no introduction")
      return
    }
    #expect(entries.allSatisfy { $0.role == nil })
  }

  @Test func `a portal whose projects take members only is given each person first`() throws {
    var capabilities = Self.proven
    capabilities.invites = .no
    let calls = plan(try crowd(3, projects: 2), capabilities)
    #expect(calls.calls.map(\.kind) == [.addToPortal, .addToPortal, .addToPortal, .join, .join])
    #expect(calls.mails == 3)
  }

  @Test func `the canary is somebody whose role and profile are not what most have`() throws {
    var scene = try PlanScene(projects: 1)
    for number in 90...92 { try scene.settle(number, role: 1) }
    try scene.stage(1, role: 1, in: [1])
    try scene.stage(2, role: 2, in: [1])
    try scene.stage(3, role: 2, profile: 2, in: [1])
    let canary = try PlanScene.email(3)
    #expect(plan(scene, Capabilities()).calls.first?.people == [canary])
  }

  @Test func `people as planned cost nothing`() throws {
    var scene = try PlanScene(projects: 2)
    try scene.settle(1, role: 2, in: [1, 2])
    try scene.stage(1, role: 2, in: [1, 2])
    let calls = plan(scene, Capabilities())
    #expect(calls.writes == 0)
    #expect(calls.reads.isEmpty)
    #expect(calls.estimateSeconds == 0)
  }

  @Test func `blocked people are in no call`() throws {
    var scene = try PlanScene(projects: 1)
    try scene.stage(1, role: 2, in: [1], status: "deleted")
    #expect(plan(scene).writes == 0)
  }

  @Test func `the estimate waits a window for every ninety-five calls to a pattern`() throws {
    let settings = EngineSettings(batch: 1)
    // 96 writes to one pattern: one window; 103 calls in all at three tenths of a second, as the portal's
    // staff stands on two pages then, and the project's, and there are three lists of nobody.
    let estimate = plan(try crowd(96, projects: 1), Self.proven, settings).estimateSeconds
    #expect(estimate == 120 + 31)
    #expect(plan(try crowd(95, projects: 1), Self.proven, settings).estimateSeconds == 31)
  }

  @Test func `the estimate counts the pages of the lists that are read back`() throws {
    // 4,800 people in batches of fifty: 96 writes, and 96 pages each of the portal's staff and of the
    // project; of clients, and of those who are inactive, there is nobody on three lists more.
    let calls = plan(try crowd(4_800, projects: 1), Self.proven, EngineSettings())
    #expect(calls.writes == 96)
    #expect(calls.reads.map(\.calls) == [96 + 3, 96])
    #expect(calls.estimateSeconds == 3 * 120 + 88)
  }

  @Test func `a list is read as it was after a canary, and as it is at the end`() throws {
    let calls = plan(try crowd(120, projects: 1), Capabilities(), EngineSettings())
    #expect(calls.reads.map(\.times) == [2, 2])
    #expect(calls.reads.map(\.calls) == [1 + 3 + 2 * 3, 1 + 3])
  }
}
