/// The formats a report can be printed in: the one list. Raw values are the words of `format F`.
package enum OutputFormat: String, Hashable, Sendable, CaseIterable {
  /// `TableFormat`.
  case table
  /// `VerticalFormat`.
  case vertical
  /// `CSVFormat`.
  case csv
  /// `TSVFormat`.
  case tsv
  /// `JSONFormat`.
  case json
  /// `NDJSONFormat`.
  case ndjson
  /// `MarkdownFormat`.
  case markdown

  /// One line for help and completion.
  package var summary: String {
    switch self {
    case .table: "columns for readers"
    case .vertical: "one value a line, for wide records"
    case .csv: "comma-separated values (RFC 4180) with a header"
    case .tsv: "tab-separated values with a header"
    case .json: "one JSON document a report"
    case .ndjson: "one JSON document a row"
    case .markdown: "GitHub-flavoured Markdown"
    }
  }

  /// Whether standard output holds data alone and what is said in words goes to standard error.
  package var isForPrograms: Bool {
    switch self {
    case .csv, .tsv, .json, .ndjson: true
    case .table, .vertical, .markdown: false
    }
  }

  /// Whether it prints a report's data.
  package var isOfData: Bool { self == .json || self == .ndjson }

  /// Where each word finds its format; a new format is a file and a line here.
  var implementation: any ReportFormat {
    switch self {
    case .table: TableFormat()
    case .vertical: VerticalFormat()
    case .csv: CSVFormat()
    case .tsv: TSVFormat()
    case .json: JSONFormat()
    case .ndjson: NDJSONFormat()
    case .markdown: MarkdownFormat()
    }
  }
}

/// Turns a report into the bytes of one format; pure, and the same for the same values.
protocol ReportFormat: Sendable {
  /// What goes to the two streams.
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput
}

extension Report {
  /// The report in a format; every line, also the last, ends in a line feed.
  package func rendered(as format: OutputFormat, style: OutputStyle = .pipe) -> RenderedOutput {
    format.implementation.render(self, style)
  }
}
