import ImportModel
import Testing

struct PortalCustomerTests {
  @Test func `customers are found by name without case and blanks, all of them`() throws {
    let portal = try Sample.clientPortal()
    #expect(portal.customers(named: try Sample.name(" SOLARIS")).map(\.id.text) == ["42"])
    #expect(portal.customers(named: try Sample.name("ACME")).map(\.id.text) == ["43", "44"])
    #expect(portal.customers(named: try Sample.name("Solari")).isEmpty)
    #expect(portal.customer(try Sample.id("41"))?.name == "Blue Kite Ltd")
    #expect(portal.customer(try Sample.id("99") as CustomerID) == nil)
  }

  @Test func `a target is one customer, never one of several`() throws {
    let portal = try Sample.clientPortal()
    func found(_ target: CustomerTarget) -> String? { portal.customer(target)?.id.text }
    #expect(found(.new(try Sample.name("solaris"))) == "42")
    #expect(found(.new(try Sample.name("Acme"))) == nil)
    #expect(found(.new(try Sample.name("Brand New"))) == nil)
    #expect(found(.existing(try Sample.id("44"))) == "44")
    #expect(found(.existing(try Sample.id("99"))) == nil)
  }

  @Test func `links are those of the projects that were read`() throws {
    let portal = try Sample.clientPortal()
    let (one, two): (ProjectID, ProjectID) = (try Sample.id("1"), try Sample.id("2"))
    #expect(portal.isLinked(.existing(try Sample.id("42")), to: one))
    #expect(portal.isLinked(.new(try Sample.name("SOLARIS ")), to: one))
    #expect(!portal.isLinked(.existing(try Sample.id("41")), to: one))
    #expect(!portal.isLinked(.existing(try Sample.id("42")), to: two))
    #expect(!portal.isLinked(.new(try Sample.name("Acme")), to: one))
  }

  @Test func `a project has its staff and its client users`() throws {
    let staff = try Sample.member("ana@own.com", profile: "20")
    let client = try Sample.member("eva@kite.com", profile: "30")
    var portal = try Sample.clientPortal(inWebsite: [client])
    let (one, two): (ProjectID, ProjectID) = (try Sample.id("1"), try Sample.id("2"))
    portal.members[one] = ProjectMembers([staff])
    #expect(portal.membership(of: staff.email, in: one) == staff)
    #expect(portal.membership(of: client.email, in: one) == client)
    #expect(portal.membership(of: client.email, in: two) == nil)
    #expect(portal.people(of: one) == [staff.email, client.email])
    #expect(portal.people(of: two).isEmpty)
  }

  @Test(arguments: [
    ("Blue Kite", true), ("blue kite limited", true), ("BLUE-KITE, Ltd.", true), ("Blue", true),
    ("\u{412}lue Kite GmbH", true), ("Bl\u{200B}ue \u{202E}Kite", true), ("Ltd", false),
    ("Kite Ltd", false), ("Blue Kites", false), ("Blue Kite Ltd & Sons", true), ("& –", false),
  ])
  func `a look-alike has the same first words, however written`(name: String, isOne: Bool)
    throws
  {
    let lookalikes = CustomerLookalikes(of: try Sample.clientPortal().customers)
    #expect(lookalikes.names(like: try Sample.name(name)) == (isOne ? ["Blue Kite Ltd"] : []))
  }

  @Test(arguments: [
    (" blue kite LTD", "41"), ("Acme", nil), ("Nobody", nil), ("", nil), (" ", nil),
  ])
  func `a client user told by the name of the company has its id where one alone is called so`(
    name: String, id: String?
  ) throws {
    let told = PortalUser(
      id: try Sample.id("78"), email: try Sample.email("c1@kite.com"), name: "", status: .active,
      kind: .client, role: nil, roleName: "", profile: nil, profileName: "", customerName: name)
    let portal = try Sample.clientPortal(users: [told])
    #expect(portal.users[told.email]?.customer?.text == id)
    #expect(portal.users[told.email]?.customerName == name)
  }

  @Test func `who is told by id, and who is staff, stays as told`() throws {
    let users = [
      try Sample.client("c1@kite.com", of: "42"), try Sample.user("u1@x.com"),
    ]
    #expect(try Sample.clientPortal(users: users).users.all == users)
  }

  @Test func `what steers or hides in a name is found`() throws {
    #expect(try Sample.name("Red \u{1B}[31m Alert").steering == "\u{1B}")
    #expect(try Sample.name("Red \u{85} Alert").steering == "\u{85}")
    #expect(try Sample.name("Red \u{2067} Alert").steering == "\u{2067}")
    #expect(try Sample.name("Red\u{200B}Alert").steering == nil)
    #expect(try Sample.name("Red\u{200B}Alert").unseen == "\u{200B}")
    #expect(try Sample.name("Döhler & 山田商事").unseen == nil)
  }

  @Test func `licences are told apart by Zoho's names of the kinds`() {
    let (staff, clients) = (
      LicenceCount(total: 10, used: 4, remaining: 6),
      LicenceCount(total: 50, used: 1, remaining: nil)
    )
    let licences = Licences(["portal_user": staff, "client_user": clients])
    #expect(licences.staff == staff && licences.clients == clients)
    #expect(Licences(["client_user": clients]).staff == nil)
    #expect(Licences(["portal_user": staff]).clients == nil)
  }

  @Test func `names of what a plan means are the portal's, else the plan's own`() throws {
    let names = PortalNames(try Sample.clientPortal())
    #expect(names.customer(.existing(try Sample.id("42")) as CustomerTarget) == "Solaris")
    #expect(names.customer(.existing(try Sample.id("99")) as CustomerTarget) == "99")
    #expect(names.customer(.new(try Sample.name(" New One "))) == "New One")
    #expect(names.customer(.ambiguousAccount(try Sample.name("Acme"))) == "Acme")
    #expect(names.customer(CustomerChoice.noAccount) == nil)
  }
}
