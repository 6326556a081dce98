import ZohoWire

/// The page on which a person allows a client in, and the way back.
enum ConsentRoutes {
  /// The endpoints of this part.
  static let all = [
    Route("GET", path, .none, ask),
    Route("POST", path, .none, decide),
  ]

  /// [C] web-apps/authorization.html; that the form posts to the same path is our own.
  private static let path = PathPattern("/oauth/v2/auth")

  /// The page; or straight back, where the client was allowed all of it before and does not want the
  /// question put again. [C] web-apps/authorization.html
  private static func ask(_ state: inout SandboxState, _ call: Call) -> Answer {
    do throws(OAuthRefusal) {
      let request = try AuthorizationRequest(call, registered: state.options.redirect)
      let consents = state.accounts.consents
      if !request.promptsConsent, consents.wasAllowed(request.scopes, to: request.client) {
        return accepted(request, &state, call)
      }
      let id = state.accounts.consents.ask(request)
      return page(request, id, state, call)
        .answer(target: RedirectRule.origin(of: request.redirectURI))
    } catch {
      return Page.refusal(error)
    }
  }

  private static func page(
    _ request: AuthorizationRequest, _ id: String, _ state: SandboxState, _ call: Call
  ) -> Page {
    let how =
      request.isOffline
      ? "It may go on without you until you take that back." : "It may do so for one hour."
    return Page(
      title: "\(request.client.name) asks for access",
      content: """
        \(state.personWords)
        <p>Client <code>\(Page.escaped(request.client.id))</code> asks to:</p>
        \(Page.list(request.scopes))
        <p>\(how) The answer goes to <code>\(Page.escaped(request.redirectURI))</code>.</p>
        <form method="post" action="\(path)">
        \(Page.hidden("request", id))
        \(Page.buttons)
        </form>
        """)
  }

  private static func decide(_ state: inout SandboxState, _ call: Call) -> Answer {
    guard let request = state.accounts.consents.close(call.parameter("request") ?? "") else {
      return Page(
        title: "Nothing to decide",
        content: "<p role=\"alert\">This question was answered already, or never put.</p>"
      ).answer(status: 400)
    }
    guard call.parameter("decision") == "accept" else {
      // [S] what public clients read
      return .redirect(to: request.address(with: ["error": OAuthRefusal.accessDenied.rawValue]))
    }
    return accepted(request, &state, call)
  }

  /// `code`, `location` and `accounts-server`: [C] multi-dc/client-authorization.html; the state comes
  /// back as it was sent [C] phonebridge auth-request.html. The account may live in another data
  /// centre than the one asked: then those are its.
  private static func accepted(
    _ request: AuthorizationRequest, _ state: inout SandboxState, _ call: Call
  ) -> Answer {
    let consent = state.accounts.consents.allow(
      request.scopes, to: request.client, isOffline: request.isOffline,
      promptsConsent: request.promptsConsent)
    do throws(OAuthRefusal) {
      let code = try state.accounts.codes.issue(
        GrantCodes.Grant(
          consent: consent, redirectURI: request.redirectURI, challenge: request.challenge),
        lifetime: GrantCodes.browserLifetime, time: state.now)
      let home = state.options.location
      let server = DataCentre.named(by: call.host) == nil ? state.baseURL : home.accounts
      return .redirect(
        to: request.address(with: [
          "code": code, "location": home.rawValue, "accounts-server": server,
        ]))
    } catch {
      return .redirect(to: request.address(with: ["error": error.rawValue]))
    }
  }
}

extension SandboxState {
  /// Who answers questions: there is one person, and nobody has to sign in.
  var personWords: String {
    "<p>Signed in as \(Page.escaped(caller.fullName)), "
      + "data centre <code>\(options.location.rawValue)</code>.</p>"
  }
}
