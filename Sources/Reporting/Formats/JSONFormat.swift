/// One JSON document in one line, so that the answers to several commands are one a line.
///
/// The document is the report's data, or what `Report.derivedData` makes of its blocks. A report
/// of words alone holds its notices; otherwise notices go to standard error, and so do the
/// sentences of a report that brings no data of its own.
struct JSONFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    let document = (report.data ?? report.derivedData)?.versioned
    return RenderedOutput(
      standardOutput: document?.jsonLine ?? "",
      standardError: Self.beside(report, style))
  }

  /// What is said on standard error, also for `ndjson`.
  static func beside(_ report: Report, _ style: OutputStyle) -> String {
    let words = Words(style)
    if report.data != nil { return words.notices(report.blocks) }
    return report.isOnlyWords ? "" : words.beside(report.blocks)
  }
}

extension DataValue {
  /// An object with the version of its shape before all else, where it does not tell it itself. A list
  /// has none: its elements are what `crmsh --version` stands for.
  var versioned: DataValue {
    guard case .object(let members) = self, self["schema"] == nil else { return self }
    return .object([Member("schema", 1)] + members)
  }
}
