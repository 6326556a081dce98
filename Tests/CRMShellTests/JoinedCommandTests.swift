import CRMShell
import CommandLanguage
import Testing

/// Which commands take words of the language as they are: a line of theirs that ends in one is over.
struct JoinedCommandTests {
  @Test(arguments: CommandRegistry.builtin.commands.map(\.declaration.name), ["", "search "])
  func `a command that may end in "and" takes no line from below`(name: String, first: String)
    throws
  {
    let parser = CommandRegistry.builtin.parser(at: .terminal)
    let line = "\(name) \(first)where and"
    let alone = parser.reading(of: line) { _ in nil }
    guard alone.statements.count == 1, alone.statements[0].parsed != nil else { return }
    #expect(try Lexer().statements(of: line + "\necho hi").map(\.source) == [line, "echo hi"])
  }

  @Test func `some commands may`() {
    let parser = CommandRegistry.builtin.parser(at: .terminal)
    for line in ["echo where and", "history search where and"] {
      #expect(parser.reading(of: line) { _ in nil }.statements.first?.parsed != nil, "\(line)")
    }
  }
}
