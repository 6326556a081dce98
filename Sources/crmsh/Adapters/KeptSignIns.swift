import CRMShell
import ImportEngine
import ImportModel
import JournalStore
import ZohoClient

/// Sign-ins as they are kept in the configuration directory, or with the helper that its `config` names.
struct KeptSignIns: SignIn {
  let directory: String
  let home: String
  let clock: any ImportEngine.Clock
  let randomness: any Randomness

  var servers: [SignInServer] {
    DataCentre.allCases.map { SignInServer(HostRule.zoho($0)) }
  }

  func server(named text: String) -> SignInServer? {
    HostRule(named: text).map(SignInServer.init)
  }

  func place() throws(SignInFailure) -> SecretPlace { try desk().place }

  func logins() async throws(SignInFailure) -> [Login] {
    // Looking for sign-ins makes no folder.
    guard Configuration.exists(directory) else { return [] }
    return try await desk().logins()
  }

  func secrets(at path: String) throws(SignInFailure) -> GivenSecrets {
    try GivenSecrets(at: path)
  }

  func signIn(_ order: SignInOrder, tell: @escaping @Sendable (SignInStep) async -> Void)
    async throws(SignInFailure) -> Login
  {
    _ = StateDirectory.make(directory)
    return try await desk().signIn(order, tell: tell)
  }

  func signOut(_ name: String, anyway: Bool) async throws(SignInFailure) -> SignOutcome {
    guard Configuration.exists(directory) else { throw .unknownLogin(name, known: []) }
    return try await desk().signOut(name, anyway: anyway)
  }

  /// A sign-in with its secrets, for a connection.
  func login(_ name: String) async throws(SignInFailure) -> (Login, LoginSecrets) {
    guard Configuration.exists(directory) else { throw .unknownLogin(name, known: []) }
    return try await store().login(name)
  }

  /// Keeps the choice of a portal; what hindered it.
  func remember(portal: PortalID, for name: String) async -> SignInFailure? {
    do throws(SignInFailure) {
      try await store().remember(portal: portal.text, for: name)
      return nil
    } catch {
      return error
    }
  }

  private func desk() throws(SignInFailure) -> SignInDesk {
    let clock = clock
    return SignInDesk(
      store: try store(), clock: clock, randomness: randomness, hash: SHA256()
    ) { HTTPTransport(clock: clock, reach: NetworkSwitch.requested) }
  }

  private func store() throws(SignInFailure) -> LoginStore {
    let configuration = try Configuration.read(in: directory, home: home)
    var program: SecretProgram?
    if let path = configuration.credentialHelper {
      program = try SecretProgram(path: path, environment: ProcessSetup.environment)
    }
    return LoginStore(
      record: LockedFile("credentials", in: directory, clock: clock),
      path: "\(directory)/credentials", program: program)
  }
}

extension SignInServer {
  /// A server as its hosts tell it.
  fileprivate init(_ rule: HostRule) {
    switch rule {
    case .loopback(let base):
      self.init(name: base.description, accounts: base.description, console: nil)
    case .zoho(let centre):
      self.init(
        name: centre.rawValue, accounts: centre.accountsHost, console: centre.consoleAddress)
    }
  }
}
