import ImportModel
import Testing

/// What filters see of contacts beside the portal's clients and the plan.
struct ClientFilterTests {
  /// Rows 4 to 8 are contacts; Eva (4) is Solaris' client user, Gil (7) is planned for a new one.
  private func people() throws -> JoinedPeople {
    let directory = try Sample.mixedDirectory()
    let portal = try Sample.clientPortal(
      users: [Sample.client("eva@kite.com", of: "42")], inWebsite: [Sample.member("eva@kite.com")])
    let gil = PlanCandidate(person: try #require(directory.person(at: 7)), matched: [])
    let nobody = PlanCandidate(person: try #require(directory.person(at: 6)), matched: [])
    var plan = try Sample.plan(of: .named(Sample.name("Brand New")), [gil])
    let none = Staged(CustomerChoice.noAccount, replaces: false, origin: Sample.origin(3))
    _ = plan.stage(customers: [nobody.person.id: none], for: [nobody])
    return JoinedPeople(directory: directory, portal: portal, plan: plan)
  }

  private func rows(_ field: FilterField, _ test: FilterTest) throws -> [Int] {
    let people = try people()
    return Array(people.rows(matching: .test(field, test), in: people.directory.rows()))
  }

  @Test func `the portal's customer of a client user is joined by address`() throws {
    #expect(try rows(.portalCustomer, .isOneOf(["42"])) == [4])
    #expect(try rows(.portalCustomer, .isEmpty) == [0, 1, 2, 3, 6, 7, 8])
    #expect(try rows(.portalStatus, .isOneOf(["active"])) == [4])
    #expect(try rows(.portalProjects, .isOneOf(["website"])) == [4])
  }

  @Test func `the plan's customer is its name, and none where none was found`() throws {
    #expect(try rows(.planCustomer, .isOneOf(["brand new"])) == [7])
    #expect(try rows(.planCustomer, .glob(Glob("*"))) == [7])
    #expect(try rows(.planChange, .isOneOf(["add"])) == [7])
    #expect(try rows(.planReason, .isOneOf(["no-customer"])) == [6])
  }

  @Test func `an id is that of either kind`() throws {
    #expect(try rows(.id, .isOneOf(["11", "1"])) == [0, 4])
    #expect(try rows(.kind, .isOneOf(["user"])) == [0, 1, 2, 3])
  }

  @Test func `a field of both kinds picks among both, within the rows asked about`() throws {
    let people = try people()
    let schemas = people.directory.schemas
    let email = try #require(schemas.place(of: "email", in: [.users, .contacts]))
    let filter = Filter.test(.crm(email), .glob(Glob("*@x.com")))
    #expect(Array(people.rows(matching: filter, in: people.directory.rows())) == [0, 3])
    #expect(
      Array(people.rows(matching: filter, in: people.directory.rows(of: .contact))) == [5])
    #expect(
      Array(people.rows(matching: .not(filter), in: people.directory.rows(of: .contact)))
        == [4, 6, 7, 8])
  }
}
