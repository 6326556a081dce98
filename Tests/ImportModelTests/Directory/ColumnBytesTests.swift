import Testing

@testable import ImportModel

/// Tables as bytes: what was written comes back, and nothing else becomes a table.
@Suite struct ColumnBytesTests {
  private struct Buffer: ByteSink, ByteSource {
    var bytes: [UInt8] = []
    var place = 0

    var left: Int { bytes.count - place }

    mutating func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
      self.bytes.append(contentsOf: bytes)
      return true
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Bool {
      guard buffer.count <= left else { return false }
      buffer.copyBytes(from: bytes[place..<place + buffer.count])
      place += buffer.count
      return true
    }
  }

  private static let schema = PeopleSchema([
    Field("Email", .text), Field("Title", .choice), Field("Is", .flag), Field("At", .time),
  ])

  private static func table(_ count: Int) -> RecordTable<CRMContact> {
    var table = RecordTable<CRMContact>(schema)
    for number in 0..<count {
      guard let id = CRMContactID("7\(number)") else { continue }
      table.append(
        id: id,
        [
          number % 5 == 0
            ? .empty : .text("\(number % 2 == 0 ? "Ö" : "İ")\(number % 17)@X.example"),
          .text("T\(number % 3)"),
          number % 2 == 0 ? .flag(number % 4 == 0) : .empty, .time(Int64(number)),
        ])
    }
    return table
  }

  @Test(arguments: [0, 1, 2, 63, 64, 65, 1_000])
  func `a table comes back as it was`(count: Int) throws {
    let table = Self.table(count)
    var buffer = Buffer()
    #expect(table.write(to: &buffer))
    let back = try #require(RecordTable<CRMContact>(Self.schema, from: &buffer))
    #expect(back == table)
    #expect(buffer.left == 0)
    // It goes on as the other would.
    var (one, other) = (table, back)
    let id = try #require(CRMContactID("99"))
    one.append(id: id, [.text("new@x.example"), .text("new"), .flag(true), .time(1)])
    other.append(id: id, [.text("new@x.example"), .text("new"), .flag(true), .time(1)])
    #expect(one == other)
  }

  /// Whatever the bytes: nil, or a table in which every look is safe.
  @Test func `no bytes trap, and none are read beyond their end`() throws {
    let table = Self.table(3)
    var whole = Buffer()
    #expect(table.write(to: &whole))
    for length in 0..<whole.bytes.count {
      var cut = Buffer(bytes: Array(whole.bytes.prefix(length)))
      #expect(RecordTable<CRMContact>(Self.schema, from: &cut) == nil, "\(length)")
    }
    let email = try #require(EmailAddress("ö1@x.example"))
    for place in whole.bytes.indices {
      for bit in 0..<8 as Range<UInt8> {
        var changed = Buffer(bytes: whole.bytes)
        changed.bytes[place] ^= 1 << bit
        guard let other = RecordTable<CRMContact>(Self.schema, from: &changed) else { continue }
        for row in 0..<other.count {
          #expect(other.values(at: row).count == 4)
          _ = other.id(at: row)
          _ = other.canonicalEmail(at: row)
        }
        #expect(other.rows(of: email).count <= 3)
      }
    }
  }

  @Test func `columns that don't fit each other make no table`() {
    let one = TextColumn(bytes: [65], ends: [1], wideRows: [])
    let two = TextColumn(bytes: [65, 66], ends: [1, 2], wideRows: [])
    let twice = TextColumn(bytes: [65, 65], ends: [1, 2], wideRows: [])
    let missing = TextColumn(bytes: [65], ends: [1, 1], wideRows: [])
    let schema = PeopleSchema([Field("a", .text)])
    func make(_ ids: TextColumn?, _ emails: TextColumn?, _ column: TextColumn?) -> Bool {
      guard let ids, let emails, let column else { return false }
      return RecordTable<CRMContact>(
        schema, identifiers: ids, canonicalEmails: emails, columns: [.text(column)]) != nil
    }
    #expect(make(two, two, two))
    #expect(make(two, twice, missing))
    // A column that is shorter has no more values.
    #expect(make(two, one, one))
    #expect(!make(one, two, one))
    #expect(!make(one, one, two))
    #expect(!make(twice, two, two))
    #expect(!make(missing, two, two))
    #expect(TextColumn(bytes: [65], ends: [2], wideRows: []) == nil)
    #expect(TextColumn(bytes: [65, 66], ends: [2, 1], wideRows: []) == nil)
    #expect(TextColumn(bytes: [65], ends: [1], wideRows: [1, 1]) == nil)
    #expect(ChoiceColumn(values: ["", "a"], codes: [0, 2]) == nil)
    #expect(ChoiceColumn(values: ["", "a", "a"], codes: [0]) == nil)
    #expect(ChoiceColumn(values: ["a"], codes: [0]) == nil)
  }

  @Test func `two tables of one digest hold the same`() {
    struct Plain: ContentHash {
      func digest(of bytes: [UInt8]) -> String { bytes.map { String($0) }.joined(separator: " ") }
    }
    #expect(Self.table(9).digest(by: Plain()) == Self.table(9).digest(by: Plain()))
    #expect(Self.table(9).digest(by: Plain()) != Self.table(8).digest(by: Plain()))
  }
}
