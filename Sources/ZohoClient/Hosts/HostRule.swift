/// Which hosts a sign-in may speak to. What a server tells of hosts is checked against it, because a
/// token must not follow a lie.
package enum HostRule: Hashable, Sendable {
  /// A rehearsal server on this machine, one origin for everything.
  case loopback(ServerOrigin)
  /// The hosts of one data centre, https on port 443.
  case zoho(DataCentre)

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
