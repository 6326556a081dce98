import CommandLanguage
import ImportModel
import Reporting

/// `echo WORDS…`
struct EchoCommand: EditingCommand {
  private static let words = Parameter<[Word]>.words("words", label: "WORD")

  var declaration: Declaration {
    Declaration(
      "echo", chapter: .shell, summary: "print words, variables replaced",
      syntax: .optional(Self.words.syntax),
      examples: [CommandExample("echo staged by script", prints: "staged by script")])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let text = (arguments[Self.words] ?? []).map(\.text).joined(separator: " ")
    return Reply(.sentence(Text(text)))
  }
}
