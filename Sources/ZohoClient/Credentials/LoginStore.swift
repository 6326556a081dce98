package import ImportEngine

/// Keeps sign-ins: what is no secret in a file, and the secrets in it too, or with a program that
/// keeps secrets. The two are never mixed: where a secret was put, there alone it is looked for.
package struct LoginStore: Sendable {
  private let record: any ExclusiveRecord
  private let path: String
  private let program: SecretProgram?

  /// `record` is the file at `path`, which nobody else may read; `program`: nil keeps secrets in it.
  package init(record: any ExclusiveRecord, path: String, program: SecretProgram?) {
    self.record = record
    self.path = path
    self.program = program
  }

  /// Where a new secret would lie.
  package var place: SecretPlace {
    program.map { .helper(path: $0.path) } ?? .file(path: path)
  }

  /// Every sign-in, by name.
  package func logins() async throws(SignInFailure) -> [Login] {
    try await file().entries.map(\.login)
  }

  /// A sign-in with what it needs for tokens.
  package func login(_ name: String) async throws(SignInFailure) -> (Login, LoginSecrets) {
    let file = try await file()
    guard let entry = file[name] else {
      throw .unknownLogin(name, known: file.entries.map(\.login.name))
    }
    if let secrets = entry.secrets { return (entry.login, secrets) }
    return (entry.login, try await program(for: entry.login).get(SecretProgram.Key(entry.login)))
  }

  /// Keeps a sign-in, in place of the one of its name.
  package func keep(_ login: Login, _ secrets: LoginSecrets) async throws(SignInFailure) {
    for (what, text) in [("server", login.server), ("account", login.account)]
      + login.scopes.map({ ("scope", $0) })
    where !LoginFile.isValue(text) { throw .notPlain(what) }
    guard Secret(login.clientID).isPlain else { throw .notPlain("client id") }
    guard secrets.clientSecret.isPlain else { throw .notPlain("client secret") }
    guard secrets.refreshToken.isPlain else { throw .notPlain("refresh token") }
    var kept: LoginSecrets? = secrets
    if case .helper = login.place {
      try await program(for: login).store(secrets, under: SecretProgram.Key(login))
      kept = nil
    }
    try await change { [kept] file in file.put(LoginFile.Entry(login: login, secrets: kept)) }
  }

  /// Remembers the portal that `connect` is to take.
  package func remember(portal: String, for name: String) async throws(SignInFailure) {
    guard LoginFile.isValue(portal) else { throw .notPlain("portal") }
    try await change { file in
      guard let entry = file[name], entry.login.portal != portal else { return }
      var login = entry.login
      login.portal = portal
      file.put(LoginFile.Entry(login: login, secrets: entry.secrets))
    }
  }

  /// Forgets a sign-in and its secrets.
  package func forget(_ name: String) async throws(SignInFailure) {
    let file = try await file()
    guard let entry = file[name] else {
      throw .unknownLogin(name, known: file.entries.map(\.login.name))
    }
    if entry.secrets == nil {
      try await program(for: entry.login).erase(SecretProgram.Key(entry.login))
    }
    try await change { $0.remove(name) }
  }

  /// Forgets a sign-in here, whatever becomes of a secret that a program keeps.
  package func forgetHere(_ name: String) async throws(SignInFailure) {
    try await change { $0.remove(name) }
  }

  /// The program that keeps the secret of a sign-in: the one it was given to, and no other.
  private func program(for login: Login) throws(SignInFailure) -> SecretProgram {
    guard let program, login.place == .helper(path: program.path) else {
      throw .otherPlace(name: login.name, kept: login.place, configured: place)
    }
    return program
  }

  private func file() async throws(SignInFailure) -> LoginFile {
    let path = path
    return try await held { access throws(SignInFailure) in try Self.read(access, path) }
  }

  private func change(_ body: @escaping @Sendable (inout LoginFile) -> Void)
    async throws(SignInFailure)
  {
    let path = path
    _ = try await held { access throws(SignInFailure) in
      var file = try Self.read(access, path)
      body(&file)
      do throws(JournalFailure) { try access.write(file.bytes) } catch { throw Self.failure(error) }
      return file
    }
  }

  private func held(
    _ body: @escaping @Sendable (any RecordAccess) throws(SignInFailure) -> LoginFile
  ) async throws(SignInFailure) -> LoginFile {
    let result: Result<LoginFile, SignInFailure>
    do throws(JournalFailure) {
      result = try await record.exclusively { access in
        do throws(SignInFailure) { return .success(try body(access)) } catch {
          return .failure(error)
        }
      }
    } catch {
      throw Self.failure(error)
    }
    return try result.get()
  }

  private static func read(_ access: any RecordAccess, _ path: String) throws(SignInFailure)
    -> LoginFile
  {
    let bytes: [UInt8]
    do throws(JournalFailure) { bytes = try access.read() } catch { throw failure(error) }
    do throws(LoginFile.Damage) { return try LoginFile(bytes, path: path) } catch {
      throw .damaged(path: path, line: error.line)
    }
  }

  private static func failure(_ failure: JournalFailure) -> SignInFailure {
    switch failure {
    case .unsafe(let path, let reason): .unsafe(path: path, reason: reason)
    default: .store(failure.words)
    }
  }
}
