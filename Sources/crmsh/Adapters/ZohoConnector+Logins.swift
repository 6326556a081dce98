import CRMShell
import ImportEngine
import ImportModel
import JournalStore
import ZohoClient

extension ZohoConnector {
  /// Connects by a sign-in that is kept: to its own data centre, and nowhere else.
  func connect(by name: String) async throws(ConnectFailure) -> ConnectedServices {
    let (login, secrets) = try await kept(name)
    // A rehearsal's token is refused by every other server, and is asked for by its own alone.
    let isRehearsal = login.server.contains("://")
    let keeping = try keeping(
      for: Credentials(login, secrets), at: login.server, isRehearsal: isRehearsal)
    let connection: ZohoConnection
    do throws(SignInFailure) {
      connection = try ZohoConnection.signedIn(
        login, secrets, slots: keeping.slots, tokens: keeping.tokens, clock: clock,
        randomness: randomness, reach: NetworkSwitch.requested)
    } catch {
      throw .signIn(error)
    }
    return try await services(
      over: connection, keeping, account: login.account,
      isRehearsal: isRehearsal, login: login
    ) {}
  }

  /// The sign-in, or a refusal that names what there is.
  private func kept(_ name: String) async throws(ConnectFailure) -> (Login, LoginSecrets) {
    guard Login.isName(name) else { throw .refusal(.unknownTarget(name)) }
    do throws(SignInFailure) { return try await signIn.login(name) } catch {
      throw Self.failure(error, name)
    }
  }

  /// The sign-in without its secret.
  func login(named name: String) async throws(ConnectFailure) -> Login {
    guard Login.isName(name) else { throw .refusal(.unknownTarget(name)) }
    do throws(SignInFailure) {
      let all = try await signIn.logins()
      guard let login = all.first(where: { $0.name == name }) else {
        throw .unknownLogin(name, known: all.map(\.name))
      }
      return login
    } catch {
      throw Self.failure(error, name)
    }
  }

  private static func failure(_ failure: SignInFailure, _ name: String) -> ConnectFailure {
    if case .unknownLogin(_, let known) = failure, known.isEmpty {
      return .refusal(.unknownTarget(name))
    }
    return .signIn(failure)
  }
}
