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

  /// By queries; where the sign-in may not query, by the search index, which may lag behind.
  package func contacts(
    among emails: [EmailAddress]
  ) async throws(ServiceFailure) -> Set<EmailAddress> {
    let answers = try await records(
      of: .contacts, where: "Email", isAmong: emails.map { [$0.text, $0.canonical] }
    ) { .crmSearch(module: CRMModule.contacts.rawValue, email: $0) }
    return Set(answers.compactMap { EmailAddress(received: $0.fields["Email"]?.text) })
      .intersection(emails)
  }

  /// The same way.
  package func accounts(
    named names: [CustomerName]
  ) async throws(ServiceFailure) -> [AccountReference] {
    let answers = try await records(
      of: .accounts, where: "Account_Name", isAmong: names.map { [$0.text, $0.folded] }
    ) { .crmSearch(module: CRMModule.accounts.rawValue, "Account_Name", equals: $0) }
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
    search: (String) -> WireRequest
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
        guard let value = spellings.first, let node = try await gateway.read(search(value)) else {
          continue
        }
        found += try shaped { () throws(ShapeMismatch) in try CRMRecordsAnswer(node) }.records
      }
    }
    return found
  }

  private func queried(
    _ module: CRMModule, _ field: String, _ values: [String]
  ) async throws(ServiceFailure) -> [CRMRecordsAnswer.Record] {
    let list = values.map(Self.quoted).joined(separator: ", ")
    var found: [CRMRecordsAnswer.Record] = []
    var lastID = ""
    while true {
      let behind = lastID.isEmpty ? "" : " and id > \(lastID)"
      let select =
        "select id, \(field) from \(module.rawValue) where \(field) in (\(list))\(behind) order by id asc limit \(RecordSelect.page)"
      guard let node = try await gateway.read(.crmQuery(select)) else { return found }
      let answer = try shaped { () throws(ShapeMismatch) in try CRMRecordsAnswer(node) }
      found += answer.records
      guard answer.hasMore == true else { return found }
      guard let last = answer.records.last?.id, last != lastID else {
        throw .malformed("records: a page came twice")
      }
      lastID = try identifier(last, ZohoID<CRMRecord>.init).text
    }
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
    case .refused(let title, _, _):
      title.hasPrefix("FEATURE") || title.hasPrefix("NOT_SUPPORTED")
    default: false
    }
  }
}
