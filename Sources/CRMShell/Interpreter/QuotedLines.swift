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
    let line = line(quoted: word, from: source)
    let statements: [Statement]
    do throws(SyntaxError) {
      statements = try Lexer().statements(of: line)
      if let fault = Blocks.faults(in: statements).first { throw fault }
    } catch {
      throw .syntax(
        SyntaxError(error.kind, span: place(of: error.span, in: line, quoted: word)))
    }
    guard !statements.isEmpty else {
      throw .syntax(
        SyntaxError(
          .badValue(found: word.text, expected: "a line with a command", suggestions: []),
          span: word.span))
    }
    return statements
  }

  /// The line that stands in a word's quotes, an alias written out at a terminal.
  func line(quoted word: Word, from source: LineSource) -> String {
    source.isTerminal ? writtenOut(word) : word.text
  }

  /// Where a part of such a line stands in the text being run; where the line is not written there
  /// letter by letter (with escapes or variables), the whole word.
  func place(of part: Span?, in line: String, quoted word: Word) -> Span {
    guard let part, word.isQuoted, let text = running?.text else { return word.span }
    let start = word.span.lower + 1
    let written = text.unicodeScalars.dropFirst(start).prefix(max(0, word.span.upper - start - 1))
    guard written.elementsEqual(line.unicodeScalars) else { return word.span }
    return Span(start + part.lower, start + part.upper)
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
