import ZohoWire

/// The self client's page of the API console, where an administrator makes a grant code. Zoho's is a
/// web page without an interface, so path and form are our own.
enum ConsoleRoutes {
  /// The endpoints of this part.
  static let all = [
    Route("GET", path, .none, form),
    Route("POST", path, .none, make),
    Route("POST", PathPattern("/_sandbox/grant"), .none, grant),
  ]

  private static let path = PathPattern("/_sandbox/console")
  /// Minutes a code may be made to live. [C] Kaizen #2: 3 by default; the others [G]
  private static let minutes = [3, 5, 7, 10]

  private static func form(_ state: inout SandboxState, _ call: Call) -> Answer {
    let durations = minutes.map { "<option value=\"\($0)\">\($0) minutes</option>" }.joined()
    let scopes = [Scope].everything.map(\.description).joined(separator: ",")
    return Page(
      title: "Self Client: Generate Code",
      content: """
        \(state.personWords)
        <p>Client <code>\(RehearsalCredentials.clientID)</code>, secret
        <code>\(RehearsalCredentials.clientSecret)</code></p>
        <form method="post" action="\(path)">
        <label for="scope">Scopes, with commas between them</label>
        <input id="scope" name="scope" required value="\(Page.escaped(scopes))">
        <label for="minutes">Time Duration</label>
        <select id="minutes" name="minutes">\(durations)</select>
        <button type="submit">Create</button>
        </form>
        """
    ).answer()
  }

  private static func make(_ state: inout SandboxState, _ call: Call) -> Answer {
    do throws(OAuthRefusal) {
      let made = try code(&state, call)
      return Page(
        title: "Generated Code",
        content: """
          <p><code>\(Page.escaped(made.code))</code></p>
          <p>It can be used once, within \(made.minutes) minutes.</p>
          """
      ).answer()
    } catch {
      return Page.refusal(error)
    }
  }

  /// The same for programs: `{"code","expires_in","scope"}`, or `{"error"}` with 400.
  private static func grant(_ state: inout SandboxState, _ call: Call) -> Answer {
    do throws(OAuthRefusal) {
      let made = try code(&state, call)
      return .json([
        "code": .text(made.code), "expires_in": .count(made.minutes * 60),
        "scope": .text(made.scopes.text),
      ])
    } catch {
      return .json(["error": .text(error.rawValue)], status: 400)
    }
  }

  /// A code for `scope`, that lives `minutes`: three unless said. A self client always gets a refresh
  /// token. [C] Kaizen #2
  private static func code(
    _ state: inout SandboxState, _ call: Call
  ) throws(OAuthRefusal) -> (code: String, minutes: Int, scopes: [Scope]) {
    guard let scopes = Scope.list(call.parameter("scope") ?? "") else { throw .invalidScope }
    let wanted = call.number("minutes")
    let lifetime = minutes.first { $0 == wanted } ?? GrantCodes.consoleLifetime / 60
    let consent = Consent(client: OAuthClient.all[0], scopes: scopes, isOffline: true)
    let code = try state.accounts.codes.issue(
      GrantCodes.Grant(consent: consent), lifetime: lifetime * 60, time: state.now)
    return (code, lifetime, scopes)
  }
}
