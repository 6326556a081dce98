import ImportEngine
import ImportModel
import Testing
import ZohoWire

@testable import ZohoClient

/// The reader of Bulk Read files beside one that goes byte by byte and makes a text of each cell.
struct BulkColumnsTests {
  private static let pieces = [
    "a", "bc", "7", "42", ",", ",", ",", "\n", "\r\n", "\r", "\"", "\"\"", "\"x,\ny\"", "ü", " ",
    "\u{FEFF}", "id", "true", "2026-03-02T09:15:00+05:30", "\"a\"\"b\"",
  ]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `rows are those of the plain reader, however the text is cut`(seed: UInt64) {
    var random = Generator(state: seed)
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0..<40, using: &random) {
      text += Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
    }
    if seed % 10 == 0 { text.append(0xFF) }
    #expect(Self.rows(text, &random) == Self.plainRows(text))
  }

  @Test func `a row may be as long as the limit, and no longer`() {
    var random = Generator(state: 1)
    for length in [CSVRows.longestRow - 1, CSVRows.longestRow, CSVRows.longestRow + 1] {
      let text = [UInt8](repeating: 0x61, count: length - 1) + [0x0A]
      let rows = Self.rows(text, &random)
      #expect(rows == Self.plainRows(text))
      #expect((rows == .failure(FileProblem("a row of the CSV is too long"))) == (length > 1 << 20))
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `records are those that pages would have had`(seed: UInt64) throws {
    var random = Generator(state: seed)
    let schema = PeopleSchema.contacts.adding([Field("Tier", .choice), Field("Gold", .flag)])
    var names = schema.fields.map { $0.path[0] } + schema.fields.compactMap(\.queryName)
    names = Array(Set(names)).sorted().filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
    if seed % 4 == 0 { names.append("Email") }
    let heads = (["Id"] + names).shuffled(using: &random)
    var columns = BulkColumns(heads, of: schema)
    var writer = RecordWriter(schema)
    var expected: [CRMRecord] = []
    var nameless: Set<Int> = []
    var rows: [[String]] = []
    for number in 0..<50 {
      let row = heads.map { $0 == "Id" ? "\(900 + number)" : Self.cell(&random) }
      rows.append(row)
      let told = Self.record(heads, row, schema)
      for (index, field) in schema.fields.enumerated() where field.isNameless(in: told.fields) {
        nameless.insert(index)
      }
      expected += try ZohoCRM.records([told], RecordQuery(.contacts, schema: schema))
    }
    var text = CSVRows()
    text.add(Array(rows.map { $0.joined(separator: ",") + "\n" }.joined().utf8))
    for most in [1, 30, 90] {
      try text.rows(isEnd: true, most: most) { batch throws(FileProblem) in
        try columns.write(batch, to: &writer)
      }
    }
    var (byColumn, byValue) = (
      RecordTable<CRMContact>(schema), RecordTable<CRMContact>(schema)
    )
    byColumn.append(writer.records())
    byValue.append(expected)
    #expect(byColumn == byValue)
    #expect(byValue.count == 50 && columns.nameless == nameless)
  }

  private static func cell(_ random: inout Generator) -> String {
    [
      "", "", "17", "true", "false", "Ana", "ana@x.com", "E\u{301}va@x.com", "Blue Kite",
      "2026-03-02T09:15:00+05:30", "2026-02-30T09:15:00Z", " ", "Ana@X.com",
    ].randomElement(using: &random) ?? ""
  }

  /// A row as pages have it: an object for each lookup, an id or a name in it.
  private static func record(
    _ heads: [String], _ row: [String], _ schema: PeopleSchema
  ) -> CRMRecordsAnswer.Record {
    var members: [String: JSONNode] = [:]
    var id = ""
    for (name, value) in zip(heads, row) where !value.isEmpty {
      if name.lowercased() == "id" { id = value } else { members[name] = .string(value) }
    }
    for field in schema.fields where field.path.count == 2 {
      guard case .string(let cell)? = members[field.path[0]] else { continue }
      let isID = cell.utf8.allSatisfy { (0x30...0x39).contains($0) }
      members[field.path[0]] = .object([isID ? "id" : "name": .string(cell)])
    }
    return CRMRecordsAnswer.Record(id: id, fields: .object(members))
  }

  private static func rows(
    _ text: [UInt8], _ random: inout Generator
  ) -> Result<[[String]], FileProblem> {
    var reader = CSVRows()
    var rows: [[String]] = []
    var rest = text[...]
    do throws(FileProblem) {
      while true {
        let piece = rest.prefix(
          Int.random(in: 1...(text.count > 1_000 ? 90_000 : 9), using: &random))
        rest = rest.dropFirst(piece.count)
        reader.add(Array(piece))
        // Now and then only one row is wanted.
        for _ in 0..<(Bool.random(using: &random) ? 1 : 3) {
          let most = Bool.random(using: &random) ? 1 : Int.max
          try reader.rows(isEnd: rest.isEmpty, most: most) { rows += Self.texts($0) }
        }
        guard rest.isEmpty else { continue }
        try reader.rows(isEnd: true, most: .max) { rows += Self.texts($0) }
        return .success(rows)
      }
    } catch {
      return .failure(error)
    }
  }

  private static func texts(_ batch: CSVRows.Batch) -> [[String]] {
    var cells = batch.cells[...]
    return (0..<batch.count).map { row in
      defer { cells = cells.dropFirst(batch.width(row)) }
      return cells.prefix(batch.width(row)).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static func plainRows(_ text: [UInt8]) -> Result<[[String]], FileProblem> {
    var reader = PlainCSVRows()
    do throws(FileProblem) {
      var rows = try reader.add(text)
      if let last = try reader.finish() { rows.append(last) }
      return .success(rows)
    } catch {
      return .failure(error)
    }
  }
}

/// A small generator whose numbers are the same each time (SplitMix64).
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
