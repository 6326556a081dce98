/// Tab-separated values: backslash, tab, line feed and carriage return are `\\ \t \n \r`.
///
/// There is no quoting: this is the format for `cut` and `awk`. Spreadsheets open it all the same, so that
/// what they would run as a formula gets a leading `'` unless the style is raw, as in CSV; our own words,
/// such as the sign of a change, stay as they are.
struct TSVFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    DelimitedRecords.render(
      report, style,
      in: DelimitedRecords.Notation(separator: "\t", emptyRecord: "") { field, output in
        let written = Self.escaped(field.content)
        output += field.isOurWord ? written : field.guarded(written, style)
      })
  }

  private static func escaped(_ content: String) -> String {
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
