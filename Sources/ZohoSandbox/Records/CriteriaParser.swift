/// Reads the `criteria` of a search: `((Email:equals:a@b.c)and(Department:starts_with:Sa))`.
/// [C] OAS26 module_search; escapes by a backslash [G]
struct CriteriaParser {
  /// Why a text is no condition.
  enum Problem: Error { case malformed, tooMany }

  /// [C] OAS26 module_search
  static let mostTests = 15
  /// How deep conditions may be nested: the parser calls itself for each level.
  private static let mostNested = 64

  private var rest: Substring
  private var depth = 0
  private var tests = 0

  private init(_ text: String) { rest = text[...] }

  /// The condition of a text.
  static func condition(_ text: String) throws(Problem) -> RecordCondition {
    var parser = CriteriaParser(text)
    let condition = parser.expression()
    guard parser.tests <= mostTests else { throw .tooMany }
    guard let condition, parser.rest.isEmpty else { throw .malformed }
    return condition
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
    guard depth < Self.mostNested, tests <= Self.mostTests, accept("(") else { return nil }
    depth += 1
    let condition = rest.first == "(" ? expression() : test()
    depth -= 1
    guard let condition, accept(")") else { return nil }
    return condition
  }

  private mutating func test() -> RecordCondition? {
    tests += 1
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
    guard rest.prefix(text.count).lowercased() == text else { return false }
    rest.removeFirst(text.count)
    return true
  }
}
