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
  /// API names of fields of the schema that CRM hides from the sign-in: they are not asked for, since
  /// a query for one is refused as a whole.
  package let hidden: Set<String>

  package init(
    _ module: CRMModule, schema: PeopleSchema, filter: Filter? = nil, expected: Int? = nil,
    hidden: Set<String> = []
  ) {
    self.module = module
    self.schema = schema
    self.filter = filter
    self.expected = expected
    self.hidden = hidden
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
  /// How it was had.
  package let way: RecordWay
  /// What there is to say of the way, once.
  package var note: String?
  /// Whether the records are read from the first one again: those of earlier pages come once more.
  package var startsAnew: Bool

  package init(
    records: [CRMRecord], next: RecordCursor?, way: RecordWay = .pages, note: String? = nil,
    startsAnew: Bool = false
  ) {
    self.records = records
    self.next = next
    self.way = way
    self.note = note
    self.startsAnew = startsAnew
  }
}

/// How records are read.
package enum RecordWay: Hashable, Sendable {
  /// As lists of the module, page by page.
  case pages
  /// By queries, which CRM filters.
  case queries
  /// Through a file that CRM writes.
  case bulk
}

/// How the records of a query were read.
package struct RecordReading: Hashable, Sendable {
  /// Records that came, those that don't fit among them; where they were read again from the first one,
  /// since then.
  package var read = 0
  /// How many different records came; fewer than `read` where a list or a file repeats some.
  package var different = 0
  /// The ways that brought records, in their order; where they were read again from the first one, since
  /// then.
  package var ways: [RecordWay] = []
  /// What there is to say of them.
  package var notes: [String] = []

  fileprivate mutating func add(_ page: RecordPage) {
    if page.startsAnew { (read, ways) = (0, []) }
    read += page.records.count
    if !page.records.isEmpty, !ways.contains(page.way) { ways.append(page.way) }
    if let note = page.note { notes.append(note) }
  }
}

extension Filter {
  /// Whether CRM can be asked it without a doubt of what is meant: times, flags and up to 100 ids, as
  /// many as `in` takes [C] DOC Kaizen #183. How CRM compares texts (case, blanks, accents) is
  /// documented nowhere, so that is never asked: the caller filters again.
  package func canBeAsked(in query: RecordQuery) -> Bool {
    if let ids = askedIDs { return (1...100).contains(ids.count) }
    guard case .test(.crm(let place), let test) = self, let index = place[query.module] else {
      return false
    }
    let path = query.schema.fields[index].path
    guard path.count == 1, !query.hidden.contains(path[0]) else { return false }
    switch test {
    case .isFlag, .within: return true
    default: return false
    }
  }

  /// The ids that it asks for, in their order; nil where it asks for anything else. What is no id is no
  /// record's.
  package var askedIDs: [String]? {
    switch self {
    case .test(.id, .isOneOf(let values)):
      return values.filter { ZohoID<CRMRecord>($0) != nil && $0.utf8.allSatisfy(Self.isDigit) }
        .sorted()
    case .any(let filters):
      var ids: Set<String> = []
      for filter in filters {
        guard let own = filter.askedIDs else { return nil }
        ids.formUnion(own)
      }
      return ids.sorted()
    default: return nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The parts that must all hold.
  package var conjuncts: [Filter] {
    if case .all(let parts) = self { parts.flatMap(\.conjuncts) } else { [self] }
  }
}

/// How many different records have come where not all are kept.
private struct Arrived {
  /// How many records there were before.
  let before: Int
  private(set) var different = 0
  /// The ids of a file's records. Of a list or of queries nobody expects everybody, for a filter was asked.
  private var inFile = RecordTable<CRMRecord>(PeopleSchema([]))

  init(before: Int) { self.before = before }

  mutating func note(_ page: RecordPage) {
    if page.startsAnew { (different, inFile) = (0, RecordTable(PeopleSchema([]))) }
    guard page.way == .bulk else { return different += page.records.count }
    for record in page.records where inFile.append(id: record.id, []) { different += 1 }
  }
}

/// Pages of one reading, against a server that promises more for ever: ten million records by pages of
/// 200. [S] reference of CRM, §6
private let mostPages = 50_000

extension CRMService {
  /// Reads every record that a query means, page by page into a table, each once; `progress` is told
  /// how many have come so far. Fails rather than leave any out; stops with `cancelled` between
  /// pages.
  @discardableResult
  package func fill<Subject>(
    _ table: inout RecordTable<Subject>, with query: RecordQuery,
    progress: @Sendable (_ read: Int) async -> Void
  ) async throws(ServiceFailure) -> RecordReading {
    var cursor: RecordCursor?
    var reading = RecordReading()
    var seen: Set<RecordCursor> = []
    var arrived = Arrived(before: table.count)
    for _ in 1...mostPages {
      let page = try await records(query, after: cursor)
      reading.add(page)
      if let filter = query.filter {
        table.append(page.records.filter { filter.holds(for: $0, of: query.module) })
        arrived.note(page)
      } else {
        table.append(page.records)
      }
      reading.different = query.filter == nil ? table.count - arrived.before : arrived.different
      await progress(reading.read)
      guard !Task.isCancelled else { throw .interrupted("stopped") }
      cursor = page.next
      guard let cursor else { return reading }
      guard seen.insert(cursor).inserted else {
        throw .malformed("\(query.module.rawValue): a page came twice")
      }
    }
    throw .malformed("\(query.module.rawValue): more than \(mostPages) pages")
  }
}
