package import ImportEngine
package import ImportModel
import ZohoWire

/// Contacts and accounts.
extension ZohoCRM {
  /// The last page that can be asked for by its number. [C] OAS26 record
  private static let lastNumberedPage = 10
  /// The most bytes of a page's token: it goes back in an address, of which servers take 8 KiB.
  private static let longestToken = 4_096
  /// The most times that a listing is begun anew.
  private static let mostRestarts = 3

  /// `actions/count`.
  package func count(of module: CRMModule) async throws(ServiceFailure) -> Int {
    let answer = try await gateway.read(.crmRecordCount(module: module.rawValue)) {
      node throws(ShapeMismatch) in try CRMCountAnswer(node)
    }
    return Int(clamping: answer.count)
  }

  /// By the list, the latest first.
  package func lastChange(of module: CRMModule) async throws(ServiceFailure) -> Int64? {
    guard let node = try await gateway.read(.crmLastChanged(module: module.rawValue)) else {
      return nil
    }
    let answer = try shaped { () throws(ShapeMismatch) in try CRMRecordsAnswer(node) }
    return answer.records.first?.fields["Modified_Time"]?.text.flatMap(ISOTime.seconds)
  }

  /// By `If-Modified-Since`; a server that does not know it answers with records, which is no.
  package func isUnchanged(
    _ module: CRMModule, since time: Int64
  ) async throws(ServiceFailure) -> Bool {
    try await gateway.read(
      .crmLastChanged(module: module.rawValue, since: RecordSelect.time(time))) == nil
  }

  /// `settings/fields`; none where CRM answers without a body.
  package func fields(of module: CRMModule) async throws(ServiceFailure) -> [FieldDescription] {
    guard let node = try await gateway.read(.crmFields(module: module.rawValue)) else { return [] }
    let answer = try shaped { () throws(ShapeMismatch) in try CRMFieldsAnswer(node) }
    return answer.fields.map {
      FieldDescription(
        apiName: $0.apiName, label: $0.label, dataType: $0.dataType, isCustom: $0.isCustom)
    }
  }

  /// A page of 200, or a step through a file. Paged by number, then by token; where there are more
  /// records than Zoho pages, through Bulk Read; by queries where CRM can filter, or where Bulk Read
  /// can't be had. Where it can be paged too, a query that is refused, or that tells lookups without
  /// their names, is given up for paging. A listing of which CRM keeps the place no longer is begun
  /// anew, a few times.
  package func records(
    _ query: RecordQuery, after cursor: RecordCursor?
  ) async throws(ServiceFailure) -> RecordPage {
    guard let cursor else { return try await firstPage(query) }
    guard let place = RecordPlace(cursor) else { throw .malformed("a place that is none") }
    do throws(ServiceFailure) {
      return try await page(query, at: place)
    } catch  where error.isRefused("PAGINATION_LIMIT_EXCEEDED") && !place.lastID.isEmpty {
      return try await page(
        query, at: RecordPlace(.query, lastID: place.lastID, restarts: place.restarts))
    } catch  where place.hasToken && error.meansLostPlace && place.restarts < Self.mostRestarts {
      return try await restart(query, place, error)
    } catch  where place.isBulk && error.isAboutTheQuery {
      return try await insteadOfBulk(query, error)
    } catch  where place.way == .query && query.canGoWithoutQueries && error.isAboutTheQuery {
      return try await pages(query)
    }
  }

  /// Paging from the start: records that came before are known by their ids.
  private func pages(
    _ query: RecordQuery, restarts: Int = 0
  ) async throws(ServiceFailure) -> RecordPage {
    var page = try await page(query, at: RecordPlace(.page(1), restarts: restarts))
    page.startsAnew = true
    return page
  }

  /// [C] reference of CRM, §3: `EXPIRED_VALUE`, `TOKEN_BOUND_DATA_MISMATCH`: restart listing.
  private func restart(
    _ query: RecordQuery, _ place: RecordPlace, _ why: ServiceFailure
  ) async throws(ServiceFailure) -> RecordPage {
    var page = try await pages(query, restarts: place.restarts + 1)
    page.note =
      "CRM lost its place in the list (\(why.brief)); the list was read from its start again"
    return page
  }

  private func firstPage(_ query: RecordQuery) async throws(ServiceFailure) -> RecordPage {
    guard query.canBeAsked || query.isBeyondPaging else {
      return try await page(query, at: RecordPlace(.page(1)))
    }
    do throws(ServiceFailure) {
      guard query.canBeAsked else { return try await order(query, page: 1) }
      return try await page(query, at: RecordPlace(.query))
    } catch
      where error.meansNoQueries
      || (query.canGoWithoutQueries || query.asksForIDs) && error.isAboutTheQuery
    {
      guard query.isBeyondPaging else { return try await pages(query) }
      guard !query.canBeAsked else { return try await order(query, page: 1) }
      return try await insteadOfBulk(query, error)
    } catch  where !query.canBeAsked && error.isAboutTheQuery {
      return try await insteadOfBulk(query, error)
    }
  }

