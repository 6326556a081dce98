import CommandLanguage
import Testing

struct HereListTests {
  private static let text = """
    echo before
    select from <<END, ben@x.com as staff # who
      ana@x.com   # first

    # nobody
      o'brien@x.com
    two words
      END
    echo after

    """

  private func lists(_ text: String, firstLine: Int = 1) throws -> [HereList] {
    let statements = try Lexer(firstLine: firstLine).statements(of: text)
    return try statements.flatMap { statement -> [HereList] in
      let selector = try Sample.parser().parse(statement) { _ in nil }.arguments[Sample.people]
      return selector.map(Self.lists) ?? []
    }
  }

  private static func lists(_ selector: SelectorSyntax) -> [HereList] {
    switch selector {
    case .list(let list, _): [list]
    case .union(let parts): parts.flatMap(lists)
    case .difference(let left, let right): lists(left) + lists(right)
    default: []
    }
  }

  @Test func `a list takes the lines below, with their numbers`() throws {
    let list = try #require(try lists(Self.text, firstLine: 11).first)
    #expect(list.end == "END")
    #expect(list.addresses.map(\.text) == ["ana@x.com", "o'brien@x.com", "two words"])
    #expect(list.addresses.map(\.line) == [13, 16, 17])
    let scalars = Array(Self.text.unicodeScalars)
    for address in list.addresses {
      #expect(
        String(String.UnicodeScalarView(scalars[address.span.lower..<address.span.upper]))
          == address.text)
    }
  }

  @Test func `a command keeps its list, and reads back as itself`() throws {
    let statements = try Lexer().statements(of: Self.text)
    #expect(statements.map(\.span.lower) == [0, 12, 120])
    #expect(
      statements[1].source.hasPrefix("select from <<END, ben@x.com as staff\n  ana@x.com   # first")
    )
    #expect(statements[1].source.hasSuffix("two words\n  END"))
    let again = try lists(statements[1].source)
    #expect(
      again.map { $0.addresses.map(\.text) } == [["ana@x.com", "o'brien@x.com", "two words"]])
  }

  @Test(arguments: [
    ("select from <<A, from <<B\na@x.com\nA\nb@x.com\nB", [["a@x.com"], ["b@x.com"]]),
    ("select from <<A; select from <<B\na@x.com\nA\nb@x.com\nB", [["a@x.com"], ["b@x.com"]]),
    ("select (from <<A\na@x.com\nA\n, from <<B)\nb@x.com\nB", [["a@x.com"], ["b@x.com"]]),
    ("select from <<A but \\\na@x.com\nA\nfrom <<B\nb@x.com\nB", [["a@x.com"], ["b@x.com"]]),
    ("select from <<A\r\na@x.com\r\nA\r\necho x", [["a@x.com"]]),
    ("select from <<end_1\nend\nend_1\n", [["end"]]),
  ])
  func `lists stand behind the line that names them`(text: String, expected: [[String]]) throws {
    #expect(try lists(text).map { $0.addresses.map(\.text) } == expected)
    for statement in try Lexer().statements(of: text) where statement.source.contains("<<") {
      #expect(try !lists(statement.source).isEmpty, "\(statement.source)")
    }
  }

  @Test(arguments: [
    ("select from <<END\na@x.com\n", SyntaxError.Kind.unterminatedList("END"), Span(12, 17)),
    ("select from <<END", .unterminatedList("END"), Span(12, 17)),
    ("select from << END\nEND", .missingListEnd, Span(12, 14)),
    ("select from <<'END'\nEND", .missingListEnd, Span(12, 14)),
    ("select from <<END\n # none\n\nEND", .emptyList("END"), Span(12, 17)),
  ])
  func `a list that is not right is told`(text: String, kind: SyntaxError.Kind, span: Span) throws {
    let error = #expect(throws: SyntaxError.self) { try lists(text) }
    #expect(error == SyntaxError(kind, span: span))
    #expect(error?.hint?.isEmpty == false)
  }

  @Test func `a list in one line means the same people`() throws {
    let statement = try #require(
      try Lexer().statements(of: "select from <<E\na@x.com\nb@x.com\nE").first)
    let selector = try Sample.parser().parse(statement) { _ in nil }.arguments[Sample.people]
    #expect(selector?.sourceForm == "(a@x.com, b@x.com)")
  }

  @Test func `lines that can't be split are left out, the others read`() {
    let (statements, faults) = Lexer().recoveredStatements(
      of: "echo 'a\necho b;; echo c\nselect (users, \"x\necho d\nselect from <<E\nx@x.com\necho e")
    #expect(statements.map(\.source) == ["echo b", "echo c", "echo d"])
    #expect(
      faults.map(\.kind) == [
        .unterminatedQuote("'"), .missingCommand, .unterminatedQuote("\""), .unterminatedList("E"),
      ])
  }
}
