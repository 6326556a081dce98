import CommandLanguage
import Testing

/// What `if` asks, read by a parser that counts in the form of the sample's `list`.
struct ConditionTests {
  static let condition = Parameter<ConditionSyntax>.condition("condition")

  static let parser = CommandParser(
    declarations: [
      Declaration("if", chapter: .shell, summary: "", syntax: condition.syntax, hasOutput: false)
    ], allowsAbbreviations: false, counted: Sample.list)

  private func read(_ text: String) throws(SyntaxError) -> ConditionSyntax? {
    let variables = ["team": "Sales Manager", "n": "7"]
    guard let statement = try Lexer().statements(of: "if " + text).first else { return nil }
    return try Self.parser.parse(statement) { variables[$0] }.arguments[Self.condition]
  }

  /// A condition with every parenthesis, counts as what is counted.
  private func shape(_ condition: ConditionSyntax) -> String {
    switch condition {
    case .count(let command, let comparison, let number, _):
      let people = command.arguments[Sample.people]?.sourceForm
      let filter = command.arguments[Sample.filter]?.sourceForm
      let thing = command.arguments.has("projects") ? "projects" : nil
      let what = [thing, people, filter.map { "where \($0)" }].compactMap { $0 }
      return "#[\(what.joined(separator: " "))] \(comparison.rawValue) \(number)"
    case .text(let word, let test, _): return "'\(word.text)' \(shape(test))"
    case .not(let part, _): return "not (\(shape(part)))"
    case .all(let parts): return "(" + parts.map(shape).joined(separator: " & ") + ")"
    case .any(let parts): return "(" + parts.map(shape).joined(separator: " | ") + ")"
    }
  }

  private func shape(_ test: TestSyntax) -> String {
    switch test {
    case .compare(let comparison, let word): "\(comparison.rawValue) \(word.text)"
    case .isIn(let words, let negated):
      (negated ? "!" : "") + "in " + words.map(\.text).joined(separator: "/")
    case .isEmpty(let negated): negated ? "filled" : "empty"
    }
  }

  @Test(arguments: [
    ("count staged = 0", "#[staged] = 0"), ("count > 5", "#[] > 5"),
    ("COUNT users >= $n", "#[users] >= 7"),
    ("count users where city = Rome > 5", "#[users where city = Rome] > 5"),
    ("count users where a = b and c > 1 <= 5", "#[users where a = b and c > 1] <= 5"),
    (
      "count users where a = b > 5 and count staged = 0",
      "(#[users where a = b] > 5 & #[staged] = 0)"
    ),
    ("count users where a is empty = 3", "#[users where a is empty] = 3"),
    ("count users where a in (x, y) != 3", "#[users where a in (x, y)] != 3"),
    ("count where a = b = 3", "#[where a = b] = 3"),
    ("count projects where status = active < 3", "#[projects where status = active] < 3"),
    ("count (users, contacts) but @boss = 2", "#[users, contacts but @boss] = 2"),
    ("count from hr.csv column mail = 2", "#[from hr.csv column mail] = 2"),
    ("count failed in 3 = 0", "#[failed in 3] = 0"),
    ("$team = Sales", "'Sales Manager' = Sales"), ("\"x $team\" ~ 'x*'", "'x Sales Manager' ~ x*"),
    ("$team in (a, b)", "'Sales Manager' in a/b"), ("'' is empty", "'' empty"),
    ("$team not in (a)", "'Sales Manager' !in a"), ("$team is not empty", "'Sales Manager' filled"),
    ("not $team = x", "not ('Sales Manager' = x)"),
    ("not (count staged = 0 or $n = 7)", "not ((#[staged] = 0 | '7' = 7))"),
    (
      "count staged = 0 and ($n > 3 or not $n < 2)",
      "(#[staged] = 0 & ('7' > 3 | not ('7' < 2)))"
    ),
  ])
  func `a condition is read in one way`(text: String, expected: String) throws {
    #expect(shape(try #require(try read(text))) == expected)
  }

  @Test(arguments: [
    ("", 2, 2), ("count staged", 15, 15), ("count staged =", 17, 17),
    ("count staged = many", 18, 22),
    ("count staged ~ 3", 16, 17), ("team = Sales", 3, 7), ("$team", 8, 8),
    ("count staged = 3 x", 20, 21),
    ("count staged = 0 and $n = 7 or $n = 8", 31, 33), ("(count staged = 0", 3, 4),
    ("count users where city > 5", 29, 29), ("count staged = 0 > file", 20, 21),
    ("$nope = 3", 3, 8), ("count staged = -1", 18, 20),
  ])
  func `what is wrong is shown where it stands`(text: String, lower: Int, upper: Int) throws {
    let error = #expect(throws: SyntaxError.self) { try read(text) }
    #expect(error?.span == Span(lower, upper), "\(String(describing: error))")
    #expect(error?.message.isEmpty == false)
  }

  @Test func `nesting has a bound`() throws {
    let deep = String(repeating: "(", count: 80) + "$n = 7" + String(repeating: ")", count: 80)
    let error = #expect(throws: SyntaxError.self) { try read(deep) }
    #expect(error?.kind == .tooDeeplyNested(limit: 64))
  }

  @Test func `the spans of tests are theirs alone`() throws {
    let condition = try #require(try read("not count staged = 0 or $n = 7"))
    guard case .any(let parts) = condition else {
      Issue.record("\(condition)")
      return
    }
    #expect(parts.map(\.span) == [Span(3, 23), Span(27, 33)])
    #expect(condition.span == Span(3, 33))
    #expect(condition.counts.count == 1 && condition.texts.count == 1)
  }

  @Test func `a text that is not known decides no form`() throws {
    func checked(_ text: String) throws -> CheckedCommand? {
      let statement = try #require(try Lexer().statements(of: text).first)
      return try Self.parser.check(statement) { $0 == "n" ? "7" : nil }
    }
    #expect(try checked("if count staged = $most") == nil)
    #expect(try checked("if count staged = $n")?.unknown == [])
    #expect(try checked("if $team = $n")?.unknown == [Span(3, 8)])
    #expect(throws: SyntaxError.self) { try checked("if count $team staged") }
    #expect(throws: SyntaxError.self) { try checked("if count staged = many or $x = 1") }
  }
}
