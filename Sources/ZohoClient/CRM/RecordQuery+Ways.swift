import ImportEngine
import ImportModel
import ZohoWire

/// Which ways lead to the records of a query.
extension RecordQuery {
  /// Zoho's limit for paging: behind it records are asked for by queries. [C] OAS26 record
  private static let mostPaged = 100_000

  /// Whether there are more records than can be paged.
  var isBeyondPaging: Bool { (expected ?? 0) > Self.mostPaged }

  /// Whether CRM can filter for us.
  var canBeAsked: Bool { !RecordSelect(query: self).conditions.isEmpty }

  /// Whether CRM is asked for ids; whether they stand in quotes in a query is told nowhere [G].
  var asksForIDs: Bool {
    (filter?.conjuncts ?? []).contains { $0.askedIDs != nil && $0.canBeAsked(in: self) }
  }

  /// Whether queries only spare transfer: the records can be paged and filtered here as well.
  var canGoWithoutQueries: Bool { canBeAsked && !isBeyondPaging }

  /// Fails where a query told a lookup without the name that is needed: for the filter, which would
  /// take it as empty, for an account, or anywhere if paging would tell it. Else its id stands for it.
  func checkNames(in records: [CRMRecordsAnswer.Record]) throws(ServiceFailure) {
    let nameless = schema.fields.indices.filter { index in
      records.contains { schema.fields[index].isNameless(in: $0.fields) }
    }
    try checkNames(nameless: Set(nameless), of: "CRM's queries")
  }

  /// The same by the fields, by their numbers, of which the source told a lookup without its name.
  func checkNames(nameless: Set<Int>, of source: String) throws(ServiceFailure) {
    let needed = Set(
      (filter?.fields ?? []).compactMap { field in
        if case .crm(let place) = field { place[module] } else { nil }
      })
    for (index, field) in schema.fields.enumerated() where nameless.contains(index) {
      let mayStand = !canGoWithoutQueries && !needed.contains(index) && field.queryName == nil
      guard mayStand else {
        throw .malformed("\(source) tell \(field.apiName) without its name")
      }
    }
  }
}

extension ServiceFailure {
  /// In a few words, for a note.
  var brief: String {
    switch self {
    case .refused(let title, let message, _): "\(title) \(message)"
    case .scope(let words), .malformed(let words), .unreachable(let words),
      .authentication(let words), .interrupted(let words), .offline(let words):
      words
    case .throttled(let seconds, _): "asked too often, \(seconds) s to wait"
    case .foreignHost(let host): "\(host) is no host of the sign-in"
    case .storage(let failure): failure.words
    }
  }

  /// Whether it was asked too often.
  var isThrottle: Bool { if case .throttled = self { true } else { false } }

  /// Whether another way to the same records may do.
  var isAboutTheQuery: Bool {
    switch self {
    case .scope, .refused, .malformed: true
    case .unreachable, .authentication, .foreignHost, .throttled, .interrupted, .storage,
      .offline:
      false
    }
  }
}
