import ImportModel
import Testing

struct PlanTests {
  private func counts(_ staged: Int, _ changed: Int, _ overridden: Int) -> Plan.Tally {
    var nothing = Plan()
    var tally = nothing.assign([], for: [])
    (tally.staged, tally.changed, tally.overridden) = (staged, changed, overridden)
    return tally
  }

  @Test func `a later role wins, with its flag, and is counted`() throws {
    var plan = Plan()
    let (ana, bo) = (try Sample.candidate("1"), try Sample.candidate("2"))
    #expect(
      plan.stage(try Sample.staged("10"), for: [ana, bo])
        == counts(2, 2, 0))
    #expect(
      plan.stage(try Sample.staged("11", replaces: true, at: 2), for: [ana])
        == counts(0, 1, 1))
    #expect(plan[ana.person.id]?.role == (try Sample.staged("11", replaces: true, at: 2)))
    #expect(plan[bo.person.id]?.role == (try Sample.staged("10")))
    #expect(plan.rows.map(\.person.id) == [ana.person.id, bo.person.id])
  }

  @Test func `projects add up, each once, in the order of staging`() throws {
    let ana = try Sample.candidate("1")
    var plan = try Sample.plan([ana], projects: ["2"])
    let tally = plan.assign(
      [try Sample.staged("2", at: 3), try Sample.staged("1", at: 3)], for: [ana])
    #expect(tally == counts(0, 1, 0))
    let row = try #require(plan[ana.person.id])
    #expect(row.projects.map(\.value.text) == ["2", "1"])
    #expect(row.origins.map(\.position) == [1, 2, 3])
  }

  @Test func `a profile of a project goes before the general one`() throws {
    let ana = try Sample.candidate("1")
    var plan = try Sample.plan([ana], projects: ["1", "2"])
    let one: ProjectID = try Sample.id("1")
    _ = plan.stage(try Sample.staged("20"), in: [], for: [ana])
    _ = plan.stage(try Sample.staged("21"), in: [one], for: [ana])
    let again = plan.stage(try Sample.staged("22"), in: [one], for: [ana])
    #expect(again.overridden == 1)
    let row = try #require(plan[ana.person.id])
    #expect(row.profile(in: one)?.value.text == "22")
    #expect(row.profile(in: try Sample.id("2"))?.value.text == "20")
  }

  @Test func `unassign takes projects and their profiles off the rows named`() throws {
    let (ana, bo) = (try Sample.candidate("1"), try Sample.candidate("2"))
    var plan = try Sample.plan([ana, bo], projects: ["1", "2"])
    let one: ProjectID = try Sample.id("1")
    _ = plan.stage(try Sample.staged("21"), in: [one], for: [ana])
    #expect(plan.unassign([one], for: [ana.person.id]) == 1)
    #expect(plan.unassign([one], for: [ana.person.id]) == 0)
    #expect(plan[ana.person.id]?.projects.map(\.value.text) == ["2"])
    #expect(plan[ana.person.id]?.profile(in: one) == nil)
    #expect(plan[bo.person.id]?.projects.count == 2)
  }

  @Test func `drop takes people off and leaves the others found`() throws {
    let people = try (1...3).map { try Sample.candidate("\($0)") }
    var plan = try Sample.plan(people)
    #expect(plan.drop([people[0].person.id, try Sample.person("404")]) == 1)
    #expect(plan[people[0].person.id] == nil)
    #expect(plan[people[2].person.id]?.person == people[2].person)
    #expect(plan.drop(Set(plan.rows.map(\.person.id))) == 2)
    #expect(plan.isEmpty)
  }

  @Test func `accept counts each person once`() throws {
    let ana = try Sample.candidate("1")
    var plan = try Sample.plan([ana])
    #expect(plan.accept([ana.person.id, try Sample.person("404")]) == 1)
    #expect(plan.accept([ana.person.id]) == 0)
    #expect(plan[ana.person.id]?.accepted == [.confusableEmail])
  }

  @Test func `only what can be accepted is, each reason by itself`() throws {
    let ana = try Sample.candidate("1")
    var plan = try Sample.plan([ana])
    #expect(plan.accept([ana.person.id], despite: .crmBot) == 0)
    #expect(plan.accept([ana.person.id], despite: .crmUnconfirmed) == 0)
    #expect(plan.accept([ana.person.id], despite: .crmUserType) == 1)
    #expect(plan.accept([ana.person.id], despite: .confusableEmail) == 1)
    #expect(plan[ana.person.id]?.accepted == [.confusableEmail, .crmUserType])
  }
}