  /// Queries from the start in place of Bulk Read; records that came before are known by their ids.
  private func insteadOfBulk(
    _ query: RecordQuery, _ why: ServiceFailure
  ) async throws(ServiceFailure) -> RecordPage {
    do throws(ServiceFailure) {
      var page = try await page(query, at: RecordPlace(.query))
      page.startsAnew = true
      page.note = "Bulk Read could not be used (\(why.brief)); records were queried instead"
      return page
    } catch  where error.meansNoQueries {
      // As far as paging goes, which says itself where it ends.
      return try await pages(query)
    }
  }

  private func page(
    _ query: RecordQuery, at place: RecordPlace
  ) async throws(ServiceFailure) -> RecordPage {
    if case .bulk(let step) = place.way { return try await page(query, of: step) }
    let fields = query.schema.fields
    var names: [String] = []
    for field in fields
    where !names.contains(field.path[0]) && !query.hidden.contains(field.path[0]) {
      names.append(field.path[0])
    }
    var request: WireRequest =
      switch place.way {
      case .page(let page):
        .crmRecords(module: query.module.rawValue, fields: names, page: page, token: nil)
      case .token(let token):
        .crmRecords(module: query.module.rawValue, fields: names, page: nil, token: token)
      case .query, .bulk: .crmQuery(RecordSelect(query: query).text(after: place.lastID))
      }
    let way: RecordWay = place.way == .query ? .queries : .pages
    let columns = PageColumns(query.schema)
    if place.way != .query { request.recordNames = columns.names }
    guard let read = try await gateway.readRecords(request) else {
      return RecordPage(records: [], next: nil, way: way)
    }
    let (records, info) = try Self.records(read, columns, query, isQuery: place.way == .query)
    if case .page(let page) = place.way { try Gateway.check(info.page, is: page, of: "records") }
    return RecordPage(
      records: records, next: try next(after: place, info, records.last?.id.text)?.cursor, way: way)
  }

  private static func records(
    _ read: RecordsRead, _ columns: PageColumns, _ query: RecordQuery, isQuery: Bool
  ) throws(ServiceFailure) -> ([CRMRecord], CRMRecordsAnswer.Info) {
    switch read {
    case .scanned(let page):
      guard let records = columns.records(page) else { throw .malformed("an id that is none") }
      return (records, CRMRecordsAnswer.Info(page.info))
    case .tree(let answer):
      if isQuery { try query.checkNames(in: answer.records) }
      return (try Self.records(answer.records, query), answer.info)
    }
  }

  /// The values of records in the order of the schema.
  static func records(
    _ answers: [CRMRecordsAnswer.Record], _ query: RecordQuery
  ) throws(ServiceFailure) -> [CRMRecord] {
    var records: [CRMRecord] = []
    records.reserveCapacity(answers.count)
    for record in answers {
      records.append(
        CRMRecord(
          id: try identifier(record.id, ZohoID<CRMRecord>.init),
          values: query.schema.named(
            query.schema.fields.map { field in
              let value = FieldValue(record.fields, field)
              guard field.key == "email", case .text(let email) = value else { return value }
              return .text(email.composed)
            })))
    }
    return records
  }

  private func next(
    after place: RecordPlace, _ answer: CRMRecordsAnswer.Info, _ lastID: String?
  ) throws(ServiceFailure) -> RecordPlace? {
    guard let hasMore = answer.hasMore else { throw .malformed("records: info is missing") }
    guard hasMore else { return nil }
    guard let lastID, lastID != place.lastID else { throw .malformed("records: a page came twice") }
    guard answer.nextToken.map({ $0.utf8.count <= Self.longestToken }) != false else {
      throw .malformed("records: a page token of more than \(Self.longestToken) bytes")
    }
    let way: RecordPlace.Way
    switch place.way {
    case .query, .bulk: way = .query
    case .token(let old):
      guard let token = answer.nextToken, token != old else {
        throw .malformed("records: more are promised, without a way to them")
      }
      way = .token(token)
    case .page(let page):
      if let token = answer.nextToken {
        way = .token(token)
      } else {
        guard page < Self.lastNumberedPage else {
          throw .malformed("records: more are promised, without a way to them")
        }
        way = .page(page + 1)
      }
    }
    return RecordPlace(way, lastID: lastID, restarts: place.restarts)
  }
}
