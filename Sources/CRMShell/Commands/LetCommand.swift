import CommandLanguage
import ImportModel
import Reporting

/// `let NAME=VALUE…`
struct LetCommand: ServiceCommand {
  private static let values = Parameter<[Assignment]>.assignments("values", kind: .variable)

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
      guard isVariableName(assignment.name.text) else {
        throw .syntax(
          SyntaxError(
            .badValue(
              found: assignment.name.text,
              expected: "a name of letters, digits and _ that begins with no digit",
              suggestions: []), span: assignment.name.span))
      }
      shell.variables[assignment.name.text] = assignment.value.text
    }
    return Reply(Report())
  }

  private func isVariableName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic
    else { return false }
    return name.unicodeScalars.allSatisfy {
      $0 == "_" || $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
    }
  }
}
