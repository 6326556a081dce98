import Fuzzing
@testable import ImportEngine
@testable import ZohoClient

/// The file of sign-ins: what reads is written alike, and never told with its secrets.
let loginTarget = FuzzTarget("login", round: 3000) { bytes in
  guard let file = try? LoginFile(bytes, path: "/c") else { return }
  guard let again = try? LoginFile(file.bytes, path: "/c") else {
    fatalError("what was written can't be read")
  }
  expect(again.bytes == file.bytes, "a file is written otherwise than it reads")
  for secrets in file.entries.compactMap(\.secrets) {
    let other = LoginSecrets(clientSecret: Secret("x"), refreshToken: Secret("x"))
    expect(
      "\(secrets)" == "\(other)" && String(reflecting: secrets) == String(reflecting: other),
      "secrets are told")
  }
}

/// Secrets handed over in a file or by standard input.
let secretsTarget = FuzzTarget("secrets", round: 3000) { bytes in
  do throws(SignInFailure) {
    let given = try GivenSecrets(bytes, path: "/s")
    let other = GivenSecrets(
      clientID: given.clientID, clientSecret: given.clientSecret.map { _ in Secret("x") },
      code: given.code.map { _ in Secret("x") })
    expect("\(given)" == "\(other)", "secrets are told")
  } catch {
    guard case .damaged(_, let line) = error else { fatalError("\(error)") }
    expect(line >= 1 && line <= 1 + bytes.count, "line \(line)")
  }
}

/// What a credential helper answers.
let helperTarget = FuzzTarget("helper", round: 3000) { bytes in
  let login = Login(
    name: "work", server: "eu", clientID: "1000.A", account: "a@x.com", scopes: [], portal: nil,
    projectsHost: nil, place: .helper(path: "/h"), since: 0)
  let key = SecretProgram.Key(login)
  guard let secrets = try? SecretProgram.secrets(in: bytes, of: key, "/h") else { return }
  for secret in [secrets.clientSecret, secrets.refreshToken] {
    expect(secret.isPlain, "a secret with a control character or a blank")
    expect(
      secret.revealed().utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }, "a secret that breaks lines")
  }
}

/// Where a server says it is: no text leads to a host that is not of the same data centre.
let hostTarget = FuzzTarget("host", round: 2000) { bytes in
  let text = String(decoding: bytes, as: UTF8.self)
  for centre in DataCentre.allCases {
    let rule = HostRule.zoho(centre)
    if let origin = rule.crmOrigin(toldAs: text) {
      expect(
        origin.scheme == .https && origin.port == 443 && centre.apiHosts.contains(origin.host)
          && centre.apiHosts.contains { text.lowercased().contains($0) },
        "\(text) leads to \(origin)")
    }
    if let moved = rule.moved(to: text) {
      guard case .zoho = moved else { fatalError("\(text) leads to this machine") }
    }
  }
  if let origin = ServerOrigin(text) {
    expect(ServerOrigin(origin.description) == origin, "\(origin) reads otherwise")
    expect(origin.scheme == .https || origin.isLoopback || HostRule(named: text) == nil, "in clear")
  }
}
