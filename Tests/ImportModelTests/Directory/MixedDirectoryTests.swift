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
    #expect(!eva.isActiveUser && eva.status == "active" && eva.isConfirmed == true)
    #expect(try #require(directory.person(at: 5)).isActiveUser)
    #expect(try #require(directory.person(at: 6)).account == nil)
  }

  @Test func `accounts that share their name are told apart by id`() throws {
    let directory = try Sample.mixedDirectory()
    #expect(directory.accountIDs(named: "blue kite ") == ["91"])
    #expect(directory.accountIDs(named: "Acme") == ["92", "93"])
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

  @Test func `a contact is told by the account fetched, else as the contact names it`() throws {
    let mixed = try Sample.mixedDirectory()
    var accounts = RecordTable<CRMAccount>(.accounts)
    for (id, name) in [("91", "Blue Kite Ltd"), ("94", "acme "), ("95", "Lone")] {
      accounts.append([
        try Sample.record(id, ["Account_Name": .text(name)], in: .accounts)
      ])
    }
    let directory = Directory(users: mixed.users, contacts: mixed.contacts, accounts: accounts)
    #expect(directory.accountIDs(named: "Blue Kite Ltd") == ["91"])
    #expect(directory.accountIDs(named: "Blue Kite") == [])
    #expect(directory.accountIDs(named: "ACME") == ["92", "93", "94"])
    #expect(directory.accountIDs(named: " lone") == ["95"])
    #expect(directory.count == mixed.count)
  }

  @Test func `twins are the contacts of a user's address, of whatever state the user is`() throws {
    let directory = try Sample.mixedDirectory()
    #expect((0..<9).filter(directory.isTwin) == [5])
    let left = Directory(
      users: [
        try Sample.record("1", ["email": .text("EVA@kite.com"), "status": .text("disabled")])
      ]
    ).users
    let other = Directory(users: left, contacts: directory.contacts)
    #expect(Array(other.rows()) == [0, 2, 3, 4, 5] && other.isTwin(1))
    #expect(try #require(other.person(at: 1)).isActiveUser == false)
  }

  @Test func `two contacts without an address are two people`() throws {
    var contacts = RecordTable<CRMContact>(.contacts)
    contacts.append([try Sample.contact("1", [:]), try Sample.contact("2", [:])])
    let directory = Directory(
      users: Directory(users: [try Sample.record("1", [:])]).users, contacts: contacts)
    #expect(directory.people(in: directory.rows()) == 3)
    #expect(directory.id(at: 0) != directory.id(at: 1))
  }

  @Test func `values of both kinds are counted together`() throws {
    var contacts = RecordTable<CRMContact>(.contacts)
    contacts.append([
      try Sample.contact("1", ["Reporting_To": .text("Ana")]),
      try Sample.contact("2", ["Reporting_To": .text("Bo")]),
    ])
    let users = Directory(users: [try Sample.record("1", ["Reporting_To": .text("Bo")])]).users
    let place = try #require(CRMSchemas().place(of: "reporting_to", in: [.users, .contacts]))
    let values = Directory(users: users, contacts: contacts).values(of: place)
    #expect(values.map(\.value) == ["Bo", "Ana"] && values.map(\.count) == [2, 1])
  }
}
