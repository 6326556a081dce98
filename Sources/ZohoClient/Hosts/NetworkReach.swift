import NIOSSL

/// How hosts are reached and whose certificates are believed. The program itself always uses
/// ``internet``: nothing a person can type or set changes it.
package struct NetworkReach: Sendable {
  /// The port on this machine that stands for port 443 of the hosts.
  let port: Int?
  /// The hosts that are on this machine.
  let hosts: [String]
  /// Believed besides nothing else; nil: the machine's own authorities.
  let authorities: [NIOSSLCertificate]?

  /// Names are looked up, and the machine's own authorities vouch for them.
  package static let internet = NetworkReach(port: nil, hosts: [], authorities: nil)

  /// For tests: the hosts of a data centre on a port of this machine, vouched for by one authority
  /// alone, whose certificate is given as PEM.
  package static func rehearsing(_ centre: DataCentre, port: Int, authority: [UInt8]) throws
    -> NetworkReach
  {
    NetworkReach(
      port: port, hosts: [centre.accountsHost] + centre.apiHosts + centre.projectsHosts,
      authorities: try NIOSSLCertificate.fromPEMBytes(authority))
  }

  /// What the HTTP library is to believe.
  var tls: TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    if let authorities { configuration.trustRoots = .certificates(authorities) }
    return configuration
  }

  /// The addresses of the hosts that are on this machine.
  var addresses: [String: String] {
    Dictionary(uniqueKeysWithValues: hosts.map { ($0, "127.0.0.1") })
  }

  /// The address as it is connected to.
  func address(of url: String) -> String {
    guard let port else { return url }
    for host in hosts where url.hasPrefix("https://\(host)/") {
      return "https://\(host):\(port)" + url.dropFirst("https://\(host)".count)
    }
    return url
  }
}
