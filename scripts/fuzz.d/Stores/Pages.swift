import Fuzzing
import ImportEngine
import ImportModel
@testable import ZohoClient
@testable import ZohoWire

/// Any bytes as a page of records, a part of it as often as the input says: what is scanned by column is
/// what the tree tells, and of a page that is plain nothing is left to the tree.
let pageTarget = FuzzTarget("page", round: 1000) { bytes in
  var input = FuzzInput(bytes)
  let schema = Made.schemas[Int(input.byte()) % Made.schemas.count]
  let text = repeated(&input)
  let scanned = check(text, schema)
  guard let node = try? JSONNode(parsing: text) else { return }
  let shape = Shape(node)
  guard let plain = shape.plain else { return }
  let again = check(plain, schema)
  expect(again != nil, "a plain page is not scanned: \(String(decoding: plain, as: UTF8.self))")
  if let scanned { expect(again == scanned, "written anew the page has other values") }
}

private enum Made {
  static let schemas = [
    PeopleSchema.contacts.adding([
      Field("Tier", .choice), Field("Gold", .flag), Field("Since", .time),
    ]),
    .accounts,
    PeopleSchema([Field("Depot", .text, path: ["Depot", "name"]), Field("Zo\u{EB}", .text)]),
  ]
}

/// The input with what stands between its NULs as often as its first byte says; of exactly that size, so
/// that a read behind its end is seen.
private func repeated(_ input: inout FuzzInput) -> [UInt8] {
  let times = Int(input.byte())
  let (head, part, tail) = (input.piece(), input.piece(), input.bytes)
  let count = min(times * times, (16 << 10) / max(1, part.count))
  let whole = head + repeatElement(part, count: count).joined() + tail
  return Array(unsafeUninitializedCapacity: whole.count) { room, filled in
    filled = room.initialize(fromContentsOf: whole)
  }
}

/// The records by column, beside those of the tree; nil where the page is left to the tree.
private func check(_ text: [UInt8], _ schema: PeopleSchema) -> RecordTable<CRMContact>? {
  let columns = PageColumns(schema)
  guard let names = columns.names else { fatalError("fields too deep for a page") }
  guard let page = try? ScannedRecords(text, names: names) else { return nil }
  expect(page.count <= RecordScan.mostRecords, "\(page.count) records take room")
  guard let node = try? JSONNode(parsing: text), ErrorAnswer(node) == nil,
    let answer = try? CRMRecordsAnswer(node)
  else { fatalError("scanned, and no page to the tree") }
  expect(page.count == answer.records.count, "\(page.count) of \(answer.records.count) records")
  expect(CRMRecordsAnswer.Info(page.info) == answer.info, "another info")
  let query = RecordQuery(.contacts, schema: schema)
  guard let found = columns.records(page) else {
    expect((try? ZohoCRM.records(answer.records, query)) == nil, "an id that is one to the tree")
    return nil
  }
  guard let expected = try? ZohoCRM.records(answer.records, query) else {
    fatalError("an id that is none to the tree")
  }
  expect(found.map(\.id) == expected.map(\.id), "other ids")
  var (byColumn, byValue) = (
    RecordTable<CRMContact>(schema), RecordTable<CRMContact>(schema)
  )
  byColumn.append(found)
  byValue.append(expected)
  expect(byColumn == byValue, "other values")
  return byColumn
}

/// A page as CRM writes it, of what a tree holds.
private struct Shape {
  private let records: [JSONNode]
  private let info: JSONNode

  init(_ node: JSONNode) {
    (records, info) = (node["data"]?.elements ?? [], node["info"] ?? .null)
  }

  /// Nil where the tree is none that must be scanned: too few records, too many, ids that are none.
  var plain: [UInt8]? {
    guard (2...RecordScan.mostRecords).contains(records.count), info.members != nil,
      records.allSatisfy({ $0["id"]?.text.map { ZohoID<CRMRecord>($0) != nil } == true }),
      let list = Self.written(.array(records)), let end = Self.written(info)
    else { return nil }
    return Array(#"{"data":\#(list),"info":\#(end)}"#.utf8)
  }

  /// Nil where a key or an id is not written plainly, which CRM never does.
  private static func written(_ node: JSONNode) -> String? {
    switch node {
    case .null: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .number(let digits): return digits
    case .string(let text): return JSONText.quoted(text)
    case .array(let elements):
      let all = elements.compactMap(written)
      return all.count == elements.count ? "[\(all.joined(separator: ","))]" : nil
    case .object(let members):
      var all: [String] = []
      for (key, value) in members.sorted(by: { $0.key < $1.key }) {
        guard key.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }),
          let value = written(value)
        else { return nil }
        all.append("\"\(key)\":\(value)")
      }
      return "{\(all.joined(separator: ","))}"
    }
  }
}
