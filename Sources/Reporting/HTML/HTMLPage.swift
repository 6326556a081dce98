/// A report as one file for a browser: no script, nothing from elsewhere, nothing sent anywhere.
package struct HTMLPage: Sendable {
  /// A number that is seen first, with the word it counts.
  package struct Tally: Sendable {
    /// What is counted.
    package let label: String
    /// How many there are.
    package let count: Int
    /// What the word means.
    package let style: Style

    /// Makes a tally.
    package init(_ label: String, _ count: Int, _ style: Style = .plain) {
      self.label = label
      self.count = count
      self.style = style
    }
  }

  /// A part under a heading of its own.
  package struct Section: Sendable {
    /// The name in links within the page: letters and dashes, once in a page.
    package let id: String
    /// The heading.
    package let title: Text
    /// What it says, in reading order.
    package let blocks: [Block]
    /// How its tables are laid out.
    package let layout: HTMLTableLayout

    /// Makes a part.
    package init(
      _ id: String, _ title: Text, _ blocks: [Block], layout: HTMLTableLayout = .cards
    ) {
      self.id = id
      self.title = title
      self.blocks = blocks
      self.layout = layout
    }
  }

  /// The only heading of the first level, and the name of the window.
  package let title: Text
  /// Said below it.
  package let lead: [Block]
  /// Shown in a row.
  package let tallies: [Tally]
  /// In reading order.
  package let sections: [Section]
  /// The last line.
  package let footer: Text

  /// Makes a page.
  package init(
    title: Text, lead: [Block], tallies: [Tally], sections: [Section], footer: Text
  ) {
    self.title = title
    self.lead = lead
    self.tallies = tallies
    self.sections = sections
    self.footer = footer
  }

  /// The file. `digest` is asked for the SHA-256 of the style sheet, 64 hexadecimal digits: the
  /// content security policy lets a browser use that sheet and nothing else at all.
  package func rendered(times: TimeNotation = .iso8601, digest: ([UInt8]) -> String) -> String {
    var writer = HTMLWriter(times: times)
    let hash = Base64.encoded(hexadecimal: digest(Array(HTMLStyle.sheet.description.utf8)))
    writer.literal("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    writer.open(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content":
          "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'",
      ])
    writer.literal(
      """

      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">

      """)
    writer.open("title")
    writer.plain(title.raw)
    writer.close("title")
    writer.literal("<style>")
    writer.literal(HTMLStyle.sheet)
    writer.literal("</style>\n</head>\n")
    writer.body(of: self)
    writer.literal("</html>\n")
    return writer.markup
  }
}

extension HTMLWriter {
  fileprivate mutating func body(of page: HTMLPage) {
    literal("<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n")
    element("h1", [:], page.title)
    for (index, block) in page.lead.enumerated() {
      self.block(block, id: "lead-\(index + 1)", layout: .cards)
    }
    literal("</header>\n<nav aria-label=\"Contents\"><ul>")
    for section in page.sections {
      literal("<li>")
      open("a", ["href": "#\(section.id)"])
      text(section.title)
      close("a", endsLine: false)
      literal("</li>")
    }
    literal("</ul></nav>\n<main id=\"content\" tabindex=\"-1\">\n")
    tallies(page.tallies)
    for section in page.sections { self.section(section) }
    literal("</main>\n<footer>")
    element("p", [:], page.footer)
    literal("</footer>\n</body>\n")
  }

  private mutating func tallies(_ tallies: [HTMLPage.Tally]) {
    guard !tallies.isEmpty else { return }
    literal("<ul class=\"tallies\">\n")
    for tally in tallies {
      literal("<li><strong>")
      text(Text("\(tally.count)"))
      literal("</strong> ")
      text(Text(tally.label, tally.style))
      literal("</li>\n")
    }
    literal("</ul>\n")
  }

  private mutating func section(_ section: HTMLPage.Section) {
    open("section", ["aria-labelledby": section.id])
    element("h2", ["id": section.id], section.title)
    for (index, block) in section.blocks.enumerated() {
      self.block(block, id: "\(section.id)-\(index + 1)", layout: section.layout)
    }
    close("section")
  }

  private mutating func block(_ block: Block, id: String, layout: HTMLTableLayout) {
    switch block {
    case .sentence(let words), .hanging(let words, _): element("p", [:], words)
    case .notice(let severity, let words):
      open("p", ["class": "notice \(severity.rawValue)"])
      text(Text("\(severity.rawValue): ", .strong) + words)
      close("p")
    case .heading(let words): element("h3", [:], words)
    case .blank: break
    case .table(let table): self.table(table, id: id, layout: layout)
    case .facts(let facts): self.facts(facts)
    }
  }

  private mutating func facts(_ facts: [Fact]) {
    literal("<dl>\n")
    for fact in facts {
      literal("<div>")
      open("dt")
      text(Text(fact.label))
      close("dt", endsLine: false)
      open("dd")
      text(fact.value)
      close("dd", endsLine: false)
      literal("</div>\n")
    }
    literal("</dl>\n")
  }
}
