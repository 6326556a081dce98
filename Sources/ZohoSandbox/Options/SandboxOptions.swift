/// What a sandbox is to be: the size of its company, its edition, and how its Zoho behaves where the
/// real one is not known.
package struct SandboxOptions: Sendable, Equatable {
  /// The loopback port; 0 for a free one.
  package var port = 0
  /// Decides names, dates and everything else of the world; the same seed makes the same world.
  package var seed: UInt64 = 1
  /// How many CRM users, 1 or more.
  package var users = 42
  /// Whether there are users of other kinds than regular ones, beside `users`.
  package var userKinds = UserKinds.regular
  /// How many CRM contacts.
  package var contacts = 1_280
  /// How many CRM accounts.
  package var accounts = 310
  /// How many projects, 1 or more.
  package var projects = 12
  /// How many people are in the portal at the start, the owner among them.
  package var portalUsers = 9
  /// How many portals the caller reaches; all but the first are empty.
  package var portals = 1
  /// How many people are in the portal as lite and read-only users, in turn.
  package var limitedUsers = 0
  /// The CRM edition: a name of ``editions``, one of them with `-trial`, or any other text.
  package var edition = "enterprise"
  /// The rank of the caller in CRM and in the portal.
  package var caller = Caller.admin
  /// The data centre in which the account lives.
  package var location = DataCentre.us
  /// What the rehearsal's refresh token carries.
  var scopes = [Scope].everything
  /// Where the browser may be sent after the consent page.
  package var redirect = RedirectRule.loopback
  /// What is not known of the device flow.
  package var device = DeviceSwitches()
  /// How many portal licences are left at the start; nil for as many as there are CRM users, at
  /// least 100.
  package var licences: Int?
  /// How many licences of client users are left at the start.
  package var clientLicences = 50
  /// What is not known of client users.
  package var clients = ClientSwitches()
  /// What queries tell of the record a lookup points to.
  package var queryLookups = QueryLookups.full
  /// What can be seen of the CRM integration.
  package var integration = Integration.on
  /// Whether `projectusers` takes in people who are not yet in the portal.
  package var projectUsers = ProjectUsers.invites
  /// What becomes of a role given in an entry of `projectusers`.
  package var entryRole = EntryRole.honoured
  /// What becomes of the role of someone already there when an entry names none.
  package var missingRole = MissingRole.keep
  /// The most entries `projectusers` takes; nil for any number.
  package var batchMax: Int?
  /// Whether a repeated e-mail is refused (true) or becomes a second user (false).
  package var uniqueEmail = true
  /// Zoho's limits; nil when switched off.
  package var limits: Limits? = Limits()
  /// Milliseconds before each answer.
  package var latency = 0
  /// Milliseconds until a job of Bulk Read begins, and as many again until it ends.
  package var bulkPace = 400
  /// API names of fields that the sign-in may not see, in lower case.
  package var hiddenFields: Set<String> = []
  /// Where the fault script of the start lies; nil for none.
  package var faultFile: String?
  /// What goes wrong on purpose from the start.
  var faults = FaultScript()
  /// Where the portal is kept between starts; nil to forget it.
  package var stateFile: String?

  /// A sandbox with every default.
  package init() {}

  /// The rank of the caller.
  package enum Caller: String, Sendable, CaseIterable {
    case admin, standard
  }

  /// The kinds of CRM users there are.
  package enum UserKinds: String, Sendable, CaseIterable {
    case regular, all
  }

  /// What a client can see of the integration. Zoho documents no way to ask; nearest is
  /// `GET …/projects/{id}/crm/accounts` [G]: on → 200, off → 403, unknown → 404.
  package enum Integration: String, Sendable, CaseIterable {
    case on, off, unknown
  }

  /// What an answer to `coql` tells of a lookup (not known of Zoho): all, or its id alone.
  package enum QueryLookups: String, Sendable, CaseIterable {
    case full, ids
  }

  /// What `projectusers` does with an e-mail that is not in the portal (not known of Zoho).
  package enum ProjectUsers: String, Sendable, CaseIterable {
    case invites
    case membersOnly = "members-only"
  }

  /// What `projectusers` does with `role_id` (not known of Zoho).
  package enum EntryRole: String, Sendable, CaseIterable {
    case honoured, ignored, refused
  }

  /// What `projectusers` does to someone already there without `role_id` (not known of Zoho).
  package enum MissingRole: String, Sendable, CaseIterable {
    case keep
    case byDefault = "default"
  }

  /// The rate limit of each Projects endpoint, and with it the limits of tokens and of CRM.
  package struct Limits: Sendable, Equatable {
    /// Calls a pattern takes within ``window``.
    package var calls = 100
    /// Seconds.
    package var window = 120
    /// Seconds a pattern stays shut after a call too many; a call meanwhile starts them anew.
    package var lockout = 1800
    /// CRM's credits within 24 hours; nil for those of the edition.
    package var credits: Int?
    /// CRM's calls at one time; nil for those of the edition.
    package var concurrency: Int?

    /// What was met in the field until 2026: 100 calls in 2 minutes, shut for up to 30.
    package init() {}
  }

  /// The editions by the name used here, with what CRM calls them in `paid_type`.
  package static let editions: [(name: String, paidType: String)] = [
    ("free", "free"), ("standard", "standard"), ("professional", "professional"),
    ("enterprise", "enterprise"), ("ultimate", "ultimate"), ("crmplus", "crmplus"),
    ("one", "zohooneenterprise"),
  ]
}
