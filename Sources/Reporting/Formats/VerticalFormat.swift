/// One value a line under `── 1 ──`, for records wider than any terminal; nothing is ever cut.
struct VerticalFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    let words = Words(style)
    let lines = report.blocks.map { block in
      words.render(block) { records(of: $0, style, words) }
    }
    return RenderedOutput(standardOutput: lines.joined())
  }

  private func records(of table: Table, _ style: OutputStyle, _ words: Words) -> String {
    let rule = style.rule + style.rule
    let lines = LabelledLines(style)
    var result = table.caption.map(words.line) ?? ""
    for (index, row) in table.rows.enumerated() {
      result += words.line(Text("\(rule) \(index + 1) \(rule)", .dim))
      result += lines.render(
        zip(table.columns, row).map { (label: label(of: $0), value: $0.shown($1, style.times)) })
    }
    return result + (table.footer.map(words.line) ?? "")
  }

  /// A head may be empty above a column of signs; beside one there must be a word.
  private func label(of column: Column) -> String {
    column.title.isEmpty ? column.key : column.title
  }
}
