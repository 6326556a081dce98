/// Comma-separated values after RFC 4180, but with LF line ends, as Unix tools expect them.
///
/// Control characters are spelled out, so a record is always one line. Text that a spreadsheet
/// would run as a formula gets a leading `'` unless the style is raw.
struct CSVFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    DelimitedRecords.render(report, style) { fields in
      let line = fields.map { field in
        quoted(field.guarded(VisibleText.rendering(field.content, .forPrograms), style))
      }.joined(separator: ",")
      // An empty line would be read as the end of the table.
      return line.isEmpty ? "\"\"" : line
    }
  }

  private func quoted(_ content: String) -> String {
    let needsQuotes = content.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    let hasOuterBlank = content.utf8.first == 0x20 || content.utf8.last == 0x20
    guard needsQuotes || hasOuterBlank else { return content }
    let doubled = content.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"" + doubled + "\""
  }
}
