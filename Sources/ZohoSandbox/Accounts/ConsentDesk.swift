/// What was allowed before, and what a person is being asked for.
struct ConsentDesk: Sendable {
  /// The most questions that are open at one time; the oldest is dropped.
  private static let mostOpen = 1_000

  private var open: [(id: String, request: AuthorizationRequest)] = []
  private var allowed: [String: [Scope]] = [:]
  private var withRefreshToken: Set<String> = []

  /// Puts a question to a person; returns its id.
  mutating func ask(_ request: AuthorizationRequest) -> String {
    if open.count >= Self.mostOpen { open.removeFirst() }
    let id = RandomToken.hexadecimal()
    open.append((id, request))
    return id
  }

  /// Takes a question back, answered; nil where none has the id.
  mutating func close(_ id: String) -> AuthorizationRequest? {
    guard let index = open.firstIndex(where: { $0.id == id }) else { return nil }
    return open.remove(at: index).request
  }

  /// Whether a client was allowed all of this before.
  func wasAllowed(_ scopes: [Scope], to client: OAuthClient) -> Bool {
    scopes.allSatisfy((allowed[client.id] ?? []).cover)
  }

  /// Keeps what was allowed. Whether a refresh token comes of it: offline, and either the client's
  /// first or asked for with `prompt=consent`. [C] multi-dc, web-apps/authorization.html
  mutating func allow(
    _ scopes: [Scope], to client: OAuthClient, isOffline: Bool, promptsConsent: Bool
  ) -> Consent {
    allowed[client.id, default: []] += scopes.filter { !wasAllowed([$0], to: client) }
    let isFirst = isOffline && withRefreshToken.insert(client.id).inserted
    return Consent(
      client: client, scopes: scopes, isOffline: isOffline && (isFirst || promptsConsent))
  }
}

/// What a browser brings to the consent page.
/// [C] mobile-and-desktop-apps/get-authorization-code.html
struct AuthorizationRequest: Sendable, Equatable {
  let client: OAuthClient
  let redirectURI: String
  let scopes: [Scope]
  /// Handed back as it came.
  let state: String?
  let isOffline: Bool
  let promptsConsent: Bool
  let challenge: CodeChallenge?

  /// Reads the parameters; throws where nobody can be sent back with them.
  init(_ call: Call, registered: RedirectRule) throws(OAuthRefusal) {
    client = try OAuthClient.named(in: call, isDevice: false, withSecret: false)
    guard let address = call.parameter("redirect_uri"), registered.allows(address) else {
      throw .invalidRedirectURI
    }
    redirectURI = address
    guard call.parameter("response_type") == "code" else { throw .invalidResponseType }
    guard let scopes = Scope.list(call.parameter("scope") ?? "") else { throw .invalidScope }
    self.scopes = scopes
    state = call.parameter("state")
    isOffline = call.parameter("access_type") == "offline"
    promptsConsent = call.parameter("prompt") == "consent"
    challenge = try CodeChallenge.named(in: call)
  }

  /// Where the browser goes with an answer.
  func address(with answer: KeyValuePairs<String, String?>) -> String {
    let all = answer.map { ($0, $1) } + [("state", state)]
    let query = all.compactMap { name, value in
      value.map { "\(name)=\(FormText.encoded($0))" }
    }.joined(separator: "&")
    return redirectURI + (redirectURI.contains("?") ? "&" : "?") + query
  }
}

/// Where a client may have browsers sent.
package enum RedirectRule: Sendable, Equatable {
  /// Any port and path of a loopback address over http, as RFC 8252 has it for desktop programs;
  /// whether Zoho takes other ports than the registered one is not known. [G]
  case loopback
  /// This address and no other: it has to be the one that was registered. [C]
  case exactly(String)

  /// Whether an address is one of these.
  func allows(_ address: String) -> Bool {
    switch self {
    case .exactly(let registered): return address == registered
    case .loopback:
      guard let origin = Self.origin(of: address), !address.contains("#") else { return false }
      return ["127.0.0.1", "localhost", "[::1]"].contains { host in
        let start = "http://\(host)"
        guard origin != start else { return true }
        guard origin.hasPrefix("\(start):") else { return false }
        let port = origin.dropFirst(start.count + 1)
        return port.allSatisfy(\.isNumber) && UInt16(port) != nil
      }
    }
  }

  /// `http://HOST:PORT` of an address made of printable ASCII without quotes; nil for any other text.
  static func origin(of address: String) -> String? {
    guard address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      !address.contains(where: { "\"'<>\\^`{|};,".contains($0) })
    else { return nil }
    guard let scheme = ["http://", "https://"].first(where: address.hasPrefix) else { return nil }
    let place = address.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    return place.isEmpty || place.contains("@") ? nil : scheme + place
  }
}
