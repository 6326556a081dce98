/// Like JSON, but an array is written as one line an element: <https://github.com/ndjson/ndjson-spec>.
struct NDJSONFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    RenderedOutput(
      standardOutput: documents(of: report).map(\.jsonLine).joined(),
      standardError: JSONFormat.beside(report, style))
  }

  private func documents(of report: Report) -> [DataValue] {
    switch report.data ?? report.derivedData {
    case .array(let elements)?: elements
    case let document?: [document.versioned]
    case nil: []
    }
  }
}
