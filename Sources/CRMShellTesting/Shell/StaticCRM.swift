package import ImportEngine
package import ImportModel

/// CRM with fixed answers; it can be told to fail, and others may change its users meanwhile.
package actor StaticCRM: CRMService {
  private let signedIn: CRMCaller
  private let company: CRMOrganisation
  private let admins: [CRMCaller]
  private var records: [CRMUserRecord]
  private var modules: [CRMModule: [CRMRecord]]
  private let ownFields: [FieldDescription]
  private var failure: ServiceFailure?
  private let onRead: @Sendable () async -> Void
  private let lacking: Set<NeededScope>
  private var tellsAdministrators = true
  /// When a module was changed last, of those that tell.
  private var changes: [CRMModule: Int64] = [:]
  /// How many records it says there are, of the modules of which it tells another number than it has.
  private var counts: [CRMModule: Int] = [:]
  /// Answers given so far.
  package private(set) var reads = 0

  /// `onRead` is awaited before the users are told; a read of a cancelled task fails. `lacking`: the
  /// scopes that the sign-in was not granted.
  package init(
    caller: CRMCaller, organisation: CRMOrganisation, administrators: [CRMCaller],
    users: [CRMUserRecord], contacts: [CRMRecord] = [], accounts: [CRMRecord] = [],
    ownFields: [FieldDescription] = [], lacking: Set<NeededScope> = [],
    onRead: @escaping @Sendable () async -> Void = {}
  ) {
    self.lacking = lacking
    signedIn = caller
    company = organisation
    admins = administrators
    records = users
    modules = [.contacts: contacts, .accounts: accounts]
    self.ownFields = ownFields
    self.onRead = onRead
  }

  /// Makes every read fail from now on; nil: none.
  package func fail(with failure: ServiceFailure?) { self.failure = failure }

  /// Refuses to tell the administrators from now on. [C] OAS31
  package func hideAdministrators() { tellsAdministrators = false }

  /// Changes the users as somebody else would.
  package func edit(_ change: @Sendable ([CRMUserRecord]) -> [CRMUserRecord]) {
    records = change(records)
  }

  /// Tells from now on when a record of a module was changed last.
  package func tellChange(of module: CRMModule, at time: Int64) { changes[module] = time }

  /// Says from now on that a module has so many records.
  package func tellCount(of module: CRMModule, _ count: Int) { counts[module] = count }

  /// Changes the contacts as somebody else would.
  package func editContacts(_ change: @Sendable ([CRMRecord]) -> [CRMRecord]) {
    modules[.contacts] = change(modules[.contacts] ?? [])
  }

  /// Who is signed in.
  package func caller() async throws(ServiceFailure) -> CRMCaller {
    try count(.crmUsers)
    return signedIn
  }

  /// The organisation with its edition.
  package func organisation() async throws(ServiceFailure) -> CRMOrganisation {
    try count(.crmOrganisation)
    return company
  }

  /// The active administrators, or the refusal that was asked for.
  package func administrators() async throws(ServiceFailure) -> [CRMCaller] {
    try count(.crmUsers)
    guard tellsAdministrators else {
      throw .refused(title: "NO_PERMISSION", message: "permission denied", status: 403)
    }
    return admins
  }

  /// Every user.
  package func users() async throws(ServiceFailure) -> [CRMUserRecord] {
    await onRead()
    if Task.isCancelled { throw .interrupted("cancelled") }
    try count(.crmUsers)
    return records
  }

  /// Never known.
  package func areUnchanged(
    _ users: RecordTable<CRMUser>, since time: Int64
  ) async throws(ServiceFailure) -> Bool {
    try count(.crmUsers)
    return false
  }

  /// How many records of a module there are; takes the scope of searches too. [C] OAS31
  package func count(of module: CRMModule) async throws(ServiceFailure) -> Int {
    try count(module == .accounts ? .accounts : .contacts)
    guard !lacking.contains(.search) else {
      throw .scope("\(NeededScope.search.rawValue) (OAUTH_SCOPE_MISMATCH: Unauthorized)")
    }
    return counts[module] ?? modules[module]?.count ?? records.count
  }

  /// The standard fields and, of contacts, the organisation's own.
  package func fields(of module: CRMModule) async throws(ServiceFailure) -> [FieldDescription] {
    try count(.fields)
    let standard = Set(CRMSchemas()[module].fields.map { $0.path[0] }).sorted().map {
      FieldDescription(apiName: $0, label: $0, dataType: "text", isCustom: false)
    }
    return standard + (module == .contacts ? ownFields : [])
  }

  /// Not told at first: everything is fetched anew.
  package func lastChange(of module: CRMModule) async throws(ServiceFailure) -> Int64? {
    try count(module == .contacts ? .contacts : .accounts)
    return changes[module]
  }

  /// Known where it is told when the module was changed.
  package func isUnchanged(
    _ module: CRMModule, since time: Int64
  ) async throws(ServiceFailure) -> Bool {
    try count(module == .contacts ? .contacts : .accounts)
    return changes[module].map { $0 <= time } ?? false
  }

  /// Two records a page, so that paging shows; the filter is left to the caller. Values stand in the
  /// order of the standard schema.
  package func records(
    _ query: RecordQuery, after cursor: RecordCursor?
  ) async throws(ServiceFailure) -> RecordPage {
    await onRead()
    if Task.isCancelled { throw .interrupted("cancelled") }
    try count(query.module == .accounts ? .accounts : .contacts)
    let all = modules[query.module] ?? []
    let start = cursor.flatMap { Int($0.text) } ?? 0
    let end = min(start + 2, all.count)
    return RecordPage(
      records: Array(all[start..<end]), next: end < all.count ? RecordCursor(String(end)) : nil)
  }

  /// The addresses that contacts have.
  package func contacts(
    among emails: [EmailAddress]
  ) async throws(ServiceFailure) -> Set<EmailAddress> {
    try count(.queries)
    let known = (modules[.contacts] ?? []).compactMap { record -> EmailAddress? in
      guard case .text(let text)? = record.values.first else { return nil }
      return EmailAddress(text)
    }
    return Set(emails).intersection(known)
  }

  /// The accounts of these names.
  package func accounts(
    named names: [CustomerName]
  ) async throws(ServiceFailure) -> [AccountReference] {
    try count(.queries)
    return (modules[.accounts] ?? []).compactMap { record in
      guard case .text(let text)? = record.values.first, let name = CustomerName(text),
        names.contains(name)
      else { return nil }
      return AccountReference(id: CRMAccountID(record.id.text), name: text)
    }
  }

  private func count(_ scope: NeededScope) throws(ServiceFailure) {
    reads += 1
    if let failure { throw failure }
    guard !lacking.contains(scope) else {
      throw .scope("\(scope.rawValue) (OAUTH_SCOPE_MISMATCH: Unauthorized)")
    }
  }
}
