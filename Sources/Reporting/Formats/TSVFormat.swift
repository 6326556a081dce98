/// Tab-separated values: backslash, tab, line feed and carriage return are `\\ \t \n \r`.
///
/// There is no quoting and no guard against formulas: this is the format for `cut` and `awk`.
struct TSVFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    DelimitedRecords.render(report, style) { fields in
      fields.map { escaped($0.content) }.joined(separator: "\t")
    }
  }

  private func escaped(_ content: String) -> String {
    var result = ""
    for scalar in content.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return VisibleText.rendering(result, .forPrograms)
  }
}
