import FoundationEssentials

/// `POST /crm/v8/coql`, as far as a reader of contacts and accounts needs it. [C] OAS31 coql
enum RecordQueries {
  private static let most = 200
  private static let mostRows = 100_000

  private struct Body: Decodable {
    let select_query: String?
  }

  /// Answers a query.
  static func query(_ state: inout SandboxState, _ call: Call) -> Answer {
    RecordRoutes.answer { () throws(RecordRefusal) in
      let query = try parsed(call)
      guard let module = RecordModule(rawValue: query.module) else {
        throw RecordRefusal(
          400, "INVALID_MODULE", "the module name given seems to be invalid")
      }
      try check(query, module, state.records)
      let rows = rows(query, module, state.records)
      guard !rows.indices.isEmpty else { return .noContent }
      let (records, telling) = (state.records, state.options.queryLookups)
      return .json([
        "data": .array(
          rows.indices.map { telling.told(records.record($0, of: module, query.fields)) }),
        "info": [
          "count": .count(rows.indices.count), "more_records": .bool(rows.hasMore),
        ],
      ])
    }
  }

  /// The module a query asks of; nil where the body is no query.
  static func module(of call: Call) -> String? {
    // Why it is none, `query` says.
    guard
      case .success(let query) = Result(catching: { () throws(RecordRefusal) in try parsed(call) })
    else { return nil }
    return query.module
  }

  private static func parsed(_ call: Call) throws(RecordRefusal) -> RecordQuery {
    let text = try text(call)
    do throws(QueryProblem) {
      var parser = try QueryParser(text)
      return try parser.query()
    } catch {
      let details: JSON =
        switch error {
        case .near(let text): ["near": .text(text)]
        case .clause(let name): ["clause": .text(name)]
        }
      throw RecordRefusal(
        400, "SYNTAX_ERROR", "error occured while parsing the query", details: details)
    }
  }

  /// The query of the body. [C] OAS31 coql; what a body that is no object gets [G]
  private static func text(_ call: Call) throws(RecordRefusal) -> String {
    let body: Body
    do {
      body = try JSONDecoder().decode(Body.self, from: Data(call.body))
    } catch DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty {
      throw RecordRefusal(
        400, "INVALID_DATA", "invalid data",
        details: [
          "expected_data_type": "text", "api_name": "select_query", "json_path": "$.select_query",
        ])
    } catch {
      throw RecordRefusal(
        400, "INVALID_DATA", "body", details: ["expected_data_type": "jsonobject"])
    }
    guard let text = body.select_query else {
      throw RecordRefusal(
        400, "MANDATORY_NOT_FOUND", "required field not found",
        details: ["api_name": "select_query"])
    }
    return text
  }

  private static func check(
    _ query: RecordQuery, _ module: RecordModule, _ records: RecordWorld
  ) throws(RecordRefusal) {
    for field in query.fields + query.condition.fields + [query.orderField]
    where !records.isKnown(field, in: module) {
      throw RecordRefusal(
        400, "INVALID_QUERY", "column given seems to be invalid",
        details: ["column_name": .text(field)])
    }
    for (field, test) in query.condition.tests
    where module.field(field)?.type == "datetime"
      && !test.literals.allSatisfy({ CRMTime.milliseconds($0.text) != nil })
    {
      throw RecordRefusal(
        400, "INVALID_QUERY", "value given seems to be invalid for the column",
        details: ["column_name": .text(field)])
    }
    guard query.limit <= most, query.limit > 0 else { throw tooFar("limit", most) }
    guard query.offset <= mostRows - query.limit else { throw tooFar("offset", mostRows) }
  }

  private static func tooFar(_ clause: String, _ limit: Int) -> RecordRefusal {
    RecordRefusal(
      400, "LIMIT_EXCEEDED", "limit exceeded",
      details: ["limit": .count(limit), "clause": .text(clause)])
  }

  /// The rows of the answer. In the order of ids the walk begins at the lowest id asked for and ends
  /// with the page, so that paging by ids costs a page.
  private static func rows(
    _ query: RecordQuery, _ module: RecordModule, _ records: RecordWorld
  ) -> (indices: [Int], hasMore: Bool) {
    let first = query.condition.idsFrom.map { records.count(upTo: $0 - 1, in: module) } ?? 0
    let range = min(first, records.count(of: module))..<records.count(of: module)
    func holds(_ index: Int) -> Bool {
      query.condition.holds { records.value($0, of: index, in: module) ?? .null }
    }
    let wanted = query.offset + query.limit
    var found: [Int] = []
    if ["id", "created_time", "modified_time"].contains(query.orderField.lowercased()) {
      var index = query.isDescending ? range.upperBound - 1 : range.lowerBound
      while range.contains(index), found.count <= wanted {
        if holds(index) { found.append(index) }
        index += query.isDescending ? -1 : 1
      }
    } else {
      let keyed = range.filter(holds).map { index in
        (records.value(query.orderField, of: index, in: module)?.comparable?.text ?? "", index)
      }
      found = keyed.sorted { query.isDescending ? $0 > $1 : $0 < $1 }.map(\.1)
    }
    let page = Array(found.dropFirst(query.offset).prefix(query.limit))
    return (page, found.count > wanted)
  }
}

extension SandboxOptions.QueryLookups {
  /// A record as a query tells it.
  fileprivate func told(_ record: JSON) -> JSON {
    guard self == .ids, case .object(let members) = record else { return record }
    return .object(
      members.map { JSON.Member(key: $0.key, value: $0.value.keeping(["id"])) })
  }
}
