package import ImportModel

/// Whose snapshots: those of one sign-in, whichever portals it reaches.
package struct SnapshotOwner: Hashable, Sendable {
  /// Where the server is spoken to, without a slash at the end; as in a `PortalKey`.
  package let baseURL: String
  /// The e-mail of the sign-in; `sandbox` for a rehearsal server connected to by its address.
  package let account: String
  /// The id of the portal that was chosen for the sign-in; nil: none was.
  package let chosenPortal: String?

  package init(baseURL: String, account: String, chosenPortal: String? = nil) {
    self.baseURL = baseURL
    self.account = account
    self.chosenPortal = chosenPortal
  }
}

/// A portal and the CRM users beside it as they were fetched.
package struct PortalSnapshot: Equatable, Sendable {
  package let key: PortalKey
  package let portal: Portal
  package let users: RecordTable<CRMUser>
  package let caller: CRMCaller
  package let organisation: CRMOrganisation
  /// Whom to ask when the caller is no administrator.
  package let administrators: [CRMCaller]
  /// How many records CRM said a module has.
  package let counts: [CRMModule: Int]
  /// Why CRM did not say so; nil when it did.
  package let countProblem: String?
  /// Scopes that the sign-in was not granted, in Zoho's names.
  package let ungranted: [String]
  /// Seconds since 1970.
  package let fetchedAt: Int64

  package init(
    key: PortalKey, portal: Portal, users: RecordTable<CRMUser>, caller: CRMCaller,
    organisation: CRMOrganisation, administrators: [CRMCaller], counts: [CRMModule: Int],
    countProblem: String?, ungranted: [String], fetchedAt: Int64
  ) {
    self.key = key
    self.portal = portal
    self.users = users
    self.caller = caller
    self.organisation = organisation
    self.administrators = administrators
    self.counts = counts
    self.countProblem = countProblem
    self.ungranted = ungranted
    self.fetchedAt = fetchedAt
  }
}

/// Contacts or accounts as they were fetched, and what is needed to know whether they still are so.
package struct RecordsSnapshot<Subject>: Equatable, Sendable {
  package let key: PortalKey
  package let module: CRMModule
  package let table: RecordTable<Subject>
  /// The filters that were fetched by, as they are typed; nil: all records were fetched.
  package let filters: [String]?
  /// When what was read was changed last, by module, in seconds since 1970.
  package let lastChanges: [CRMModule: Int64]
  /// How many records CRM said then that a module has.
  package let counts: [CRMModule: Int]
  /// Fields that CRM hid from the sign-in, in Zoho's names.
  package let hidden: [String]
  /// The digest of the table of users then: records name their owners.
  package let users: String
  /// Seconds since 1970.
  package let fetchedAt: Int64

  package init(
    key: PortalKey, module: CRMModule, table: RecordTable<Subject>, filters: [String]?,
    lastChanges: [CRMModule: Int64], counts: [CRMModule: Int], hidden: [String], users: String,
    fetchedAt: Int64
  ) {
    self.key = key
    self.module = module
    self.table = table
    self.filters = filters
    self.lastChanges = lastChanges
    self.counts = counts
    self.hidden = hidden
    self.users = users
    self.fetchedAt = fetchedAt
  }
}

/// What is found of something that may have been kept.
package enum KeptSnapshot<Value: Sendable>: Sendable {
  case nothing
  case found(Value)
  /// There is something, and it is not trusted.
  case unusable(SnapshotFlaw)

  /// What was found.
  package var value: Value? { if case .found(let value) = self { value } else { nil } }
  /// Why it is not trusted.
  package var flaw: SnapshotFlaw? { if case .unusable(let flaw) = self { flaw } else { nil } }
}

extension KeptSnapshot: Equatable where Value: Equatable {}

/// Why something kept is not trusted.
package enum SnapshotFlaw: Hashable, Sendable {
  /// Its bytes are not those that were written.
  case damaged(path: String)
  /// Another version of crmsh wrote it, or a machine that counts otherwise.
  case otherVersion(path: String)
  /// It is of another portal or sign-in than its name says.
  case ofAnother(path: String)
  /// It can't be opened, or others could have changed it.
  case unreadable(JournalFailure)
}

/// Keeps what was fetched for the next session, and for planning without a network. Nothing of it is
/// ever needed: what is lost is fetched again.
package protocol SnapshotStore: Sendable {
  /// The portals of a sign-in that are kept, in no order; the portal's key tells the server's world.
  func portals(of owner: SnapshotOwner) async -> [KeptSnapshot<PortalSnapshot>]
  /// A portal by its key, whatever world of its server it is of.
  func portal(_ key: PortalKey) async -> KeptSnapshot<PortalSnapshot>
  /// The records of a module that were fetched beside a portal.
  func records<Subject>(_ module: CRMModule, of key: PortalKey) async
    -> KeptSnapshot<RecordsSnapshot<Subject>>
  /// Keeps a portal in place of what was kept of it.
  func keep(_ snapshot: PortalSnapshot) async throws(JournalFailure)
  /// Keeps records in place of those kept of the module.
  func keep<Subject>(_ snapshot: RecordsSnapshot<Subject>) async throws(JournalFailure)
  /// Removes everything of a sign-in; nothing is no failure.
  func removeAll(of owner: SnapshotOwner) async throws(JournalFailure)
}
