/// A page of records whose values lie in its text as they came: what is asked of a record is found, all
/// else only looked through for whether it is JSON. `{"data":[…],"info":{…}}`, [C] OAS26 record
///
/// Only what is exactly of that shape is taken, several records at least; of everything else, errors of
/// every kind among it, ``JSONNode`` tells what it is.
package struct ScannedRecords: Equatable, Sendable {
  /// What stands under a name; the last counts where it comes twice.
  package struct Cell: Equatable, Sendable {
    /// What it is.
    package enum Kind: Sendable {
      /// Not there, or null.
      case missing
      /// A string without escapes, its place the text.
      case text
      /// A string with escapes, its place with the quotes.
      case escaped
      case number, yes, no, array, object
    }

    /// What it is.
    package var kind = Kind.missing
    var start: Int32 = 0
    var end: Int32 = 0

    /// Nothing at all.
    package static let nothing = Cell()

    /// Where it lies in the bytes.
    package var place: Range<Int> { Int(start)..<Int(end) }
  }

  /// The whole answer, in UTF-8.
  package let bytes: [UInt8]
  /// How many records there are.
  package let count: Int
  /// `info`, null where it is missing.
  package let info: JSONNode
  private let width: Int
  private let cells: [Cell]

  /// Nil for what is not of that shape; fails where it has more records than any page. `names`: what is asked
  /// of each record; `id` is always.
  package init?(_ bytes: [UInt8], names: [String]) throws(ShapeMismatch) {
    guard bytes.count < Int(Int32.max), bytes.starts(with: Self.head),
      let found = try bytes.withUnsafeBytes({ bytes in
        Result { () throws(ShapeMismatch) in
          try RecordScan.scan(bytes, names: ["id"] + names)
        }
      }).get(), let info = try? JSONNode(parsing: Array(bytes[found.info]))
    else { return nil }
    self.bytes = bytes
    self.info = info
    width = names.count + 1
    cells = found.cells
    count = cells.count / width
    // One alone may be an error.
    guard count > 1, (0..<count).allSatisfy({ isID(self[$0, nil]) }) else { return nil }
  }

  /// What a record has under one of the names, by its number; nil: `id`.
  package subscript(_ record: Int, _ name: Int?) -> Cell {
    cells[record * width + (name.map { $0 + 1 } ?? 0)]
  }

  private static let head = Array(#"{"data":[{"#.utf8)

  /// A text or a number, but none that somebody rounded.
  private func isID(_ cell: Cell) -> Bool {
    switch cell.kind {
    case .text: !cell.place.isEmpty
    case .number: !bytes[cell.place].contains { $0 | 0x20 == UInt8(ascii: "e") }
    default: false
    }
  }
}

extension ScannedRecords {
  /// What an object has under a name; missing for anything else.
  package func member(_ name: StaticString, of cell: Cell) -> Cell {
    guard cell.kind == .object else { return Cell() }
    return bytes.withUnsafeBytes { RecordScan.member(name, of: cell.place, in: $0) }
  }

  /// The value itself.
  package func node(of cell: Cell) -> JSONNode {
    let text: Range<Int>
    switch cell.kind {
    case .missing: return .null
    case .text: text = cell.place.lowerBound - 1..<cell.place.upperBound + 1
    default: text = cell.place
    }
    return (try? JSONNode(parsing: Array(bytes[text]))) ?? .null
  }
}
