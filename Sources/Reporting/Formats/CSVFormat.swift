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
    var content = content
    let needsQuotes = content.withUTF8 { bytes in
      bytes.first == 0x20 || bytes.last == 0x20
        || bytes.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    }
    guard needsQuotes else {
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
