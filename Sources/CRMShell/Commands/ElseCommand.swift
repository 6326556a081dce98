import CommandLanguage

/// `else [if CONDITION]`
struct ElseCommand: ControlCommand {
  var declaration: Declaration {
    Declaration(
      "else", chapter: .shell, summary: "the lines that run if no condition before held",
      syntax: .optional(
        .sequence([
          .keyword("if", flag: "if", summary: "only if this holds"), IfCommand.condition.syntax,
        ])),
      examples: [
        CommandExample(
          given: ["connect sandbox"],
          "if count users = 0; echo nobody; else if count users < 3; echo few; else; echo many; end",
          prints: "many")
      ], allowsAbbreviation: false, hasOutput: false)
  }
}
