/// The one place where a style becomes a colour code, and the last step before text is printed.
package struct StyleSheet: Sendable {
  private let colour: Bool

  /// Makes a sheet; without colour it writes no escape code at all.
  package init(colour: Bool) {
    self.colour = colour
  }

  /// The text, spelled out and coloured.
  package func render(_ text: Text) -> String {
    text.runs.map { paint(VisibleText.rendering($0.content), $0.style) }.joined()
  }

  /// Colours text that is spelled out already.
  func paint(_ visible: String, _ style: Style) -> String {
    guard colour, !visible.isEmpty, let code = Self.code(of: style) else { return visible }
    return "\u{1B}[\(code)m\(visible)\u{1B}[0m"
  }

  /// The parameters of SGR (ECMA-48, 8.3.117); the sixteen colours everyone has chosen themselves.
  private static func code(of style: Style) -> String? {
    switch style {
    case .plain: nil
    case .strong, .heading: "1"
    case .dim: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    }
  }
}
