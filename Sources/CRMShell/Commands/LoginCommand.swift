import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `login [NAME] [--dc DC]`
struct LoginCommand: ServiceCommand {
  /// The short names of the data centres, for Tab; what stands behind them is the port's affair.
  private static let centres = ["us", "eu", "in", "au", "jp", "ca", "sa", "cn", "uk", "ae"]

  private static let name = Parameter<Word>.word("name", label: "NAME", kind: .storedLogin)
  private static let centre = Parameter<Word>.word("dc", label: "DC", kind: .oneOf(centres))
  private static let flow = Parameter<String>.oneOf(
    "flow", label: "FLOW", SignInFlow.allCases.map(\.rawValue)
  ).converted { SignInFlow(rawValue: $0) ?? .selfClient }
  private static let secrets = Parameter<Word>.word("secrets", label: "FILE", kind: .file)
  private static let port = Parameter<Int>.number("port", label: "PORT", range: 1024...65_535)
  private static let projects = Parameter<Word>.word(
    "projects-host", label: "HOST", kind: .text)

  var declaration: Declaration {
    Declaration(
      "login", chapter: .connection,
      summary: "sign in to Zoho, and keep that under a name for connect",
      details: [
        "DC is where your Zoho account is: us, eu, in, au, jp, ca, sa, cn, uk or ae; the address of the page you sign in at tells (accounts.zoho.eu is eu). A rehearsal server can be signed in to by its address: --dc http://127.0.0.1:PORT.",
        "FLOW self (the usual one): register a Self Client in Zoho's API console, generate a code there and type it here. FLOW device: type a short code at a page, on any machine. FLOW browser: the page opens in a browser of this machine; register http://127.0.0.1:PORT/ as redirect address and say --port PORT.",
        "Secrets are asked for and don't show; none goes into a line. Where nobody can be asked: --secrets FILE, a file of yours of mode 0600 (or - for standard input) with client-id = …, client-secret = … and, for FLOW self, code = …; and --yes.",
        "It asks for the scopes of help scopes, says what was granted, and says where the secret will lie before it is written.",
      ],
      syntax: .optional(Self.name.syntax),
      options: [
        OptionDeclaration("dc", summary: "the data centre", parameter: Self.centre.erased),
        OptionDeclaration(
          "flow", summary: "how you let crmsh in", parameter: Self.flow.erased),
        OptionDeclaration(
          "secrets", summary: "a file with the secrets, - for standard input",
          parameter: Self.secrets.erased),
        OptionDeclaration("yes", summary: "keep the secret without asking"),
        OptionDeclaration(
          "port", summary: "of the redirect address, for FLOW browser",
          parameter: Self.port.erased),
        OptionDeclaration(
          "projects-host", summary: "projectsapi.zoho.… instead of projects.zoho.…",
          parameter: Self.projects.erased),
      ],
      requires: [.network],
      examples: [
        CommandExample(
          "login work --dc eu --secrets secrets.txt --yes", prints: "Signed in")
      ], asksForSecrets: true)
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let name = arguments[Self.name]
    if let name, !Login.isName(name.text) {
      throw .refusal(.badLoginName(name.text), at: name.span)
    }
    return try await shell.signIn(
      SignInRequest(
        name: name?.text ?? "default", server: arguments[Self.centre],
        flow: arguments[Self.flow] ?? .selfClient, secrets: arguments[Self.secrets],
        isAgreed: arguments.has("yes"), port: arguments[Self.port],
        projectsHost: arguments[Self.projects]?.text), in: context)
  }
}
