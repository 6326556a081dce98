import CommandLanguage
import Testing

struct LexerTests {
  @Test(arguments: [
    ("a b\tc", ["a", "b", "c"]),
    ("o'brien@x it\"s a#b", ["o'brien@x", "it\"s", "a#b"]),
    ("~/hr.csv x~y", ["~/hr.csv", "x~y"]),
    ("'' \"\"", ["", ""]),
    (#"'a "b" $c \' "x\"\\\$\n\ty""#, [#"a "b" $c \"#, "x\"\\$\n\ty"]),
    ("$5 a$ 100$% # comment", ["$5", "a$", "100$%"]),
    ("where for and", ["where", "for", "and"]),
    ("-30d 95/120s http://127.0.0.1:80", ["-30d", "95/120s", "http://127.0.0.1:80"]),
    ("'a\u{A0}b'", ["a\u{A0}b"]),
    ("one \\\n two \\\r\n three\r\n", ["one", "two", "three"]),
  ])
  func `words are split and unquoted`(line: String, expected: [String]) throws {
    #expect(try Sample.words(line).map(\.text) == expected)
  }

  @Test func `variables are resolved, never split again, and count as quoted`() throws {
    let words = try Sample.words(
      #"$a x${a}y "<$a>" '$a'"#, variables: ["a": "p q"])
    #expect(words.map(\.text) == ["p q", "xp qy", "<p q>", "$a"])
    #expect(!words.contains { !$0.isQuoted })
  }

  @Test func `a variable is never a keyword, an option or an e-mail glob`() {
    let names = ["v": "where", "o": "--yes", "g": "*@x.com"]
    for line in ["list $v", "import $o", "select $g extra"] {
      #expect(throws: SyntaxError.self) { try Sample.parse(line, variables: names) }
    }
  }

  @Test func `a text is split into commands with their exact source and span`() throws {
    let text = "\u{FEFF}echo a;  echo 'b;c' # d; e\n\n# only a comment\necho (x"
    let statements = try Lexer().statements(of: text)
    #expect(statements.map(\.source) == ["echo a", "echo 'b;c'", "echo (x"])
    #expect(statements.map(\.span.lower) == [1, 10, 46])
    #expect(try Lexer().statements(of: " \t # nothing").isEmpty)
    #expect(try Lexer().statements(of: "echo a;").count == 1)
  }

  @Test func `line ends inside parentheses are blanks`() throws {
    let statements = try Lexer().statements(of: "select (users,\r\n contacts) # x\necho b")
    #expect(statements.map(\.source) == ["select (users,\r\n contacts)", "echo b"])
  }

  @Test(arguments: [
    ("select (a@x,", true), ("echo \\", true), ("echo a \\\n b", false), ("echo \\\n", false),
    ("echo '(' # (", false), ("echo \"(", false), ("select (a; b)", false), ("", false),
    ("list where a in (1,\n2", true), ("echo # \\", false), ("echo )(", true),
  ])
  func `a text asks for another line`(text: String, expected: Bool) {
    #expect(Lexer.needsMore(text) == expected)
  }

  @Test(arguments: [
    ("echo 'abc", SyntaxError.Kind.unterminatedQuote("'"), Span(5, 9)),
    ("echo \"abc\ndef\"", .unterminatedQuote("\""), Span(5, 9)),
    (#"echo "a\x""#, .unknownEscape("\\x"), Span(7, 9)),
    ("echo 'a'b", .joinedToQuote, Span(8, 9)),
    ("echo a\u{A0}b", .strayCharacter(0xA0), Span(6, 7)),
    ("echo \u{1B}[0m", .strayCharacter(0x1B), Span(5, 6)),
    ("echo \u{200B}", .strayCharacter(0x200B), Span(5, 6)),
    ("echo a\rb", .strayCharacter(0x0D), Span(6, 7)),
    ("echo ${a", .malformedVariable, Span(5, 8)),
    ("echo ${}", .malformedVariable, Span(5, 7)),
    ("echo x$a", .unsetVariable("a"), Span(6, 8)),
    ("echo a;;", .missingCommand, Span(7, 8)),
    (";", .missingCommand, Span(0, 1)),
  ])
  func `errors of words are told where they are`(
    line: String, kind: SyntaxError.Kind, span: Span
  ) {
    #expect(Sample.error(in: line) == SyntaxError(kind, span: span))
  }

  @Test func `the longest sign wins and ends a word`() throws {
    #expect(try Sample.filter("a>=1")?.sourceForm == "a >= 1")
    #expect(try Sample.filter("a!=b")?.sourceForm == "a != b")
    #expect(try Sample.filter("a=~'x y'")?.sourceForm == "a =~ 'x y'")
    #expect(try Sample.filter("a~'*y'")?.sourceForm == "a ~ '*y'")
    #expect(try Sample.filter("a ~ *y")?.sourceForm == "a ~ *y")
  }

  @Test func `a command has a bounded length`() {
    let line = "echo " + String(repeating: "a", count: 1 << 20)
    #expect(Sample.error(in: line)?.kind == .lineTooLong(limit: 1 << 20))
  }
}
