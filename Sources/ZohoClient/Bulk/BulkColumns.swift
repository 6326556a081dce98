import ImportModel
import ZohoWire

/// Which columns of a Bulk Read file the fields of a schema are, and what a row holds of them.
///
/// Lookups come as ids [G]: such a cell is the id of what it points to, where columns of its fields stand
/// beside it; a cell that is no id is its name. An empty cell is no value.
struct BulkColumns {
  private struct Source {
    let field: Field
    let isEmail: Bool
    /// The columns that may hold it, the one that counts first.
    let cells: [Int]
    let part: Part
    /// The columns of the name of what a lookup points to.
    let names: [Int]
  }

  /// What of a cell a field is.
  private enum Part { case whole, id, name, nothing }

  /// How many cells a row must have.
  let count: Int
  private let ids: [Int]
  private let sources: [Source]
  /// Fields, by their numbers, of which a row told a lookup without its name.
  private(set) var nameless: Set<Int> = []

  init(_ heads: [String], of schema: PeopleSchema) {
    count = heads.count
    func columns(_ name: String) -> [Int] {
      heads.indices.reversed().filter { heads[$0] == name && heads[$0].lowercased() != "id" }
    }
    ids = heads.indices.reversed().filter { heads[$0].lowercased() == "id" }
    let lookups = Set(schema.fields.filter { $0.path.count == 2 }.map { $0.path[0] })
    sources = schema.fields.map { field in
      let part: Part =
        switch field.path.count {
        case 1: lookups.contains(field.path[0]) ? .nothing : .whole
        case 2: field.path[1] == "id" ? .id : field.path[1] == "name" ? .name : .nothing
        default: .nothing
        }
      return Source(
        field: field, isEmail: field.key == "email", cells: columns(field.path[0]), part: part,
        names: field.queryName.map(columns) ?? [])
    }
  }

  /// Writes a row as a record.
  mutating func write(
    _ row: [UnsafeRawBufferPointer], to writer: inout RecordWriter
  ) throws(FileProblem) {
    guard row.count == count else {
      throw FileProblem("a row of the CSV has \(row.count) fields in place of \(count)")
    }
    guard let id = Self.filled(ids, row) else { throw FileProblem("a row of the CSV has no id") }
    for index in sources.indices {
      guard let cell = value(index, row) else { continue }
      Self.put(cell, sources[index], in: index, &writer)
    }
    guard writer.add(id: id) else { throw FileProblem("an id that is none") }
  }

  private mutating func value(
    _ index: Int, _ row: [UnsafeRawBufferPointer]
  ) -> UnsafeRawBufferPointer? {
    let source = sources[index]
    let cell = Self.filled(source.cells, row)
    switch source.part {
    case .whole: return cell
    case .id: return cell.flatMap { Self.isID($0) ? $0 : nil }
    case .name:
      if let cell, !Self.isID(cell) { return cell }
      if let name = Self.filled(source.names, row) { return name }
      if cell != nil { nameless.insert(index) }
      return source.field.queryName == nil ? cell : nil
    case .nothing: return nil
    }
  }

  private static func filled(
    _ columns: [Int], _ row: [UnsafeRawBufferPointer]
  ) -> UnsafeRawBufferPointer? {
    for column in columns where !row[column].isEmpty { return row[column] }
    return nil
  }

  private static func isID(_ cell: UnsafeRawBufferPointer) -> Bool {
    cell.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func put(
    _ cell: UnsafeRawBufferPointer, _ source: Source, in column: Int, _ writer: inout RecordWriter
  ) {
    switch source.field.type {
    case .text, .choice: writer.put(received: cell, in: column, isEmail: source.isEmail)
    case .flag:
      if cell.elementsEqual("true".utf8) { writer.put(true, in: column) }
      if cell.elementsEqual("false".utf8) { writer.put(false, in: column) }
    case .time: if let time = ISOTime.seconds(cell) { writer.put(time, in: column) }
    }
  }
}

extension RecordWriter {
  /// A text as a server gave it: what is no UTF-8 is replaced, an e-mail is composed.
  mutating func put(received bytes: UnsafeRawBufferPointer, in column: Int, isEmail: Bool) {
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      put(bytes, in: column)
      return
    }
    var text = String(decoding: bytes, as: UTF8.self)
    if isEmail { text = text.composed }
    text.withUTF8 { put(UnsafeRawBufferPointer($0), in: column) }
  }
}
