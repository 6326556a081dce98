import ImportModel
import Testing

/// Filters over a record that was just fetched and is in no directory.
struct RecordFilterTests {
  private let record: CRMRecord

  init() throws {
    record = try Sample.contact(
      "1", ["Department": .text("IT"), "Email_Opt_Out": .flag(true), "Created_Time": .time(5)])
  }

  private func test(_ name: String, _ test: FilterTest) throws -> Filter {
    .test(.crm(try #require(CRMSchemas().place(of: name, in: Set(CRMModule.allCases)))), test)
  }

  private func holds(_ filter: Filter) -> Bool { filter.holds(for: record, of: .contacts) }

  @Test func `each type of value is tested as in a directory`() throws {
    #expect(try holds(test("department", .isOneOf(["it"]))))
    #expect(try holds(test("department", .glob(Glob("i*")))))
    #expect(try !holds(test("department", .isOneOf(["sales"]))))
    #expect(try holds(test("email_opt_out", .isFlag(true))))
    #expect(try !holds(test("email_opt_out", .isFlag(false))))
    #expect(try holds(test("created_time", .within(from: 5, before: 6))))
    #expect(try !holds(test("created_time", .within(from: 6, before: nil))))
    #expect(try !holds(test("created_time", .within(from: nil, before: 5))))
    #expect(try !holds(test("modified_time", .within(from: nil, before: nil))))
  }

  @Test func `what a record lacks is empty: a value, a field, a column cut off`() throws {
    #expect(try holds(test("title", .isEmpty)))
    #expect(try !holds(test("title", .isOneOf(["x"]))))
    #expect(try holds(test("industry", .isEmpty)))
    let short = CRMRecord(id: record.id, values: [])
    #expect(try test("department", .isEmpty).holds(for: short, of: .contacts))
    // The column of contacts' departments is no department of users.
    #expect(try test("department", .isEmpty).holds(for: record, of: .users))
  }

  @Test func `filters combine as logic does`() throws {
    let (yes, no) = (
      try test("department", .isOneOf(["it"])), try test("department", .isOneOf(["hr"]))
    )
    #expect(holds(.all([yes, .not(no)])) && !holds(.all([yes, no])))
    #expect(holds(.any([no, yes])) && !holds(.any([no, no])))
    #expect(holds(.all([])) && !holds(.any([])))
  }

  @Test func `of other fields only the id counts`() {
    #expect(holds(.test(.id, .isOneOf(["1"]))) && !holds(.test(.id, .isOneOf(["2"]))))
    for field in [FilterField.portalStatus, .planRole, .portalCustomer, .planCustomer] {
      #expect(holds(.test(field, .isEmpty)) && !holds(.test(field, .glob(Glob("*")))))
    }
  }
}
