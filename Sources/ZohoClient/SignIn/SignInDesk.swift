package import ImportEngine
package import ImportModel
import ZohoWire

/// Brings sign-ins about, keeps them, and ends them.
package struct SignInDesk: Sendable {
  private let store: LoginStore
  private let clock: any ImportEngine.Clock
  private let randomness: any Randomness
  private let hash: any ContentHash
  private let open: @Sendable () -> any Transport

  /// `open` makes the transport of one piece of work, which is closed after it.
  package init(
    store: LoginStore, clock: any ImportEngine.Clock, randomness: any Randomness,
    hash: any ContentHash, open: @escaping @Sendable () -> any Transport
  ) {
    self.store = store
    self.clock = clock
    self.randomness = randomness
    self.hash = hash
    self.open = open
  }

  /// Where a new secret would lie.
  package var place: SecretPlace { store.place }

  /// Every sign-in that is kept.
  package func logins() async throws(SignInFailure) -> [Login] { try await store.logins() }

  /// Runs a flow to its end and keeps what it brings; where it can't be kept, or it can't be told
  /// whose it is, it is revoked again.
  package func signIn(
    _ order: SignInOrder, tell: @Sendable (SignInStep) async -> Void
  ) async throws(SignInFailure) -> Login {
    let rule = try Self.rule(of: order)
    let before = try await earlier(order.name)
    let transport = open()
    let result: Result<Login, SignInFailure>
    do throws(SignInFailure) {
      let grant = try await grant(order, at: rule, over: transport, tell: tell)
      let login = try await kept(grant, of: order, over: transport, tell: tell)
      if let before {
        await tell(.replaced(problem: await problem(revoking: before, over: transport)))
      }
      result = .success(login)
    } catch {
      result = .failure(Task.isCancelled ? .cancelled : error)
    }
    await transport.close()
    return try result.get()
  }

  /// Revokes a sign-in's token and forgets it; with `anyway` it is forgotten even where the token
  /// could not be revoked.
  package func signOut(_ name: String, anyway: Bool) async throws(SignInFailure) -> SignOutcome {
    let kept: (Login, LoginSecrets)
    do throws(SignInFailure) { kept = try await store.login(name) } catch {
      if case .unknownLogin = error { throw error }
      guard anyway else { throw error }
      try await store.forgetHere(name)
      return .notRevoked(Self.words(of: error))
    }
    let transport = open()
    let result: Result<Bool, SignInFailure>
    do throws(SignInFailure) {
      result = .success(try await revoked(kept.0, kept.1, over: transport))
    } catch {
      result = .failure(error)
    }
    await transport.close()
    switch result {
    case .success(let wasKnown):
      try await store.forget(name)
      return wasKnown ? .revoked : .wasUnknown
    case .failure(.cancelled): throw .cancelled
    case .failure(let failure):
      guard anyway else { throw .notRevoked(name: name, reason: Self.words(of: failure)) }
      try await store.forget(name)
      return .notRevoked(Self.words(of: failure))
    }
  }

  /// The server that an order names, which its client and its host of Projects must belong to.
  private static func rule(of order: SignInOrder) throws(SignInFailure) -> HostRule {
    guard let rule = HostRule(named: order.server) else { throw .foreignHost(order.server) }
    guard Secret(order.clientID).isPlain else { throw .notPlain("client id") }
    guard order.clientSecret.isPlain else { throw .notPlain("client secret") }
    guard rule.admits(clientID: order.clientID) else {
      throw .foreignClient(order.clientID, server: rule.name)
    }
    if let host = order.projectsHost, rule.projects(host: host) == nil { throw .foreignHost(host) }
    return rule
  }

  /// The sign-in that is there under a name, as far as its secrets can be had; one whose secrets are
  /// lost can't be revoked and is replaced without.
  private func earlier(_ name: String) async throws(SignInFailure) -> (Login, LoginSecrets)? {
    guard try await store.logins().contains(where: { $0.name == name }) else { return nil }
    do throws(SignInFailure) { return try await store.login(name) } catch .helper { return nil }
  }

  private func grant(
    _ order: SignInOrder, at rule: HostRule, over transport: any Transport,
    tell: @Sendable (SignInStep) async -> Void
  ) async throws(SignInFailure) -> Grant {
    switch order.flow {
    case .selfClient:
      guard let code = order.code, code.isPlain else { throw .notPlain("code") }
      let accounts = AccountsService(transport: transport, rule: rule)
      let answer = try await accounts.read(
        .exchange(
          code: code.revealed(), clientID: order.clientID,
          secret: order.clientSecret.revealed())
      ) { node throws(ShapeMismatch) in try GrantAnswer(node) }
      return try accounts.grant(of: answer)
    case .device:
      return try await DeviceFlow(transport: transport, clock: clock)
        .run(order, at: rule, tell: tell)
    case .browser:
      return try await BrowserFlow(
        transport: transport, clock: clock, randomness: randomness, hash: hash
      ).run(order, at: rule, tell: tell)
    }
  }

  private func kept(
    _ grant: Grant, of order: SignInOrder, over transport: any Transport,
    tell: @Sendable (SignInStep) async -> Void
  ) async throws(SignInFailure) -> Login {
    do throws(SignInFailure) {
      if let host = order.projectsHost, grant.rule.projects(host: host) == nil {
        throw .foreignHost(host)
      }
      let login = Login(
        name: order.name, server: grant.rule.name, clientID: order.clientID,
        account: try await Self.account(of: grant, over: transport), scopes: grant.scopes,
        projectsHost: order.projectsHost, place: store.place, since: clock.wallSeconds)
      try await store.keep(
        login,
        LoginSecrets(clientSecret: order.clientSecret, refreshToken: grant.refreshToken))
      return login
    } catch {
      // Nobody has the token now: it would only take one of the twenty places there are.
      let accounts = AccountsService(transport: transport, rule: grant.rule)
      // In a task of its own: whoever stopped the sign-in wants it gone all the more.
      let failure = await Task { () -> SignInFailure? in
        do throws(SignInFailure) {
          _ = try await accounts.revoke(grant.refreshToken)
          return nil
        } catch {
          return error
        }
      }.value
      if let failure { await tell(.leftBehind(problem: Self.words(of: failure))) }
      throw error
    }
  }

  /// The e-mail of the CRM user whose grant it is: part of the key of everything stored.
  private static func account(of grant: Grant, over transport: any Transport)
    async throws(SignInFailure) -> String
  {
    let request = WireRequest.crmUsers(type: .caller, page: 1)
    do throws(ServiceFailure) {
      let answer: HTTPAnswer
      do throws(TransportFailure) {
        answer = try await transport.exchange(
          HTTPRequest(
            request, at: grant.access.crm,
            headers: [
              HeaderField(
                "Authorization", "Zoho-oauthtoken \(grant.access.secret.revealed())")
            ]), deadline: Gateway.readDeadline
        ).hiding([grant.access.secret])
      } catch {
        throw error.asServiceFailure
      }
      let verdict = AnswerVerdict(answer, to: request)
      guard let node = try verdict.readValue() else { throw .malformed("nobody is signed in") }
      let users = try shaped { () throws(ShapeMismatch) in try CRMUsersAnswer(node).users }
      guard let address = EmailAddress(received: users.first?.email) else {
        throw .malformed("the CRM user who signed in has no e-mail")
      }
      return address.canonical
    } catch {
      throw .service(error)
    }
  }

  private func problem(revoking before: (Login, LoginSecrets), over transport: any Transport) async
    -> String?
  {
    do throws(SignInFailure) {
      _ = try await revoked(before.0, before.1, over: transport)
      return nil
    } catch {
      return Self.words(of: error)
    }
  }

  private func revoked(
    _ login: Login, _ secrets: LoginSecrets, over transport: any Transport
  ) async throws(SignInFailure) -> Bool {
    guard let rule = HostRule(named: login.server) else { throw .foreignHost(login.server) }
    return try await AccountsService(transport: transport, rule: rule).revoke(secrets.refreshToken)
  }

  /// A failure in a few words, where it is only the reason of something else.
  private static func words(of failure: SignInFailure) -> String {
    switch failure {
    case .service(.unreachable(let what)), .service(.interrupted(let what)),
      .service(.malformed(let what)):
      what
    case .service(.throttled(let seconds, _)): "the server asks to wait \(seconds) s"
    case .refused(let code, let description, _):
      [code, description].compactMap(\.self).joined(separator: ": ")
    case .helper(let path, let reason): "\(path): \(reason)"
    case .unsafe(let path, let reason): "\(path) \(reason)"
    case .otherPlace: "its secret is not where the settings say"
    default: "the server's answer was not of a known shape"
    }
  }
}
