/// What a CRM edition allows an organisation. [C] api-limits: credits in a rolling day, calls at a time
struct CRMAllowance: Sendable, Equatable {
  /// Credits within 24 hours.
  let credits: Int
  /// Calls at one time.
  let concurrency: Int
  /// Calls at one time of the heavy kind. [C] Kaizen #203
  static let heavyConcurrency = 10

  /// By edition and number of users. An edition that is not known is taken for `enterprise` [G], a
  /// trial for what is tried [G].
  init(edition: String, users: Int) {
    let name = edition.hasSuffix("-trial") ? String(edition.dropLast("-trial".count)) : edition
    switch name {
    case "free": self.init(credits: 5_000, concurrency: 5)
    case "standard": self.init(credits: min(50_000 + 250 * users, 100_000), concurrency: 10)
    case "professional":
      self.init(credits: min(50_000 + 500 * users, 3_000_000), concurrency: 15)
    case "ultimate", "crmplus": self.init(credits: 50_000 + 2_000 * users, concurrency: 25)
    default: self.init(credits: min(50_000 + 1_000 * users, 5_000_000), concurrency: 20)
    }
  }

  private init(credits: Int, concurrency: Int) {
    (self.credits, self.concurrency) = (credits, concurrency)
  }

  /// What a sandbox allows; nil without limits.
  init?(_ options: SandboxOptions) {
    guard let limits = options.limits else { return nil }
    let usual = CRMAllowance(edition: options.edition, users: options.users)
    self.init(
      credits: limits.credits ?? usual.credits,
      concurrency: limits.concurrency ?? usual.concurrency)
  }
}
