import CommandLanguage
import ImportModel
import Reporting

/// `assert CONDITION`
struct AssertCommand: ServiceCommand {
  private static let condition = Parameter<ConditionSyntax>.condition("condition")

  var declaration: Declaration {
    Declaration(
      "assert", chapter: .shell, summary: "stop here unless a condition holds",
      details: [
        "Says nothing where it holds. Else it tells what was expected and what was found, and ends the script with 2, also where errors don't stop it (on-error, --keep-going)."
      ],
      syntax: Self.condition.syntax,
      examples: [
        CommandExample(
          given: ["connect sandbox"], "assert count users where portal.status = absent > 5",
          prints: "")
      ], hasOutput: false)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let condition = arguments[Self.condition] else { return Reply(Report()) }
    let judgement = try await shell.judge(condition, in: context)
    guard judgement.holds else {
      throw .refusal(
        .assertionFailed(judgement.tests.map { "\($0.expected) expected, \($0.found) found" }),
        at: judgement.span ?? condition.span)
    }
    return Reply(Report())
  }
}
