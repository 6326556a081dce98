@testable import CRMShell
import CRMShellTesting
import ImportEngine
import ImportModel
import Reporting
import Testing

/// Each line of `doctor` by what was heard: pure tables over examinations.
@Suite struct DoctorTests {
  /// An examination with which all is well.
  private func healthy() throws -> Examination {
    var crm = CRMExamination(notAsked: "")
    crm.caller = .told(try #require(Zylker.caller()))
    crm.organisation = .told(Zylker.organisation())
    crm.administrators = .told([])
    crm.users = .told(16)
    crm.contacts = .told(CRMExamination.Module(count: .success(14)))
    crm.accounts = .told(CRMExamination.Module(count: .success(5)))
    crm.fields = .told(9)
    crm.lookup = .told(true)
    let zylker = try #require(Zylker.portal())
    let summary = PortalSummary(id: zylker.id, name: zylker.name, callerProfile: "Admin")
    var portal = PortalExamination(notAsked: "")
    portal.portals = .told([summary])
    portal.choice = .one(summary)
    portal.projects = .told(zylker.projects)
    portal.people = .told(PortalPeople(users: zylker.users.all))
    portal.roles = .told(4)
    portal.profiles = .told(5)
    portal.customers = .told(3)
    portal.licences = .told(zylker.licences)
    portal.integration = .told(.on)
    var signs = ServerSigns()
    signs.clockLead = 0
    signs.answersOfCRM = 3
    return Examination(
      target: "hq", address: "https://projects.zoho.eu", dataCentre: "eu",
      grantedScopes: NeededScope.allCases.map(\.rawValue), crm: crm, portal: portal,
      local: LocalExamination(
        folder: "/state", opening: .success(true),
        chain: .success(.intact(entries: 3, head: "x", runsBefore: 0)), unfinished: .success([])),
      standing: StandingExamination(
        signs: signs, uses: .success([]),
        tokens: .success(TokenTurns(left: 7, most: 8, wait: 0))),
      now: 1_795_000_000)
  }

  /// The findings of one check.
  private func findings(_ check: Check, _ change: (inout Examination) -> Void) throws -> [Finding] {
    var examination = try healthy()
    change(&examination)
    return examination.findings.filter { $0.check == check }
  }

  private func state(_ check: Check, _ change: (inout Examination) -> Void) throws
    -> Finding.State
  {
    try #require(findings(check, change).first).state
  }

  @Test func `every check has a line, and all are well where all is well`() throws {
    let examination = try healthy()
    #expect(Set(examination.findings.map(\.check)) == Set(Check.allCases))
    #expect(examination.findings.filter { $0.state != .ok } == [])
    #expect(examination.reply.exit == .done)
  }

  @Test func `nothing that was not asked is ok`() throws {
    var examination = try healthy()
    examination.target = nil
    examination.address = nil
    examination.dataCentre = nil
    examination.grantedScopes = nil
    examination.crm = CRMExamination(notAsked: "nothing is connected")
    examination.portal = PortalExamination(notAsked: "nothing is connected")
    examination.standing = nil
    let local: Set<Check> = [.stateFolder, .journal, .unfinishedRuns]
    #expect(Set(examination.findings.map(\.check)) == Set(Check.allCases))
    for finding in examination.findings where !local.contains(finding.check) {
      #expect(finding.state == .unknown, "\(finding.title)")
    }
    #expect(examination.reply.exit == .done)
  }

  @Test(arguments: [
    ("crmplus" as String?, nil as String?, Finding.State.failed), ("CRMPlusStarter", nil, .failed),
    ("zohooneenterprise", nil, .failed), ("free", "zohoone", .failed), ("free", "crmplus", .failed),
    ("enterprise", nil, .ok), ("free", "Enterprise", .ok), ("galaxy", nil, .unknown),
    (nil, nil, .unknown),
  ])
  func `an edition`(paid: String?, trial: String?, expected: Finding.State) throws {
    #expect(
      try state(.edition) {
        $0.crm.organisation = .told(Zylker.organisation(paid: paid, trial: trial))
      } == expected)
  }

