package import ImportEngine
package import ImportModel

/// CRM with fixed answers; it can be told to fail, and others may change its users meanwhile.
package actor StaticCRM: CRMService {
  private let signedIn: CRMCaller
  private let company: CRMOrganisation
  private let admins: [CRMCaller]
  private var records: [CRMUserRecord]
  private var failure: ServiceFailure?
  private let onRead: @Sendable () async -> Void
  /// Answers given so far.
  package private(set) var reads = 0

  /// `onRead` is awaited before the users are told; a read of a cancelled task fails.
  package init(
    caller: CRMCaller, organisation: CRMOrganisation, administrators: [CRMCaller],
    users: [CRMUserRecord], onRead: @escaping @Sendable () async -> Void = {}
  ) {
    signedIn = caller
    company = organisation
    admins = administrators
    records = users
    self.onRead = onRead
  }

  /// Makes every read fail from now on; nil: none.
  package func fail(with failure: ServiceFailure?) { self.failure = failure }

  /// Changes the users as somebody else would.
  package func edit(_ change: @Sendable ([CRMUserRecord]) -> [CRMUserRecord]) {
    records = change(records)
  }

  /// Who is signed in.
  package func caller() async throws(ServiceFailure) -> CRMCaller {
    try count()
    return signedIn
  }

  /// The organisation with its edition.
  package func organisation() async throws(ServiceFailure) -> CRMOrganisation {
    try count()
    return company
  }

  /// The active administrators.
  package func administrators() async throws(ServiceFailure) -> [CRMCaller] {
    try count()
    return admins
  }

  /// Every user.
  package func users() async throws(ServiceFailure) -> [CRMUserRecord] {
    await onRead()
    if Task.isCancelled { throw .interrupted("cancelled") }
    try count()
    return records
  }

  private func count() throws(ServiceFailure) {
    reads += 1
    if let failure { throw failure }
  }
}
