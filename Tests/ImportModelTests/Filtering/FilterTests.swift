import ImportModel
import Testing

struct FilterTests {
  private let people: JoinedPeople

  init() throws {
    let directory = try Sample.directory()
    var plan = Plan()
    let candidates = [0, 2].compactMap { directory.person(at: $0) }
      .map { PlanCandidate(person: $0, matched: []) }
    _ = plan.stage(try Sample.staged("10"), for: candidates)
    _ = plan.assign([try Sample.staged("1"), try Sample.staged("2")], for: candidates)
    let portal = try Sample.portal(
      users: [Sample.user("bo@partner.com", status: .invited)],
      members: ["1": [Sample.member("bo@partner.com")], "2": [Sample.member("bo@partner.com")]])
    people = JoinedPeople(directory: directory, portal: portal, plan: plan)
  }

  private func rows(_ filter: Filter) -> [Int] {
    Array(people.rows(matching: filter, in: people.directory.rows()))
  }

  private func rows(_ field: String, _ test: FilterTest) throws -> [Int] {
    rows(.test(try Sample.field(field), test))
  }

  @Test func `text is compared lower-cased`() throws {
    #expect(try rows("role", .isOneOf(["sales"])) == [0, 1])
    #expect(try rows("role", .isOneOf(["sales", "ceo"])) == [0, 1, 2])
    #expect(try rows("city", .glob(Glob("M\u{C1}*"))) == [0])
    #expect(try rows("full_name", .pattern(Pattern("^ana|^BO$"))) == [0, 1])
    #expect(try rows("email", .isOneOf(["ana@x.com"])) == [0, 3])
  }

  @Test func `a missing value is empty, and different from any other`() throws {
    #expect(try rows("role", .isEmpty) == [3])
    #expect(try rows("phone", .isEmpty) == [2, 3])
    #expect(rows(.not(.test(try Sample.field("role"), .isOneOf(["sales"])))) == [2, 3])
    #expect(rows(.not(.test(try Sample.field("confirm"), .isFlag(true)))) == [1, 2])
    #expect(try rows("role", .glob(Glob("*"))) == [0, 1, 2])
  }

  @Test func `flags and times are tested by value`() throws {
    #expect(try rows("confirm", .isFlag(true)) == [0, 3])
    #expect(try rows("confirm", .isFlag(false)) == [1])
    #expect(try rows("confirm", .isEmpty) == [2])
    #expect(try rows("modified_time", .within(from: 100, before: 200)) == [0])
    #expect(try rows("modified_time", .within(from: 101, before: nil)) == [1])
    #expect(try rows("modified_time", .within(from: nil, before: 201)) == [0, 1])
    #expect(try rows("modified_time", .isEmpty) == [2, 3])
  }

  @Test func `whole numbers are ordered by value, other text by scalar`() throws {
    #expect(try rows("phone", .ordered(.less, "10")) == [0])
    #expect(try rows("phone", .ordered(.lessOrEqual, "10")) == [0, 1])
    #expect(try rows("phone", .ordered(.greaterOrEqual, "10")) == [1])
    #expect(try rows("role", .ordered(.greater, "ceo")) == [0, 1])
  }

  @Test func `filters combine as logic does`() throws {
    let sales = Filter.test(try Sample.field("role"), .isOneOf(["sales"]))
    let sure = Filter.test(try Sample.field("confirm"), .isFlag(true))
    #expect(rows(.all([sales, sure])) == [0])
    #expect(rows(.any([sales, sure])) == [0, 1, 3])
    #expect(rows(.not(.any([sales, sure]))) == [2])
    #expect(rows(.all([])) == [0, 1, 2, 3] && rows(.any([])) == [])
    #expect(Filter.all([sales, .not(sure), sales]).fields.count == 2)
    var base = RowSet(capacity: 4)
    base.insert(1)
    #expect(Array(people.rows(matching: .not(sure), in: base)) == [1])
  }

  @Test func `the portal's side is joined by address`() {
    #expect(rows(.test(.portalStatus, .isOneOf(["absent"]))) == [0, 2, 3])
    #expect(rows(.test(.portalStatus, .isOneOf(["invited"]))) == [1])
    #expect(rows(.test(.portalRole, .isOneOf(["role 10"]))) == [1])
    #expect(rows(.test(.portalProfile, .isEmpty)) == [0, 2, 3])
    #expect(rows(.test(.portalProjects, .isOneOf(["app"]))) == [1])
    #expect(people.portalProjects(at: 1) == ["Website", "App"])
  }

  @Test func `the plan's side is joined by CRM id`() {
    #expect(rows(.test(.planRole, .isOneOf(["role 10"]))) == [0, 2])
    #expect(rows(.test(.planProjects, .isOneOf(["website"]))) == [0, 2])
    #expect(rows(.test(.planProfile, .isEmpty)) == [0, 1, 2, 3])
    #expect(rows(.test(.planChange, .isOneOf(["add"]))) == [0])
    #expect(rows(.test(.planReason, .isOneOf(["no-email"]))) == [2])
    #expect(rows(.test(.kind, .isOneOf(["user"]))) == [0, 1, 2, 3])
    #expect(rows(.test(.id, .isOneOf(["4"]))) == [3])
  }

  @Test func `without a portal its fields are empty and everybody is absent`() throws {
    let alone = JoinedPeople(directory: try Sample.directory(), portal: nil, plan: Plan())
    let all = alone.directory.rows()
    #expect(alone.rows(matching: .test(.portalRole, .isEmpty), in: all).count == 4)
    #expect(alone.rows(matching: .test(.planChange, .isEmpty), in: all).count == 4)
  }
}
