import ImportModel
import Testing

struct PatternTests {
  @Test(arguments: [
    ("sales", "the sales team", true), ("^sales$", "sales", true), ("^sales$", "sales ", false),
    ("s.les", "sales", true), ("s.les", "sles", false), ("a|b", "xb", true),
    ("^(a|b)c$", "bc", true), ("^(?:ab)+$", "abab", true), ("^(?:ab)+$", "aba", false),
    ("^a*$", "", true), ("^a+$", "", false), ("^a?b$", "b", true), ("^a?b$", "aab", false),
    ("^a{2}$", "aa", true), ("^a{2}$", "aaa", false), ("^a{2,}$", "aaaa", true),
    ("^a{2,}$", "a", false), ("^a{1,3}$", "aaa", true), ("^a{1,3}$", "aaaa", false),
    ("^(a{0})b$", "b", true), ("", "anything", true), ("^$", "", true), ("^$", "a", false),
    ("()*x", "x", true), ("(a*)*$", "aaa", true), ("^(|a){3}$", "aa", true), ("a||b", "", true),
  ])
  func `a pattern of each form finds what it should`(source: String, text: String, expected: Bool)
    throws
  {
    #expect(try Pattern(source).matches(text) == expected)
  }

  @Test(arguments: [
    ("^[a-c]+$", "abc", true), ("^[a-c]+$", "abd", false), ("^[^a-c]$", "d", true),
    ("^[^a-c]$", "a", false), ("^[a-]$", "-", true), ("^[-a]$", "-", true), ("^[.]$", "x", false),
    (#"^[\]]$"#, "]", true), (#"^[\d.]+$"#, "1.5", true), (#"^[\D]$"#, "5", false),
    (#"^\d{3}$"#, "042", true), (#"^\d$"#, "٣", false), (#"^\w+$"#, "josé_7", true),
    (#"^\w$"#, "-", false), (#"^\W$"#, "-", true), (#"^\s$"#, "\u{A0}", true),
    (#"^\S+$"#, "a b", false), (#"\."#, "ab", false), (#"a\.b"#, "a.b", true),
    (#"^\t\n$"#, "\t\n", true), (#"^\(\)$"#, "()", true), (#"^\{2\}$"#, "{2}", true),
    ("^}]$", "}]", true), ("^[^\u{430}]$", "\u{430}", false),
  ])
  func `classes and escapes take the scalars they name`(
    source: String, text: String, expected: Bool
  ) throws {
    #expect(try Pattern(source).matches(text) == expected)
  }

  @Test(arguments: [
    ("SALES", "Sales"), ("^[A-Z]+$", "Sales"), ("ÉCOLE", "école"), ("^[À-Ö]$", "É"),
    ("^[А-Я]+$", "Москва"), ("İ", "İ"), ("^[Z-a]$", "Z"), (#"^\D$"#, "D"),
  ])
  func `case makes no difference`(source: String, text: String) throws {
    #expect(try Pattern(source).matches(lowercased(text)))
  }

  @Test func `a negated class leaves out both cases`() throws {
    #expect(try !Pattern("^[^A-Z]$").matches(lowercased("Q")))
    #expect(try !Pattern("^[^À-Ö]$").matches(lowercased("É")))
  }

  @Test func `patterns are equal when their sources are`() throws {
    #expect(try Pattern("a+") == Pattern("a+"))
    #expect(try Pattern("a+") != Pattern("A+"))
    #expect(try Set([Pattern("a"), Pattern("a"), Pattern("b")]).count == 2)
  }
}
