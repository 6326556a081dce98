/// Reads the `criteria` of a search: `((Email:equals:a@b.c)and(Department:starts_with:Sa))`.
/// [C] OAS26 module_search; escapes by a backslash [G]
struct CriteriaParser {
  private var rest: Substring

  /// The condition of a text; nil when it is none.
  static func condition(_ text: String) -> RecordCondition? {
    var parser = CriteriaParser(rest: text[...])
    guard let condition = parser.expression() else { return nil }
    return parser.rest.isEmpty ? condition : nil
  }

  private mutating func expression() -> RecordCondition? {
    guard var left = operand() else { return nil }
    while !rest.isEmpty, rest.first != ")" {
      if accept("and") {
        guard let right = operand() else { return nil }
        left = .all(left, right)
      } else if accept("or") {
        guard let right = operand() else { return nil }
        left = .any(left, right)
      } else {
        return nil
      }
    }
    return left
  }

  private mutating func operand() -> RecordCondition? {
    guard accept("(") else { return nil }
    let condition = rest.first == "(" ? expression() : test()
    guard let condition, accept(")") else { return nil }
    return condition
  }

  private mutating func test() -> RecordCondition? {
    let parts = [part(upTo: ":"), part(upTo: ":")]
    guard let field = parts[0], let word = parts[1] else { return nil }
    var value = ""
    while let character = rest.first, character != ")" {
      rest.removeFirst()
      if character == "\\", let escaped = rest.popFirst() {
        value.append(escaped)
      } else {
        value.append(character)
      }
    }
    guard let test = Self.test(word, value) else { return nil }
    return .test(field: field, test)
  }

  private static func test(_ word: String, _ value: String) -> RecordTest? {
    let literal = RecordLiteral(text: value)
    let list = value.split(separator: ",").map { RecordLiteral(text: String($0)) }
    switch word {
    case "equals": return .compare(.equal, literal)
    case "not_equal": return .compare(.notEqual, literal)
    case "starts_with": return .like(value + "%", negated: false)
    case "greater_than": return .compare(.greater, literal)
    case "greater_equal": return .compare(.greaterOrEqual, literal)
    case "less_than": return .compare(.less, literal)
    case "less_equal": return .compare(.lessOrEqual, literal)
    case "in": return list.count <= 100 && !list.isEmpty ? .isIn(list, negated: false) : nil
    case "between": return list.count == 2 ? .between(list[0], list[1]) : nil
    default: return nil
    }
  }

  private mutating func part(upTo end: Character) -> String? {
    guard let index = rest.firstIndex(of: end) else { return nil }
    let part = String(rest[..<index])
    rest = rest[rest.index(after: index)...]
    return part.isEmpty ? nil : part
  }

  private mutating func accept(_ text: String) -> Bool {
    guard rest.lowercased().hasPrefix(text) else { return false }
    rest.removeFirst(text.count)
    return true
  }
}
