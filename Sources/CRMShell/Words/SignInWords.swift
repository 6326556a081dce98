import ImportEngine
import ImportModel
import Reporting

/// What is said of signing in while it goes well.
enum SignInWords {
  /// How the person lets crmsh in, before anything is asked.
  static func introduction(
    _ request: SignInRequest, _ server: SignInServer, _ earlier: Login?
  ) -> Report {
    let scopes = NeededScope.allCases.map(\.rawValue).joined(separator: ",")
    var report = Report.sentence(
      "Signing in as \(request.name, .strong) to \(server.name)\(server.console == nil ? "" : ", \(server.accounts)")\(earlier == nil ? "" : ", in place of the sign-in of that name")."
    )
    // Who has everything ready needs no advice.
    guard request.secrets == nil else { return report }
    guard let console = server.console else {
      report.blocks += rehearsal(request, server, scopes)
      return report
    }
    switch request.flow {
    case .selfClient:
      report.append(
        .sentence(
          "In \(console) open your Self Client, then Generate Code, with the scopes below (help scopes tells what each is for):"
        ))
      report.append(.blank)
      report.append(.sentence("\(scopes)"))
      report.append(.blank)
    case .device:
      report.append(
        .sentence(
          "In \(console) register a client for limited-input devices, if there is none; its id and secret are asked for now."
        ))
    case .browser:
      report.append(
        .sentence(
          "In \(console) register a client with the redirect address http://127.0.0.1:\(request.port ?? 0)/, if there is none; its id and secret are asked for now."
        ))
    }
    return report
  }

  /// The same of a rehearsal server, which has its clients from the start. [design: sandbox.md]
  private static func rehearsal(
    _ request: SignInRequest, _ server: SignInServer, _ scopes: String
  ) -> [Block] {
    let client = request.flow == .device ? "1004.SANDBOX" : "1000.SANDBOX"
    let blocks: [Block] = [
      .sentence(
        "A rehearsal server has a client of its own: id \(client, .strong), secret \("sandbox", .strong)."
      )
    ]
    guard request.flow == .selfClient else { return blocks }
    return blocks + [
      .sentence(
        "Its page \("\(server.name)/_sandbox/console", .strong) makes the code, with the scopes below (help scopes tells what each is for):"
      ), .blank, .sentence("\(scopes)"), .blank,
    ]
  }

  /// Asks for the client id; empty takes the one of the sign-in that is replaced.
  static func clientID(_ earlier: String?) -> Text {
    earlier.map { "Client id (Enter takes \($0)): " } ?? "Client id: "
  }

  /// Asks for a secret.
  static func question(for what: String) -> Text {
    what == "code"
      ? "Code, which is good for a few minutes (it doesn't show): "
      : "\(what.prefix(1).uppercased() + what.dropFirst()) (it doesn't show): "
  }

  /// Where the secret will lie.
  static func warning(_ place: SecretPlace) -> Text {
    switch place {
    case .file(let path):
      "The secret will lie in \(path): plain text, in a file that only you may read."
    case .helper(let path): "The secret will be given to \(path), the credential helper."
    }
  }

  /// Where a secret lies, in a table.
  static func place(_ place: SecretPlace) -> String {
    switch place {
    case .file(let path): path
    case .helper(let path): "with \(path)"
    }
  }

  /// What a person is to do, or has to know, while they are waited for.
  static func report(of step: SignInStep) -> Report {
    switch step {
    case .userCode(let code, let address, let complete, let seconds):
      var report = Report.sentence(
        "Open \(address, .strong) and type the code \(code, .strong) within \(Text.duration(.seconds(seconds)))."
      )
      if let complete { report.append(.sentence("Or open \(complete), which has it in it.")) }
      report.append(.sentence("Waiting for Zoho; ^C gives up."))
      return report
    case .page(let address, let redirect, let seconds):
      return Report([
        .sentence("Open this page in a browser of this machine:"), .blank,
        .sentence("\(address)"), .blank,
        .sentence(
          "Waiting \(Text.duration(.seconds(seconds))) for it to come back to \(redirect); ^C gives up."
        ),
      ])
    case .moved(let server):
      return .sentence("Your account is in data centre \(server, .strong); going on there.")
    case .replaced(nil): return .sentence("The earlier sign-in of that name is revoked.")
    case .replaced(let problem?):
      return Report([
        .notice(
          .warning,
          "the earlier sign-in of that name is replaced but could not be revoked: \(problem); revoke it in your Zoho account, under connected applications"
        )
      ])
    case .leftBehind(let problem):
      return Report([
        .notice(
          .warning,
          "what Zoho granted is not kept, and could not be revoked: \(problem); revoke it in your Zoho account, under connected applications"
        )
      ])
    }
  }

  /// A sign-in that came about: what was granted, and what is missing.
  static func report(of login: Login) -> Report {
    let missing = NeededScope.missing(from: login.scopes)
    var report = Report.sentence(
      "Signed in as \(login.account, .strong) \(login.server.contains("://") ? "on" : "in data centre") \(login.server); the secret lies \(lies(login.place)). Type: connect \(login.name)"
    )
    if login.scopes.isEmpty {
      report.append(.notice(.note, "Zoho did not tell which scopes it granted"))
    } else {
      report.append(
        .sentence(
          "Granted \(NeededScope.allCases.count - missing.count) of \(NeededScope.allCases.count) scopes: \(login.scopes.joined(separator: ", "))."
        )
      )
      for scope in missing {
        report.append(
          .notice(
            scope.use == .connecting ? .problem : .warning,
            "not granted: \(scope.rawValue), for \(scope.purpose)"))
      }
      if !missing.isEmpty {
        report.append(.notice(.note, "login \(login.name) again, with these scopes, mends it"))
      }
    }
    report.data = [
      "name": .string(login.name), "dc": .string(login.server), "account": .string(login.account),
      "scopes": .strings(login.scopes), "missing": .strings(missing.map(\.rawValue)),
      "secret": .string(place(login.place)),
    ]
    return report
  }

  /// How a sign-in was let go.
  static func report(of outcome: SignOutcome, for name: String) -> Report {
    switch outcome {
    case .revoked:
      Report.sentence(
        "\(name, .strong) is revoked and forgotten.",
        data: ["name": .string(name), "revoked": true])
    case .wasUnknown:
      Report.sentence(
        "\(name, .strong) is forgotten; the server knew its token no more.",
        data: ["name": .string(name), "revoked": true])
    case .notRevoked(let problem):
      Report(
        [
          .sentence("\(name, .strong) is forgotten here."),
          .notice(
            .warning,
            "it could not be revoked: \(problem); revoke it in your Zoho account, under connected applications"
          ),
        ], data: ["name": .string(name), "revoked": false])
    }
  }
}
