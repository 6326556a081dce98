import ImportModel
import Testing

@testable import CRMShell

struct RowOrderTests {
  @Test(arguments: [0, 1, 3, 20, 49, 50, 199, 200, 500], [false, true])
  func `the first rows are those that sorting everything gives`(limit: Int, isDown: Bool) throws {
    var contacts = RecordTable<CRMContact>(.contacts)
    let names = try #require(contacts.schema.index(of: "last_name"))
    for number in 0..<200 {
      let id = try #require(CRMContactID("\(1_000 + number)"))
      var values = contacts.schema.fields.map { _ in FieldValue.empty }
      // Many have one name, in one case or another, and some have none.
      let name = "\(number % 2 == 0 ? "n" : "N")ame \((number * 7_919) % 31)"
      if number % 9 > 0 { values[names] = .text(name) }
      contacts.append(id: id, values)
    }
    let people = JoinedPeople(directory: Directory(contacts: contacts), portal: nil, plan: Plan())
    let place = try #require(
      people.directory.schemas.place(of: "Last_Name", in: [.contacts]))
    let order = RowOrder(field: .crm(place), descending: isDown)
    let rows = Array((0..<200).reversed())
    let all = order.sorted(rows, of: people)
    #expect(Set(all) == Set(rows))
    #expect(order.sorted(rows, of: people, limit: limit) == Array(all.prefix(limit)))
  }
}
