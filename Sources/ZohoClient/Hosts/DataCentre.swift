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
  /// Where Projects is; it ignores `api_domain`. The first is that of the documents of 2026 [Z],
  /// the second the older one, which is live too [L] S1, S3; Canada's older one is doubtful, hence
  /// left out.
  package var projectsHosts: [String] {
    self == .ca ? ["projects.\(zoho)"] : ["projects.\(zoho)", "projectsapi.\(zoho)"]
  }
  /// Where clients are registered and grant codes made. [C] Kaizen #2, by `zoho.<tld>`
  package var consoleAddress: String { "https://api-console.\(zoho)" }
  /// Where the CRM API may be: production first, then sandbox and developer organisations.
  package var apiHosts: [String] {
    ["www", "sandbox", "developer"].map { "\($0).zohoapis.\(domain)" }
  }

  /// The data centre that a server names: by its short name (`eu`), or by the origin of its accounts
  /// service (`https://accounts.zoho.eu`). Nil for every other text.
  package init?(told text: String) {
    if let centre = DataCentre(rawValue: text.lowercased()) {
      self = centre
      return
    }
    guard let origin = ServerOrigin(text.contains("://") ? text : "https://" + text),
      origin.scheme == .https, origin.port == 443,
      let centre = Self.allCases.first(where: { $0.accountsHost == origin.host })
    else { return nil }
    self = centre
  }
}
