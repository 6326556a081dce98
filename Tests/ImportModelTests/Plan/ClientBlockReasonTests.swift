import ImportModel
import Testing

struct ClientBlockReasonTests {
  static let ofContacts: [BlockReason] = [
    .isPortalUser, .isCRMUser, .otherCustomer, .ambiguousCustomer, .noCustomer, .clientDomain,
  ]

  private func blocked(
    _ candidates: [PlanCandidate], of choice: CustomerChoice?, projects: [String] = ["1"],
    users: [PortalUser] = []
  ) throws -> [BlockReason] {
    let plan = try Sample.plan(of: choice, candidates, projects: projects)
    let assessment = Assessment(of: plan, against: try Sample.clientPortal(users: users))
    return try #require(assessment.changes.first).blocked
  }

  @Test(arguments: ofContacts)
  func `each reason of contacts stands alone where it applies`(reason: BlockReason) throws {
    let solaris = CustomerChoice.named(try Sample.name("Solaris"))
    let found =
      switch reason {
      case .isPortalUser:
        try blocked([Sample.contact("1")], of: solaris, users: [Sample.user("c1@kite.com")])
      case .isCRMUser: try blocked([Sample.contact("1", isActiveUser: true)], of: solaris)
      case .otherCustomer:
        try blocked(
          [Sample.contact("1")], of: solaris, users: [Sample.client("c1@kite.com", of: "41")])
      case .ambiguousCustomer:
        try blocked([Sample.contact("1")], of: .named(Sample.name(" ACME")))
      case .noCustomer: try blocked([Sample.contact("1")], of: .noAccount)
      case .clientDomain: try blocked([Sample.contact("1", email: "a@Own.com")], of: solaris)
      default: [BlockReason]()
      }
    #expect(found == [reason])
  }

  @Test func `a contact without any customer staged lacks one`() throws {
    #expect(try blocked([Sample.contact("1")], of: nil) == [.noCustomer])
  }

  @Test func `two accounts of one name say nothing of which customer is meant`() throws {
    let choice = CustomerChoice.ambiguousAccount(try Sample.name("Solaris"))
    #expect(try blocked([Sample.contact("1")], of: choice) == [.ambiguousCustomer])
  }

  @Test(arguments: [
    // The account that CRM tells now, by id and name, and whether what was taken still holds.
    ("11", "Solaris", true), ("11", "  solaris ", true), (nil, "Solaris", true),
    ("11", "Solaris Ltd", false), ("12", "Solaris", false), ("12", "Kite", false),
    (nil, nil, false),
  ])
  func `a customer taken from an account holds while CRM names that account`(
    id: String?, name: String?, holds: Bool
  ) throws {
    let taken = CustomerChoice.ofAccount(try Sample.name("Solaris"), try Sample.id("11"))
    let now = try Sample.contact("1", account: name, accountID: id)
    #expect(try blocked([now], of: taken) == (holds ? [] : [.ambiguousCustomer]))
    let typed = CustomerChoice.named(try Sample.name("Solaris"))
    #expect(try blocked([now], of: typed).isEmpty)
  }

  @Test func `a customer that left the portal is none`() throws {
    #expect(try blocked([Sample.contact("1")], of: .existing(Sample.id("99"))) == [.noCustomer])
  }

  @Test func `a client whose customer is not told is never given more to see`() throws {
    let users = [try Sample.client("c1@kite.com", of: nil)]
    let solaris = CustomerChoice.existing(try Sample.id("42"))
    #expect(try blocked([Sample.contact("1")], of: solaris, users: users) == [.otherCustomer])
    #expect(try blocked([Sample.contact("1")], of: nil, users: users) == [.noCustomer])
  }

  @Test func `who has no address, or no project, is told so`() throws {
    let solaris = CustomerChoice.existing(try Sample.id("42"))
    #expect(try blocked([Sample.contact("1", hasEmail: false)], of: solaris) == [.noEmail])
    #expect(try blocked([Sample.contact("1")], of: solaris, projects: []) == [.noProject])
    #expect(try blocked([Sample.contact("1")], of: solaris, projects: ["9"]) == [.projectArchived])
    #expect(
      try blocked(
        [Sample.contact("1")], of: solaris,
        users: [Sample.client("c1@kite.com", of: "42", status: .inactive)]) == [.portalInactive])
  }

  @Test func `one address staged as user and as contact blocks both`() throws {
    let (user, contact) = (
      try Sample.candidate("1", email: "both@kite.com"),
      try Sample.contact("1", email: "Both@Kite.com")
    )
    var plan = try Sample.plan([user])
    _ = plan.stage(
      customers: [
        contact.person.id: Staged(
          .existing(try Sample.id("42")), replaces: false, origin: Sample.origin(3))
      ], for: [contact])
    _ = plan.assign([try Sample.staged("1", at: 4)], for: [contact])
    let changes = Assessment(of: plan, against: try Sample.clientPortal()).changes
    #expect(changes.map(\.blocked) == [[.duplicateEmail], [.duplicateEmail]])
  }
}
