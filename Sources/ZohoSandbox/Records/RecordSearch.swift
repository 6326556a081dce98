/// `GET /crm/v8/{module}/search`. [C] OAS26 module_search
enum RecordSearch {
  private static let most = 2_000

  /// A page of the records that were searched for.
  static func search(_ state: inout SandboxState, _ call: Call) -> Answer {
    RecordRoutes.answer { () throws(RecordRefusal) in
      let module = try RecordRoutes.module(call).get()
      guard let condition = try condition(call, module) else {
        throw RecordRefusal(
          400, "EXPECTED_PARAM_MISSING", "expected parameter missing",
          details: ["param_names": ["criteria", "email", "phone", "word"]])
      }
      let page = call.parameter("page").map { Int($0) ?? 0 } ?? 1
      let size = call.parameter("per_page").map { Int($0) ?? 0 } ?? 200
      guard page >= 1, page <= 1_000_000 else { throw .badRequest }
      guard (1...200).contains(size) else { throw .badRequest }
      let start = (page - 1) * size
      guard start < most else {
        throw RecordRefusal(
          400, "LIMIT_REACHED", "maximum response iteration limit reached",
          details: ["limit": .text(String(most))])
      }
      let found = indices(condition, module, state.records)
      let rows = found.dropFirst(start).prefix(size)
      guard !rows.isEmpty else { return .noContent }
      let fields =
        call.parameter("fields")?.split(separator: ",").map(String.init)
        ?? state.records.fields(of: module).map(\.name)
      return .json([
        "data": .array(rows.map { state.records.record($0, of: module, fields) }),
        "info": [
          "per_page": .count(size), "count": .count(rows.count), "page": .count(page),
          "more_records": .bool(start + rows.count < found.count),
        ],
      ])
    }
  }

  /// What the parameters ask for; nil when they ask for nothing.
  static func condition(
    _ call: Call, _ module: RecordModule
  ) throws(RecordRefusal) -> RecordCondition? {
    if let text = call.parameter("criteria") {
      let condition = try criteria(text)
      for field in condition.fields where !isKnown(field, in: module) {
        throw .badCriteria
      }
      return condition
    }
    if let email = call.parameter("email") {
      guard module == .contacts else { throw .badRequest }
      return .test(field: "Email", .compare(.equal, RecordLiteral(text: email)))
    }
    if let phone = call.parameter("phone") {
      guard phone.count >= 3 else { throw .badRequest }
      return .test(field: "Phone", .like("%\(phone)%", negated: false))
    }
    if let word = call.parameter("word") {
      guard word.count >= 2 else { throw .badRequest }
      let pattern = RecordTest.like("%\(word)%", negated: false)
      guard module == .contacts else { return .test(field: "Account_Name", pattern) }
      return .any(
        .test(field: "Full_Name", pattern),
        .any(.test(field: "Email", pattern), .test(field: "Account_Name.Account_Name", pattern)))
    }
    return nil
  }

  private static func criteria(_ text: String) throws(RecordRefusal) -> RecordCondition {
    do throws(CriteriaParser.Problem) {
      return try CriteriaParser.condition(text)
    } catch {
      switch error {
      case .malformed: throw .badCriteria
      case .tooMany:
        throw RecordRefusal(
          400, "CRITERIA_LIMIT_EXCEEDED",
          "no of criterium that can be given exceed the limit \(CriteriaParser.mostTests)")
      }
    }
  }

  static func isKnown(_ field: String, in module: RecordModule) -> Bool {
    let parts = field.split(separator: ".")
    guard parts.count == 2 else { return field.lowercased() == "id" || module.field(field) != nil }
    return module.field(String(parts[0]))?.type.hasSuffix("lookup") == true
  }

  /// The numbers of the records that a condition holds for, in the order of ids.
  static func indices(
    _ condition: RecordCondition, _ module: RecordModule, _ records: RecordWorld
  ) -> [Int] {
    (0..<records.count(of: module)).filter { index in
      condition.holds { records.value($0, of: index, in: module) ?? .null }
    }
  }
}

extension RecordRefusal {
  /// A criterion that is none, or asks for a field that is none. [C] OAS30, OAS31 module_search
  fileprivate static var badCriteria: RecordRefusal {
    RecordRefusal(
      400, "INVALID_QUERY", "Invalid query formed",
      details: ["reason": "the criteria seems to be invalid", "api_name": "criteria"])
  }

  /// A parameter with a value that it can't have. [C] OAS31 module_search, record_count
  fileprivate static var badRequest: RecordRefusal {
    RecordRefusal(
      400, "INVALID_REQUEST",
      "unable to process your request. please verify whether you have entered proper method name, parameter and parameter values."
    )
  }
}
