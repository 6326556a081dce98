/// A query of CRM's own language, as far as the sandbox speaks it. [C] OAS31 coql
struct RecordQuery: Sendable, Equatable {
  var fields: [String]
  let module: String
  let condition: RecordCondition
  var orderField = "id"
  var isDescending = false
  var offset = 0
  var limit = 200
}

/// Why a text is no query; the shapes of `details` are those of the OpenAPI file.
enum QueryProblem: Error, Sendable, Equatable {
  case near(String)
  case clause(String)
}

/// Reads a query.
struct QueryParser {
  /// How deep conditions may be nested: the parser calls itself for each level.
  static let mostNested = 64

  private var tokens: [QueryToken]
  private var depth = 0

  init(_ text: String) throws(QueryProblem) { tokens = try QueryToken.all(in: text).reversed() }

  /// Reads a whole query.
  mutating func query() throws(QueryProblem) -> RecordQuery {
    try expect("select")
    var fields = [try name()]
    while accept(",") { fields.append(try name()) }
    try expect("from")
    let module = try name()
    guard accept("where") else { throw .clause("where") }
    var query = RecordQuery(fields: fields, module: module, condition: try condition())
    if accept("order") {
      try expect("by")
      query.orderField = try name()
      if accept("desc") { query.isDescending = true } else { _ = accept("asc") }
    }
    if accept("limit") {
      query.limit = try number()
      if accept(",") {
        query.offset = query.limit
        query.limit = try number()
      } else if accept("offset") {
        query.offset = try number()
      }
    }
    guard tokens.isEmpty else { throw near }
    return query
  }

  /// Two conditions at most without parentheses around a pair of them. [C] DOC Kaizen #171
  private mutating func condition() throws(QueryProblem) -> RecordCondition {
    let left = try operand()
    if accept("and") { return .all(left, try operand()) }
    if accept("or") { return .any(left, try operand()) }
    return left
  }

  private mutating func operand() throws(QueryProblem) -> RecordCondition {
    if tokens.last == .sign("(") {
      guard depth < Self.mostNested else { throw near }
      tokens.removeLast()
      depth += 1
      let inner = try condition()
      depth -= 1
      try expect(")")
      return inner
    }
    let field = try name()
    return .test(field: field, try test())
  }

  private mutating func test() throws(QueryProblem) -> RecordTest {
    if accept("is") {
      let isNegated = accept("not")
      try expect("null")
      return .isNull(negated: isNegated)
    }
    if accept("between") {
      let low = try literal()
      try expect("and")
      return .between(low, try literal())
    }
    let isNegated = accept("not")
    if accept("in") {
      try expect("(")
      var values = [try literal()]
      while accept(",") { values.append(try literal()) }
      try expect(")")
      guard values.count <= 100 else { throw .clause("in") }
      return .isIn(values, negated: isNegated)
    }
    if accept("like") { return .like(try literal().text, negated: isNegated) }
    guard !isNegated, case .sign(let text)? = tokens.last,
      let sign = RecordTest.Sign(rawValue: text)
    else { throw near }
    tokens.removeLast()
    return .compare(sign, try literal())
  }

  private var near: QueryProblem { .near(tokens.last?.text ?? "end of query") }

  private mutating func accept(_ text: String) -> Bool {
    switch tokens.last {
    case .word(let word) where word.lowercased() == text: break
    case .sign(let sign) where sign == text: break
    default: return false
    }
    tokens.removeLast()
    return true
  }

  private mutating func expect(_ text: String) throws(QueryProblem) {
    guard accept(text) else { throw near }
  }

  private mutating func name() throws(QueryProblem) -> String {
    guard case .word(let word)? = tokens.last else { throw near }
    tokens.removeLast()
    return word
  }

  private mutating func literal() throws(QueryProblem) -> RecordLiteral {
    switch tokens.last {
    case .word(let text)?, .quoted(let text)?:
      tokens.removeLast()
      return RecordLiteral(text: text)
    default: throw near
    }
  }

  private mutating func number() throws(QueryProblem) -> Int {
    guard case .word(let word)? = tokens.last, let number = Int(word), number >= 0 else {
      throw near
    }
    tokens.removeLast()
    return number
  }
}

/// A piece of a query.
enum QueryToken: Sendable, Equatable {
  /// A keyword, a name, or a number.
  case word(String)
  /// A text between single quotes, as it is meant.
  case quoted(String)
  case sign(String)

  var text: String {
    switch self {
    case .word(let text), .quoted(let text), .sign(let text): text
    }
  }

  static func all(in text: String) throws(QueryProblem) -> [QueryToken] {
    var tokens: [QueryToken] = []
    var rest = text[...]
    while let character = rest.first {
      if character.isWhitespace {
        rest.removeFirst()
      } else if character == "'" {
        tokens.append(.quoted(try quoted(&rest)))
      } else if let sign = ["!=", "<=", ">=", "(", ")", ",", "=", "<", ">"]
        .first(where: { rest.hasPrefix($0) })
      {
        tokens.append(.sign(sign))
        rest.removeFirst(sign.count)
      } else {
        let word = rest.prefix { !$0.isWhitespace && !"(),=<>!'".contains($0) }
        guard !word.isEmpty else { throw .near(String(rest.prefix(10))) }
        tokens.append(.word(String(word)))
        rest.removeFirst(word.count)
      }
    }
    return tokens
  }

  private static func quoted(_ rest: inout Substring) throws(QueryProblem) -> String {
    rest.removeFirst()
    var text = ""
    while let character = rest.popFirst() {
      switch character {
      case "'":
        // A quote within the text stands twice. [C] DOC Kaizen #171
        guard rest.first == "'" else { return text }
        rest.removeFirst()
        text.append("'")
      default: text.append(character)
      }
    }
    throw .near("'")
  }
}
