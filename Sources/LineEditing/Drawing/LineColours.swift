import CommandLanguage

/// How the parts of a line look: the sixteen colours of the terminal's own palette alone, so that
/// they fit whatever background was chosen.
enum LineColours {
  /// What is shown and is no part of the line.
  static let hint = "2"

  /// The SGR parameters of a part of a choice.
  static func style(isFound: Bool, isChosen: Bool, isRefused: Bool = false) -> String {
    switch (isFound, isChosen) {
    case (true, true): "7;1;4"
    case (true, false): isRefused ? "2;4" : "1;33"
    case (false, true): isRefused ? "2;7" : "7"
    case (false, false): isRefused ? hint : ""
    }
  }

  /// What is left of SGR parameters without colours: bold, dim, underlined, reversed.
  static func withoutColour(_ style: String) -> String {
    let parameters = style.split(separator: ";")
    // What follows 38, 48 and 58 says which colour.
    let kept = parameters.prefix { !["38", "48", "58"].contains($0) }
    return kept.filter { Int($0).map { !(30..<50).contains($0) && $0 < 90 } ?? false }
      .joined(separator: ";")
  }

  /// The SGR parameters of a role; a value looks as typed.
  static func style(of role: LineRole) -> String {
    switch role {
    case .command: "1"
    case .keyword: "35"
    case .option: "33"
    case .field: "36"
    case .sign, .value: ""
    case .comment: "90"
    case .variable: "1;36"
    case .known: "32"
    case .mistake: "4;31"
    }
  }
}

/// The style of each place of a text, asked in order.
struct StyleWalk {
  private let spans: [ColouredSpan]
  private var next = 0

  /// Takes spans in order and without overlap, in Unicode scalars.
  init(_ spans: [ColouredSpan]) {
    self.spans = spans
  }

  /// The style at an offset, which never lies before the one asked last.
  mutating func style(at offset: Int) -> String {
    while next < spans.count, spans[next].span.upper <= offset { next += 1 }
    guard next < spans.count, spans[next].span.lower <= offset else { return "" }
    return LineColours.style(of: spans[next].role)
  }
}
