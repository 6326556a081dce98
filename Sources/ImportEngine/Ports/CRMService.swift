package import ImportModel

/// The read side: Zoho CRM.
package protocol CRMService: Sendable {
  /// Who is signed in.
  func caller() async throws(ServiceFailure) -> CRMCaller
  /// The organisation with its edition.
  func organisation() async throws(ServiceFailure) -> CRMOrganisation
  /// Active, confirmed administrators, whom a caller without the right can ask.
  func administrators() async throws(ServiceFailure) -> [CRMCaller]
  /// Every user of every status and type, each once, in the server's order.
  func users() async throws(ServiceFailure) -> [CRMUserRecord]
  /// Whether CRM says that these, as fetched before, are still all the users there are, and that none
  /// of them was changed after a time, in seconds since 1970; false where that is not sure, or where
  /// fetching them costs no more.
  func areUnchanged(
    _ users: RecordTable<CRMUser>, since time: Int64
  ) async throws(ServiceFailure) -> Bool
  /// How many records a module has.
  func count(of module: CRMModule) async throws(ServiceFailure) -> Int
  /// The fields of a module that the sign-in may see, the organisation's own among them.
  func fields(of module: CRMModule) async throws(ServiceFailure) -> [FieldDescription]
  /// When a record of a module was changed last, in seconds since 1970; nil where it has none.
  func lastChange(of module: CRMModule) async throws(ServiceFailure) -> Int64?
  /// Whether CRM says that no record of a module was changed after a time, in seconds since 1970.
  /// Deleted records and changed names of what lookups point to are no changes of it.
  func isUnchanged(_ module: CRMModule, since time: Int64) async throws(ServiceFailure) -> Bool
  /// One page of records; the first without a cursor. The server may pass over records that do not
  /// match the query's filter, and need not: the caller filters again.
  func records(_ query: RecordQuery, after cursor: RecordCursor?) async throws(ServiceFailure)
    -> RecordPage
  /// Which of these are addresses of contacts of CRM, fetched or not.
  func contacts(among emails: [EmailAddress]) async throws(ServiceFailure) -> Set<EmailAddress>
  /// The accounts of CRM that have one of these names, fetched or not, each with its id.
  func accounts(named names: [CustomerName]) async throws(ServiceFailure) -> [AccountReference]
}
