import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `logout NAME [--forget]`
struct LogoutCommand: ServiceCommand {
  private static let name = Parameter<Word>.word("name", label: "NAME", kind: .storedLogin)

  var declaration: Declaration {
    Declaration(
      "logout", chapter: .connection, summary: "revoke a sign-in at Zoho, and forget it",
      details: [
        "Where Zoho can't be reached or doesn't revoke it, the sign-in is kept and told of; --forget forgets it here all the same."
      ],
      syntax: Self.name.syntax,
      options: [OptionDeclaration("forget", summary: "also when it could not be revoked")],
      examples: [
        CommandExample(
          given: ["login work --dc eu --secrets secrets.txt --yes"], "logout work",
          prints: "revoked")
      ],
      allowsAbbreviation: false)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    guard let name = arguments[Self.name]?.text else { return Reply(Report()) }
    let outcome: SignOutcome
    do throws(SignInFailure) {
      outcome = try await shell.surroundings.signIn.signOut(
        name, anyway: arguments.has("forget"))
    } catch {
      throw Stop(ConnectFailure.signIn(error))
    }
    return Reply(SignInWords.report(of: outcome, for: name))
  }
}
