import Testing

@testable import ImportModel

/// What is written by column is what the same values one by one would be.
struct RecordWriterTests {
  private static let schema = PeopleSchema.contacts.adding([Field("Tier", .choice)])
  private static let texts = [
    "", " ", "Ana", "ana@x.com", "Ana@X.com", " ana@x.com ", "a@b", "@b", "a@@b", "a@.b", "a@b.",
    "Zoë@Bücher.example", "KELVIN\u{212A}@x.com", "İ", "王小明", "call me", "a,b@c", "\u{A0}", "x\ty",
    "quo\"te@x.com", "Blue Kite", "ACME", "e\u{301}", "é",
    String(repeating: "l", count: 250) + "@x.com",
  ]

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a page by column makes the same table as its values`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var (byValue, byColumn) = (
      RecordTable<CRMContact>(Self.schema), RecordTable<CRMContact>(Self.schema)
    )
    let isRare = seed % 3 == 0
    for _ in 0..<4 {
      var writer = RecordWriter(Self.schema)
      let plain = try Self.write(to: &writer, isRare: isRare, &random)
      let records = writer.records()
      #expect(records.map(\.id) == plain.map(\.id))
      let new = byValue.append(plain)
      // A part of them, as a filter leaves it, and then all of them.
      var kept: [Int] = []
      for index in records.indices where Bool.random(using: &random) { kept.append(index) }
      if seed % 2 == 0 {
        #expect(byColumn.append(records) == new)
      } else {
        var other = byColumn
        byColumn.append(kept.map { records[$0] })
        other.append(kept.map { plain[$0] })
        #expect(byColumn == other)
        byColumn.append(records)
        byValue = other
        byValue.append(plain)
      }
    }
    #expect(byColumn == byValue)
    try Self.expectSame(byColumn, byValue)
  }

  /// Writes records, some at a time; the same one by one.
  private static func write(
    to writer: inout RecordWriter, isRare: Bool, _ random: inout SeededGenerator
  ) throws -> [CRMRecord] {
    var (plain, added): ([CRMRecord], [(id: String, values: [FieldValue])]) = ([], [])
    for _ in 0..<Int.random(in: 0..<90, using: &random) {
      let values = values(isRare: isRare, &random)
      let id = ["0", "007", "x-\(Int.random(in: 0..<9, using: &random))", "18446744073709551615"]
        .randomElement(using: &random)
      let number = "\(UInt64.random(in: 0..<200, using: &random))"
      let text = Int.random(in: 0..<9, using: &random) == 0 ? id ?? number : number
      plain.append(CRMRecord(id: try Sample.id(text), values: schema.named(values)))
      added.append((text, values))
      guard Int.random(in: 0..<9, using: &random) == 0 else { continue }
      #expect(add(added, to: &writer))
      added = []
    }
    #expect(add(added, to: &writer))
    return plain
  }

  private static func expectSame(
    _ byColumn: RecordTable<CRMContact>, _ byValue: RecordTable<CRMContact>
  ) throws {
    for row in 0..<byValue.count {
      #expect(byColumn.values(at: row) == byValue.values(at: row))
      #expect(byColumn.canonicalEmail(at: row) == byValue.canonicalEmail(at: row))
      #expect(byColumn.row(of: try #require(byValue.id(at: row))) == row)
      if let email = EmailAddress(byValue.canonicalEmail(at: row)) {
        #expect(byColumn.rows(of: email) == byValue.rows(of: email))
        #expect(byColumn.rows(of: email).contains(row))
      }
    }
    let choice = try #require(schema.index(of: "tier"))
    #expect(byColumn.counts(of: choice) == byValue.counts(of: choice))
  }

  @Test func `an address is kept in its canonical form, as EmailAddress has it`() throws {
    var table = RecordTable<CRMContact>(PeopleSchema([Field("Email", .text)]))
    for (number, text) in Self.texts.enumerated() {
      table.append(id: try Sample.id("\(number)"), [.text(text)])
    }
    for (row, text) in Self.texts.enumerated() {
      #expect(table.canonicalEmail(at: row) == EmailAddress(text)?.canonical ?? "", "\(text)")
    }
  }

  @Test func `what is no id makes no record`() {
    var writer = RecordWriter(Self.schema)
    for text in ["", "a b", "ü", String(repeating: "1", count: 65)] {
      #expect(!Self.add([("1", []), (text, [])], to: &writer), "\(text)")
    }
    #expect(writer.records().isEmpty)
  }

  @Test(arguments: [255, 256, 257, 65_535, 65_536, 65_537])
  func `codes grow wider as there are more values`(count: Int) throws {
    var column = ChoiceColumn()
    for number in 0..<count { column.append("v\(number)", at: 2 * number) }
    column.append("v0", at: 2 * count)
    #expect(column.distinct == count + 1 && column.count == 2 * count + 1)
    for number in stride(from: 0, to: count, by: 251) {
      #expect(column[2 * number] == "v\(number)" && column[2 * number + 1].isEmpty)
    }
    #expect(column[2 * count] == "v0" && column[2 * count + 9].isEmpty)
    var other = ChoiceColumn()
    other.append("v1", at: 0)
    other.append(0..<column.count, of: column, at: 1)
    #expect((0..<column.count).allSatisfy { other[$0 + 1] == column[$0] })
  }

  @Test func `a column of nothing takes no room, and tests see its rows as empty`() throws {
    var table = RecordTable<CRMContact>(.contacts)
    table.append([
      try Sample.contact("1", ["Last_Name": .text("A")]), try Sample.contact("2", [:]),
    ])
    #expect(table.column(try #require(table.schema.index(of: "phone"))).count == 0)
    let directory = Directory(contacts: table)
    let people = JoinedPeople(directory: directory, portal: nil, plan: Plan())
    for name in ["Phone", "Title", "Email_Opt_Out", "Created_Time", "Last_Name"] {
      let place = try #require(directory.schemas.place(of: name, in: [.contacts]))
      let empty = people.rows(matching: .test(.crm(place), .isEmpty), in: directory.rows())
      #expect(Array(empty) == (name == "Last_Name" ? [1] : [0, 1]), "\(name)")
      let others: [FilterTest] = [
        .isFlag(true), .within(from: nil, before: nil), .isOneOf(["a"]), .glob(Glob("*a*")),
      ]
      for test in others {
        let found = people.rows(matching: .test(.crm(place), test), in: directory.rows())
        #expect(found.isSubset(of: name == "Last_Name" ? [0] : []), "\(name) \(test)")
      }
    }
  }

  private static func values(
    isRare: Bool, _ random: inout SeededGenerator
  ) -> [FieldValue] {
    schema.fields.map { field in
      guard Int.random(in: 0..<(isRare ? 60 : 3), using: &random) == 0 else { return .empty }
      switch field.type {
      case .text, .choice: return .text(texts.randomElement(using: &random) ?? "")
      case .flag: return .flag(Bool.random(using: &random))
      case .time: return .time(Int64.random(in: -9...9, using: &random))
      }
    }
  }

  private static func add(
    _ records: [(id: String, values: [FieldValue])], to writer: inout RecordWriter
  ) -> Bool {
    // Every text in one piece of memory, the ids in front.
    var (bytes, places): ([UInt8], [[Range<Int>]]) = ([], [])
    for record in records {
      places.append(
        ([.text(record.id)] + record.values).map { value in
          guard case .text(let text) = value else { return 0..<0 }
          bytes += Array(text.utf8)
          return bytes.count - text.utf8.count..<bytes.count
        })
    }
    return bytes.withUnsafeBytes { bytes in
      writer.add(records.count) { row in
        UnsafeRawBufferPointer(rebasing: bytes[places[row][0]])
      } cell: { column, row in
        guard column < records[row].values.count else { return .empty }
        return switch records[row].values[column] {
        case .text(let text):
          row % 2 == 0
            ? .made(text) : .text(UnsafeRawBufferPointer(rebasing: bytes[places[row][column + 1]]))
        case .flag(let flag): .flag(flag)
        case .time(let time): .time(time)
        case .empty: .empty
        }
      }
    }
  }
}

extension RowSet {
  fileprivate func isSubset(of rows: [Int]) -> Bool { allSatisfy(rows.contains) }
}
