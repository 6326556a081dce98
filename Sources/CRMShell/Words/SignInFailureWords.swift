import ImportEngine
import ImportModel
import Reporting

/// What is said when there is no sign-in, or nothing can be done with one.
extension SignInWords {
  static func words(of refusal: Refusal) -> Words? {
    switch refusal {
    case .secretsInScript:
      Words(
        "secrets-in-script", "a script can't hold a secret, so it can't sign in",
        hint: "type login at the prompt; the script connects by the sign-in's name")
    case .secretsAmongLines:
      Words(
        "secrets-among-lines", "secrets can't be read from where the lines come from",
        hint: "put them into a file of mode 0600, or give the lines with -c")
    case .badLoginName(let name):
      Words(
        "bad-login-name", "\(name) can't be the name of a sign-in",
        hint: "1 to 32 of a-z, 0-9, . _ and -, a letter or digit first; not sandbox")
    case .unknownServer(let text, let known):
      Words(
        "unknown-dc", "there is no data centre \(text)",
        hint:
          "it is one of \(known.joined(separator: ", ")), or http://127.0.0.1:PORT of a rehearsal server"
      )
    case .portNeeded:
      Words(
        "port-needed", "which redirect address is registered with the client is not said",
        hint:
          "register http://127.0.0.1:PORT/ with it, and add --port PORT; nothing was asked of Zoho")
    case .notGiven(let what):
      Words(
        "not-given", "no \(what) was given; nothing was asked of Zoho, nothing is kept",
        hint: "a file of secrets has client-id = …, client-secret = … and code = …, one a line")
    case .notKept: Words("not-kept", "not signed in: the secret was not to be kept there")
    default: nil
    }
  }

  static func words(of failure: SignInFailure) -> Words {
    flow(failure) ?? keeping(failure) ?? Words("sign-in", "not signed in")
  }

  /// Where a secret lies, in a sentence.
  static func lies(_ place: SecretPlace) -> Text {
    switch place {
    case .file(let path): "in \(path)"
    case .helper(let path): "with \(path)"
    }
  }

  private static func flow(_ failure: SignInFailure) -> Words? {
    switch failure {
    case .service(let failure): FailureWords.words(of: failure)
    case .refused(let code, let description, let server):
      Words(
        "sign-in-refused",
        "\(server) refused the sign-in: \(code)\(description.map { ", \(String($0.prefix(300)))" } ?? "")",
        hint: hint(for: code))
    case .denied: Words("denied", "not signed in: access was denied at the page")
    case .expired: Words("expired", "not signed in: nobody came in time", hint: "login again")
    case .noRefreshToken:
      Words(
        "no-refresh-token", "Zoho granted access for an hour only, without a refresh token",
        hint: "remove crmsh from the connected applications of your Zoho account, then login again")
    case .foreignHost(let host): foreignHost(host)
    case .foreignClient(let client, let server):
      Words(
        "foreign-client", "client \(client) is not for \(server)",
        hint:
          "rehearsal clients (….SANDBOX) are for a server on this machine, all others for Zoho: secrets of the one are never sent to the other"
      )
    case .portTaken(let port, let reason):
      Words(
        "port-taken",
        "\(port.map { "port \($0)" } ?? "a port") of this machine can't be listened on: \(reason)",
        hint: "register another redirect address, and say its --port")
    case .notPlain(let what):
      Words(
        "not-plain", "the \(what) is empty, or has blanks or control characters in it",
        hint: "copy it again")
    case .cancelled: Words("interrupted", "interrupted; the session is as it was")
    default: nil
    }
  }

  private static func keeping(_ failure: SignInFailure) -> Words? {
    switch failure {
    case .unsafe(let path, let reason):
      Words(
        "unsafe-files", "\(path) is not safe for secrets: \(reason)",
        hint:
          "it has to be there under its whole path, no link, and yours alone: chmod 600 for a file of secrets, go-w for a folder or program"
      )
    case .store(let reason): Words("credentials", "sign-ins can't be kept: \(reason)")
    case .damaged(let path, let line):
      Words(
        "damaged", "\(path):\(line) is not of a form that crmsh knows",
        hint: "mend the line; or move the file away, and login again")
    case .helper(let path, let reason):
      Words(
        "credential-helper", "the credential helper \(path) failed: \(reason)",
        hint: "crmsh never takes its own file in its place; mend the helper, or the setting")
    case .otherPlace(let name, let kept, let configured):
      Words(
        "other-place",
        "the secret of \(name) lies \(lies(kept)), but secrets are set to lie \(lies(configured))",
        hint: "set credential-helper as it was, or login \(name) again to keep it there")
    case .unknownLogin(let name, let known):
      Words(
        "unknown-login", "there is no sign-in \(name)",
        hint: known.isEmpty
          ? "login \(name) --dc DC makes one" : "there are: \(known.joined(separator: ", "))")
    case .notRevoked(let name, let reason):
      Words(
        "not-revoked", "\(name) could not be revoked, and is kept: \(reason)",
        hint: "try again, or logout \(name) --forget forgets it here all the same")
    default: nil
    }
  }

  /// A server told a host outside the sign-in's data centre.
  static func foreignHost(_ host: String) -> Words {
    Words(
      "foreign-host",
      "\(host.isEmpty ? "a host that was not named" : host) is no host of this sign-in's data centre; nothing was sent there",
      hint: "is --dc the data centre of your Zoho account?")
  }

  /// What is known of a code in words about a sign-in that was refused: what happened, whose doing it
  /// is, and what to do, with more about it than the table of codes has where there is more.
  static func hint(for words: String) -> Text? {
    let remedy = remedy(for: words)
    guard let known = ServerCode(in: words) else { return remedy }
    return remedy.map { "\(known.happened); \(known.fault.rawValue): \($0)" } ?? known.words
  }

  /// What to do about a code of the token endpoint; a wrong data centre is never called that. [S] CRM
  /// reference 1.4 and 6
  private static func remedy(for words: String) -> Text? {
    let code = words.prefix { $0 != ":" && $0 != " " }
    return switch code {
    case "invalid_client":
      "is the client id right, and --dc the data centre of your Zoho account? A client works in other data centres only where multi-DC is switched on for it"
    case "invalid_client_secret":
      "is it the client secret of this data centre? It may differ from one to the other"
    case "invalid_code":
      "a code is good for a few minutes and once, a sign-in until it is revoked, and each in its own data centre: is --dc right? Then login again"
    case "invalid_redirect_uri":
      "register the redirect address with the client exactly as it was shown, and say its --port"
    case "invalid_scope": "the server does not know one of the scopes (help scopes)"
    case "status_code":
      "the accounts server does not take the call: is --dc the data centre of your Zoho account, and no proxy between?"
    case "INVALID_TOKEN", "INVALID_OAUTHTOKEN", "AUTHENTICATION_FAILURE":
      "right after a login this means the data centre is another one, or an organisation of another environment: login again with the right --dc"
    default: nil
    }
  }
}
