package import CommandLanguage
import ImportModel

extension SessionAssistant {
  /// What is shown behind the text; see `LineAssistant`. Where the text does not end in a blank, one
  /// belongs before the syntax.
  package func hint(for text: String, isCancelled: () -> Bool) -> LineHint {
    let reading = registry.parser(at: .terminal).reading(of: text) { variables[$0] }
    let wanted = Lexer.continuation(of: text)?.wanted.map { "… \($0)" } ?? ""
    guard let last = reading.statements.last, !reading.endsInComment, !reading.endsInList,
      reading.faults.isEmpty
    else {
      return LineHint(syntax: wanted)
    }
    let isUnset = reading.statements.flatMap { $0.tokens.flatMap(\.variables) }
      .contains { variables[$0.name] == nil }
    let isOpen = last.tokens.last?.isOpen ?? false
    let hasSyntax =
      !last.isEnded && !isOpen && !StatementColours(last, in: text, self).endsInMistake
    let parts =
      isUnset || isOpen
      ? []
      : withoutActuallyEscaping(isCancelled) { isCancelled in
        Consequence(self, isCancelled: isCancelled)?.parts(for: reading.statements) ?? []
      }
    let syntax = [hasSyntax ? last.remaining : "", wanted].filter { !$0.isEmpty }
    return LineHint(syntax: syntax.joined(separator: " "), parts: parts)
  }
}
