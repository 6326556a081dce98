package import ImportEngine

/// Signing in to Zoho, and what is kept of it.
package protocol SignIn: Sendable {
  /// Zoho's data centres, in the order they are shown.
  var servers: [SignInServer] { get }
  /// The data centre of a short name, or a rehearsal server by its loopback address; nil: none.
  func server(named text: String) -> SignInServer?
  /// Where a new secret would lie; fails where that is not safe.
  func place() throws(SignInFailure) -> SecretPlace
  /// Every sign-in that is kept, by name.
  func logins() async throws(SignInFailure) -> [Login]
  /// Reads what is handed over in a file that only its owner may read; `-` is standard input.
  func secrets(at path: String) throws(SignInFailure) -> GivenSecrets
  /// Runs a flow to its end and keeps what it brings, in place of the sign-in of that name.
  func signIn(_ order: SignInOrder, tell: @escaping @Sendable (SignInStep) async -> Void)
    async throws(SignInFailure) -> Login
  /// Revokes a sign-in at its server and forgets it; with `anyway` it is forgotten even where it
  /// could not be revoked.
  func signOut(_ name: String, anyway: Bool) async throws(SignInFailure) -> SignOutcome
}
