import CommandLanguage

/// `end`
struct EndCommand: ControlCommand {
  var declaration: Declaration {
    Declaration(
      "end", chapter: .shell, summary: "the end of what if began",
      examples: [
        CommandExample(
          given: ["connect sandbox"], "if count staged = 0; echo empty; end; echo after",
          prints: "after")
      ], allowsAbbreviation: false, hasOutput: false)
  }
}
