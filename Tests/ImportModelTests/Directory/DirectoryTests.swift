import ImportModel
import Testing

struct DirectoryTests {
  @Test func `people are found by id and by address, in fetched order`() throws {
    let directory = try Sample.directory()
    #expect(directory.count == 4 && Array(directory.rows()) == [0, 1, 2, 3])
    #expect(directory.row(of: try Sample.person("3")) == 2)
    #expect(directory.row(of: try Sample.person("5")) == nil)
    #expect(directory.id(at: 3)?.text == "4")
    #expect(directory.rows(of: try Sample.email("Ana@x.com")) == [0, 3])
    #expect(directory.rows(of: try Sample.email("nobody@x.com")) == [])
  }

  @Test func `an id that came before is left out`() throws {
    let directory = Directory(users: [
      try Sample.record("1", ["full_name": .text("first")]),
      try Sample.record("1", ["full_name": .text("second")]),
    ])
    #expect(directory.count == 1 && directory.text("full_name", at: 0) == "first")
  }

  @Test func `values come back as they were fetched`() throws {
    let directory = try Sample.directory()
    #expect(directory.text("CITY", at: 0) == "M\u{E1}laga")
    #expect(directory.text("city", at: 1) == nil && directory.text("no such", at: 0) == nil)
    let confirm = try Sample.place("confirm")
    #expect((0..<3).map { directory[$0, confirm] } == [.flag(true), .flag(false), .empty])
    let time = try Sample.place("modified_time")
    #expect((0..<3).map { directory[$0, time] } == [.time(100), .time(200), .empty])
  }

  @Test func `a value of the wrong type is missing, as is a short record`() throws {
    let directory = Directory(users: [
      try Sample.record("1", ["confirm": .text("yes"), "full_name": .flag(true)]),
      CRMUserRecord(id: try Sample.id("2"), values: []),
    ])
    for row in 0..<2 {
      #expect(
        directory.users.schema.fields.indices.allSatisfy { directory.users[row, $0] == .empty })
    }
  }

  @Test func `distinct values are counted, the most frequent first`() throws {
    let values = try Sample.directory().values(of: Sample.place("role"))
    #expect(values.map(\.value) == ["Sales", "CEO"] && values.map(\.count) == [2, 1])
  }

  @Test func `planning learns what it needs of a person`() throws {
    let directory = try Sample.directory()
    let ana = try #require(directory.person(at: 0))
    #expect(
      ana.id == (try Sample.person("1")) && ana.name == "Ana Lopez" && ana.isConfirmed == true)
    #expect(ana.email == (try Sample.email("ana@x.com")) && ana.status == "active")
    let cy = try #require(directory.person(at: 2))
    #expect(
      cy.email == nil && cy.emailText == nil && cy.isConfirmed != true && cy.status == "disabled")
  }

  @Test func `a thousand people are each found where they stand`() throws {
    let records = try (0..<1000).map { number in
      try Sample.record("\(number)", ["email": .text("P\(number)@x.com")])
    }
    let directory = Directory(users: records)
    for number in 0..<1000 {
      #expect(directory.row(of: try Sample.person("\(number)")) == number)
      #expect(directory.rows(of: try Sample.email("p\(number)@x.com")) == [number])
    }
  }
}
