import FoundationEssentials
import ZohoWire

/// Contacts and accounts, read only.
enum RecordRoutes {
  /// The endpoints of this part; scopes [C] OAS31.
  static let all = [
    Route("GET", ZohoPath.crmRecords, .records, RecordListing.list),
    Route("GET", ZohoPath.crmRecord, .records, one),
    Route("GET", ZohoPath.crmRecordCount, .count, count),
    Route("GET", ZohoPath.crmDeleted, .records, deleted),
    Route("GET", ZohoPath.crmSearch, .search, RecordSearch.search),
    Route(
      "GET", ZohoPath.crmModules, .all("ZohoCRM.settings.modules.READ"), RecordSettings.modules),
    Route("GET", ZohoPath.crmFields, .all("ZohoCRM.settings.fields.READ"), RecordSettings.fields),
    Route("POST", ZohoPath.crmCOQL, .query, RecordQueries.query),
  ]

  /// The module of the path, or CRM's refusal.
  static func module(_ call: Call) -> Result<RecordModule, RecordRefusal> {
    guard let module = RecordModule(rawValue: call.place("module")) else {
      return .failure(
        RecordRefusal(
          400, "INVALID_MODULE", "the module name given seems to be invalid",
          details: ["resource_path_index": 0]))
    }
    return .success(module)
  }

  /// Runs a step that may refuse.
  static func answer(_ body: () throws(RecordRefusal) -> Answer) -> Answer {
    do throws(RecordRefusal) { return try body() } catch { return error.answer }
  }

  private static func one(_ state: inout SandboxState, _ call: Call) -> Answer {
    answer { () throws(RecordRefusal) in
      let module = try module(call).get()
      guard let index = state.records.index(of: call.place("record"), in: module) else {
        return .noContent
      }
      let names = state.records.fields(of: module).map(\.name)
      return .json(["data": [state.records.record(index, of: module, names)]])
    }
  }

  /// Nothing was ever deleted here: 204. [C] OAS31 record
  private static func deleted(_ state: inout SandboxState, _ call: Call) -> Answer {
    answer { () throws(RecordRefusal) in
      _ = try module(call).get()
      guard ["all", "recycle", "permanent"].contains(call.parameter("type") ?? "all") else {
        throw .invalid("type")
      }
      guard call.parameter("page").map({ (Int($0) ?? 0) >= 1 }) ?? true else {
        throw .invalid("page")
      }
      guard call.parameter("per_page").map({ (1...200).contains(Int($0) ?? 0) }) ?? true else {
        throw .invalid("per_page")
      }
      return .noContent
    }
  }

  /// `{"count":n}` [C] OAS31 record_count
  private static func count(_ state: inout SandboxState, _ call: Call) -> Answer {
    answer { () throws(RecordRefusal) in
      let module = try module(call).get()
      guard let condition = try RecordSearch.condition(call, module) else {
        return .json(["count": .count(state.records.count(of: module))])
      }
      let found = RecordSearch.indices(condition, module, state.records).count
      return .json(["count": .count(found)])
    }
  }
}

/// Why CRM does not answer a question about records.
struct RecordRefusal: Error, Sendable {
  let answer: Answer

  init(_ status: Int, _ code: String, _ message: String, details: JSON = [:]) {
    answer = CRMError.answer(status, code, message, details: details)
  }

  /// A parameter that must be there. [C] OAS26 record
  static func missing(_ parameter: String) -> RecordRefusal {
    RecordRefusal(
      400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing",
      details: ["param_name": .text(parameter)])
  }

  static func invalid(_ parameter: String) -> RecordRefusal {
    RecordRefusal(400, "INVALID_DATA", "invalid data", details: ["param_name": .text(parameter)])
  }
}
