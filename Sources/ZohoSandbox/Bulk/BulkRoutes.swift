import FoundationEssentials
import ZohoWire

/// Bulk Read: a job is ordered, looked at until it is done, and its file fetched.
/// [C] OAS30, OAS31 bulk_read
enum BulkRoutes {
  /// The endpoints of this part.
  static let all = [
    Route("POST", ZohoPath.crmBulkRead, .bulk, order),
    Route("GET", ZohoPath.crmBulkJob, .bulk, look),
    Route("GET", ZohoPath.crmBulkResult, .bulk, fetch),
  ]

  private static func order(_ state: inout SandboxState, _ call: Call) -> Answer {
    RecordRoutes.answer { () throws(RecordRefusal) in
      let job = try job(try query(of: call), state)
      state.bulkJobs.append(job)
      if state.bulkJobs.count > BulkJob.mostKept { state.bulkJobs.removeFirst() }
      return .json(
        [
          "data": [
            [
              "status": "success", "code": "ADDED_SUCCESSFULLY", "message": "Added successfully.",
              "details": [
                "id": .text(job.id), "operation": "read",
                "state": .text(BulkJob.State.added.rawValue), "created_by": job.creator.json,
                "created_time": .text(CivilTime.crm(job.created)),
              ],
            ]
          ], "info": [:],
        ], status: 201)
    }
  }

  private static func look(_ state: inout SandboxState, _ call: Call) -> Answer {
    guard let index = index(call, state) else { return notFound(call) }
    if state.bulkJobs[index].state(at: state.now) == .completed {
      state.bulkJobs[index].complete(state.records)
    }
    return .json(["data": [state.bulkJobs[index].json(at: state.now)]])
  }

  /// 404 until the file is made. [C] OAS31; OAS30 has 400 there
  private static func fetch(_ state: inout SandboxState, _ call: Call) -> Answer {
    guard let index = index(call, state),
      state.bulkJobs[index].state(at: state.now) == .completed
    else { return notFound(call) }
    state.bulkJobs[index].complete(state.records)
    let job = state.bulkJobs[index]
    var answer = Answer(status: 200)
    answer.contentType = "application/zip"
    answer.headers = [("Content-Disposition", "attachment; filename=\"\(job.id).zip\"")]
    answer.file = BulkFile(
      name: "\(job.id).csv", module: job.module, fields: job.fields, rows: job.rows,
      records: state.records)
    return answer
  }

  private static func index(_ call: Call, _ state: SandboxState) -> Int? {
    state.bulkJobs.firstIndex { $0.id == call.place("job") }
  }

  private static func notFound(_ call: Call) -> Answer {
    CRMError.answer(
      404, "RESOURCE_NOT_FOUND", "The requested resource doesn't exist.",
      details: ["resource": .text(call.place("job"))])
  }

  /// The order of a body. Which code an unreadable one gets [G]; the codes [C] bulk_read
  private static func query(of call: Call) throws(RecordRefusal) -> BulkOrder.Query {
    guard !call.body.isEmpty else {
      throw RecordRefusal(400, "REQUEST_BODY_IS_EMPTY", "the request body is empty")
    }
    let order: BulkOrder
    do {
      order = try JSONDecoder().decode(BulkOrder.self, from: Data(call.body))
    } catch {
      throw RecordRefusal(400, "REQUEST_BODY_NOT_READABLE", "the request body is not readable")
    }
    guard order.file_type ?? "csv" == "csv" else {
      throw RecordRefusal(
        400, "INVALID_DATA", "invalid data",
        details: ["api_name": "file_type", "supported_values": ["ics", "csv"]])
    }
    if let callback = order.callback {
      guard callback.method == "post" else {
        throw RecordRefusal(
          400, "INVALID_CALLBACK_METHOD", "the callback method is invalid",
          details: ["supported_callback_methods": ["post"]])
      }
      guard callback.url?.hasPrefix("https://") == true else {
        throw RecordRefusal(400, "INVALID_CALLBACK_URL", "the callback url is invalid")
      }
    }
    guard let query = order.query else {
      throw RecordRefusal(400, "QUERY_NOT_SUPPORTED", "the query is not supported")
    }
    return query
  }

  private static func job(
    _ query: BulkOrder.Query, _ state: SandboxState
  ) throws(RecordRefusal) -> BulkJob {
    let module = try module(of: query)
    let fields = query.fields ?? state.records.fields(of: module).map(\.name)
    for field in fields where !state.records.isKnown(field, in: module) {
      throw RecordRefusal(
        400, "FIELD_NOT_SUPPORTED", "the field is not supported",
        details: ["api_name": .text(field)])
    }
    let page = query.page ?? 1
    guard (1...BulkJob.lastPage).contains(page) else {
      throw RecordRefusal(
        400, "PAGE_RANGE_EXCEEDED", "the page range exceeded",
        details: ["max_limit": .count(BulkJob.lastPage)])
    }
    let names = fields.filter { $0.lowercased() != "id" }
    return BulkJob(
      id: CRMID.text(500_001 + 2 * state.bulkJobsMade), module: module, fields: ["id"] + names,
      page: page, condition: try query.criteria?.condition(of: module),
      told: .object(presentOnly: [
        "module": ["id": .text(module.id), "api_name": .text(module.rawValue)],
        "fields": query.fields.map { .array($0.map(JSON.text)) }, "page": .count(page),
        "criteria": query.criteria?.json,
      ]), creator: state.caller.reference, created: state.now,
      pace: Int64(state.options.bulkPace))
  }

  private static func module(of query: BulkOrder.Query) throws(RecordRefusal) -> RecordModule {
    guard let name = query.module?.api_name else {
      throw RecordRefusal(400, "QUERY_NOT_SUPPORTED", "the query is not supported")
    }
    // CRM modules only: users are none. [C] DOC Kaizen #12
    guard name.lowercased() != "users" else {
      throw RecordRefusal(400, "MODULE_NOT_SUPPORTED", "the module is not supported")
    }
    guard let module = RecordModule(rawValue: name) else {
      throw RecordRefusal(
        400, "MODULE_NOT_AVAILABLE", "the module is not available",
        details: ["api_name": "module", "module": .text(name)])
    }
    guard query.cvid == nil else {
      throw RecordRefusal(400, "CVID_NOT_SUPPORTED", "the cvid is not supported")
    }
    return module
  }
}

extension BulkOrder.Criteria {
  /// As the look at a job tells it. [C] OAS31 bulk_read
  fileprivate var json: JSON {
    .object(presentOnly: [
      "group_operator": group_operator.map(JSON.text),
      "group": group.map { .array($0.map(\.json)) },
      "field": field.map { ["api_name": .text($0.api_name), "id": .null] },
      "id": field == nil ? nil : .null,
      "value": value.map { value in
        switch value {
        case .one(let text): .text(text)
        case .several(let texts): .array(texts.map(JSON.text))
        }
      }, "type": field == nil ? nil : "value", "comparator": comparator.map(JSON.text),
    ])
  }
}
