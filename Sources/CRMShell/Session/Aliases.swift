import CommandLanguage
import ImportModel

/// Names that stand for lines at the prompt.
package struct Aliases: Sendable {
  /// Lines by name, lower-cased.
  package private(set) var lines: [String: String] = [:]

  package init() {}

  /// The names, in their order.
  package var names: [String] { lines.keys.sorted() }

  /// Keeps a line under a name, in place of the one it had.
  package mutating func set(_ name: String, to line: String) { lines[lowercased(name)] = line }

  /// Forgets a name; false where there was none.
  mutating func remove(_ name: String) -> Bool {
    lines.removeValue(forKey: lowercased(name)) != nil
  }

  /// A text with every command whose first word is such a name written out; once, so that a line
  /// that names itself comes to an end. A text that can't be split stays as it is.
  package func expanded(_ text: String) -> String {
    guard !lines.isEmpty else { return text }
    let statements: [Statement]
    do throws(SyntaxError) {
      statements = try Lexer().statements(of: text)
    } catch {
      // Whoever runs the text says what is wrong with it.
      return text
    }
    var scalars = Array(text.unicodeScalars)
    for statement in statements.reversed() {
      guard let name = Self.firstWord(of: statement), let line = lines[lowercased(name)] else {
        continue
      }
      let start = statement.span.lower
      scalars.replaceSubrange(
        start..<(start + name.unicodeScalars.count), with: Array(line.unicodeScalars))
    }
    var expanded = String.UnicodeScalarView()
    expanded.append(contentsOf: scalars)
    return String(expanded)
  }

  /// The first word of a command where it is unquoted and could be such a name.
  private static func firstWord(of statement: Statement) -> String? {
    let word = statement.source.prefix { $0 == "_" || $0.isLetter || $0.isNumber }
    let next = statement.source.dropFirst(word.count).first
    let ends = next.map { $0.isWhitespace || $0 == ">" || $0 == "(" } ?? true
    return word.isEmpty || !ends ? nil : String(word)
  }
}
