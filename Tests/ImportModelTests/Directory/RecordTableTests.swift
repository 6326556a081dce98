import ImportModel
import Testing

struct RecordTableTests {
  @Test func `a hundred thousand records are each found by id and by address`() throws {
    let table = try filled(100_000, addresses: 99_000)
    #expect(table.count == 100_000)
    for number in stride(from: 0, to: 100_000, by: 37) {
      #expect(table.row(of: try Sample.id("\(number)")) == number)
      #expect(table.id(at: number)?.text == "\(number)")
    }
    for number in stride(from: 1_000, to: 99_000, by: 41) {
      #expect(table.rows(of: try Sample.email("P\(number)@X.com")) == [number])
    }
    #expect(table.rows(of: try Sample.email("p999@x.com")) == [999, 99_999])
    #expect(table.row(of: try Sample.id("100000")) == nil)
    #expect(table.rows(of: try Sample.email("p99000@x.com")) == [])
  }

  @Test func `an index grows without losing what it had`() throws {
    // Around each size at which it doubles.
    for count in [7, 8, 9, 15, 16, 17, 31, 32, 33, 255, 256, 257] {
      let table = try filled(count, addresses: count)
      for number in 0..<count {
        #expect(table.row(of: try Sample.id("\(number)")) == number)
        #expect(table.rows(of: try Sample.email("p\(number)@x.com")) == [number])
      }
      #expect(table.row(of: try Sample.id("\(count)")) == nil)
    }
  }

  @Test func `repeated addresses are chained in the order fetched`() throws {
    let table = try filled(20_000, addresses: 5_000)
    #expect(table.rows(of: try Sample.email("P17@x.com")) == [17, 5_017, 10_017, 15_017])
    let one = try filled(3_000, addresses: 1)
    #expect(one.rows(of: try Sample.email("p0@x.com")) == Array(0..<3_000))
  }

  @Test func `an id that is there is not taken again`() throws {
    var table = try filled(100, addresses: 100)
    let before = table
    #expect(!table.append(id: try Sample.id("7"), [.text("new@x.com")]))
    #expect(table == before)
    #expect(table.rows(of: try Sample.email("new@x.com")) == [])
    let page = [
      try Sample.contact("7", [:]), try Sample.contact("100", [:]), try Sample.contact("100", [:]),
    ]
    #expect(table.append(page) == 1 && table.count == 101)
  }

  /// Ids that go up, and those that go down, are found without an index; the others by one.
  @Test(arguments: [
    ["1", "2", "5", "9", "12"], ["12", "9", "5", "2", "1"], ["1", "5", "9", "2", "12"],
    ["9", "5", "12", "1", "2"], ["1", "2", "x-5", "9", "12"], ["x-1", "x-2", "3", "1", "2"],
    ["5", "012", "12", "1", "2"], ["7", "7", "3", "3", "7"],
  ]) func `ids in any order are found, and none is taken twice`(ids: [String]) throws {
    let wanted = ids.enumerated().filter { place, id in ids.firstIndex(of: id) == place }.map(\.1)
    var (single, paged) = (
      RecordTable<CRMContact>(.contacts), RecordTable<CRMContact>(.contacts)
    )
    for id in ids { single.append(id: try Sample.id(id), []) }
    for id in ids { #expect(!single.append(id: try Sample.id(id), [])) }
    var writer = RecordWriter(.contacts)
    let texts = (ids + ids).map { Array($0.utf8) }
    let bytes = texts.flatMap { $0 }
    let isWritten = bytes.withUnsafeBytes { bytes in
      writer.add(texts.count) { row in
        let start = texts[..<row].reduce(0) { $0 + $1.count }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<start + texts[row].count])
      } cell: { _, _ in
        .empty
      }
    }
    #expect(isWritten && paged.append(writer.records()) == wanted.count)
    for table in [single, paged] {
      #expect(table == single && table.count == wanted.count)
      for (row, id) in wanted.enumerated() {
        #expect(table.row(of: try Sample.id(id)) == row && table.id(at: row)?.text == id)
      }
      for id in ["0", "3", "4", "8", "13", "x"] where !ids.contains(id) {
        #expect(table.row(of: try Sample.id(id)) == nil)
      }
    }
  }

  @Test func `ids in order take no index`() throws {
    let rising = try filled(1_000, addresses: 1)
    #expect(rising.memory.idIndex < 1_000)
    var broken = rising
    broken.append(id: try Sample.id("x"), [])
    #expect(broken.memory.idIndex >= 16 * 1_000)
  }

  @Test func `records without an address, or with none that is one, are not found by it`() throws {
    var table = RecordTable<CRMContact>(.contacts)
    for (id, email) in [("1", FieldValue.empty), ("2", .text("")), ("3", .text("call me"))] {
      table.append(id: try Sample.id(id), [email])
    }
    table.append(id: try Sample.id("4"), [])
    #expect((0..<4).allSatisfy { table.canonicalEmail(at: $0).isEmpty } && table.count == 4)
    #expect(table.text("email", at: 2) == "call me" && table.text("email", at: 1) == nil)
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

  @Test func `a table of other columns is merged by their names`() throws {
    let wide = PeopleSchema.contacts.adding([Field("Tier", .choice), Field("EMAIL", .text)])
    #expect(wide.fields.count == PeopleSchema.contacts.fields.count + 1)
    var (old, new) = (
      RecordTable<CRMContact>(wide), RecordTable<CRMContact>(.contacts.adding([]))
    )
    old.append([
      try Sample.record(
        "1", ["Tier": .text("gold"), "Email": .text("a@x.com"), "Created_Time": .time(5)], in: wide)
    ])
    new.append([try Sample.contact("2", [:])])
    let narrowed = new.merging(old)
    #expect(narrowed.count == 2)
    #expect(narrowed.rows(of: try Sample.email("A@x.com")) == [1])
    #expect(narrowed.text("tier", at: 1) == nil)
    let created = try #require(narrowed.schema.index(of: "created_time"))
    #expect(narrowed[1, created] == .time(5))
    let widened = old.merging(new)
    #expect(widened.text("TIER", at: 0) == "gold" && widened.text("tier", at: 1) == nil)
  }

  @Test func `what is new is told by ids, however many went meanwhile`() throws {
    func table(_ ids: Range<Int>) throws -> RecordTable<CRMContact> {
      var table = RecordTable<CRMContact>(.contacts)
      table.append(try ids.map { try Sample.contact("\($0)", [:]) })
      return table
    }
    let old = try table(0..<10)
    #expect(try table(5..<15).countNew(since: old) == 5)
    #expect(try table(3..<8).countNew(since: old) == 0)
    #expect(try old.countNew(since: table(0..<0)) == 10)
  }

  /// Contacts `0`, `1` … whose addresses repeat after so many.
  private func filled(_ count: Int, addresses: Int) throws -> RecordTable<CRMContact> {
    var table = RecordTable<CRMContact>(PeopleSchema([Field("Email", .text)]))
    for number in 0..<count {
      let email = FieldValue.text("p\(number % addresses)@x.com")
      table.append(id: try Sample.id("\(number)"), [email])
    }
    return table
  }
}
