/// How a person lets crmsh in.
package enum SignInFlow: String, CaseIterable, Hashable, Sendable {
  /// A grant code made in Zoho's API console, pasted here.
  case selfClient = "self"
  /// A short code typed at an address, on whichever machine has a browser.
  case device
  /// The consent page in a browser of this machine, which comes back to a port of ours.
  case browser
}

/// Where the secrets of a sign-in lie.
package enum SecretPlace: Hashable, Sendable {
  /// In crmsh's own file of plain text.
  case file(path: String)
  /// With a program that keeps secrets.
  case helper(path: String)
}

/// What is kept of a sign-in, its secrets aside.
package struct Login: Hashable, Sendable {
  package let name: String
  /// `eu`, or `http://127.0.0.1:4711` of a rehearsal server: the one place its tokens go to.
  package let server: String
  /// As the API console shows it; no secret.
  package let clientID: String
  /// The e-mail of the CRM user who let crmsh in.
  package let account: String
  /// As Zoho granted them; empty where it did not tell.
  package let scopes: [String]
  /// The id of the portal that `connect` takes; nil where none was chosen yet.
  package var portal: String?
  /// The host of Projects, where another one than the usual was chosen.
  package let projectsHost: String?
  package let place: SecretPlace
  /// Seconds since 1970.
  package let since: Int64

  package init(
    name: String, server: String, clientID: String, account: String, scopes: [String],
    portal: String? = nil, projectsHost: String? = nil, place: SecretPlace, since: Int64
  ) {
    self.name = name
    self.server = server
    self.clientID = clientID
    self.account = account
    self.scopes = scopes
    self.portal = portal
    self.projectsHost = projectsHost
    self.place = place
    self.since = since
  }

  /// Whether a text can be the name of a sign-in: 1 to 32 of `a-z 0-9 . _ -`, a letter or digit first,
  /// and not `sandbox`, which is the rehearsal server's.
  package static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 32, text != "sandbox" else { return false }
    let isFirst = { (byte: UInt8) in (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
    return isFirst(first) && bytes.allSatisfy { isFirst($0) || [0x2D, 0x2E, 0x5F].contains($0) }
  }
}

/// A sign-in to be brought about.
package struct SignInOrder: Sendable {
  package let name: String
  /// See ``Login/server``.
  package let server: String
  package let flow: SignInFlow
  /// As the API console shows it.
  package let clientID: String
  package let clientSecret: Secret
  /// The grant code of a self client; nil in the other flows.
  package let code: Secret?
  /// Zoho's names of the scopes to ask for.
  package let scopes: [String]
  /// The port of the redirect address in the browser flow; nil: a free one.
  package let port: Int?
  /// The host of Projects; nil: the usual one of the data centre.
  package let projectsHost: String?

  package init(
    name: String, server: String, flow: SignInFlow, clientID: String, clientSecret: Secret,
    code: Secret? = nil, scopes: [String], port: Int? = nil, projectsHost: String? = nil
  ) {
    self.name = name
    self.server = server
    self.flow = flow
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.code = code
    self.scopes = scopes
    self.port = port
    self.projectsHost = projectsHost
  }
}

/// What a person is told while a sign-in comes about.
package enum SignInStep: Hashable, Sendable {
  /// The code to type at an address; `complete` has it in it already. Seconds it stays good for.
  case userCode(String, address: String, complete: String?, seconds: Int64)
  /// The page to open in a browser of this machine, and the redirect address it will come back to.
  case page(String, redirect: String, seconds: Int64)
  /// The account is in another data centre, and the sign-in goes on there.
  case moved(to: String)
  /// The sign-in of this name that was there before is replaced; why its token could not be revoked,
  /// nil where it was.
  case replaced(problem: String?)
  /// What was granted is not kept, and could not be revoked either; why.
  case leftBehind(problem: String)
}

/// Why there is no sign-in, or why nothing can be done with one.
package enum SignInFailure: Error, Hashable, Sendable {
  case service(ServiceFailure)
  /// Zoho's code, such as `invalid_client`, its description, and the server that was asked.
  case refused(code: String, description: String?, server: String)
  /// The person said no.
  case denied
  /// Nobody came in time.
  case expired
  /// The grant came without a refresh token.
  case noRefreshToken
  /// A host or data centre that is none of Zoho's, or not the one of this sign-in, as it was told.
  case foreignHost(String)
  /// A client that does not belong to the server: rehearsal and production are never mixed.
  case foreignClient(String, server: String)
  /// A port on this machine that can't be listened on, and why.
  case portTaken(Int?, reason: String)
  /// A file or program that is not safe: its path and what is wrong.
  case unsafe(path: String, reason: String)
  /// The file of sign-ins can't be used.
  case store(String)
  /// The file of sign-ins is not of a known form: its line.
  case damaged(path: String, line: Int)
  /// The program that keeps secrets, and what went wrong with it.
  case helper(path: String, reason: String)
  /// The secret of a sign-in lies elsewhere than the settings say.
  case otherPlace(name: String, kept: SecretPlace, configured: SecretPlace)
  case unknownLogin(String, known: [String])
  /// The token could not be revoked, and is still kept.
  case notRevoked(name: String, reason: String)
  /// A text that is no secret: empty, or with blanks or control characters. Which one it was.
  case notPlain(String)
  case cancelled
}

/// How a sign-in was let go.
package enum SignOutcome: Hashable, Sendable {
  case revoked
  /// The server knew the token no more.
  case wasUnknown
  /// Forgotten here all the same; why it was not revoked.
  case notRevoked(String)
}

/// A server that crmsh can be let in by.
package struct SignInServer: Hashable, Sendable {
  /// `eu`, or the address of a rehearsal server.
  package let name: String
  /// The accounts service, e.g. `accounts.zoho.eu`.
  package let accounts: String
  /// Where clients are registered and codes made; nil for a rehearsal server.
  package let console: String?

  package init(name: String, accounts: String, console: String?) {
    self.name = name
    self.accounts = accounts
    self.console = console
  }
}

/// What a person hands over who can't be asked.
package struct GivenSecrets: Sendable {
  /// Nil where it was not given.
  package let clientID: String?
  package let clientSecret: Secret?
  /// The grant code of a self client.
  package let code: Secret?

  package init(clientID: String?, clientSecret: Secret?, code: Secret?) {
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.code = code
  }
}
