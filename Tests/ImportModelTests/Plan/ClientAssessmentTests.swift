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

  @Test func `a customer the portal lacks is made once, and what it could be mistaken for told`()
    throws
  {
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
    #expect(change.links.map(\.text) == ["1", "2"] && change.lookalikes == ["Blue Kite Ltd"])
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

  @Test func `names of customers are equal without case and blanks around them`() throws {
    #expect(try Sample.name(" Größe & Co ") == Sample.name("GRÖßE & co"))
    #expect(try Sample.name("Blue  Kite") != Sample.name("Blue Kite"))
    #expect(CustomerName(" \u{A0}\n") == nil)
    #expect(try Sample.name(" Blue Kite ").text == "Blue Kite")
  }
}
