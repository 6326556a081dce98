package import ImportModel
package import ZohoWire

/// Writes the records of a page that was scanned by column: what `FieldValue.init(_:_:)` reads of a tree.
package struct PageColumns {
  private enum Part { case whole, name, id, other }

  /// Nothing that is counted: it is looked at for every cell.
  private struct Source {
    let type: FieldType
    let isEmail: Bool
    /// Under which of the names it stands, and what of that it is.
    let name: Int
    let part: Part
    /// Under which name a query tells it.
    let queryName: Int?
  }

  /// What is asked of each record; nil where a field stands deeper than a page is scanned.
  package let names: [String]?
  private let schema: PeopleSchema
  private let sources: [Source]

  package init(_ schema: PeopleSchema) {
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
        type: field.type, isEmail: field.key == "email", name: index(field.path[0]), part: part,
        queryName: field.queryName.map { index($0) })
    }
    self.names = sources.contains { $0.part == .other } ? nil : names
    self.schema = schema
  }

  /// The records of a page; nil where an id is none.
  package func records(_ page: ScannedRecords) -> [CRMRecord]? {
    var writer = RecordWriter(schema)
    let isWhole = page.bytes.withUnsafeBytes { bytes in
      writer.add(page.count) { record in
        UnsafeRawBufferPointer(rebasing: bytes[page[record, nil].place])
      } cell: { column, record in
        let source = sources[column]
        return Self.value(of: cell(source, of: record, page), source, page, bytes)
      }
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
      guard source.queryName == nil, cell.kind != .text, whole.kind == .object,
        page.node(of: cell).text == nil
      else { return cell }
      // Where it tells no name, the id stands for it.
      let id = page.member("id", of: whole)
      return page.node(of: id).text == nil ? cell : id
    }
  }

  private static func value(
    of cell: ScannedRecords.Cell, _ source: Source, _ page: ScannedRecords,
    _ bytes: UnsafeRawBufferPointer
  ) -> RecordWriter.Cell {
    switch (cell.kind, source.type) {
    case (.missing, _): return .empty
    case (.text, .text), (.text, .choice):
      let text = UnsafeRawBufferPointer(rebasing: bytes[cell.place])
      return source.isEmail ? .received(text, isEmail: true) : .text(text)
    case (.yes, .text), (.yes, .choice), (.no, .text), (.no, .choice):
      return .text(UnsafeRawBufferPointer(rebasing: bytes[cell.place]))
    case (.number, .text), (.number, .choice):
      // One with an exponent is rounded, and tells nothing: `JSONNode.text`.
      let digits = UnsafeRawBufferPointer(rebasing: bytes[cell.place])
      return digits.contains { $0 | 0x20 == UInt8(ascii: "e") } ? .empty : .text(digits)
    case (.text, .time):
      return ISOTime.seconds(UnsafeRawBufferPointer(rebasing: bytes[cell.place])).map { .time($0) }
        ?? .empty
    case (.yes, .flag): return .flag(true)
    case (.no, .flag): return .flag(false)
    default: return Self.value(of: page.node(of: cell), source)
    }
  }

  /// Anything else is rare enough to be read as a tree.
  private static func value(of node: JSONNode, _ source: Source) -> RecordWriter.Cell {
    switch FieldValue(JSONNode.object(["": node]), Field("", source.type)) {
    case .text(let text): .made(source.isEmail ? text.composed : text)
    case .flag(let flag): .flag(flag)
    case .time(let time): .time(time)
    case .empty: .empty
    }
  }
}
