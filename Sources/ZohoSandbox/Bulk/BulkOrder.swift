import FoundationEssentials

/// The body of `POST /crm/bulk/v8/read`. [C] OAS30, OAS31 bulk_read
struct BulkOrder: Decodable, Sendable {
  struct Named: Decodable, Sendable {
    let api_name: String
  }

  struct Query: Decodable, Sendable {
    let module: Named?
    let fields: [String]?
    let page: Int?
    let cvid: String?
    let criteria: Criteria?
  }

  struct Callback: Decodable, Sendable {
    let url: String?
    let method: String?
  }

  /// One condition, or a group of them.
  struct Criteria: Decodable, Sendable {
    let field: Named?
    let comparator: String?
    let value: Value?
    let group_operator: String?
    let group: [Criteria]?
  }

  /// What a field is compared with.
  enum Value: Decodable, Sendable {
    case one(String)
    case several([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let texts = try? container.decode([Value].self) {
        self = .several(texts.flatMap(\.texts))
      } else if let flag = try? container.decode(Bool.self) {
        self = .one(flag ? "true" : "false")
      } else if let number = try? container.decode(Int64.self) {
        self = .one(String(number))
      } else {
        self = .one(try container.decode(String.self))
      }
    }

    var texts: [String] {
      switch self {
      case .one(let text): [text]
      case .several(let texts): texts
      }
    }
  }

  let query: Query?
  let file_type: String?
  let callback: Callback?
}

extension BulkOrder.Criteria {
  private static let mostConditions = 25
  private static let mostValues = 200
  private static let deepest = 8

  /// What it asks; fields must be those of the module.
  func condition(of module: RecordModule) throws(RecordRefusal) -> RecordCondition {
    guard count <= Self.mostConditions else {
      throw RecordRefusal(
        400, "CRITERIA_LIMIT_EXCEEDED", "the criteria limit exceeded",
        details: ["max_limit": .count(Self.mostConditions)])
    }
    return try condition(of: module, depth: 0)
  }

  private var count: Int { group.map { $0.reduce(0) { $0 + $1.count } } ?? 1 }

  private func condition(
    of module: RecordModule, depth: Int
  ) throws(RecordRefusal) -> RecordCondition {
    guard let group else { return try single(module) }
    guard depth < Self.deepest, field == nil else {
      throw RecordRefusal(400, "AMBIGUOUS_CRITERIA", "the criteria is ambiguous")
    }
    // Samples write the operator in either case. [C] DOC Kaizen #195
    guard let word = group_operator?.lowercased(), ["and", "or"].contains(word) else {
      throw RecordRefusal(
        400, "GROUP_OPERATOR_NOT_SUPPORTED", "the group operator is not supported",
        details: ["supported": ["and", "or"]])
    }
    var parts: [RecordCondition] = []
    for part in group { parts.append(try part.condition(of: module, depth: depth + 1)) }
    guard let first = parts.first else {
      throw RecordRefusal(400, "INVALID_CRITERIA", "the criteria is invalid")
    }
    return parts.dropFirst().reduce(first) { word == "and" ? .all($0, $1) : .any($0, $1) }
  }

  private func single(_ module: RecordModule) throws(RecordRefusal) -> RecordCondition {
    guard let name = field?.api_name, let comparator, let value else {
      throw RecordRefusal(400, "INVALID_CRITERIA", "the criteria is invalid")
    }
    guard RecordSearch.isKnown(name, in: module) else {
      throw RecordRefusal(
        400, "FIELD_IN_CRITERIA_NOT_AVAILABLE", "the field in the criteria is not available")
    }
    guard value.texts.count <= Self.mostValues else {
      throw RecordRefusal(
        400, "VALUE_LIMIT_EXCEEDED_IN_CRITERIA", "too many values in the criteria",
        details: ["max_limit": .count(Self.mostValues)])
    }
    guard let test = RecordTest(comparator, value.texts) else {
      throw RecordRefusal(
        400, "FIELD_COMPARATOR_IN_CRITERIA_NOT_SUPPORTED", "the comparator is not supported",
        details: ["api_name": .text(name), "comparator": .text(comparator)])
    }
    return .test(field: name, test)
  }
}

extension RecordTest {
  /// A comparison by Zoho's name for it; nil where there is none of that name for so many values.
  /// [C] OAS30 bulk_read
  fileprivate init?(_ comparator: String, _ values: [String]) {
    let literals = values.map { RecordLiteral(text: $0) }
    switch (comparator, literals.count) {
    case ("equal", 1): self = .compare(.equal, literals[0])
    case ("not_equal", 1): self = .compare(.notEqual, literals[0])
    case ("greater_than", 1): self = .compare(.greater, literals[0])
    case ("greater_equal", 1): self = .compare(.greaterOrEqual, literals[0])
    case ("less_than", 1): self = .compare(.less, literals[0])
    case ("less_equal", 1): self = .compare(.lessOrEqual, literals[0])
    case ("contains", 1): self = .like("%\(values[0])%", negated: false)
    case ("not_contains", 1): self = .like("%\(values[0])%", negated: true)
    case ("starts_with", 1): self = .like("\(values[0])%", negated: false)
    case ("ends_with", 1): self = .like("%\(values[0])", negated: false)
    case ("between", 2): self = .between(literals[0], literals[1])
    case ("in", 1...): self = .isIn(literals, negated: false)
    case ("not_in", 1...): self = .isIn(literals, negated: true)
    default: return nil
    }
  }
}
