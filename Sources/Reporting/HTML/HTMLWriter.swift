/// The attribute by which a card names a value, escaped once for all rows.
struct HTMLLabel {
  let markup: String

  init(_ title: String) {
    markup = " data-label=\"\(HTMLText.escaped(title, limit: 100))\""
  }
}

/// Markup as it grows. Names of tags and attributes are literals of this program; every other
/// character comes in by way of `HTMLText`.
struct HTMLWriter {
  /// How much is kept of one text in words, in scalars.
  static let longestText = 4_000

  private(set) var markup = ""
  /// How points in time stand.
  let times: TimeNotation

  init(times: TimeNotation = .iso8601) { self.times = times }

  /// Opens an element.
  mutating func open(
    _ tag: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]
  ) {
    markup += "<\(tag)"
    for (name, value) in attributes {
      markup += " \(name)=\"\(HTMLText.escaped(value, limit: Self.longestText))\""
    }
    markup += ">"
  }

  /// Closes an element; those that stand on lines of their own end the line.
  mutating func close(_ tag: StaticString, endsLine: Bool = true) {
    markup += endsLine ? "</\(tag)>\n" : "</\(tag)>"
  }

  /// Adds a text with its styles. Styled runs are isolated: a name that is written from right to left
  /// leaves the words around it where they are.
  mutating func text(_ text: Text, limit: Int = Self.longestText) {
    for run in text.read(in: times).runs {
      let content = HTMLText.content(run.content, limit: limit)
      guard let name = Self.name(of: run.style) else {
        markup += content
        continue
      }
      markup += "<span class=\"\(name)\">\(content)</span>"
    }
  }

  /// Adds a text where no element may stand.
  mutating func plain(_ text: String) {
    markup += HTMLText.escaped(text, limit: Self.longestText)
  }

  /// An element that holds a text alone.
  mutating func element(
    _ tag: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ content: Text
  ) {
    open(tag, attributes)
    text(content)
    close(tag)
  }

  /// Adds a piece of this program's own.
  mutating func literal(_ piece: StaticString) {
    markup += "\(piece)"
  }

  /// Adds an attribute that `label` made.
  mutating func labelled(by attribute: HTMLLabel) {
    markup += attribute.markup
  }

  /// The class of a style; nil for plain text.
  static func name(of style: Style) -> StaticString? {
    switch style {
    case .plain: nil
    case .strong, .heading: "strong"
    case .dim: "dim"
    case .good: "good"
    case .warning: "warning"
    case .bad: "bad"
    }
  }
}
