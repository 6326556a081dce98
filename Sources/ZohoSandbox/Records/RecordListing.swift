/// `GET /crm/v8/{module}`. [C] OAS26 record
enum RecordListing {
  private static let mostFields = 50
  private static let mostDiscrete = 2_000
  private static let mostPaged = 100_000

  /// A page of a module's records.
  static func list(_ state: inout SandboxState, _ call: Call) -> Answer {
    RecordRoutes.answer { () throws(RecordRefusal) in
      let module = try RecordRoutes.module(call).get()
      let fields = try fields(call)
      let size = call.parameter("per_page").map { Int($0) ?? 0 } ?? 200
      guard (1...200).contains(size) else { throw .invalid("per_page") }
      let start = try start(call, size, state.now)
      let rows = try rows(call, module, state)
      guard !rows.isEmpty else {
        return call.ifModifiedSince == nil ? .noContent : Answer(status: 304)
      }
      let page = rows.page(from: start, size: size)
      guard !page.isEmpty else { return .noContent }
      let records = page.map { state.records.record($0, of: module, fields) }
      let info = info(call, start, size, page.count, rows.count, state.now)
      return .json(["data": .array(records), "info": info])
    }
  }

  private static func fields(_ call: Call) throws(RecordRefusal) -> [String] {
    let fields = (call.parameter("fields") ?? "").split(separator: ",").map(String.init)
    guard !fields.isEmpty else { throw .missing("fields") }
    guard fields.count <= mostFields else {
      throw RecordRefusal(
        400, "LIMIT_EXCEEDED", "limit exceeded",
        details: ["limit": .count(mostFields), "param_name": "fields"])
    }
    return fields
  }

  /// The number of the first row: by page, or by the token of an earlier page.
  private static func start(
    _ call: Call, _ size: Int, _ now: Int64
  ) throws(RecordRefusal) -> Int {
    guard let text = call.parameter("page_token") else {
      let page = call.parameter("page").map { Int($0) ?? 0 } ?? 1
      guard page >= 1, page <= 1_000_000 else { throw .invalid("page") }
      guard (page - 1) * size < mostDiscrete else {
        throw RecordRefusal(
          400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED",
          "You can only get the first 2000 records without using page_token param",
          details: ["limit": .count(mostDiscrete)])
      }
      return (page - 1) * size
    }
    guard call.parameter("page") == nil else {
      throw RecordRefusal(
        400, "AMBIGUITY_DURING_PROCESSING", "page and page_token exclude each other",
        details: ["param_name": "page_token"])
    }
    guard let token = PageToken(text), token.fingerprint == PageToken.fingerprint(of: call) else {
      throw RecordRefusal(
        400, "TOKEN_BOUND_DATA_MISMATCH",
        "The page_token given seems to be invalid or input param is added or altered or deleted",
        details: ["param_name": "page_token"])
    }
    guard token.expiry > now else {
      throw RecordRefusal(
        400, "EXPIRED_VALUE", "Page token expired",
        details: ["api_name": "page_token", "json_path": "$.query.page_token"])
    }
    guard token.start < mostPaged else {
      throw RecordRefusal(
        400, "PAGINATION_LIMIT_EXCEEDED",
        "You can only get upto 100000 records using page_token param",
        details: ["param_name": "page_token"])
    }
    return token.start
  }

  private static func rows(
    _ call: Call, _ module: RecordModule, _ state: SandboxState
  ) throws(RecordRefusal) -> RecordRows {
    let sort = call.parameter("sort_by") ?? "id"
    // The order of ids is that of both times too.
    guard ["id", "Created_Time", "Modified_Time"].contains(sort) else { throw .invalid("sort_by") }
    let order = call.parameter("sort_order") ?? "desc"
    guard ["asc", "desc"].contains(order) else { throw .invalid("sort_order") }
    var range = 0..<state.records.count(of: module)
    if let text = call.ifModifiedSince {
      guard let time = CRMTime.milliseconds(text) else { throw .invalid("If-Modified-Since") }
      range = state.records.firstModified(after: time, in: module)..<range.upperBound
    }
    if let ids = call.parameter("ids") {
      let indices = ids.split(separator: ",").compactMap {
        state.records.index(of: String($0), in: module)
      }.filter(range.contains).sorted()
      return .some(order == "asc" ? indices : indices.reversed())
    }
    return .range(range, isDescending: order == "desc")
  }

  private static func info(
    _ call: Call, _ start: Int, _ size: Int, _ count: Int, _ total: Int, _ now: Int64
  ) -> JSON {
    let hasMore = start + count < total
    let fingerprint = PageToken.fingerprint(of: call)
    let expiry = now + PageToken.life
    func token(_ start: Int) -> JSON {
      .text(PageToken(start: start, fingerprint: fingerprint, expiry: expiry).text)
    }
    return [
      "call": false, "email": false, "per_page": .count(size), "count": .count(count),
      "page": .count(start / size + 1), "sort_by": .text(call.parameter("sort_by") ?? "id"),
      "sort_order": .text(call.parameter("sort_order") ?? "desc"),
      "next_page_token": hasMore ? token(start + count) : .null,
      "previous_page_token": start == 0 ? .null : token(max(start - size, 0)),
      "page_token_expiry": hasMore || start > 0 ? .text(CivilTime.crm(expiry)) : .null,
      "more_records": .bool(hasMore),
    ]
  }
}

/// The numbers of the records of an answer, in their order.
enum RecordRows: Sendable {
  case range(Range<Int>, isDescending: Bool)
  case some([Int])

  var count: Int {
    switch self {
    case .range(let range, _): range.count
    case .some(let indices): indices.count
    }
  }

  var isEmpty: Bool { count == 0 }

  /// The rows of one page.
  func page(from start: Int, size: Int) -> [Int] {
    guard start < count else { return [] }
    switch self {
    case .range(let range, isDescending: false):
      return Array(range.dropFirst(start).prefix(size))
    case .range(let range, isDescending: true):
      return range.dropLast(start).suffix(size).reversed()
    case .some(let indices): return Array(indices.dropFirst(start).prefix(size))
    }
  }
}
