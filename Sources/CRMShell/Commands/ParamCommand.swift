import CommandLanguage
import ImportModel

/// `param NAME[=VALUE]…`
struct ParamCommand: ServiceCommand {
  static let parameters = Parameter<[ScriptParameter]>.parameters("parameters")

  var declaration: Declaration {
    Declaration(
      "param", chapter: .shell,
      summary: "what a script takes as NAME=VALUE; with a default, or required",
      details: [
        "Stands in the head of a script, before every other command: param team limit=10. The script then reads $team and $limit. A name without a default must be given, and not an empty text: crmsh SCRIPT team=Sales, or source SCRIPT team=Sales. What is given and not declared is an error; a script without param takes any name.",
        "The names belong to the script: behind it they are what they were before.",
      ],
      syntax: Self.parameters.syntax, hasOutput: false)
  }

  /// Those in the head of a script were taken before its first line ran: any other is in the wrong
  /// place.
  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    throw .refusal(.parameterNotInHead, at: arguments[Self.parameters]?.first?.name.span)
  }
}
