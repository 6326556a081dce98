/// A data centre, by the hosts under which the sandbox can be called when their names lead to it.
/// The account and all its data live in one of them; under a loopback address the sandbox is that one.
/// [C], [S], [G] by row: zoho-crm-api.md 1.1, zoho-projects-api.md 1
package enum DataCentre: String, Sendable, CaseIterable {
  case us, eu, `in`, au, jp, ca, sa, cn, uk, ae

  /// Of the accounts service, and of Projects.
  private var domain: String {
    switch self {
    case .us: "zoho.com"
    case .ca: "zohocloud.ca"
    case .au, .cn: "zoho.com.\(rawValue)"
    default: "zoho.\(rawValue)"
    }
  }

  /// Of the CRM API.
  private var apiDomain: String {
    switch self {
    case .us: "zohoapis.com"
    case .au, .cn: "zohoapis.com.\(rawValue)"
    default: "zohoapis.\(rawValue)"
    }
  }

  /// The address of the accounts service.
  var accounts: String { "https://accounts.\(domain)" }
  /// The address of the CRM API, the `api_domain` of token answers.
  var api: String { "https://www.\(apiDomain)" }

  /// The data centre a host belongs to, with or without a port; nil for any other host.
  static func named(by host: String?) -> DataCentre? {
    let name = (host ?? "").prefix { $0 != ":" }.lowercased()
    return allCases.first { centre in
      [
        "accounts.\(centre.domain)", "www.\(centre.apiDomain)", "projects.\(centre.domain)",
        "projectsapi.\(centre.domain)",
      ].contains(name)
    }
  }
}
