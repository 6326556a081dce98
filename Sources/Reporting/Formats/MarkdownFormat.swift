/// GitHub-flavoured Markdown, in reading order; what could be read as markup is escaped.
struct MarkdownFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    let paragraphs = report.blocks.compactMap { paragraph($0, style.times) }
    return RenderedOutput(standardOutput: paragraphs.joined(separator: "\n"))
  }

  private func paragraph(_ block: Block, _ times: TimeNotation) -> String? {
    switch block {
    case .sentence(let text), .hanging(let text, _): line(text.read(in: times)) + "\n"
    case .notice(let severity, let text):
      "> **\(severity.rawValue):** \(inline(text.read(in: times)))\n"
    case .heading(let text): "## \(inline(text.read(in: times)))\n"
    case .blank: nil
    case .table(let table): lines(of: table, times)
    case .facts(let facts): lines(of: facts, times)
    }
  }

  private func lines(of table: Table, _ times: TimeNotation) -> String {
    let head = row(table.columns.map { Text($0.title) })
    let rule = table.columns.map { $0.alignment == .trailing ? "---:" : "---" }
    let body = table.rows.map { cells in
      row(zip(table.columns, cells).map { $0.shown($1, times) })
    }.joined()
    let caption = table.caption.map { line($0.read(in: times)) + "\n\n" } ?? ""
    let footer = table.footer.map { "\n" + line($0.read(in: times)) + "\n" } ?? ""
    return caption + head + "| " + rule.joined(separator: " | ") + " |\n" + body + footer
  }

  private func lines(of facts: [Fact], _ times: TimeNotation) -> String {
    row(["", ""]) + "| --- | --- |\n"
      + facts.map { row([Text($0.label), $0.value.read(in: times)]) }.joined()
  }

  private func row(_ texts: [Text]) -> String {
    "| " + texts.map(inline).joined(separator: " | ") + " |\n"
  }

  /// A paragraph: its first characters must not make it a list or a rule.
  private func line(_ text: Text) -> String {
    let content = inline(text)
    let digits = content.prefix { $0.isASCII && $0.isNumber }
    let rest = content.dropFirst(digits.count)
    if let next = rest.first, ".)".contains(next), !digits.isEmpty { return digits + "\\" + rest }
    if let first = content.first, "+-=".contains(first) { return "\\" + content }
    return content
  }

  private func inline(_ text: Text) -> String {
    var result = ""
    for scalar in text.plain.unicodeScalars {
      if Self.markup.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static let markup: Set<Unicode.Scalar> = [
    "\\", "`", "*", "_", "[", "]", "<", ">", "|", "#", "&", "~", "!",
  ]
}
