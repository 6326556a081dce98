import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// What a `login` line asks for.
struct SignInRequest: Sendable {
  let name: String
  /// The data centre, as it was written; nil: to be asked for.
  let server: Word?
  let flow: SignInFlow
  /// The file that secrets come from; nil: they are asked for.
  let secrets: Word?
  /// Whether the secret may be kept without asking.
  let isAgreed: Bool
  let port: Int?
  let projectsHost: String?
}

extension Interpreter {
  /// Signs in: asks for what is missing, says where the secret will lie, runs the flow.
  func signIn(_ request: SignInRequest, in context: EditContext) async throws(Stop) -> Reply {
    if case .script = context.source { throw .refusal(.secretsInScript) }
    let asks = context.isTerminal && !mode.asksNothing
    guard asks || request.secrets != nil && request.isAgreed else {
      throw .refusal(
        .answerNeeded(
          option: request.secrets == nil ? "--secrets FILE --yes" : "--yes",
          why: request.secrets == nil
            ? "login asks for secrets" : "login asks whether the secret may lie where it says"))
    }
    let (earlier, place) = try await kept(under: request.name)
    let given = try secrets(for: request, context)
    let server = try await server(for: request, earlier, asks: asks)
    // Zoho sends people back to a registered address only; a rehearsal server takes any port.
    if request.flow == .browser, request.port == nil, server.console != nil {
      throw .refusal(.portNeeded)
    }
    await say(SignInWords.introduction(request, server, earlier), in: context)
    let clientID: String
    if let told = given?.clientID {
      clientID = told
    } else {
      clientID = try await answer(
        SignInWords.clientID(earlier?.clientID), or: earlier?.clientID, asks, "client id")
    }
    let secret = try await secret(given?.clientSecret, "client secret", asks: asks)
    try await agree(to: place, request, in: context)
    var code: Secret?
    if request.flow == .selfClient {
      code = try await self.secret(given?.code, "code", asks: asks)
    }
    let order = SignInOrder(
      name: request.name, server: server.name, flow: request.flow, clientID: clientID,
      clientSecret: secret, code: code, scopes: NeededScope.allCases.map(\.rawValue),
      port: request.port,
      projectsHost: request.projectsHost)
    return try await reply(to: order, in: context)
  }

  /// Signs in, and lets go of what was kept by a sign-in of that name to another account.
  private func reply(to order: SignInOrder, in context: EditContext) async throws(Stop) -> Reply {
    let before = await soleOwner(of: order.name)
    let login = try await run(order, in: context)
    var report = SignInWords.report(of: login)
    if let before, let problem = await forgetSnapshots(of: before, replacedBy: login) {
      report.append(problem)
    }
    return Reply(report)
  }

  /// Runs a flow, telling what a person has to do meanwhile.
  private func run(_ order: SignInOrder, in context: EditContext) async throws(Stop) -> Login {
    do throws(SignInFailure) {
      return try await surroundings.signIn.signIn(order) { [self] step in
        // Whoever waits for a page must see its address, whatever format the report has.
        await say(SignInWords.report(of: step), in: context)
      }
    } catch {
      throw Stop(ConnectFailure.signIn(error))
    }
  }

  /// The sign-in of a name that is there already, and where a new secret would lie.
  private func kept(under name: String) async throws(Stop) -> (Login?, SecretPlace) {
    do throws(SignInFailure) {
      let logins = try await surroundings.signIn.logins()
      return (logins.first { $0.name == name }, try surroundings.signIn.place())
    } catch {
      throw Stop(ConnectFailure.signIn(error))
    }
  }

  private func secrets(for request: SignInRequest, _ context: EditContext) throws(Stop)
    -> GivenSecrets?
  {
    guard let word = request.secrets else { return nil }
    if word.text == "-", context.source != .commandLine {
      throw .refusal(.secretsAmongLines, at: word.span)
    }
    let path =
      word.text == "-" || word.text.hasPrefix("/")
      ? word.text : "\(surroundings.workingDirectory)/\(word.text)"
    do throws(SignInFailure) { return try surroundings.signIn.secrets(at: path) } catch {
      throw .signIn(error)
    }
  }

  private func server(for request: SignInRequest, _ earlier: Login?, asks: Bool)
    async throws(Stop) -> SignInServer
  {
    let port = surroundings.signIn
    let known = port.servers.map(\.name)
    let text: String
    if let word = request.server {
      text = word.text
    } else if let earlier {
      text = earlier.server
    } else {
      guard asks else {
        throw .refusal(.answerNeeded(option: "--dc DC", why: "which data centre is not said"))
      }
      text = try await answer(
        "Data centre of your Zoho account (\(known.joined(separator: ", "))): ", or: nil, asks,
        "data centre")
    }
    guard let server = port.server(named: text) else {
      throw .refusal(.unknownServer(text, known: known), at: request.server?.span)
    }
    return server
  }

  private func answer(_ question: Text, or usual: String?, _ asks: Bool, _ what: String)
    async throws(Stop) -> String
  {
    guard asks, let answer = await surroundings.console.ask(question)?.trimmingBlanks() else {
      throw refusal(of: what)
    }
    guard let text = answer.isEmpty ? usual : answer else { throw refusal(of: what) }
    return text
  }

  private func secret(_ given: Secret?, _ what: String, asks: Bool) async throws(Stop) -> Secret {
    if let given { return given }
    guard asks,
      let secret = await surroundings.console.askSecret(SignInWords.question(for: what)),
      !secret.isEmpty
    else { throw refusal(of: what) }
    guard secret.isPlain else { throw .signIn(.notPlain(what)) }
    return secret
  }

  private func refusal(of what: String) -> Stop {
    Task.isCancelled ? .interrupted : .refusal(.notGiven(what))
  }

  /// Says where the secret will lie, and asks.
  private func agree(to place: SecretPlace, _ request: SignInRequest, in context: EditContext)
    async throws(Stop)
  {
    await say(.sentence(SignInWords.warning(place)), in: context)
    guard !request.isAgreed else { return }
    let answer = await surroundings.console.ask("Keep it there? Type yes to go on: ")
    guard !Task.isCancelled else { throw .interrupted }
    guard answer?.trimmingBlanks().lowercased() == "yes" else { throw .refusal(.notKept) }
  }

  /// Says something before the report; where that is for programs, beside it.
  private func say(_ report: Report, in context: EditContext) async {
    let told = report.rendered(as: .table, style: style)
    let isForPrograms = context.format.isForPrograms || context.isRedirected
    await surroundings.console.show(
      isForPrograms
        ? RenderedOutput(standardError: told.standardOutput + told.standardError) : told)
  }
}
