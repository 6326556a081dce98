/// Comma-separated values after RFC 4180, but with LF line ends, as Unix tools expect them.
///
/// Control characters are spelled out, so a record is always one line. Text that a spreadsheet
/// would run as a formula gets a leading `'` unless the style is raw.
struct CSVFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    DelimitedRecords.render(
      report, style,
      // An empty line would be read as the end of the table.
      in: DelimitedRecords.Notation(separator: ",", emptyRecord: "\"\"") { field, output in
        let visible = VisibleText.rendering(field.content, .forPrograms)
        Self.append(field.guarded(visible, style), to: &output)
      })
  }

  private static func append(_ content: String, to output: inout String) {
    let needsQuotes = content.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    let hasOuterBlank = content.utf8.first == 0x20 || content.utf8.last == 0x20
    guard needsQuotes || hasOuterBlank else {
      output += content
      return
    }
    output += "\""
    for scalar in content.unicodeScalars {
      if scalar == "\"" { output += "\"" }
      output.unicodeScalars.append(scalar)
    }
    output += "\""
  }
}
