import CommandLanguage

/// Random lines and syntax trees from a seed, so that a failure can be repeated.
struct RandomSyntax: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to, not including, `bound`.
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Any text: letters, signs, quotes, blanks, line ends, invisible characters.
  mutating func text(atMost length: Int) -> String {
    let usual = Array(
      "ab Z09'\"\\$#~=<>!,;|()@*?%-_.{}\n\r\t\u{A0}\u{FEFF}é\u{301}😀".unicodeScalars)
    var scalars = String.UnicodeScalarView()
    for _ in 0..<below(length + 1) {
      let any = Unicode.Scalar(UInt32(below(0x11_0000)))
      scalars.append(below(8) == 0 ? any ?? "x" : pick(usual))
    }
    return String(scalars)
  }

  /// A line of words and signs that mean something, in any order.
  mutating func tokenSoup() -> String {
    let pieces =
      Sample.declarations.map(\.name) + Comparison.allCases.map(\.rawValue) + [
        "users", "contacts", "where", "and", "or", "not", "in", "is", "empty", "but", "from",
        "account", "for", "as", "by", "limit", "columns", "failed", "(", ")", ",", ";", ">", ">>",
        "|", "a", "crm.role", "'x y'", "\"$v\"", "$v", "a@x.com", "*@x.com", "%3-7", "@m", "--yes",
        "--reason", "--format", "csv", "5", "\\", "\n", "# x",
      ]
    return (0..<below(16)).map { _ in pick(pieces) }.joined(separator: below(4) == 0 ? "" : " ")
  }

  mutating func word() -> Word {
    let texts = ["x", "Sales Manager", "where", "a'b", "--x", "", "$v", "*x", "all", "é"]
    return Word(below(3) == 0 ? text(atMost: 6) : pick(texts), span: Span(0, 0), isQuoted: true)
  }

  /// A filter whose words are all quoted.
  mutating func filter(depth: Int) -> FilterSyntax {
    let span = Span(0, 0)
    let parts = 2 + below(2)
    switch depth > 0 ? below(6) : 3 {
    case 0: return .not(filter(depth: depth - 1), span)
    case 1: return .all((0..<parts).map { _ in filter(depth: depth - 1) })
    case 2: return .any((0..<parts).map { _ in filter(depth: depth - 1) })
    default:
      let field = FieldSyntax(parts: pick([["a"], ["crm", "role"], ["crm", "from"]]), span: span)
      let negated = below(2) == 0
      switch below(3) {
      case 0: return .test(field, .isEmpty(negated: negated), span)
      case 1: return .test(field, .isIn((1..<parts).map { _ in word() }, negated: negated), span)
      default: return .test(field, .compare(pick(Comparison.allCases), word()), span)
      }
    }
  }

  /// A selector of at most this depth.
  mutating func selector(depth: Int) -> SelectorSyntax {
    let span = Span(0, 0)
    switch depth > 0 ? below(10) : 2 + below(8) {
    case 0: return .union((0..<2 + below(2)).map { _ in selector(depth: depth - 1) })
    case 1: return .difference(selector(depth: depth - 1), selector(depth: depth - 1))
    case 2: return .kind(.users, isImplied: true, matching: filter(depth: 2), span)
    case 3: return .kind(pick(PeopleKind.allCases), isImplied: false, matching: nil, span)
    case 4: return .file(word(), column: below(2) == 0 ? word() : nil, span)
    case 5: return .account(word())
    case 6: return .failed(below(2) == 0 ? .last : .number(1 + below(99), span), span)
    case 7: return .rows(3...(3 + below(5)), span)
    case 8: return .glob(Word(pick(["*@x.com", "?a@y", "*~"]), span: span, isQuoted: false))
    default: return pick([.all(span), .none(span), .selected(span), .staged(span), .blocked(span)])
    }
  }
}