  @Test(arguments: [
    ("Admin", Finding.State.ok), ("Project Manager", .ok), ("Employee", .failed),
    ("Gerente", .unknown), ("", .unknown),
  ])
  func `a rank`(profile: String, expected: Finding.State) throws {
    let lines = try findings(.rank) { examination in
      guard case .one(let summary) = examination.portal.choice else { return }
      examination.portal.choice = .one(
        PortalSummary(id: summary.id, name: summary.name, callerProfile: profile))
    }
    #expect(lines.map(\.state) == [expected])
    #expect(lines.first?.seen.raw.contains(", ,") == false)
  }

  @Test func `what can be done without is not known, and no failure`() throws {
    let refusal = ServiceFailure.refused(title: "NO_PERMISSION", message: "", status: 403)
    #expect(try state(.roles) { $0.portal.roles = .failed(refusal) } == .unknown)
    #expect(try state(.profiles) { $0.portal.profiles = .failed(.malformed("x")) } == .unknown)
    #expect(
      try state(.contacts) {
        $0.crm.contacts = .told(CRMExamination.Module(count: .failure(refusal)))
      } == .unknown)
    #expect(
      try state(.portalUsers) {
        $0.portal.people = .told(
          PortalPeople(users: [], gaps: [.people(kind: "client_user", why: "x")]))
      } == .unknown)
    #expect(try state(.portalUsers) { $0.portal.people = .failed(refusal) } == .failed)
    #expect(try state(.users) { $0.crm.users = .failed(refusal) } == .failed)
  }

  @Test(arguments: [
    (CRMIntegration.on, Finding.State.ok), (.off, .failed), (.unknown("no project"), .unknown),
  ])
  func `an integration`(integration: CRMIntegration, expected: Finding.State) throws {
    #expect(try state(.integration) { $0.portal.integration = .told(integration) } == expected)
  }

  @Test(arguments: [
    (Int64?.none, Finding.State.unknown), (0, .ok), (60, .ok), (-60, .ok), (61, .failed),
    (-4_000, .failed),
  ])
  func `a clock`(lead: Int64?, expected: Finding.State) throws {
    #expect(try state(.clock) { $0.standing?.signs.clockLead = lead } == expected)
  }

  @Test(arguments: [
    (Int64?.none, 3, Finding.State.ok), (nil, 0, .unknown), (900, 3, .ok), (0, 3, .failed),
  ])
  func `credits`(left: Int64?, answers: Int, expected: Finding.State) throws {
    #expect(
      try state(.credits) {
        $0.standing?.signs.creditsLeft = left
        $0.standing?.signs.answersOfCRM = answers
      } == expected)
  }

  @Test func `a pattern that is shut is a line of its own, and exit 6`() throws {
    let limit = CallLimit(calls: 95, window: 120_000)
    let shut = try findings(.rateLimit) {
      $0.standing?.uses = .success([
        SlotUse(pattern: "/a", calls: 3, limit: limit, remaining: 97, lockedUntil: nil),
        SlotUse(pattern: "/b", calls: 95, limit: limit, remaining: 0, lockedUntil: 1_795_000_600),
      ])
    }
    #expect(shut.map(\.part) == ["/b"])
    #expect(shut.map(\.exit) == [.lockedOut])
    #expect(shut.first?.remedy?.raw.contains("10 min") == true)
  }

  @Test func `licences are told by kind; those that run out fail`() throws {
    let none = LicenceCount(total: 4, used: 4, remaining: 0)
    let lines = try findings(.licences) {
      $0.portal.licences = .told(
        Licences(["portal_user": none, "lite_user": none, "readonly_user": none]))
    }
    #expect(
      lines.map(\.part) == ["portal users", "client users", "lite users", "readonly users"])
    #expect(lines.map(\.state) == [.failed, .unknown, .ok, .ok])
    let needed = try findings(.licences) { $0.needs = Examination.Needs(staff: 21, clients: 7) }
    #expect(needed.map(\.state) == [.failed, .ok])
    #expect(needed.first?.seen.raw.contains("needs 21") == true)
  }

  @Test func `a refused token is one failure; what it hinders is unknown`() throws {
    let refused = ServiceFailure.authentication("INVALID_TOKEN: invalid oauth token")
    var examination = try healthy()
    examination.grantedScopes = nil
    examination.crm = CRMExamination(notAsked: "the sign-in is not accepted")
    examination.crm.caller = .failed(refused)
    #expect(examination.findings.filter { $0.state == .failed }.map(\.check) == [.signIn])
    #expect(examination.reply.exit == .authentication)
  }

  @Test func `a network that fails is told at the connection, with exit 9`() throws {
    var examination = try healthy()
    examination.portal = PortalExamination(notAsked: "the service can't be reached")
    examination.portal.portals = .failed(.unreachable("connection refused"))
    #expect(examination.findings.filter { $0.state == .failed }.map(\.check) == [.connection])
    #expect(examination.reply.exit == .network)
  }

  @Test(arguments: NeededScope.allCases)
  func `a scope that was not granted is named, with the command that gets it`(
    scope: NeededScope
  ) throws {
    let check: Check = scope.isForReading ? .scopesToRead : .scopesToWrite
    var examination = try healthy()
    examination.crm = CRMExamination(notAsked: "")
    examination.portal = PortalExamination(notAsked: "")
    examination.grantedScopes = NeededScope.allCases.filter { $0 != scope }.map(\.rawValue)
    let finding = try #require(examination.findings.first { $0.check == check })
    #expect(finding.seen.raw.contains(scope.rawValue))
    #expect(finding.state == (scope.isForMore ? .ok : .failed))
    #expect(scope.isForMore || finding.remedy?.raw.hasPrefix("login hq") == true)
  }

  @Test func `what a server says of a scope counts more than what was granted`() throws {
    let line = try #require(
      findings(.scopesToRead) {
        $0.crm.organisation = .failed(.scope("ZohoCRM.org.READ (OAUTH_SCOPE_MISMATCH: x)"))
      }.first)
    #expect(line.state == .failed)
    #expect(line.seen.raw == "missing: ZohoCRM.org.READ")
    #expect(line.exit == .authentication)
  }

  @Test(arguments: [
    ("ZohoCRM.modules.contacts.READ", "zohocrm.modules.CONTACTS.read", true),
    ("ZohoCRM.modules.contacts.READ", "ZohoCRM.modules.ALL", true),
    ("ZohoCRM.modules.contacts.READ", "ZohoCRM.modules.contacts.ALL", true),
    ("ZohoCRM.modules.contacts.READ", "ZohoCRM.modules.accounts.READ", false),
    ("ZohoProjects.users.CREATE", "ZohoProjects.users.READ", false),
    ("ZohoProjects.users.CREATE", "ZohoProjects.users.ALL", true),
    ("ZohoProjects.users.CREATE", "ZohoProjects.use.ALL", false),
    ("ZohoProjects.users.CREATE", "ALL", false), ("ZohoProjects.users.CREATE", "", false),
  ])
  func `a granted scope holds another`(needed: String, granted: String, expected: Bool) throws {
    let scope = try #require(NeededScope(rawValue: needed))
    #expect(scope.isGranted(by: [granted]) == expected)
  }

  @Test func `the gravest failure decides the exit code`() throws {
    var examination = try healthy()
    examination.portal.integration = .told(.off)
    #expect(examination.reply.exit == .refused)
    examination.standing?.signs.creditsLeft = 0
    #expect(examination.reply.exit == .lockedOut)
    examination.local.unfinished = .success([3])
    #expect(examination.reply.exit == .unresolved)
    examination.local.opening = .failure(.unsafe(path: "/state", "others may write to it"))
    #expect(examination.reply.exit == .unsafeFiles)
  }

  @Test func `a service is not asked on once it can't be reached`() async throws {
    let scene = try Scene()
    await scene.crm.fail(with: .authentication("INVALID_TOKEN: x"))
    let examination = await CRMExamination(asking: scene.crm)
    #expect(await scene.crm.reads == 1)
    guard case .notAsked = examination.organisation else {
      Issue.record("\(examination.organisation)")
      return
    }
    await scene.crm.fail(with: .refused(title: "NO_PERMISSION", message: "x", status: 403))
    _ = await CRMExamination(asking: scene.crm)
    #expect(await scene.crm.reads == 8)
  }
}
