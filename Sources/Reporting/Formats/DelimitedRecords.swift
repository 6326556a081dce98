/// What CSV and TSV share: the records of a report, before any quoting.
///
/// A table is a header of keys and a record a row; facts are a header and one record. An empty
/// line stands between two of them. A report that brings a table for programs is that table alone.
/// Words go to standard error.
struct DelimitedRecords {
  /// One field of a record.
  struct Field {
    /// Its characters, not yet escaped.
    let content: String
    /// Whether a spreadsheet could take it for a formula: not so for our own numbers.
    let isText: Bool
    /// Whether it is a word of our own, such as the sign of a change.
    var isOurWord = false

    /// Whether a spreadsheet would run what begins so: OWASP's list of formula openers, the full-width
    /// forms that spreadsheets fold included.
    private static func opensFormula(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
      default: false
      }
    }

    /// A written form of the content, behind a `'` where a spreadsheet would run it, unless the style
    /// is raw.
    func guarded(_ written: String, _ style: OutputStyle) -> String {
      guard isText, !style.raw, let first = content.unicodeScalars.first,
        Self.opensFormula(first)
      else { return written }
      return "'" + written
    }
  }

  /// The characters of one format.
  struct Notation {
    /// What stands between two fields.
    let separator: String
    /// A record of which nothing else would stand.
    let emptyRecord: String
    /// Appends a field as it is written.
    let append: (Field, inout String) -> Void
  }

  private let notation: Notation
  private var output = ""

  /// Writes the report.
  static func render(
    _ report: Report, _ style: OutputStyle, in notation: Notation
  ) -> RenderedOutput {
    var records = DelimitedRecords(notation: notation)
    for block in report.records.map({ [.table($0)] }) ?? report.blocks { records.append(block) }
    return RenderedOutput(
      standardOutput: records.output, standardError: Words(style).beside(report.blocks))
  }

  private init(notation: Notation) { self.notation = notation }

  private mutating func append(_ block: Block) {
    switch block {
    case .table(let table):
      let places = table.columnsForPrograms
      begin(keys: places.map { table.columns[$0].key })
      for row in table.rows { append(places.lazy.map { Self.field(row[$0]) }) }
    case .facts(let facts):
      begin(keys: facts.map(\.key))
      append(facts.lazy.map { Field(content: $0.value.raw, isText: true) })
    case .sentence, .hanging, .notice, .heading, .blank: break
    }
  }

  /// The header, an empty line before it where something stands above.
  private mutating func begin(keys: [String]) {
    if !output.isEmpty { output += "\n" }
    append(keys.lazy.map { Field(content: $0, isText: true) })
  }

  private mutating func append(_ fields: some Sequence<Field>) {
    let start = output.utf8.count
    var isFirst = true
    for field in fields {
      if !isFirst { output += notation.separator }
      isFirst = false
      notation.append(field, &output)
    }
    if output.utf8.count == start { output += notation.emptyRecord }
    output += "\n"
  }

  private static func field(_ cell: Cell) -> Field {
    switch cell {
    case .number, .flag, .empty: Field(content: cell.field, isText: false)
    // A longer word may be one of the server's.
    case .word:
      Field(
        content: cell.field, isText: true, isOurWord: cell.field.unicodeScalars.count == 1)
    case .text, .styled, .said, .list, .time: Field(content: cell.field, isText: true)
    }
  }
}
