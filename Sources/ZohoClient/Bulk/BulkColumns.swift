import ImportModel
import ZohoWire

/// Which columns of a Bulk Read file the fields of a schema are, and what a row holds of them.
///
/// Lookups come as ids [G]: such a cell is the id of what it points to, where columns of its fields stand
/// beside it; a cell that is no id is its name. An empty cell is no value.
struct BulkColumns {
  /// Nothing that is counted: it is looked at for every cell.
  private struct Source {
    let type: FieldType
    let isEmail: Bool
    let hasQueryName: Bool
    /// The column that may hold it and counts first.
    let cell: Int?
    let part: Part
  }

  /// Columns of one field, the one that counts first in front.
  private struct Others {
    /// Further ones that may hold it.
    let cells: [Int]
    /// Those of the name of what a lookup points to.
    let names: [Int]
  }

  /// What of a cell a field is.
  private enum Part { case whole, id, name, nothing }

  /// How many cells a row must have.
  let count: Int
  private let ids: [Int]
  private let sources: [Source]
  private let others: [Others]
  private var isNameless: [Bool]

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
        type: field.type, isEmail: field.key == "email", hasQueryName: field.queryName != nil,
        cell: columns(field.path[0]).first, part: part)
    }
    others = schema.fields.map { field in
      Others(
        cells: Array(columns(field.path[0]).dropFirst()),
        names: field.queryName.map(columns) ?? [])
    }
    isNameless = schema.fields.map { _ in false }
  }

  /// Fields, by their numbers, of which a row told a lookup without its name.
  var nameless: Set<Int> { Set(isNameless.indices.filter { isNameless[$0] }) }

  /// Writes rows as records.
  mutating func write(_ rows: CSVRows.Batch, to writer: inout RecordWriter) throws(FileProblem) {
    for row in 0..<rows.count {
      guard rows.width(row) == count else {
        throw FileProblem("a row of the CSV has \(rows.width(row)) fields in place of \(count)")
      }
    }
    let cells = rows.cells
    for row in 0..<rows.count where id(of: row, cells).isEmpty {
      throw FileProblem("a row of the CSV has no id")
    }
    let isWhole = writer.add(rows.count) { row in
      id(of: row, cells)
    } cell: { column, row in
      let source = sources[column]
      guard let cell = value(column, source, row * count, cells) else { return .empty }
      return Self.value(of: cell, source)
    }
    guard isWhole else { throw FileProblem("an id that is none") }
  }

  private func id(
    of row: Int, _ cells: [UnsafeRawBufferPointer]
  ) -> UnsafeRawBufferPointer {
    for column in ids where !cells[row * count + column].isEmpty {
      return cells[row * count + column]
    }
    return UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// `row`: where its cells begin.
  private mutating func value(
    _ index: Int, _ source: Source, _ row: Int, _ cells: [UnsafeRawBufferPointer]
  ) -> UnsafeRawBufferPointer? {
    let cell = source.cell.flatMap { column in
      let first = cells[row + column]
      return first.isEmpty ? filled(others[index].cells, row, cells) : first
    }
    switch source.part {
    case .whole: return cell
    case .id: return cell.flatMap { $0.isDigits ? $0 : nil }
    case .name:
      if let cell, !cell.isDigits { return cell }
      if let name = filled(others[index].names, row, cells) { return name }
      if cell != nil { isNameless[index] = true }
      return source.hasQueryName ? nil : cell
    case .nothing: return nil
    }
  }

  private func filled(
    _ columns: [Int], _ row: Int, _ cells: [UnsafeRawBufferPointer]
  ) -> UnsafeRawBufferPointer? {
    for column in columns where !cells[row + column].isEmpty { return cells[row + column] }
    return nil
  }

  private static func isWord(_ cell: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    guard cell.count == word.utf8CodeUnitCount else { return false }
    return cell.indices.allSatisfy { cell[$0] == word.utf8Start[$0] }
  }

  private static func value(
    of cell: UnsafeRawBufferPointer, _ source: Source
  ) -> RecordWriter.Cell {
    switch source.type {
    case .text, .choice: .received(cell, isEmail: source.isEmail)
    case .flag:
      isWord(cell, "true") ? .flag(true) : isWord(cell, "false") ? .flag(false) : .empty
    case .time: ISOTime.seconds(cell).map { .time($0) } ?? .empty
    }
  }
}

extension RecordWriter.Cell {
  /// A text as a server gave it: what is no UTF-8 is replaced, an e-mail is composed.
  static func received(_ bytes: UnsafeRawBufferPointer, isEmail: Bool) -> Self {
    guard !bytes.isASCII else { return .text(bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    return .made(isEmail ? text.composed : text)
  }
}
