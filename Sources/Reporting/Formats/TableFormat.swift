/// Columns for readers; everything in reading order on standard output.
struct TableFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    let words = Words(style)
    var isAfterTable = false
    let lines = report.blocks.map { block in
      // Two of them one upon the other read as one.
      let gap = isAfterTable && block.isTabular ? "\n" : ""
      isAfterTable = block.isTabular
      return gap + words.render(block) { TableRenderer(style).render($0) }
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
