/// Zoho's data centres and their hosts. [C] SDK `dc/`, multi-dc.html; UK and AE API hosts [S], [G]
package enum DataCentre: String, CaseIterable, Sendable {
  case us, eu
  case india = "in"
  case au, jp, ca, sa, cn, uk, ae

  /// What stands behind `zoho.` and `zohoapis.`.
  private var domain: String {
    switch self {
    case .us: "com"
    case .au: "com.au"
    case .cn: "com.cn"
    default: rawValue
    }
  }

  /// Canada's accounts and Projects are under another name than its API.
  private var zoho: String { self == .ca ? "zohocloud.ca" : "zoho.\(domain)" }

  /// Where tokens come from.
  package var accountsHost: String { "accounts.\(zoho)" }
  /// Where Projects is; it ignores `api_domain`. [L] S6
  package var projectsHost: String { "projects.\(zoho)" }
  /// Where the CRM API may be: production first, then sandbox and developer organisations.
  package var apiHosts: [String] {
    ["www", "sandbox", "developer"].map { "\($0).zohoapis.\(domain)" }
  }
}
