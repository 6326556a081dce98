import ImportModel
import Testing

struct CustomerStagingTests {
  private func staged(
    _ choice: CustomerChoice, at position: Int = 1, for people: PlanCandidate...
  ) -> [PersonID: Staged<CustomerChoice>] {
    Dictionary(
      people.map {
        (
          $0.person.id,
          Staged(choice, replaces: false, origin: Sample.origin(position))
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test func `a later customer wins, and a spelling of the same one overrides nothing`() throws {
    let (eva, gil) = (try Sample.contact("1"), try Sample.contact("2"))
    var plan = Plan()
    let kite = staged(.named(try Sample.name("Blue Kite")), for: eva, gil)
    let first = plan.stage(customers: kite, for: [eva, gil])
    #expect((first.staged, first.changed, first.overridden) == (2, 2, 0))
    let again = plan.stage(
      customers: staged(.named(try Sample.name("blue kite ")), at: 2, for: eva), for: [eva])
    #expect((again.staged, again.changed, again.overridden) == (0, 0, 0))
    let solaris = CustomerChoice.existing(try Sample.id("42"))
    let later = plan.stage(customers: staged(solaris, at: 3, for: eva), for: [eva])
    #expect((later.staged, later.changed, later.overridden) == (0, 1, 1))
    #expect(plan[eva.person.id]?.customer?.value == solaris)
    #expect(plan[gil.person.id]?.customer?.value == .named(try Sample.name("Blue Kite")))
    #expect(plan[eva.person.id]?.origins.map(\.position) == [3])
  }

  @Test func `a user and a contact of one id are two rows`() throws {
    let (user, contact) = (try Sample.candidate("1"), try Sample.contact("1"))
    var plan = try Sample.plan([user], projects: ["2"])
    _ = plan.stage(
      customers: staged(.named(try Sample.name("Solaris")), for: contact), for: [contact])
    _ = plan.assign([try Sample.staged("1")], for: [contact])
    #expect(plan.rows.map(\.person.id.kind) == [.user, .contact])
    #expect(plan[user.person.id]?.customer == nil && plan[contact.person.id]?.role == nil)
    #expect(plan.touchedProjects(of: .user).map(\.text) == ["2"])
    #expect(plan.touchedProjects(of: .contact).map(\.text) == ["1"])
    #expect(plan.drop([user.person.id]) == 1 && plan[contact.person.id] != nil)
  }

  @Test func `a project with a profile alone is touched`() throws {
    let eva = try Sample.contact("1")
    var plan = try Sample.plan(of: .noAccount, [eva], projects: ["1"])
    _ = plan.stage(try Sample.staged("30"), in: [try Sample.id("2")], for: [eva])
    #expect(plan.touchedProjects(of: .contact).map(\.text).sorted() == ["1", "2"])
    #expect(plan.touchedProjects(of: .user).isEmpty)
  }

  @Test func `what CRM says anew replaces the person and nothing staged`() throws {
    let eva = try Sample.contact("1")
    var plan = try Sample.plan(of: .noAccount, [eva])
    let moved = try Sample.contact("1", email: "new@kite.com", isActiveUser: true).person
    var memo = PlanRows.Moved()
    plan.update(&memo) { $0.id == moved.id ? moved : $0 }
    #expect(plan[eva.person.id]?.person == moved)
    #expect(plan[eva.person.id]?.customer?.value == .noAccount && plan.rows.count == 1)
  }
}
