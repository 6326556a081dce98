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

    /// OWASP's list of formula openers, the full-width forms that spreadsheets fold included.
    private static let openers: Set<Unicode.Scalar> = [
      "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    /// A written form of the content, behind a `'` where a spreadsheet would run it, unless the style
    /// is raw.
    func guarded(_ written: String, _ style: OutputStyle) -> String {
      guard isText, !style.raw, let first = content.unicodeScalars.first,
        Self.openers.contains(first)
      else { return written }
      return "'" + written
    }
  }

  /// Writes the report; `writer` makes the line of one record without its line feed.
  static func render(
    _ report: Report, _ style: OutputStyle, writer: ([Field]) -> String
  ) -> RenderedOutput {
    let groups = report.records.map { [records(of: $0)] } ?? report.blocks.compactMap(records)
    let parts = groups.map { records in records.map { writer($0) + "\n" }.joined() }
    return RenderedOutput(
      standardOutput: parts.joined(separator: "\n"),
      standardError: Words(style).beside(report.blocks))
  }

  private static func records(of block: Block) -> [[Field]]? {
    switch block {
    case .table(let table): records(of: table)
    case .facts(let facts):
      [
        facts.map { Field(content: $0.key, isText: true) },
        facts.map { Field(content: $0.value.raw, isText: true) },
      ]
    case .sentence, .hanging, .notice, .heading, .blank: nil
    }
  }

  private static func records(of table: Table) -> [[Field]] {
    let table = table.forPrograms
    return [table.columns.map { Field(content: $0.key, isText: true) }]
      + table.rows.map { $0.map(field) }
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
