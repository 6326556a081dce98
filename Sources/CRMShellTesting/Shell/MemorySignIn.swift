import CRMShell
package import ImportEngine
import Synchronization

/// Sign-ins in memory, over a server that answers as it is told to.
package final class MemorySignIn: SignIn {
  /// How the server behaves, and what is kept.
  package struct State: Sendable {
    /// By name, in their order.
    package var kept: [String: Login] = [:]
    /// Why the next sign-in fails; nil: it does not.
    package var failure: SignInFailure?
    /// What is told while a person is waited for.
    package var steps: [SignInStep] = []
    /// The data centre that the account turns out to be in; nil: the one named.
    package var home: String?
    /// What is granted; nil: all that is asked for.
    package var granted: [String]?
    /// Why nothing can be revoked; nil: it can.
    package var revokeProblem: String?
    /// Whether the server still knows the tokens.
    package var knowsTokens = true
    package var place = SecretPlace.file(path: "/desk/config/credentials")
    /// Files of secrets by path.
    package var files: [String: GivenSecrets] = [
      "/desk/secrets.txt": GivenSecrets(
        clientID: "1000.ABC", clientSecret: Secret("told"), code: Secret("1000.code.told"))
    ]
    /// What was ordered, in order.
    package var orders: [SignInOrder] = []
  }

  private let state = Mutex(State())
  private let clock: any Clock

  package init(clock: any Clock) { self.clock = clock }

  /// Changes how the server behaves, or looks at what came of it.
  package func with<Value: Sendable>(_ body: @Sendable (inout State) -> Value) -> Value {
    state.withLock { body(&$0) }
  }

  /// Two of them are enough.
  package var servers: [SignInServer] {
    ["us", "eu"].compactMap { server(named: $0) }
  }

  /// The data centres us and eu, and rehearsal servers.
  package func server(named text: String) -> SignInServer? {
    switch text {
    case "us":
      SignInServer(
        name: "us", accounts: "accounts.zoho.com", console: "https://api-console.zoho.com")
    case "eu":
      SignInServer(
        name: "eu", accounts: "accounts.zoho.eu", console: "https://api-console.zoho.eu")
    case _ where text.hasPrefix("http://127.0.0.1:"):
      SignInServer(name: text, accounts: text, console: nil)
    default: nil
    }
  }

  /// Where it was told.
  package func place() -> SecretPlace { state.withLock { $0.place } }

  /// By name.
  package func logins() async throws(SignInFailure) -> [Login] {
    state.withLock { $0.kept.values.sorted { $0.name < $1.name } }
  }

  /// A file that was put there; any other is not safe.
  package func secrets(at path: String) throws(SignInFailure) -> GivenSecrets {
    guard let given = state.withLock({ $0.files[path] }) else {
      throw .unsafe(path: path, reason: "is open to others")
    }
    return given
  }

  /// Tells its steps, then fails or keeps what was ordered.
  package func signIn(
    _ order: SignInOrder, tell: @escaping @Sendable (SignInStep) async -> Void
  ) async throws(SignInFailure) -> Login {
    let now = state.withLock { state in
      state.orders.append(order)
      return state
    }
    for step in now.steps { await tell(step) }
    if let failure = now.failure { throw failure }
    let login = Login(
      name: order.name, server: now.home ?? order.server, clientID: order.clientID,
      account: "pat@zylker.example", scopes: now.granted ?? order.scopes,
      projectsHost: order.projectsHost, place: now.place, since: clock.wallSeconds)
    if now.kept[order.name] != nil { await tell(.replaced(problem: now.revokeProblem)) }
    state.withLock { $0.kept[order.name] = login }
    return login
  }

  /// Forgets, as far as the server lets it.
  package func signOut(_ name: String, anyway: Bool) async throws(SignInFailure) -> SignOutcome {
    let now = state.withLock { $0 }
    guard now.kept[name] != nil else {
      throw .unknownLogin(name, known: now.kept.keys.sorted())
    }
    if let problem = now.revokeProblem, !anyway { throw .notRevoked(name: name, reason: problem) }
    state.withLock { $0.kept[name] = nil }
    if let problem = now.revokeProblem { return .notRevoked(problem) }
    return now.knowsTokens ? .revoked : .wasUnknown
  }

  /// Remembers a portal for a sign-in.
  func remember(_ portal: String, for name: String) {
    state.withLock { $0.kept[name]?.portal = portal }
  }
}
