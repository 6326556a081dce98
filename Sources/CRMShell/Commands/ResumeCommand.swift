import CommandLanguage
import ImportEngine
import Reporting

/// `resume [RUN] [--wait]`
struct ResumeCommand: ServiceCommand {
  private static let run = Parameter<RunReference>.run("run")

  var declaration: Declaration {
    Declaration(
      "resume", chapter: .importing,
      summary: "go on with an import that did not come to its end",
      details: [
        "What was sent without an answer is looked up first, by complete reads of the portal: what is there is not sent again, and nobody is invited twice.",
        "It asks nothing: the run was agreed to when it began, and it writes to nobody else.",
      ],
      syntax: .optional(Self.run.syntax),
      options: [RunOptions.wait],
      requires: [.connected, .online], allowsAbbreviation: false)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let waits = arguments.has("wait")
    return try await shell.withUnfinished(arguments[Self.run]) { shell, run throws(Stop) in
      try await shell.finish(run, waits: waits)
    }
  }
}
