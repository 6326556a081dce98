/// The words of an option that is on or off.
private enum Switch: String, CaseIterable, Sendable {
  case on, off
}

extension OptionSetting {
  /// Every option that takes a value, in the order `--help` shows them.
  static let all: [OptionSetting] = size + rank + accounts + unknowns + conduct

  private static let size: [OptionSetting] = [
    .number("--port", in: 0...65535, "loopback port, 0 for a free one") { $0.port = $1 },
    .number("--seed", in: 0...UInt64.max, "which world") { $0.seed = $1 },
    .number("--users", in: 1...100_000, "CRM users") { $0.users = $1 },
    .choice("--user-kinds", "all: also bots, lite, support and client portal users") {
      $0.userKinds = $1
    },
    .number("--contacts", in: 0...1_000_000, "CRM contacts") { $0.contacts = $1 },
    .number("--accounts", in: 0...200_000, "CRM accounts") { $0.accounts = $1 },
    .number("--projects", in: 1...2_000, "projects") { $0.projects = $1 },
    .number("--portal-users", in: 1...20_000, "people in the portal at the start") {
      $0.portalUsers = $1
    },
    .number("--limited-users", in: 0...1_000, "people there as lite and read-only users, in turn") {
      $0.limitedUsers = $1
    },
    .number("--portals", in: 1...20, "portals that the caller reaches, all but the first empty") {
      $0.portals = $1
    },
  ]

  private static let rank: [OptionSetting] = [
    .text(
      "--edition",
      SandboxOptions.editions.map(\.name).joined(separator: " | ")
        + ", one of them with -trial, or any other text",
      "CRM edition"
    ) { $0.edition = $1 },
    .choice("--caller", "rank of the caller in CRM and in the portal") { $0.caller = $1 },
    .number("--licences", in: 0...1_000_000, "portal licences left at the start") {
      $0.licences = $1
    },
    .number("--client-licences", in: 0...1_000_000, "client user licences left at the start") {
      $0.clientLicences = $1
    },
    .text(
      "--hide-fields", "API names with commas between, such as Phone,Mobile",
      "fields of contacts and accounts that the caller may not see"
    ) { $0.hiddenFields = Set($1.lowercased().split(separator: ",").map(String.init)) },
    .choice("--integration", "what can be seen of the CRM integration (a guess at Zoho)") {
      $0.integration = $1
    },
  ]

  private static let unknowns: [OptionSetting] = [
    .choice("--projectusers", "whether projectusers takes in people new to the portal") {
      $0.projectUsers = $1
    },
    .choice("--entry-role", "what becomes of a role given to projectusers") { $0.entryRole = $1 },
    .choice("--missing-role", "the role of someone already there when none is given") {
      $0.missingRole = $1
    },
    .number("--batch-max", in: 1...10_000, "most people in one projectusers call") {
      $0.batchMax = $1
    },
    .choice("--unique-email", "off: a repeated e-mail becomes a second user") {
      (options, choice: Switch) in options.uniqueEmail = choice == .on
    },
    .choice("--clientuser", "whether clientuser takes in people new to the portal") {
      $0.clients.inviting = $1
    },
    .choice("--client-profile", "what becomes of a profile given to clientuser") {
      $0.clients.profile = $1
    },
    .choice("--client-customer", "whether lists of people tell a client user's customer") {
      $0.clients.customer = $1
    },
    .choice("--coql-lookups", "what queries tell of lookups: name and id, or the id alone") {
      $0.queryLookups = $1
    },
    .choice("--client-key", "how clientuser and associate-client want the customer's id named") {
      $0.clients.key = $1
    },
  ]

  private static let conduct: [OptionSetting] = [
    OptionSetting(
      name: "--rate", values: "CALLS/SECONDS, such as 100/120",
      purpose: "rate limit of each Projects endpoint"
    ) { options, text in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let calls = parts[0], let window = parts[1], calls > 0, window > 0
      else { return false }
      options.setLimit(\.calls, calls)
      options.setLimit(\.window, window)
      return true
    },
    .number("--lockout", in: 1...86_400, "seconds an endpoint stays shut after a call too many") {
      $0.setLimit(\.lockout, $1)
    },
    .number("--credits", in: 1...100_000_000, "CRM's credits within 24 hours") {
      $0.setLimit(\.credits, $1)
    },
    .number("--concurrency", in: 1...1_000, "CRM's calls at one time") {
      $0.setLimit(\.concurrency, $1)
    },
    .number("--latency", in: 0...60_000, "milliseconds before each answer") { $0.latency = $1 },
    .number("--bulk-pace", in: 0...600_000, "milliseconds a Bulk Read job waits, and then works") {
      $0.bulkPace = $1
    },
    .text("--faults", "a JSON file", "what goes wrong on purpose: a list of rules") {
      $0.faultFile = $1
    },
    .text("--state", "a file", "keeps the portal between starts") { $0.stateFile = $1 },
  ]
}

extension SandboxOptions {
  /// Changes one of the limits; after `--no-limits` the others are back with it.
  fileprivate mutating func setLimit<Value>(
    _ limit: WritableKeyPath<Limits, Value>, _ value: Value
  ) {
    var changed = limits ?? Limits()
    changed[keyPath: limit] = value
    limits = changed
  }

  /// Every option: its name, the values it takes as people read them (nil: a switch), what it is for.
  package static var listing: [(name: String, values: String?, purpose: String)] {
    OptionSetting.all.map { ($0.name, $0.values, $0.purpose) } + [
      ("--no-limits", nil, "no limit of calls, tokens, credits"),
      ("--help", nil, "list the options"),
    ]
  }

  /// What `--help` prints: every option with its values.
  package static var usage: String {
    let rows = OptionSetting.all.map { "  \($0.name)  \($0.purpose)\n      \($0.values)\n" }
    return """
      Usage: crmsh sandbox [options]
      A rehearsal server on a loopback address that speaks Zoho's wire. Nothing leaves the machine.

      \(rows.joined())  --no-limits  no limit of calls, tokens, credits

      A rule of --faults:
        {"match":{"method":M,"path":GLOB,"nth":N,"every":N,"times":N},"fault":NAME,"FIELD":VALUE,…}
      At run time: PUT /_sandbox/faults. Names, in brackets the fields a rule of it may have:
      \(FaultName.list)

      Credentials: client id \(RehearsalCredentials.clientID), secret \
      \(RehearsalCredentials.clientSecret), refresh token \(RehearsalCredentials.refreshToken)
      Devices: client id \(RehearsalCredentials.deviceClientID), secret \
      \(RehearsalCredentials.clientSecret)
      A grant code of the self client: open /_sandbox/console in a browser, or
      curl -d scope=ZohoCRM.users.READ,ZohoProjects.users.READ http://127.0.0.1:PORT/_sandbox/grant

      """
  }
}
