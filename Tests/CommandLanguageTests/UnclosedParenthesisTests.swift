import CommandLanguage
import Testing

/// A parenthesis that nothing closes is to blame itself, not the line below it.
struct UnclosedParenthesisTests {
  private static let commands: Set<String> = ["select", "role", "assign", "echo", "preview"]

  private func check(_ text: String) -> (lines: [String], faults: [String]) {
    let (statements, faults) = Lexer().recoveredStatements(of: text) {
      Self.commands.contains($0)
    }
    let scalars = Array(text.unicodeScalars)
    return (
      statements.map(\.source),
      faults.map { fault in
        "\(scalars[..<fault.span.lower].count { $0 == "\n" } + 1): \(fault.message)"
      }
    )
  }

  private static let unclosed = "this ( is not closed"

  @Test func `the lines behind it are read on their own`() {
    let found = check("echo a\nselect users where (crm.role = x\nrole Emplyee\npreview\n")
    #expect(found.lines == ["echo a", "role Emplyee", "preview"])
    #expect(found.faults == ["2: \(Self.unclosed)"])
  }

  @Test func `a text with one is refused at its place before a line of it runs`() {
    let text = "echo a\nselect (users where (crm.role = x\nrole Employee for (all)\n"
    do throws(SyntaxError) {
      _ = try Lexer().statements(of: text)
      Issue.record("it was split")
    } catch {
      #expect(error.kind == .unclosedParenthesis)
      // The innermost of the line.
      #expect(error.span == Span(27, 28))
    }
  }

  @Test func `lines that may belong inside are passed over, up to one that begins with a command`()
  {
    let found = check("select (all,\n  users where city in (a,\n  b)\nrole x\nassign y\n")
    #expect(found.lines == ["role x", "assign y"])
    #expect(found.faults == ["1: \(Self.unclosed)"])
  }

  @Test func `several are told, each at its own place, and a semicolon hides none`() {
    let found = check("select (all\nrole (x\nassign y; preview\nselect (all; echo b\nrole (z\n")
    #expect(
      found.faults.filter { $0.hasSuffix(Self.unclosed) }.prefix(2) == [
        "1: \(Self.unclosed)", "2: \(Self.unclosed)",
      ])
    #expect(found.lines.contains("assign y") && found.lines.contains("preview"))
  }

  @Test(arguments: [
    "select (all,\n  none)\nrole x\n", "select (all",
    "select (all\n\n",
    "select (all; role x\n",
  ])
  func `what is closed, or has nothing behind it, is left to the reader of the line`(text: String)
    throws
  {
    _ = try Lexer().statements(of: text)
    #expect(check(text).faults.isEmpty)
  }

  @Test func `at the prompt a line goes on inside one`() {
    #expect(Lexer.continuation(of: "select (all\nrole x\n") == .line)
  }

  @Test func `many of them take no longer than a few looks at the text`() {
    let text = String(repeating: "select (all\n", count: 20_000)
    #expect(Lexer().recoveredStatements(of: text).faults.count >= 19_999)
  }
}
