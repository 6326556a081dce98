import ImportEngine
import ImportModel
import Testing
import ZohoWire

@testable import ZohoClient

/// The scanner of pages beside the tree that `JSONNode` makes of them.
struct PageColumnsTests {
  private static let schema = PeopleSchema.contacts.adding([
    Field("Tier", .choice), Field("Gold", .flag), Field("Since", .time),
  ])

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a page is the same records as its tree`(seed: UInt64) throws {
    var random = Generator(state: seed)
    let text = Self.page(Int.random(in: 2..<30, using: &random), &random)
    #expect(try Self.compare(Array(text.utf8)), "\(text)")
  }

  /// Whatever the bytes: what the tree refuses is not scanned.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a page that is damaged is never read otherwise than as a tree`(seed: UInt64) throws {
    var random = Generator(state: seed)
    let whole = Array(Self.page(3, &random).utf8)
    let bytes: [UInt8] = Array(#""\{}[],:0e-.tfn "#.utf8) + [0, 0x1F, 0x80, 0xC3, 0xFF]
    for _ in 0..<150 {
      var text = whole
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text.remove(at: place)
        case 1: text.insert(bytes.randomElement(using: &random) ?? 0, at: place)
        case 2: text.removeSubrange(place...)
        default: text[place] = bytes.randomElement(using: &random) ?? 0
        }
        if text.isEmpty { break }
      }
      _ = try Self.compare(text)
    }
  }

  @Test func `errors, and what is no page, are left to the tree`() throws {
    let texts = [
      "", "{", "[]", #"{"data":[]}"#, #"{"data":[{"id":"1"}],"info":{}}"#,
      #"{"data":[{"code":"INVALID_TOKEN","status":"error","message":"no","details":{}}],"info":{}}"#,
      #"{"data":[{"id":"1"},{"id":"2"}]}"#, #"{"data":[{"id":"1"},{"id":"2"}],"info":[]}"#,
      #"{"data":[{"id":"1"},{"id":null}],"info":{}}"#, #"{"data":[{"id":"1"},2],"info":{}}"#,
      #"{"data":[{"id":"1"},{"id":"2"}],"info":{},"error":{}}"#,
      #"{"data":[{"id":"1"},{"id":1e9}],"info":{}}"#,
      #"{"data":[{"id":"1"},{"id":"2"}],"info":{}} x"#,
      #"{"data":[{"id":"1"},{"id":"2"}],"data":[],"info":{}}"#,
      #"{"data":[{"id":"1"},{"id":"2","a":"# + String(repeating: "[", count: 70) + "1"
        + String(repeating: "]", count: 70) + #"}],"info":{}}"#,
    ]
    let many = Array(repeating: #"{"id":"1"}"#, count: 2_001).joined(separator: ",")
    for text in texts {
      #expect(try ScannedRecords(Array(text.utf8), names: []) == nil, "\(text.prefix(200))")
    }
    #expect(throws: ShapeMismatch.self) {
      try ScannedRecords(Array(#"{"data":[\#(many)],"info":{}}"#.utf8), names: [])
    }
    let page = try ScannedRecords(
      Array(#"{"data":[{"id":"1"},{"id":2}],"info":{}}"#.utf8), names: [])
    #expect(page?.count == 2 && page?.info == .object([:]))
  }

  /// Whether it was scanned; what was, is what the tree gives.
  private static func compare(_ text: [UInt8]) throws -> Bool {
    let columns = PageColumns(schema)
    guard let page = try ScannedRecords(text, names: try #require(columns.names)) else {
      return false
    }
    let node = try JSONNode(parsing: text)
    #expect(ErrorAnswer(node) == nil)
    let answer = try CRMRecordsAnswer(node)
    #expect(CRMRecordsAnswer.Info(page.info) == answer.info)
    let query = RecordQuery(.contacts, schema: schema)
    let expected = try? ZohoCRM.records(answer.records, query)
    let found = columns.records(page)
    #expect((found == nil) == (expected == nil))
    guard let found, let expected else { return true }
    #expect(found.map(\.id) == expected.map(\.id))
    var (byColumn, byValue) = (RecordTable<CRMContact>(schema), RecordTable<CRMContact>(schema))
    byColumn.append(found)
    byValue.append(expected)
    #expect(byColumn == byValue)
    return true
  }

  private static func page(_ count: Int, _ random: inout Generator) -> String {
    let records = (0..<count).map { number in
      let id = Bool.random(using: &random) ? "\"\(700 + number)\"" : "\(700 + number)"
      var members = ["\"id\":\(id)"]
      for field in schema.fields where Int.random(in: 0..<5, using: &random) > 0 {
        members.append("\"\(field.path[0])\": \(value(field, &random))")
        if let name = field.queryName, Int.random(in: 0..<4, using: &random) == 0 {
          members.append("\"\(name)\":\(any(&random))")
        }
      }
      if Bool.random(using: &random) { members.shuffle(using: &random) }
      members.append("\"$more\" : [ {\"a\":[1,-0.5e+3,true]}, \"\\u00e9\\\\\" ]")
      return "{" + members.joined(separator: ",") + "}"
    }
    let info =
      #"{"per_page":200,"count":\#(count),"page":1,"more_records":true,"next_page_token":"t"}"#
    return #"{"data":[\#(records.joined(separator: ",\n "))] , "info":\#(info)}"#
  }

  private static func value(_ field: Field, _ random: inout Generator) -> String {
    if field.path.count == 2, Int.random(in: 0..<8, using: &random) > 0 {
      return [
        #"{"name":\#(any(&random)),"id":"91"}"#, #"{"id":\#(any(&random))}"#,
        #"{"name":"Blue Kite","id":"92"}"#, "{}", #"{"name":null,"id":"93","name":"last"}"#,
      ].randomElement(using: &random) ?? "{}"
    }
    switch field.type {
    case .flag where Bool.random(using: &random): return "true"
    case .time where Bool.random(using: &random): return "\"2026-03-02T09:15:00+05:30\""
    default: return any(&random)
    }
  }

  private static func any(_ random: inout Generator) -> String {
    [
      "null", "true", "false", "\"true\"", "17", "-1.5", "2e3", "\"\"", "\"Ana\"", "\"Zo\\u00eb\"",
      "\"Zoë@Bücher.example\"", "\"E\u{301}va@x.com\"", "\"quo\\\"te\"", "\"Ana@X.com\"", "[]",
      "[\"a\",\"b\"]", "[{\"name\":\"c\"},1]", "{\"name\":\"d\"}", "\"2026-02-30T09:15:00Z\"",
      "\"a long text of more than eight, and more than sixteen bytes\"",
    ].randomElement(using: &random) ?? "null"
  }

  /// Both count the same things: what one of them bounds the other does not let through.
  @Test(arguments: [-1, 0, 1])
  func `a page of as many values as are taken is scanned, one more is refused`(more: Int) throws {
    // The page, its list, two records with their ids, and `info`; all else is in one list of a record.
    let others = 400_000 - 8 + more
    let list = String(repeating: "0,", count: others - 1) + "0"
    let text = Array(#"{"data":[{"id":"1","a":[\#(list)]},{"id":"2"}],"info":{}}"#.utf8)
    let isTaken = (try? JSONNode(parsing: text)) != nil
    #expect(isTaken == (more <= 0))
    let page = try ScannedRecords(text, names: [])
    #expect((page != nil) == isTaken)
  }
}
