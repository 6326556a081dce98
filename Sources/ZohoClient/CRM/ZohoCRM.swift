package import ImportEngine
package import ImportModel
import ZohoWire

/// The read side over Zoho CRM's API v8.
package struct ZohoCRM: CRMService {
  private static let mostPages = 5_000

  let gateway: Gateway
  /// The file of a Bulk Read job that is read at the moment.
  let shelf = BulkShelf()

  /// CRM behind a gateway.
  package init(gateway: Gateway) { self.gateway = gateway }

  /// The user of type `CurrentUser`, and whether they are among `AdminUsers`.
  package func caller() async throws(ServiceFailure) -> CRMCaller {
    // One answer is all there is: it need not tell that there are no more.
    let node = try await gateway.read(.crmUsers(type: .caller, page: 1))
    guard let node,
      let caller = try shaped({ () throws(ShapeMismatch) in try CRMUsersAnswer(node) }).users.first
    else { throw .malformed("nobody is signed in") }
    return try Self.caller(caller, isAdministrator: try await isAdministrator(caller.id))
  }

  /// The one element of `/org`.
  package func organisation() async throws(ServiceFailure) -> CRMOrganisation {
    let answer = try await gateway.read(.crmOrganisation) { node throws(ShapeMismatch) in
      try CRMOrganisationAnswer(node)
    }
    return CRMOrganisation(
      id: answer.id, name: answer.name, paidType: answer.paidType,
      trialType: CRMOrganisation.trial(
        answer.trialType, isPaid: answer.isPaid, expiry: answer.trialExpiry,
        now: gateway.clock.wallSeconds))
  }

  /// The users of type `ActiveConfirmedAdmins`.
  package func administrators() async throws(ServiceFailure) -> [CRMCaller] {
    try await people(.activeConfirmedAdministrators) { person throws(ServiceFailure) in
      try Self.caller(person, isAdministrator: true)
    }
  }

  /// `AllUsers`, then of `DeletedUsers` those not among them; lite users too.
  package func users() async throws(ServiceFailure) -> [CRMUserRecord] {
    // Whether `AllUsers` holds the deleted ones is not told: they are asked for too.
    let records = try await peopleWithLite(.all)
    let known = Set(records.map(\.id))
    return records + (try await peopleWithLite(.deleted)).filter { !known.contains($0.id) }
  }

  /// The reliable test is the list itself: custom profiles can carry the rights too. Who may not
  /// see the list is no administrator: the code says so [C] OAS31, with whatever status, or HTTP's 403.
  private func isAdministrator(_ id: String) async throws(ServiceFailure) -> Bool {
    do throws(ServiceFailure) {
      return try await people(.administrators) { person throws(ServiceFailure) in person.id }
        .contains(id)
    } catch .refused(let code, _, let status)
      where status == 403 || code.uppercased() == "NO_PERMISSION"
    {
      return false
    }
  }

  /// Everybody of a kind, lite users among them. Only one set of Zoho's files knows the parameter for
  /// them: a server that refuses it is asked without.
  func peopleWithLite(
    _ kind: CRMUserKind
  ) async throws(ServiceFailure) -> [CRMUserRecord] {
    func record(_ answer: CRMUserAnswer) throws(ServiceFailure) -> CRMUserRecord {
      try CRMUserRecord(answer)
    }
    do throws(ServiceFailure) {
      return try await people(kind, withLite: true, record)
    } catch .refused {
      return try await people(kind, record)
    }
  }

  /// Everybody of a kind, each once; 204 is nobody. [C] OAS26 getUsers
  ///
  /// An answer takes ten times what is made of it: no more than those of a page are held.
  private func people<Person>(
    _ kind: CRMUserKind, withLite: Bool = false,
    _ person: (CRMUserAnswer) throws(ServiceFailure) -> Person
  ) async throws(ServiceFailure) -> [Person] {
    var people: [Person] = []
    var seen: Set<String> = []
    for page in 1...Self.mostPages {
      guard
        let node = try await gateway.read(
          .crmUsers(type: kind, page: page, withLite: withLite))
      else { return people }
      let answer = try shaped { () throws(ShapeMismatch) in try CRMUsersAnswer(node) }
      try Gateway.check(answer.page, is: page, of: "users")
      let new = answer.users.filter { seen.insert($0.id).inserted }
      for one in new { people.append(try person(one)) }
      guard let hasMore = answer.hasMore else { throw .malformed("users: info is missing") }
      guard hasMore else { return people }
      guard !new.isEmpty else { throw .malformed("users: a page came twice") }
    }
    throw .malformed("users: more than \(Self.mostPages) pages")
  }

  private static func caller(
    _ answer: CRMUserAnswer, isAdministrator: Bool
  ) throws(ServiceFailure) -> CRMCaller {
    CRMCaller(
      id: try identifier(answer.id, CRMUserID.init), name: answer.name,
      email: (answer.email ?? "").composed, profile: answer.profile ?? "",
      isAdministrator: isAdministrator, timeZone: answer.timeZone)
  }
}
