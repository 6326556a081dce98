import CommandLanguage
import ImportModel

/// Lines that stand in quotes in another one.
extension Interpreter {
  /// Runs such a line as if it stood there by itself, and tells its errors at their own places.
  func run(quoted word: Word, from source: LineSource) async -> ExitCode {
    let outer = (format, writesOut)
    let text = text(quoted: word, from: source)
    writesOut = false
    defer { (format, writesOut) = outer }
    guard
      let statements = await statements(of: text.text, from: source, firstLine: text.firstLine)
    else { return .usage }
    return await run(statements, of: text)
  }

  /// The commands of such a line, for those that are not to be run as they stand.
  func statements(quoted word: Word, from source: LineSource) throws(Stop) -> [Statement] {
    do throws(SyntaxError) {
      let line = source.isTerminal ? writtenOut(word) : word.text
      let statements = try Lexer().statements(of: line)
      guard !statements.isEmpty else {
        throw SyntaxError(
          .badValue(found: word.text, expected: "a line with a command", suggestions: []),
          span: word.span)
      }
      if let fault = Blocks.faults(in: statements).first { throw fault }
      return statements
    } catch {
      throw .syntax(SyntaxError(error.kind, span: word.span))
    }
  }

  /// The line with blanks before it, so that its words stand in their columns of the text being run.
  func text(quoted word: Word, from source: LineSource) -> RunningText {
    guard !source.isTerminal, let place = running?.place(of: word.span.lower) else {
      return RunningText(source.isTerminal ? writtenOut(word) : word.text, from: source)
    }
    let indent = String(repeating: " ", count: place.column - (word.isQuoted ? 0 : 1))
    return RunningText(indent + word.text, from: source, firstLine: place.line)
  }

  private func writtenOut(_ word: Word) -> String {
    writesOut ? aliases.expanded(word.text) : word.text
  }
}
