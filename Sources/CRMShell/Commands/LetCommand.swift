import CommandLanguage
import ImportModel
import Reporting

/// `let NAME=VALUE…`
struct LetCommand: ServiceCommand {
  static let values = Parameter<[Assignment]>.assignments("values", kind: .variable)

  var declaration: Declaration {
    Declaration(
      "let", chapter: .shell, summary: "set variables, used as $NAME or ${NAME}",
      details: ["The text of a variable counts as quoted: it is never split, never a keyword."],
      syntax: Self.values.syntax,
      examples: [
        CommandExample("let team=\"Sales Manager\"; echo $team", prints: "Sales Manager")
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    for assignment in arguments[Self.values] ?? [] {
      try VariableName.check(assignment.name)
      try VariableName.check(value: assignment.value)
      shell.variables[assignment.name.text] = assignment.value.text
    }
    return Reply(Report())
  }
}
