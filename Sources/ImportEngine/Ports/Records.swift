package import ImportModel

/// A field of a CRM module as CRM describes it (`settings/fields`).
package struct FieldDescription: Hashable, Sendable {
  /// Zoho's API name.
  package let apiName: String
  /// What people see.
  package let label: String
  /// Zoho's word, e.g. `picklist`.
  package let dataType: String
  /// Whether the organisation made it.
  package let isCustom: Bool

  package init(apiName: String, label: String, dataType: String, isCustom: Bool) {
    self.apiName = apiName
    self.label = label
    self.dataType = dataType
    self.isCustom = isCustom
  }

  /// The field as a column: picklists and lookups have few values, flags and times their own type,
  /// all else is text.
  package var field: Field {
    switch dataType {
    case "boolean": Field(apiName, .flag)
    case "datetime": Field(apiName, .time)
    case "picklist": Field(apiName, .choice)
    case "lookup", "ownerlookup", "userlookup": Field(apiName, .choice, path: [apiName, "name"])
    default: Field(apiName, .text)
    }
  }
}

/// Which records of a module are asked for.
package struct RecordQuery: Hashable, Sendable {
  package let module: CRMModule
  /// The fields of an answer, in the order in which a record's values are to stand.
  package let schema: PeopleSchema
  /// Of CRM's own fields; nil: all records.
  package let filter: Filter?
  /// How many records there are, as far as it is known: above Zoho's limit for paging another way
  /// is taken.
  package let expected: Int?

  package init(
    _ module: CRMModule, schema: PeopleSchema, filter: Filter? = nil, expected: Int? = nil
  ) {
    self.module = module
    self.schema = schema
    self.filter = filter
    self.expected = expected
  }
}

/// Where the next page begins; only the adapter that made it knows what it means.
package struct RecordCursor: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }
}

/// A page of records.
package struct RecordPage: Hashable, Sendable {
  package let records: [CRMRecord]
  /// Nil: the last page.
  package let next: RecordCursor?

  package init(records: [CRMRecord], next: RecordCursor?) {
    self.records = records
    self.next = next
  }
}

extension CRMService {
  /// Reads every record that a query means, page by page into a table, each once; `progress` is told
  /// how many have come so far. Fails rather than leave any out; stops with `cancelled` between
  /// pages.
  package func fill<Subject>(
    _ table: inout RecordTable<Subject>, with query: RecordQuery,
    progress: @Sendable (_ read: Int) async -> Void
  ) async throws(ServiceFailure) {
    var cursor: RecordCursor?
    var read = 0
    var seen: Set<RecordCursor> = []
    repeat {
      let page = try await records(query, after: cursor)
      read += page.records.count
      if let filter = query.filter {
        table.append(page.records.lazy.filter { filter.holds(for: $0, of: query.module) })
      } else {
        table.append(page.records)
      }
      await progress(read)
      guard !Task.isCancelled else { throw .interrupted("stopped") }
      cursor = page.next
      if let cursor, !seen.insert(cursor).inserted {
        throw .malformed("\(query.module.rawValue): a page came twice")
      }
    } while cursor != nil
  }
}
