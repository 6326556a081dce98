/// The file that a job made: a zip of one CSV, written as it is sent, so that a million records cost no
/// memory.
struct BulkFile: Sendable {
  /// Of the CSV in the archive.
  let name: String
  let module: RecordModule
  /// The columns.
  let fields: [String]
  /// The numbers of the records.
  let rows: [Int]
  let records: RecordWorld

  /// Its bytes, part by part.
  func parts() -> BulkParts { BulkParts(self) }

  /// All of its bytes, for what needs them at once.
  var bytes: [UInt8] {
    let parts = parts()
    var bytes: [UInt8] = []
    while let part = parts.next() { bytes += part }
    return bytes
  }

  /// A record as a line of the CSV. Lookups come as ids, nothing as nothing [G]; times as ISO 8601 [C].
  fileprivate func line(_ index: Int) -> [UInt8] {
    Array(
      fields.map { Self.cell(records.value($0, of: index, in: module) ?? .null) }
        .joined(separator: ",").utf8) + [0x0A]
  }

  fileprivate var header: [UInt8] { Array((fields.joined(separator: ",") + "\n").utf8) }

  private static func cell(_ value: JSON) -> String {
    switch value {
    case .null: ""
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .text(let text): quoted(text)
    case .array(let values): quoted(values.map(cell).joined(separator: ";"))
    case .object: cell(value["id"] ?? .null)
    }
  }

  /// RFC 4180.
  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    let doubled = text.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + doubled.joined(separator: "\"\"") + "\""
  }
}

/// The bytes of a file as they are sent.
final class BulkParts {
  private static let linesOfPart = 2_000

  private let file: BulkFile
  private var archive: ZipWriter
  private var place = Place.start

  private enum Place {
    case start
    case row(Int)
    case end
  }

  init(_ file: BulkFile) {
    self.file = file
    archive = ZipWriter(name: file.name)
  }

  /// The next part; nil after the last.
  func next() -> [UInt8]? {
    switch place {
    case .start:
      place = .row(0)
      return archive.start() + archive.add(file.header)
    case .row(let first) where first < file.rows.count:
      let rows = file.rows[first...].prefix(Self.linesOfPart)
      place = .row(rows.endIndex)
      return archive.add(Array(rows.map(file.line).joined()))
    case .row:
      place = .end
      return archive.finish()
    case .end: return nil
    }
  }
}
