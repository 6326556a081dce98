import ImportModel
import Testing

struct ClientAssessmentTests {
  private func assessment(
    of choice: CustomerChoice, _ contacts: [PlanCandidate], projects: [String] = ["1", "2"],
    in portal: Portal? = nil
  ) throws -> Assessment {
    Assessment(
      of: try Sample.plan(of: choice, contacts, projects: projects),
      against: try portal ?? Sample.clientPortal())
  }

  @Test func `a new client user is introduced in the first project and joins the others`() throws {
    let solaris = CustomerTarget.existing(try Sample.id("42"))
    let found = try assessment(of: .named(Sample.name(" SOLARIS ")), [Sample.contact("1")])
    #expect(
      found.changes[0].parts == [
        .introduceClient(project: try Sample.id("1"), customer: solaris, profile: nil),
        .joinClient(project: try Sample.id("2"), customer: solaris, profile: nil),
      ])
    #expect(found.changes[0].kind == .add && found.changes[0].customer == solaris)
    #expect(found.clientIntroductions == 1 && found.introductions == 0)
  }

  @Test func `two spellings that fold alike are one customer, linked where it is not`() throws {
    let found = try assessment(of: .named(Sample.name("solaris")), [Sample.contact("1")])
    let change = try #require(found.customers.first)
    #expect(found.customers.count == 1 && change.kind == .join && change.name == "Solaris")
    #expect(change.projects.map(\.text) == ["1", "2"] && change.links.map(\.text) == ["2"])
  }

  @Test func `a customer the portal lacks is made once`() throws {
    var plan = try Sample.plan(of: .named(Sample.name("Blue Kite")), [Sample.contact("1")])
    let other = try Sample.contact("2")
    let staged = Staged(
      CustomerChoice.named(try Sample.name("blue kite ")), replaces: false,
      origin: Sample.origin(3))
    _ = plan.stage(customers: [other.person.id: staged], for: [other])
    _ = plan.assign([try Sample.staged("2", at: 4)], for: [other])
    let found = Assessment(of: plan, against: try Sample.clientPortal())
    let change = try #require(found.customers.first)
    #expect(found.customers.count == 1 && change.kind == .add && change.name == "Blue Kite")
    #expect(change.links.map(\.text) == ["1", "2"])
  }

  @Test func `a client of the same customer joins, and who is in the project is kept`() throws {
    let portal = try Sample.clientPortal(
      users: [Sample.client("c1@kite.com", of: "42")],
      inWebsite: [Sample.member("c1@kite.com", profile: "30")])
    let solaris = CustomerChoice.existing(try Sample.id("42"))
    let joins = try assessment(of: solaris, [Sample.contact("1")], in: portal)
    #expect(
      joins.changes[0].parts == [
        .joinClient(
          project: try Sample.id("2"), customer: .existing(try Sample.id("42")), profile: nil)
      ])
    let kept = try assessment(of: solaris, [Sample.contact("1")], projects: ["1"], in: portal)
    #expect(kept.changes[0].kind == .keep && kept.customers.allSatisfy { $0.links.isEmpty })
  }

  @Test func `licences are counted by kind, of those alone who are new`() throws {
    let solaris = CustomerChoice.existing(try Sample.id("42"))
    var plan = try Sample.plan([Sample.candidate("1"), Sample.candidate("2")])
    let contacts = try (1...4).map { try Sample.contact("\($0)") }
    let staged = Staged(solaris, replaces: false, origin: Sample.origin(3))
    _ = plan.stage(
      customers: Dictionary(
        contacts.map { ($0.person.id, staged) }, uniquingKeysWith: { first, _ in first }),
      for: contacts)
    // The fourth has no project, hence is blocked; the third is there already.
    _ = plan.assign([try Sample.staged("2", at: 4)], for: Array(contacts.prefix(3)))
    let portal = try Sample.clientPortal(
      users: [Sample.user("u2@x.com"), Sample.client("c3@kite.com", of: "42")])
    let found = Assessment(of: plan, against: portal)
    #expect(found.changes.map(\.kind) == [.add, .join, .add, .add, .join, .blocked])
    #expect(found.introductions == 1 && found.clientIntroductions == 2)
    #expect(found.written.count == 5)
  }

  @Test func `a client user joins as one of the customer the portal told, when no line names one`()
    throws
  {
    let portal = try Sample.clientPortal(users: [Sample.client("c1@kite.com", of: "41")])
    let plan = try Sample.plan(of: nil, [Sample.contact("1")], projects: ["1"])
    let found = Assessment(of: plan, against: portal)
    let kite = CustomerTarget.existing(try Sample.id("41"))
    #expect(
      found.changes.map(\.parts) == [
        [.joinClient(project: try Sample.id("1"), customer: kite, profile: nil)]
      ])
    #expect(found.customers.map(\.kind) == [.join] && found.customers[0].name == "Blue Kite Ltd")
  }

  @Test func `each customer is told once, in plan order, with the projects of all its people`()
    throws
  {
    var plan = Plan()
    let choices: [(String, CustomerChoice, String)] = [
      ("1", .named(try Sample.name("Brand New")), "2"),
      ("2", .named(try Sample.name("Solaris")), "1"),
      ("3", .named(try Sample.name("brand NEW")), "1"),
      ("4", .existing(try Sample.id("42")), "1"),
    ]
    for (id, choice, project) in choices {
      let contact = try Sample.contact(id)
      let staged = Staged(choice, replaces: false, origin: Sample.origin(1))
      _ = plan.stage(customers: [contact.person.id: staged], for: [contact])
      _ = plan.assign([try Sample.staged(project)], for: [contact])
    }
    let found = Assessment(of: plan, against: try Sample.clientPortal()).customers
    #expect(found.map(\.name) == ["Brand New", "Solaris"])
    #expect(found.map(\.kind) == [.add, .keep])
    #expect(found.map { $0.projects.map(\.text) } == [["2", "1"], ["1"]])
    #expect(found.map { $0.links.map(\.text) } == [["2", "1"], []])
  }

  @Test func `no customer is new where the portal's could not be read`() throws {
    for choice in [
      CustomerChoice.named(try Sample.name("Solaris")), .existing(try Sample.id("42")),
    ] {
      let found = try assessment(
        of: choice, [Sample.contact("1")], in: Sample.clientPortal(problem: "no scope"))
      #expect(found.changes.map(\.blocked) == [[.noCustomer]])
      #expect(found.customers.isEmpty && found.changes[0].parts.isEmpty)
    }
  }

  @Test func `blocked people make no customer`() throws {
    let found = try assessment(
      of: .named(Sample.name("Brand New")), [Sample.contact("1", hasEmail: false)])
    #expect(found.customers.isEmpty)
  }

  @Test func `another customer is another PLAN, a spelling is not`() throws {
    let contacts = [try Sample.contact("1")]
    func digest(_ choice: CustomerChoice) throws -> PlanDigest {
      try Sample.plan(of: choice, contacts).digest(in: Sample.id("500"), by: TestHash())
    }
    let blueKite = try digest(.named(Sample.name("Blue Kite")))
    #expect(try digest(.named(Sample.name("blue kite "))) == blueKite)
    #expect(try digest(.named(Sample.name("Blue Kites"))) != blueKite)
    #expect(try digest(.noAccount) != blueKite)
    #expect(try digest(.existing(Sample.id("41"))) != blueKite)
  }

  @Test func `a customer made or linked meanwhile is another STATE`() throws {
    let plan = try Sample.plan(of: .named(Sample.name("Blue Kite")), [Sample.contact("1")])
    func digest(_ edit: (inout Portal) throws -> Void) throws -> PlanDigest {
      var portal = try Sample.clientPortal()
      try edit(&portal)
      return plan.stateDigest(against: portal, by: TestHash())
    }
    let before = try digest { _ in }
    let made = try digest {
      $0.customers.append(Customer(id: try Sample.id("45"), name: "Blue Kite"))
    }
    let linked = try digest {
      $0.customers.append(Customer(id: try Sample.id("45"), name: "Blue Kite"))
      $0.clients[try Sample.id("1")] = ProjectClients(
        customers: [try Sample.id("45")], users: ProjectMembers([]))
    }
    #expect(Set([before, made, linked]).count == 3)
  }

  @Test func `the link of a customer that was there is STATE, that of another is not`() throws {
    let plan = try Sample.plan(
      of: .existing(Sample.id("41")), [Sample.contact("1")], projects: ["1"])
    func digest(linked: [String], to project: String = "1") throws -> PlanDigest {
      var portal = try Sample.clientPortal()
      portal.clients[try Sample.id(project)] = ProjectClients(
        customers: Set(try linked.map { try Sample.id($0) }), users: ProjectMembers([]))
      return plan.stateDigest(against: portal, by: TestHash())
    }
    let before = try digest(linked: [])
    #expect(try digest(linked: ["41"]) != before)
    #expect(try digest(linked: ["42"]) == before)
    #expect(try digest(linked: ["41"], to: "2") == before)
  }

  @Test func `the link that somebody's own customer needs is STATE though no line names one`()
    throws
  {
    let plan = try Sample.plan(of: nil, [Sample.contact("1")], projects: ["1"])
    func items(linked: [String]) throws -> [Plan.StateItem] {
      var portal = try Sample.clientPortal(users: [Sample.client("c1@kite.com", of: "41")])
      portal.clients[try Sample.id("1")] = ProjectClients(
        customers: Set(try linked.map { try Sample.id($0) }), users: ProjectMembers([]))
      return plan.stateItems(against: portal)
    }
    let before = try items(linked: [])
    #expect(
      before.map(\.name) == [
        "c1@kite.com", "c1@kite.com in Website", "customer Blue Kite Ltd",
        "customer Blue Kite Ltd in Website",
      ])
    #expect(try items(linked: ["41"]).map(\.value) != before.map(\.value))
    #expect(try items(linked: ["42"]) == before)
  }

  @Test func `the items of STATE say what the portal says of customers`() throws {
    let portal = try Sample.clientPortal(
      users: [Sample.client("c1@kite.com", of: "42")],
      inWebsite: [Sample.member("c1@kite.com", profile: "30")])
    let plan = try Sample.plan(
      of: .named(Sample.name("solaris")), [Sample.contact("1")], projects: ["1", "2"])
    let items = plan.stateItems(against: portal)
    #expect(
      items.map(\.name) == [
        "c1@kite.com", "c1@kite.com in Website", "c1@kite.com in App", "customer solaris",
        "customer solaris in Website", "customer solaris in App",
      ])
    #expect(
      items.map(\.value) == [
        "client user of 42, active, profile Client", "member, profile Profile 30",
        "absent", "there", "linked", "not linked",
      ])
  }

  @Test func `a client user moved to another customer meanwhile is another STATE`() throws {
    let plan = try Sample.plan(of: .existing(Sample.id("42")), [Sample.contact("1")])
    let digests = try ["41", "42", nil].map { customer in
      plan.stateDigest(
        against: try Sample.clientPortal(users: [Sample.client("c1@kite.com", of: customer)]),
        by: TestHash())
    }
    #expect(Set(digests).count == 3)
  }

  @Test func `names of customers are equal without case and blanks around them`() throws {
    #expect(try Sample.name(" Größe & Co ") == Sample.name("GRÖßE & co"))
    #expect(try Sample.name("Blue  Kite") != Sample.name("Blue Kite"))
    #expect(CustomerName(" \u{A0}\n") == nil)
    #expect(try Sample.name(" Blue Kite ").text == "Blue Kite")
  }
}
