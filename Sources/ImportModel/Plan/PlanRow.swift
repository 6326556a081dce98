/// A person of CRM, by the id that CRM gave.
package enum PersonID: Hashable, Sendable {
  case user(CRMUserID)
  case contact(CRMContactID)

  /// Zoho's id, for display and journals.
  package var text: String {
    switch self {
    case .user(let id): id.text
    case .contact(let id): id.text
    }
  }

  package var kind: PersonKind {
    switch self {
    case .user: .user
    case .contact: .contact
    }
  }

  /// Nil when the text can't be an id.
  package init?(_ kind: PersonKind, _ text: String) {
    let id: PersonID? =
      switch kind {
      case .user: CRMUserID(text).map { .user($0) }
      case .contact: CRMContactID(text).map { .contact($0) }
      }
    guard let id else { return nil }
    self = id
  }
}

/// The client company that a line gave a contact.
package enum CustomerChoice: Hashable, Sendable {
  /// One the portal had when the line ran.
  case existing(CustomerID)
  /// The portal's customer of this name, else a new one.
  case named(CustomerName)
  /// As `named`, taken from the CRM account that somebody had when the line ran, and for as long only as
  /// they have it; the id is nil where only the name came.
  case ofAccount(CustomerName, CRMAccountID?)
  /// Taken from the CRM account, whose name another account has too: nobody can tell which of them
  /// the portal's customer is.
  case ambiguousAccount(CustomerName)
  /// Was to be taken from the CRM account, and there is none.
  case noAccount

  /// The name that the customer goes by; nil where an id or nothing was chosen.
  package var name: CustomerName? {
    switch self {
    case .named(let name), .ofAccount(let name, _), .ambiguousAccount(let name): name
    case .existing, .noAccount: nil
    }
  }

  /// Whether it was taken from an account other than this one: CRM changed since the line ran.
  package func isOutdated(by account: AccountReference?) -> Bool {
    guard case .ofAccount(let name, let id) = self else { return false }
    guard let account, CustomerName(account.name) == name else { return true }
    guard let id, let now = account.id else { return false }
    return id != now
  }
}

/// Why something is in the plan: the line that put it there, kept for years in the journal.
package struct Origin: Hashable, Sendable {
  /// The line as it can be replayed.
  package let line: String
  /// The script's name; nil for a line typed at the prompt.
  package let file: String?
  /// From 1, within the script or the session.
  package let position: Int
  /// SHA-256 of the script, hexadecimal; nil outside a script.
  package let scriptHash: String?

  package init(line: String, file: String?, position: Int, scriptHash: String?) {
    self.line = line
    self.file = file
    self.position = position
    self.scriptHash = scriptHash
  }
}

/// A value that a line put into a row.
package struct Staged<Value: Hashable & Sendable>: Hashable, Sendable {
  package let value: Value
  /// Whether the line said `--replace`: what the portal has is then changed, not kept.
  package let replaces: Bool
  package let origin: Origin

  package init(_ value: Value, replaces: Bool, origin: Origin) {
    self.value = value
    self.replaces = replaces
    self.origin = origin
  }
}

extension Array {
  /// Whether the same values are staged in the same order, whatever lines they come from. Most rows have
  /// those of the row before: what is done for a row's need then not be done again.
  func haveTheValues<Value>(of other: [Staged<Value>]) -> Bool where Element == Staged<Value> {
    count == other.count && indices.allSatisfy { self[$0].value == other[$0].value }
  }
}

/// What CRM said of a person when they were staged; enough to plan and report without CRM.
package struct PlannedPerson: Hashable, Sendable {
  package let id: PersonID
  package let name: String
  /// As CRM has it; nil when CRM has none.
  package let emailText: String?
  package let email: EmailAddress?
  /// CRM's word, e.g. `active`.
  package let status: String
  /// Whether they accepted CRM's invitation; nil where CRM doesn't tell.
  package let isConfirmed: Bool?
  /// What kind of CRM user they are; contacts count as ordinary.
  package let type: CRMUserType
  /// A contact's CRM account; nil for users.
  package let account: AccountReference?
  /// Whether a contact has the address of an active CRM user, hence is one of the own people.
  package let isActiveUser: Bool

  package init(
    id: PersonID, name: String, emailText: String?, email: EmailAddress?, status: String,
    isConfirmed: Bool?, type: CRMUserType = .colleague, account: AccountReference? = nil,
    isActiveUser: Bool = false
  ) {
    self.id = id
    self.name = name
    self.emailText = emailText
    self.email = email
    self.status = status
    self.isConfirmed = isConfirmed
    self.type = type
    self.account = account
    self.isActiveUser = isActiveUser
  }
}

