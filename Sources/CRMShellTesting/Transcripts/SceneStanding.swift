import ImportEngine

extension Scene.Options {
  /// The directives that decide what a connection is granted and says of itself.
  static let wordsOfStanding: Set<String> = [
    "granted", "lacks", "offline", "healthy", "clock-lead", "credits", "no-tokens", "spent",
    "locked-out",
  ]

  /// `granted all` or the names of scopes; `lacks SCOPE`; `spent PATTERN CALLS`;
  /// `locked-out PATTERN SECOND`.
  mutating func applyStanding(_ word: String, _ rest: String) {
    let parts = rest.split(separator: " ").map(String.init)
    switch word {
    case "granted":
      grantedScopes = rest == "all" ? NeededScope.allCases.map(\.rawValue) : parts
    case "lacks": lacking.formUnion(parts.compactMap { NeededScope(rawValue: $0) })
    case "offline": isOffline = true
    case "healthy": standing = StaticStanding()
    case "clock-lead": standing?.told.clockLead = Int64(rest)
    case "credits": standing?.told.creditsLeft = Int64(rest)
    case "no-tokens": standing?.turns = TokenTurns(left: 0, most: 8, wait: Int64(rest) ?? 0)
    case "spent" where parts.count == 2:
      standing?.spend(parts[0], calls: Int(parts[1]) ?? 0)
    case "locked-out" where parts.count == 2:
      standing?.spend(parts[0], calls: 95, lockedUntil: Int64(parts[1]))
    default: break
    }
  }
}
