/// GitHub-flavoured Markdown, in reading order; what could be read as markup is escaped.
struct MarkdownFormat: ReportFormat {
  func render(_ report: Report, _ style: OutputStyle) -> RenderedOutput {
    let paragraphs = report.blocks.compactMap(paragraph)
    return RenderedOutput(standardOutput: paragraphs.joined(separator: "\n"))
  }

  private func paragraph(_ block: Block) -> String? {
    switch block {
    case .sentence(let text), .hanging(let text, _): line(text) + "\n"
    case .notice(let severity, let text): "> **\(severity.rawValue):** \(inline(text))\n"
    case .heading(let text): "## \(inline(text))\n"
    case .blank: nil
    case .table(let table): lines(of: table)
    case .facts(let facts): lines(of: facts)
    }
  }

  private func lines(of table: Table) -> String {
    let head = row(table.columns.map { Text($0.title) })
    let rule = table.columns.map { $0.alignment == .trailing ? "---:" : "---" }
    let body = table.rows.map { row($0.map(\.text)) }.joined()
    let caption = table.caption.map { line($0) + "\n\n" } ?? ""
    let footer = table.footer.map { "\n" + line($0) + "\n" } ?? ""
    return caption + head + "| " + rule.joined(separator: " | ") + " |\n" + body + footer
  }

  private func lines(of facts: [Fact]) -> String {
    row(["", ""]) + "| --- | --- |\n" + facts.map { row([Text($0.label), $0.value]) }.joined()
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
