import ImportModel
import ZohoWire

/// Writes the records of a page that was scanned by column: what `FieldValue.init(_:_:)` reads of a tree.
struct PageColumns {
  private enum Part { case whole, name, id, other }

  private struct Source {
    let field: Field
    let isEmail: Bool
    /// Under which of the names it stands, and what of that it is.
    let name: Int
    let part: Part
    /// Under which name a query tells it.
    let queryName: Int?
  }

  /// What is asked of each record; nil where a field stands deeper than a page is scanned.
  let names: [String]?
  private let schema: PeopleSchema
  private let sources: [Source]

  init(_ schema: PeopleSchema) {
    var names: [String] = []
    func index(_ name: String) -> Int {
      if let index = names.firstIndex(of: name) { return index }
      names.append(name)
      return names.count - 1
    }
    sources = schema.fields.map { field in
      let part: Part =
        switch (field.path.count, field.path.last) {
        case (1, _): .whole
        case (2, "name"): .name
        case (2, "id"): .id
        default: .other
        }
      return Source(
        field: field, isEmail: field.key == "email", name: index(field.path[0]), part: part,
        queryName: field.queryName.map { index($0) })
    }
    self.names = sources.contains { $0.part == .other } ? nil : names
    self.schema = schema
  }

  /// The records of a page; nil where an id is none.
  func records(_ page: ScannedRecords) -> [CRMRecord]? {
    var writer = RecordWriter(schema)
    let isWhole = page.bytes.withUnsafeBytes { bytes in
      for record in 0..<page.count {
        for (column, source) in sources.enumerated() {
          let cell = cell(source, of: record, page)
          Self.put(cell, source, in: column, page, bytes, &writer)
        }
        let id = page[record, nil].place
        guard writer.add(id: UnsafeRawBufferPointer(rebasing: bytes[id])) else { return false }
      }
      return true
    }
    return isWhole ? writer.records() : nil
  }

  private func cell(
    _ source: Source, of record: Int, _ page: ScannedRecords
  ) -> ScannedRecords.Cell {
    let whole = page[record, source.name]
    switch source.part {
    case .whole: return whole
    case .id: return page.member("id", of: whole)
    case .other: return .nothing
    case .name:
      var cell = page.member("name", of: whole)
      if cell.kind == .missing, let name = source.queryName { cell = page[record, name] }
      guard source.queryName == nil, cell.kind != .text, page.node(of: cell).text == nil else {
        return cell
      }
      // Where it tells no name, the id stands for it.
      let id = page.member("id", of: whole)
      return page.node(of: id).text == nil ? cell : id
    }
  }

  private static func put(
    _ cell: ScannedRecords.Cell, _ source: Source, in column: Int, _ page: ScannedRecords,
    _ bytes: UnsafeRawBufferPointer, _ writer: inout RecordWriter
  ) {
    let text = UnsafeRawBufferPointer(rebasing: bytes[cell.place])
    switch (cell.kind, source.field.type) {
    case (.missing, _): break
    case (.text, .text), (.text, .choice):
      writer.put(received: text, in: column, isEmail: source.isEmail)
    case (.text, .time): if let time = ISOTime.seconds(text) { writer.put(time, in: column) }
    case (.yes, .flag): writer.put(true, in: column)
    case (.no, .flag): writer.put(false, in: column)
    default:
      // Anything else is rare enough to be read as a tree.
      let node = JSONNode.object(["": page.node(of: cell)])
      switch FieldValue(node, Field("", source.field.type)) {
      case .text(let text):
        Array(text.utf8).withUnsafeBytes {
          writer.put(received: $0, in: column, isEmail: source.isEmail)
        }
      case .flag(let flag): writer.put(flag, in: column)
      case .time(let time): writer.put(time, in: column)
      case .empty: break
      }
    }
  }
}
