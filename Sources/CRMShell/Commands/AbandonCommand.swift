import CommandLanguage
import ImportEngine
import Reporting

/// `abandon [RUN]`
struct AbandonCommand: ServiceCommand {
  private static let run = Parameter<RunReference>.run("run")

  var declaration: Declaration {
    Declaration(
      "abandon", chapter: .importing,
      summary: "close an import that did not come to its end; nothing more is sent",
      details: [
        "What was sent without an answer is looked up, so that the journal tells of everybody what became of them; then the run is closed. What it did stays: revert undoes it, retry stages those who are left."
      ],
      syntax: .optional(Self.run.syntax), requires: [.connected, .online], allowsAbbreviation: false
    )
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    try await shell.withUnfinished(arguments[Self.run]) { shell, run throws(Stop) in
      try await shell.finish(run, isAbandoned: true)
    }
  }
}
