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
        "Where Zoho can't be reached or doesn't revoke it, the sign-in is kept and told of; --forget forgets it here all the same.",
        "What was kept of its portals is removed.",
      ],
      syntax: Self.name.syntax,
      options: [OptionDeclaration("forget", summary: "also when it could not be revoked")],
      requires: [.network],
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
    let owner = await shell.soleOwner(of: name)
    let outcome: SignOutcome
    do throws(SignInFailure) {
      outcome = try await shell.surroundings.signIn.signOut(
        name, anyway: arguments.has("forget"))
    } catch {
      throw Stop(ConnectFailure.signIn(error))
    }
    var report = SignInWords.report(of: outcome, for: name)
    if let owner, let problem = await shell.forgetSnapshots(of: owner) { report.append(problem) }
    return Reply(report)
  }
}
