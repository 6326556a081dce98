import CommandLanguage
import ImportModel
import Reporting

/// `unalias NAME`
struct UnaliasCommand: ServiceCommand {
  private static let name = Parameter<Word>.word("name", label: "NAME", kind: .alias)

  var declaration: Declaration {
    Declaration(
      "unalias", chapter: .shell, summary: "forget an alias",
      syntax: Self.name.syntax, requires: [.terminalOrStartUp],
      examples: [
        CommandExample(given: ["alias st=status"], "unalias st", prints: "st is forgotten")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let word = arguments[Self.name] else { return Reply(Report()) }
    guard shell.aliases.remove(word.text) else {
      let near = Suggestions.nearest(to: lowercased(word.text), in: shell.aliases.names)
      throw .refusal(.unknownAlias(word.text, suggestions: near), at: word.span)
    }
    let name = lowercased(word.text)
    return Reply(.sentence("\(name) is forgotten.", data: ["name": .string(name)]))
  }
}
