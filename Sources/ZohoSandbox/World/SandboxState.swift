/// Everything a sandbox knows, as one value that the routes read and change.
struct SandboxState: Sendable {
  /// How the sandbox was asked to be.
  let options: SandboxOptions
  /// The CRM side.
  var company: Company
  /// CRM's contacts and accounts.
  let records: RecordWorld
  /// The Projects side.
  var portal: Portal
  /// The portals besides.
  var further: FurtherPortals
  /// The number of the portal that the present call is about, from 0.
  var place = 0
  /// Tokens, and what leads to them.
  var accounts: AccountsDesk
  /// Rate limits of Projects.
  var limiter: RateLimiter
  /// Credits of CRM.
  var credits: CreditMeter
  /// What goes wrong on purpose.
  var faults: FaultDesk
  /// Calls that were taken and do their work later.
  var late: [LateCall] = []
  /// The portal as it was, for reads that lag behind.
  var history = PortalHistory()
  /// How many entries of a call that adds people are taken.
  var kept = KeptEntries.all
  /// Jobs of Bulk Read, oldest first.
  var bulkJobs: [BulkJob] = [] {
    didSet { if bulkJobs.count > oldValue.count { bulkJobsMade += 1 } }
  }
  /// How many jobs there were: their ids are never used again.
  private(set) var bulkJobsMade = 0
  /// The lists of people that were asked for last.
  var lists = PeopleLists()
  /// What came in.
  var log = RequestLog()
  /// Scheme, host and port under which the sandbox answers; known once it listens.
  var baseURL = ""
  /// Milliseconds since 1970 UTC at which the present call came in.
  var now: Int64 = 0

  /// The state of a new world.
  init(options: SandboxOptions, portal: Portal? = nil) {
    let company = CompanyBuilder.build(
      seed: options.seed, users: options.users, kinds: options.userKinds)
    self.options = options
    self.company = company
    self.records = RecordWorld(options, company: company)
    self.portal =
      portal ?? PortalBuilder.build(options, company: company, instance: Self.newInstance())
    self.further = FurtherPortals(options, company: company, instance: self.portal.instance)
    self.accounts = AccountsDesk(options)
    self.limiter = RateLimiter(options.limits)
    self.credits = CreditMeter(CRMAllowance(options))
    self.faults = FaultDesk(options.faults)
  }

  /// Back to the world of the seed, under a new instance and without faults. Issued tokens stay good.
  mutating func reset() {
    let revision = portal.revision
    company = CompanyBuilder.build(
      seed: options.seed, users: options.users, kinds: options.userKinds)
    portal = PortalBuilder.build(options, company: company, instance: Self.newInstance())
    portal.revision = revision + 1
    further = FurtherPortals(options, company: company, instance: portal.instance)
    accounts = accounts.withFreshCounts(options)
    limiter = RateLimiter(options.limits)
    credits = credits.withFreshCounts()
    log = RequestLog()
    setFaults(FaultScript())
    late = []
    bulkJobs = []
  }

  /// Puts a script in place of another; calls already taken to be done late stay so.
  mutating func setFaults(_ script: FaultScript) {
    faults = FaultDesk(script)
    history = PortalHistory()
  }

  /// The CRM user who calls.
  var caller: CRMUser {
    guard options.caller == .standard else { return company.users[0] }
    return company.user(email: CastMember.standardCaller.email ?? "") ?? company.users[0]
  }

  /// The profile of the caller in the portal.
  var callerProfile: Reference {
    let name = options.caller == .admin ? "Portal Owner" : Portal.defaultName
    return portal.profiles.first { $0.name == name } ?? portal.profiles[0]
  }

  private static func newInstance() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return "sbx-" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
