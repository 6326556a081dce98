import CommandLanguage

/// `if CONDITION`, up to its `end`
struct IfCommand: ControlCommand {
  static let condition = Parameter<ConditionSyntax>.condition("condition")

  var declaration: Declaration {
    Declaration(
      "if", chapter: .shell, summary: "run the lines up to else or end only if a condition holds",
      details: [
        "A condition is count … = N, in the form of count and with = != < <= > >=, or a test of a text: $NAME = VALUE, ~, =~, in (…), is empty, as in filters. They are joined by and, or, not and ( ).",
        "Lines that are skipped are read all the same: what is no command there is an error too. A condition that can't be told ends like any error; of its block nothing runs then. help scripts tells all of it.",
      ],
      syntax: Self.condition.syntax,
      examples: [
        CommandExample(
          given: ["connect sandbox"],
          "if count users where crm.role = Intern = 0; echo nobody; else; echo some; end",
          prints: "nobody"),
        CommandExample(
          given: ["let team=Sales"], "if $team in (Sales, Marketing); echo \"yes, $team\"; end",
          prints: "yes, Sales"),
      ], allowsAbbreviation: false, hasOutput: false)
  }
}
