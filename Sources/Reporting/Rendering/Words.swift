/// The lines that sentences, notices and headings make in every format for readers.
struct Words {
  private let style: OutputStyle
  private let sheet: StyleSheet
  private let wrapping: LineWrapping

  /// Writes for one place of output.
  init(_ style: OutputStyle) {
    self.style = style
    sheet = StyleSheet(colour: style.colour)
    wrapping = LineWrapping(style)
  }

  /// One line, with its line feed; several at a terminal that is too narrow for it.
  func line(_ text: Text) -> String {
    wrapping.lines(of: text.read(in: style.times)).map { sheet.render($0) + "\n" }.joined()
  }

  /// The same, all behind so many characters broken in a column of its own; as a sentence where
  /// hardly any room is left for one.
  func line(_ text: Text, hanging indent: Int) -> String {
    guard let column = wrapping.hanging(behind: text.read(in: style.times), indent) else {
      return line(text)
    }
    return column.map { sheet.render($0) + "\n" }.joined()
  }

  /// One line of a title.
  func heading(_ text: Text) -> String {
    sheet.render(Text(text.read(in: style.times).raw, .heading)) + "\n"
  }

  /// One line that begins with the severity.
  func notice(_ severity: Severity, _ text: Text) -> String {
    line(Text("\(severity.rawValue):", severity.style) + " " + text)
  }

  /// A block at its place among the others; `table` says how a table stands.
  func render(_ block: Block, table: (Table) -> String) -> String {
    switch block {
    case .sentence(let text): line(text)
    case .hanging(let text, let indent): line(text, hanging: indent)
    case .notice(let severity, let text): notice(severity, text)
    case .heading(let text): heading(text)
    case .blank: "\n"
    case .table(let rows): table(rows)
    case .facts(let facts): LabelledLines(style).render(facts)
    }
  }

  /// What formats for programs say beside their data: everything in words but titles.
  func beside(_ blocks: [Block]) -> String {
    blocks.map(beside).joined()
  }

  /// The notices alone.
  func notices(_ blocks: [Block]) -> String {
    blocks.map { block in
      guard case .notice(let severity, let text) = block else { return "" }
      return notice(severity, text)
    }.joined()
  }

  private func beside(_ block: Block) -> String {
    switch block {
    case .sentence(let text): line(text)
    case .hanging(let text, let indent): line(text, hanging: indent)
    case .notice(let severity, let text): notice(severity, text)
    case .table(let table): [table.caption, table.footer].compactMap { $0.map(line) }.joined()
    case .facts, .heading, .blank: ""
    }
  }
}

extension Severity {
  /// How its word is styled.
  var style: Style {
    switch self {
    case .note: .dim
    case .warning: .warning
    case .problem: .bad
    }
  }
}
