import ImportModel
import Reporting

/// The lines that a plan came from, each once, so that people name them by number: a line may name
/// thousands.
struct PageOrigins {
  /// What tells lines apart in a page, which cuts long ones.
  private struct Key: Hashable {
    let file: String?
    let position: Int
    let length: Int
    let beginning: String

    init(_ origin: Origin) {
      file = origin.file
      position = origin.position
      length = origin.line.utf8.count
      beginning = String(origin.line.prefix(400))
    }
  }

  private var numbers: [Key: Int] = [:]
  private var lines: [Origin] = []

  /// The numbers of a person's lines: `1, 3`.
  mutating func cell(of origins: [Origin]) -> Cell {
    .list(origins.map { String(number(of: $0)) })
  }

  private mutating func number(of origin: Origin) -> Int {
    let key = Key(origin)
    if let known = numbers[key] { return known }
    lines.append(origin)
    numbers[key] = lines.count
    return lines.count
  }

  /// The lines by number; nil where there are none.
  var table: Table? {
    guard !lines.isEmpty else { return nil }
    var table = Table(
      key: "lines",
      columns: [
        Column("number", title: "no.", alignment: .trailing), Column("line", isFlexible: true),
        Column("place", isFlexible: true),
        Column("script_hash", title: "SHA-256 of the script", isFlexible: true),
      ], caption: "The lines that the plan came from")
    for (index, origin) in lines.enumerated() {
      table.append([
        .number(index + 1), .text(origin.line),
        .text("\(origin.file.map { "\($0):" } ?? "line ")\(origin.position)"),
        Cell(origin.scriptHash),
      ])
    }
    return table
  }
}
