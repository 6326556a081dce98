import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `doctor [sandbox|TARGET] [--portal P]`
struct DoctorCommand: ServiceCommand {
  private static let target = Parameter<Word>.word("target", label: "URL", kind: .login)
  private static let portal = Parameter<Word>.word("portal", label: "P", kind: .portal)

  var declaration: Declaration {
    Declaration(
      "doctor", chapter: .connection,
      summary: "every prerequisite of an import: ok, failed or unknown, and what to do",
      details: [
        "Looks at what is connected, else at what connect was asked for last, or at the target named; nothing is kept of a connection made for it. Each line stands for itself: what one answer hinders is told in its place, and what can't be known is never taken for good.",
        "Ends with 0 when nothing failed, whatever is unknown; else with the gravest of what the lines stand for: 5 a prerequisite of an import, 8 sign-in or scope, 9 network, 6 locked out, 4 an unfinished run, 3 a broken audit log, 78 files that are not safe.",
      ],
      syntax: .optional(
        .choice([
          .keyword("sandbox", flag: "sandbox", summary: "a rehearsal server inside crmsh"),
          Self.target.syntax,
        ])),
      options: [
        OptionDeclaration(
          "portal", summary: "which portal, by name or id", parameter: Self.portal.erased)
      ],
      requires: [.network],
      examples: [
        CommandExample(given: ["connect sandbox"], "doctor", prints: "administrator"),
        CommandExample("doctor sandbox", prints: "integration"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let target = arguments[Self.target]?.text ?? (arguments.has("sandbox") ? "sandbox" : nil)
    do throws(Stop) {
      return try await shell.examine(target, portal: arguments[Self.portal]?.text).reply
    } catch {
      guard case .refusal(let refusal, nil) = error else { throw error }
      throw .refusal(refusal, at: arguments[Self.target]?.span)
    }
  }
}
