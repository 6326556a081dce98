/// Columns for readers; everything in reading order on standard output.
struct TableFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    let words = Words(style)
    var isAfterTable = false
    let lines = report.blocks.map { block in
      // Two of them one upon the other read as one.
      let gap = isAfterTable && block.isTabular ? "\n" : ""
      isAfterTable = block.isTabular
      let text =
        switch block {
        case .sentence(let text): words.line(text)
        case .hanging(let text, let indent): words.line(text, hanging: indent)
        case .notice(let severity, let text): words.notice(severity, text)
        case .heading(let text): words.heading(text)
        case .blank: "\n"
        case .table(let table): TableRenderer(style).render(table)
        case .facts(let facts): LabelledLines(style).render(facts)
        }
      return gap + text
    }
    return RenderedOutput(standardOutput: lines.joined())
  }
}

extension Block {
  /// Whether it stands in columns.
  fileprivate var isTabular: Bool {
    switch self {
    case .table, .facts: true
    case .sentence, .hanging, .notice, .heading, .blank: false
    }
  }
}
