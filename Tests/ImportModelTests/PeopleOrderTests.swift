import ImportModel
import Testing

/// People found by how their addresses and names begin.
struct PeopleOrderTests {
  private static let names = [
    "Ana Ruiz", "Ben Okri", "Zoë Ångström", "Li Wei", "Ana-María de la Cruz", "",
  ]

  private static func directory(_ count: Int) -> Directory {
    var users = RecordTable<CRMUser>(.users)
    for number in 0..<count {
      let values: [String: FieldValue] = [
        "email": number % 17 == 3 ? .empty : .text("P\(number * 7919 % 9973)@Zylker.example"),
        "full_name": .text(names[number % names.count]),
      ]
      guard let id = CRMUserID(String(number + 1)) else { continue }
      users.append(id: id, PeopleSchema.users.fields.map { values[$0.key] ?? .empty })
    }
    return Directory(users: users)
  }

  @Test(arguments: ["", "p", "p1", "p12", "p123@zylker.example", "q", "p99", "zyl"])
  func `the addresses that begin with a text are found as by looking at all`(text: String) {
    let directory = Self.directory(2_000)
    let order = PeopleOrder(directory)
    let expected = (0..<directory.count).map(directory.canonicalEmail(at:))
      .filter { !$0.isEmpty && $0.hasPrefix(text) }.sorted()
    let found = order.rows(withAddressBeginning: text, in: directory, limit: 5_000)
      .map(directory.canonicalEmail(at:))
    #expect(found == expected)
    let few = order.rows(withAddressBeginning: text, in: directory, limit: 3)
      .map(directory.canonicalEmail(at:))
    #expect(
      few == (expected.count <= 3 ? expected : Array(expected.prefix(2)) + expected.suffix(1)))
  }

  @Test(arguments: [
    ("ana", 2), ("okri", 1), ("å", 1), ("cruz", 1), ("maría", 1), ("xyz", 0), ("d", 1),
    ("ångström", 1),
  ])
  func `people are found by every word of their names`(text: String, kinds: Int) {
    let directory = Self.directory(60)
    let rows = PeopleOrder(directory).rows(withNameBeginning: text, in: directory, limit: 100)
    #expect(rows.count == kinds * 10)
    #expect(Set(rows).count == rows.count)
  }
}