/// What lines staged for somebody. People who were staged by the same lines share it.
struct Staging: Hashable, Sendable {
  var role: Staged<RoleID>?
  var customer: Staged<CustomerChoice>?
  var profile: Staged<ProfileID>?
  var projectProfiles: [ProjectID: Staged<ProfileID>] = [:]
  var projects: [Staged<ProjectID>] = []
}

/// One person of the plan and everything staged for them.
package struct PlanRow: Hashable, Sendable {
  private var subject: Shared<PlannedPerson>
  var staging: Shared<Staging>
  /// The values of the filter's fields when the person was selected, e.g. `crm.role=Sales Manager`.
  package var matched: [String]
  /// What the person was let in by name in spite of: reasons that can be accepted.
  package var accepted: Set<BlockReason>

  package init(person: PlannedPerson, matched: [String] = []) {
    self.init(person, matched, Self.nothing)
  }

  init(_ person: PlannedPerson, _ matched: [String], _ staging: Shared<Staging>) {
    subject = Shared(person)
    self.staging = staging
    self.matched = matched
    accepted = []
  }

  static let nothing = Shared(Staging())

  package internal(set) var person: PlannedPerson {
    get { subject.value }
    set { if newValue != subject.value { subject = Shared(newValue) } }
  }

  /// Of users only.
  package var role: Staged<RoleID>? { staging.value.role }
  /// Of contacts only.
  package var customer: Staged<CustomerChoice>? { staging.value.customer }
  /// The profile for the portal and for every staged project without one of its own.
  package var profile: Staged<ProfileID>? { staging.value.profile }
  package var projectProfiles: [ProjectID: Staged<ProfileID>] { staging.value.projectProfiles }
  /// In plan order; a new person is introduced in the first.
  package var projects: [Staged<ProjectID>] { staging.value.projects }

  /// Whether the customer was taken from an account other than CRM names now.
  package var isCustomerOutdated: Bool {
    customer?.value.isOutdated(by: person.account) == true
  }

  /// The profile staged for a project: its own, else the general one.
  package func profile(in project: ProjectID) -> Staged<ProfileID>? {
    projectProfiles[project] ?? profile
  }

  /// The projects in which the row decides something: those staged, and those with a profile.
  package var touchedProjects: [ProjectID] { projects.map(\.value) + unstagedProjects }

  /// Those that only a profile was staged for, in order of their ids.
  var unstagedProjects: [ProjectID] {
    guard !projectProfiles.isEmpty else { return [] }
    let staged = Set(projects.map(\.value))
    return projectProfiles.keys.filter { !staged.contains($0) }.sorted()
  }

  /// The customer that a contact is to be client user of: the one staged, else the one they are
  /// client user of in the portal.
  func customer(of user: PortalUser?) -> CustomerChoice? {
    if let customer { return customer.value }
    guard person.id.kind == .contact, let user, user.kind == .client else { return nil }
    return user.customer.map { .existing($0) }
  }

  /// Whether two rows of a person mean the same, whatever lines they come from.
  package func saysTheSame(as other: PlanRow) -> Bool {
    guard staging !== other.staging else { return accepted == other.accepted }
    func meaning<Value>(_ staged: Staged<Value>?) -> [AnyHashable] {
      staged.map { [$0.value, $0.replaces] } ?? []
    }
    return meaning(role) == meaning(other.role) && meaning(profile) == meaning(other.profile)
      && meaning(customer) == meaning(other.customer)
      && projects.map(\.value) == other.projects.map(\.value)
      && projectProfiles.mapValues(meaning) == other.projectProfiles.mapValues(meaning)
      && accepted == other.accepted
  }

  /// Every line that put something into this row, each once, by its place in its source.
  package var origins: [Origin] {
    var seen: Set<Origin> = []
    let all =
      [role?.origin, customer?.origin, profile?.origin].compactMap { $0 } + projects.map(\.origin)
      + projectProfiles.sorted { $0.key < $1.key }.map(\.value.origin)
    return all.filter { seen.insert($0).inserted }.sorted { $0.position < $1.position }
  }
}

extension PlanRow {
  /// Adds what the row refers to to what is counted.
  func count(in held: inout HeldMemory) {
    if held.adds(subject, MemoryLayout<PlannedPerson>.stride) {
      let person = subject.value
      for text in [person.id.text, person.name, person.emailText ?? ""] { held.add(text) }
    }
    let staged = staging.value.projects.count * MemoryLayout<Staged<ProjectID>>.stride
    _ = held.adds(staging, MemoryLayout<Staging>.stride + staged)
    let place = matched.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    if held.adds(place, matched.count * MemoryLayout<String>.stride) {
      for text in matched { held.add(text) }
    }
  }
}
