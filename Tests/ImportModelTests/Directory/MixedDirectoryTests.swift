import ImportModel
import Testing

struct MixedDirectoryTests {
  @Test func `contacts stand behind users, and who is both is one person`() throws {
    let directory = try Sample.mixedDirectory()
    #expect(directory.count == 9)
    #expect(Array(directory.rows(of: .user)) == [0, 1, 2, 3])
    #expect(Array(directory.rows(of: .contact)) == [4, 5, 6, 7, 8])
    #expect(Array(directory.rows()) == [0, 1, 2, 3, 4, 6, 7, 8])
    #expect(directory.kind(at: 4) == .contact && directory.id(at: 4)?.text == "11")
    #expect(directory.rows(of: try Sample.email("ana@x.com")) == [0, 3, 5])
    #expect(directory.people(in: RowSet([0, 5, 6], capacity: 9)) == 2)
    #expect(directory.people(in: RowSet([5, 6], capacity: 9)) == 2)
  }

  @Test func `an id is that of its kind`() throws {
    let directory = try Sample.mixedDirectory()
    #expect(directory.row(of: .contact(try Sample.id("11"))) == 4)
    #expect(directory.row(of: .user(try Sample.id("11"))) == nil)
    #expect(PersonID(.contact, "11") == .contact(try Sample.id("11")))
    #expect(PersonID(.user, "not/an id") == nil)
  }

  @Test func `planning learns a contact's account, and whether they are an own user`() throws {
    let directory = try Sample.mixedDirectory()
    let eva = try #require(directory.person(at: 4))
    #expect(eva.account?.name == "Blue Kite" && eva.account?.id?.text == "91")
    #expect(!eva.isActiveUser && eva.status == "active" && eva.isConfirmed)
    #expect(try #require(directory.person(at: 5)).isActiveUser)
    #expect(try #require(directory.person(at: 6)).account == nil)
  }

  @Test func `accounts that share their name are told apart by id`() throws {
    let directory = try Sample.mixedDirectory()
    #expect(directory.accountIDs(named: "blue kite ") == ["91"])
    #expect(directory.accountIDs(named: "Acme") == ["92", "93"])
    #expect(directory.sharesName(AccountReference(id: nil, name: "ACME")))
    #expect(!directory.sharesName(AccountReference(id: nil, name: "Blue Kite")))
  }

  @Test func `a filter over both kinds takes a field that one lacks as empty`() throws {
    let people = JoinedPeople(
      directory: try Sample.mixedDirectory(), portal: nil, plan: Plan())
    let schemas = people.directory.schemas
    func rows(_ name: String, _ test: FilterTest) throws -> [Int] {
      let place = try #require(schemas.place(of: name, in: [.users, .contacts]))
      return Array(people.rows(matching: .test(.crm(place), test), in: people.directory.rows()))
    }
    #expect(try rows("department", .isOneOf(["sales"])) == [4, 6, 7, 8])
    #expect(try rows("department", .isEmpty) == [0, 1, 2, 3])
    #expect(try rows("role", .isOneOf(["sales"])) == [0, 1])
    #expect(try rows("modified_time", .within(from: 150, before: nil)) == [1, 4, 6, 7, 8])
    #expect(
      Array(
        people.rows(
          matching: .test(.kind, .isOneOf(["contact"])), in: people.directory.rows()))
        == [0, 3, 4, 6, 7, 8])
  }

  @Test func `fields that both kinds have are of one type`() {
    let schemas = CRMSchemas()
    for field in schemas.users.fields {
      guard let index = schemas.contacts.index(of: field.apiName) else { continue }
      let other = schemas.contacts.fields[index].type
      #expect([.text, .choice].contains(field.type) == [.text, .choice].contains(other))
    }
  }
}

struct RecordTableTests {
  @Test func `an index grows with its table, and repeated addresses are all found`() throws {
    var table = RecordTable<CRMContact>(.contacts)
    for number in 0..<20_000 {
      let email = FieldValue.text("p\(number % 5_000)@x.com")
      #expect(table.append(id: try Sample.id("\(number)"), [email]))
    }
    #expect(!table.append(id: try Sample.id("7"), []) && table.count == 20_000)
    #expect(table.rows(of: try Sample.email("P17@x.com")) == [17, 5_017, 10_017, 15_017])
    #expect(table.row(of: try Sample.id("19999")) == 19_999)
    #expect(table.row(of: try Sample.id("20000")) == nil)
  }

  @Test func `newer records go before older ones of the same id`() throws {
    var (old, new) = (RecordTable<CRMContact>(.contacts), RecordTable<CRMContact>(.contacts))
    old.append([
      try Sample.contact("1", ["Full_Name": .text("old")]),
      try Sample.contact("2", ["Full_Name": .text("two")]),
    ])
    new.append([try Sample.contact("1", ["Full_Name": .text("new")])])
    let merged = new.merging(old)
    #expect(merged.count == 2 && merged.text("full_name", at: 0) == "new")
    #expect(merged.text("full_name", at: 1) == "two")
  }

  @Test func `a filter holds for a record before it is kept`() throws {
    let schemas = CRMSchemas()
    let record = try Sample.contact(
      "1", ["Department": .text("IT"), "Email_Opt_Out": .flag(true), "Created_Time": .time(5)])
    func holds(_ name: String, _ test: FilterTest) throws -> Bool {
      let place = try #require(schemas.place(of: name, in: [.contacts]))
      return Filter.test(.crm(place), test).holds(for: record, of: .contacts)
    }
    #expect(try holds("department", .isOneOf(["it"])) && holds("title", .isEmpty))
    #expect(try holds("email_opt_out", .isFlag(true)))
    #expect(try holds("created_time", .within(from: 5, before: 6)))
    #expect(try !holds("created_time", .within(from: 6, before: nil)))
    #expect(Filter.not(.test(.id, .isOneOf(["2"]))).holds(for: record, of: .contacts))
  }

  @Test func `a range of rows is what a loop would insert`() {
    for (low, high) in [(0, 0), (0, 200), (3, 64), (63, 65), (64, 128), (130, 131), (1, 199)] {
      let set = RowSet(low..<high, capacity: 200)
      #expect(Array(set) == Array(low..<high) && set.count == high - low)
    }
    let grown = RowSet([1, 70], capacity: 71).extended(to: 300)
    #expect(Array(grown) == [1, 70] && grown.capacity == 300)
  }
}
