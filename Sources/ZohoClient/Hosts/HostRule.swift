/// Which hosts a sign-in may speak to. What a server tells of hosts is checked against it, because a
/// token must not follow a lie.
package enum HostRule: Hashable, Sendable {
  /// A rehearsal server on this machine, one origin for everything.
  case loopback(ServerOrigin)
  /// The hosts of one data centre, https on port 443.
  case zoho(DataCentre)

  /// Where tokens come from.
  package var accounts: ServerOrigin {
    switch self {
    case .loopback(let base): base
    case .zoho(let centre): ServerOrigin(host: centre.accountsHost)
    }
  }

  /// Where Projects is.
  package var projects: ServerOrigin {
    switch self {
    case .loopback(let base): base
    case .zoho(let centre): ServerOrigin(host: centre.projectsHosts[0])
    }
  }

  /// Projects on a host that was chosen; nil when it is none of the server's.
  func projects(host: String) -> ServerOrigin? {
    switch self {
    case .loopback: nil
    case .zoho(let centre):
      centre.projectsHosts.contains(host) ? ServerOrigin(host: host) : nil
    }
  }

  /// What names the server in a line and a file: `eu`, or `http://127.0.0.1:4711`.
  package var name: String {
    switch self {
    case .loopback(let base): base.description
    case .zoho(let centre): centre.rawValue
    }
  }

  /// The rule of a data centre by its short name, or of a loopback address in clear; nil for every
  /// other text.
  package init?(named text: String) {
    if let centre = DataCentre(rawValue: text.lowercased()) {
      self = .zoho(centre)
    } else if let base = ServerOrigin(text), base.scheme == .http, base.isLoopback {
      self = .loopback(base)
    } else {
      return nil
    }
  }

  /// The rule to go on under when a server says that the person's account is elsewhere; nil when that
  /// is no place of Zoho's, or would leave this machine or come to it.
  package func moved(to told: String?) -> HostRule? {
    guard let told else { return nil }
    switch self {
    case .zoho: return DataCentre(told: told).map(HostRule.zoho)
    // A rehearsal server plays every data centre itself.
    case .loopback:
      let isPlayed = DataCentre(rawValue: told.lowercased()) != nil
      return isPlayed || crmOrigin(toldAs: told) != nil ? self : nil
    }
  }

  /// Whether a client of this id may be used here: rehearsal clients, which are called SANDBOX, for a
  /// rehearsal, and no other; so no token is ever sent where it does not belong.
  package func admits(clientID: String) -> Bool {
    let isRehearsal = clientID.hasSuffix(".SANDBOX")
    return switch self {
    case .loopback: isRehearsal
    case .zoho: !isRehearsal
    }
  }

  /// The CRM API's origin for the `api_domain` of a token answer; nil when the rule forbids it.
  /// Without an `api_domain` it is the rule's own.
  package func crmOrigin(toldAs apiDomain: String?) -> ServerOrigin? {
    switch self {
    case .loopback(let base):
      guard let apiDomain else { return base }
      guard let told = ServerOrigin(apiDomain), told.isLoopback, told.scheme == base.scheme,
        told.port == base.port
      else { return nil }
      // All names of this machine are one: the caller's own is kept.
      return base
    case .zoho(let centre):
      let told = apiDomain ?? centre.apiHosts.first.map { "https://" + $0 }
      guard let origin = told.flatMap(ServerOrigin.init), origin.scheme == .https,
        origin.port == 443, centre.apiHosts.contains(origin.host)
      else { return nil }
      return origin
    }
  }
}
