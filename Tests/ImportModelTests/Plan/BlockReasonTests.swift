import ImportModel
import Testing

struct BlockReasonTests {
  private func blocked(
    _ candidates: [PlanCandidate], role: String? = "10", projects: [String] = ["1"],
    users: [PortalUser] = []
  ) throws -> [BlockReason] {
    let plan = try Sample.plan(candidates, role: role, projects: projects)
    let assessment = Assessment(of: plan, against: try Sample.portal(users: users))
    let change = try #require(assessment.changes.first)
    #expect(change.blocked.isEmpty || change.kind == .blocked && change.parts.isEmpty)
    return change.blocked
  }

  /// Those of users; those of contacts stand in `ClientBlockReasonTests`.
  private static let ofUsers = BlockReason.allCases.filter {
    !ClientBlockReasonTests.ofContacts.contains($0)
  }

  @Test(arguments: ofUsers)
  func `each reason stands alone where it applies`(reason: BlockReason) throws {
    let found =
      switch reason {
      case .noEmail: try blocked([Sample.candidate("1", hasEmail: false)])
      case .duplicateEmail:
        try blocked([Sample.candidate("1"), Sample.candidate("2", email: "U1@X.com")])
      case .confusableEmail: try blocked([Sample.candidate("1", email: "\u{430}na@x.com")])
      case .crmNotActive: try blocked([Sample.candidate("1", status: "disabled")])
      case .crmUnconfirmed: try blocked([Sample.candidate("1", isConfirmed: false)])
      case .crmConfirmationUnknown: try blocked([Sample.candidate("1", isConfirmed: nil)])
      case .crmBot: try blocked([Sample.candidate("1", type: "Digital Employee")])
      case .crmUserType: try blocked([Sample.candidate("1", type: "Support User")])
      case .portalInactive:
        try blocked(
          [Sample.candidate("1")], users: [Sample.user("u1@x.com", status: .inactive)])
      case .isClientUser:
        try blocked([Sample.candidate("1")], users: [Sample.user("u1@x.com", kind: .client)])
      case .isLimitedUser:
        try blocked([Sample.candidate("1")], users: [Sample.user("u1@x.com", kind: .readOnly)])
      case .noRole: try blocked([Sample.candidate("1")], role: nil)
      case .noProject: try blocked([Sample.candidate("1")], projects: [])
      case .projectArchived: try blocked([Sample.candidate("1")], projects: ["1", "9"])
      case .isPortalUser, .isCRMUser, .otherCustomer, .ambiguousCustomer, .noCustomer,
        .clientDomain:
        [BlockReason]()
      }
    #expect(found == [reason])
  }

  /// zoho-crm-api.md §2.1: the values of `type__s`, and one that is not among them.
  @Test(
    arguments: [
      ("Regular User", nil), ("regular user ", nil), ("Team User", nil), (nil, nil), ("", nil),
      ("Digital Employee", .crmBot), ("System User", .crmBot), ("system user", .crmBot),
      ("Support User", .crmUserType), ("Client Portal User", .crmUserType),
      ("Lite User", .crmUserType), ("Sandbox Developer User", .crmUserType),
      ("Hologram", .crmUserType),
    ] as [(String?, BlockReason?)])
  func `the kind of CRM user decides (§2.1, §6.9)`(type: String?, reason: BlockReason?) throws {
    #expect(try blocked([Sample.candidate("1", type: type)]) == [reason].compactMap { $0 })
  }

  @Test func `accepting lets in despite one reason, never a bot`() throws {
    let people = [
      try Sample.candidate("1", type: "Lite User"), try Sample.candidate("2", isConfirmed: nil),
      try Sample.candidate("3", type: "System User"),
    ]
    var plan = try Sample.plan(people)
    let ids = Set(people.map(\.person.id))
    func kinds() throws -> [ChangeKind] {
      Assessment(of: plan, against: try Sample.portal()).changes.map(\.kind)
    }
    #expect(plan.accept(ids, despite: .confusableEmail) == 3)
    #expect(try kinds() == [.blocked, .blocked, .blocked])
    for reason in BlockReason.allCases { _ = plan.accept(ids, despite: reason) }
    #expect(try kinds() == [.add, .add, .blocked])
  }

  @Test func `nothing stands in the way of an active person with role and project`() throws {
    #expect(try blocked([Sample.candidate("1", status: "Active")]) == [])
  }

  @Test func `somebody already there needs neither role nor project`() throws {
    let users = [try Sample.user("u1@x.com")]
    #expect(try blocked([Sample.candidate("1")], role: nil, users: users) == [])
    #expect(try blocked([Sample.candidate("1")], projects: [], users: users) == [])
  }

  @Test func `a project the portal doesn't have counts as archived`() throws {
    #expect(try blocked([Sample.candidate("1")], projects: ["404"]) == [.projectArchived])
  }

  @Test func `both of two people with one address are blocked`() throws {
    let plan = try Sample.plan([
      Sample.candidate("1"), Sample.candidate("2", email: "U1@x.com"), Sample.candidate("3"),
    ])
    let assessment = Assessment(of: plan, against: try Sample.portal())
    #expect(assessment.changes.map(\.kind) == [.blocked, .blocked, .add])
    #expect(assessment.introductions == 1)
  }

  @Test func `a look-alike is let in once it is accepted`() throws {
    let fake = try Sample.candidate("1", email: "\u{430}na@x.com")
    var plan = try Sample.plan([fake])
    _ = plan.accept([fake.person.id])
    let assessment = Assessment(of: plan, against: try Sample.portal())
    #expect(assessment.changes.map(\.kind) == [.add])
  }

  @Test func `a domain that can't be compared is not let in by accepting`() throws {
    let person = try Sample.candidate("1", email: "ana@b\u{FC}cher.example")
    var plan = try Sample.plan([person])
    _ = plan.accept([person.person.id])
    let assessment = Assessment(of: plan, against: try Sample.portal())
    #expect(assessment.changes.map(\.blocked) == [[.noEmail]])
  }

  @Test func `a look-alike of a portal user is told, an honest foreign name is not`() throws {
    let greek = "\u{3BF}\u{3B1}@\u{0078}.com"
    #expect(
      try blocked([Sample.candidate("1", email: greek)], users: [Sample.user("oa@x.com")])
        == [.confusableEmail])
    #expect(try blocked([Sample.candidate("1", email: "jos\u{E9}@x.com")]) == [])
  }
}
