package import ImportEngine
package import ImportModel
import ZohoWire

/// What CRM is asked of records that were not fetched.
extension ZohoCRM {
  /// The most values that are searched for one by one.
  private static let mostSearched = 20
  /// Values in one query, each as written and lower-cased, since how a query compares texts is
  /// documented nowhere: it takes 100. [C] DOC Kaizen #183
  private static let mostAsked = 50
  /// Pages of one look-up, by 200: so many records share no address and no name.
  private static let mostPages = 500

  /// By queries; where the sign-in may not query, by the search index, which may lag behind.
  package func contacts(
    among emails: [EmailAddress]
  ) async throws(ServiceFailure) -> Set<EmailAddress> {
    let answers = try await records(
      of: .contacts, where: "Email", isAmong: emails.map { [$0.text, $0.canonical] }
    ) { .crmSearch(module: CRMModule.contacts.rawValue, email: $0, page: $1) }
    return Set(answers.compactMap { EmailAddress(received: $0.fields["Email"]?.text) })
      .intersection(emails)
  }

  /// The same way.
  package func accounts(
    named names: [CustomerName]
  ) async throws(ServiceFailure) -> [AccountReference] {
    let answers = try await records(
      of: .accounts, where: "Account_Name", isAmong: names.map { [$0.text, $0.folded] }
    ) {
      .crmSearch(module: CRMModule.accounts.rawValue, "Account_Name", equals: $0, page: $1)
    }
    let wanted = Set(names)
    var accounts: [AccountReference] = []
    for answer in answers {
      guard let text = answer.fields["Account_Name"]?.text, let name = CustomerName(text),
        wanted.contains(name)
      else { continue }
      accounts.append(
        AccountReference(id: try identifier(answer.id, CRMAccountID.init), name: text))
    }
    return accounts
  }

  /// The records whose field has one of these values, each given in the spellings to ask for.
  private func records(
    of module: CRMModule, where field: String, isAmong values: [[String]],
    search: (_ value: String, _ page: Int) -> WireRequest
  ) async throws(ServiceFailure) -> [CRMRecordsAnswer.Record] {
    var found: [CRMRecordsAnswer.Record] = []
    do throws(ServiceFailure) {
      var rest = values[...]
      while !rest.isEmpty {
        let asked = Set(rest.prefix(Self.mostAsked).joined()).sorted()
        found += try await queried(module, field, asked)
        rest = rest.dropFirst(Self.mostAsked)
      }
    } catch  where error.meansNoQueries {
      guard values.count <= Self.mostSearched else { throw error }
      found = []
      for spellings in values {
        guard let value = spellings.first else { continue }
        found += try await searched { search(value, $0) }
      }
    }
    return found
  }

  /// Every hit of a search: behind the last page that CRM gives it refuses, with `LIMIT_REACHED`.
  private func searched(
    _ request: (_ page: Int) -> WireRequest
  ) async throws(ServiceFailure) -> [CRMRecordsAnswer.Record] {
    var found: [CRMRecordsAnswer.Record] = []
    for page in 1...Self.mostPages {
      guard let node = try await gateway.read(request(page)) else { return found }
      let answer = try shaped { () throws(ShapeMismatch) in try CRMRecordsAnswer(node) }
      try Gateway.check(answer.info.page, is: page, of: "records")
      found += answer.records
      guard let hasMore = answer.hasMore else { throw .malformed("records: info is missing") }
      guard hasMore else { return found }
    }
    throw .malformed("records: more than \(Self.mostPages) pages")
  }

  private func queried(
    _ module: CRMModule, _ field: String, _ values: [String]
  ) async throws(ServiceFailure) -> [CRMRecordsAnswer.Record] {
    let list = values.map(Self.quoted).joined(separator: ", ")
    var found: [CRMRecordsAnswer.Record] = []
    var lastID = ""
    for _ in 1...Self.mostPages {
      let behind = lastID.isEmpty ? "" : " and id > \(lastID)"
      let select =
        "select id, \(field) from \(module.rawValue) where \(field) in (\(list))\(behind) order by id asc limit \(RecordSelect.page)"
      guard let node = try await gateway.read(.crmQuery(select)) else { return found }
      let answer = try shaped { () throws(ShapeMismatch) in try CRMRecordsAnswer(node) }
      found += answer.records
      guard let hasMore = answer.hasMore else { throw .malformed("records: info is missing") }
      guard hasMore else { return found }
      guard let last = answer.records.last?.id, last != lastID else {
        throw .malformed("records: a page came twice")
      }
      lastID = try identifier(last, ZohoID<CRMRecord>.init).text
    }
    throw .malformed("records: more than \(Self.mostPages) pages")
  }

  /// A text of a query, between single quotes; one within it stands twice. [C] DOC Kaizen #171
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

extension ServiceFailure {
  /// Whether the sign-in or the edition has no queries.
  var meansNoQueries: Bool {
    switch self {
    case .scope: true
    case .refused(let title, _, _): title.isOfMissingFeature
    default: false
    }
  }

  /// Whether CRM keeps the place in a listing no longer. [C] reference of CRM, §3
  var meansLostPlace: Bool {
    isRefused("EXPIRED_VALUE") || isRefused("TOKEN_BOUND_DATA_MISMATCH")
  }

  /// Whether it is a refusal with this code, in any case: old answers have lower-case codes. [C]
  func isRefused(_ code: String) -> Bool {
    if case .refused(let title, _, _) = self { title.uppercased() == code } else { false }
  }
}
