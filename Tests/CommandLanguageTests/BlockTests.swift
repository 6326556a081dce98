import CommandLanguage
import Testing

struct BlockTests {
  private func statements(_ text: String) throws -> [Statement] {
    try Lexer().statements(of: text)
  }

  @Test(arguments: [
    ("if x; a; end", []), ("a; b", []), ("IF x\nELSE If y\nElse\nEND", []),
    ("if x; if y; else; end; else; end", []),
    ("if x", ["this if has no end"]), ("a; end", ["end stands outside of an if"]),
    ("else; a", ["else stands outside of an if"]),
    ("if x; else; else; end", ["this block had its last else already"]),
    ("if x; else; else if y; end", ["this block had its last else already"]),
    ("if x; if y; end; end; end; if z", ["end stands outside of an if", "this if has no end"]),
    ("'if' x; 'end'", []),
  ])
  func `blocks are matched`(text: String, expected: [String]) throws {
    #expect(Blocks.faults(in: try statements(text)).map(\.message) == expected)
  }

  @Test func `a block that is not closed is shown at its if`() throws {
    let faults = Blocks.faults(in: try statements("a\nif x\nif y\nend"))
    #expect(faults.map(\.span) == [Span(2, 4)])
  }

  /// The letters that run where each condition is `yes` or `no`.
  private func run(_ text: String) throws -> String {
    var walk = BlockWalk()
    var ran = ""
    for statement in try statements(text) {
      let holds = statement.source.hasSuffix("yes")
      switch statement.blockWord {
      case nil: if walk.isRunning { ran += statement.source }
      case .if:
        let decides = walk.isRunning
        walk.enter()
        if decides { walk.decide(holds) }
      case .elseIf: if walk.next() { walk.decide(holds) }
      case .else: if walk.next() { walk.decide(true) }
      case .end: walk.leave()
      }
    }
    return ran
  }

  @Test(arguments: [
    ("if yes; a; else; b; end; c", "ac"), ("if no; a; else; b; end; c", "bc"),
    ("if no; a; else if yes; b; else; c; end", "b"),
    ("if yes; a; else if yes; b; else; c; end", "a"),
    ("if no; a; else if no; b; else; c; end", "c"), ("if no; a; else if no; b; end; d", "d"),
    ("if no; if yes; a; else; b; end; c; else; d; end", "d"),
    ("if yes; if no; a; else; b; end; c; else; d; end", "bc"),
    ("if no; if yes; a; else if yes; b; end; end; e", "e"),
  ])
  func `one branch of a block runs`(text: String, expected: String) throws {
    #expect(try run(text) == expected)
  }

  @Test func `a block whose condition fails runs nothing`() {
    var walk = BlockWalk()
    walk.enter()
    #expect(!walk.isRunning && !walk.next())
    #expect(!walk.isRunning && !walk.isWaiting)
    walk.leave()
    #expect(walk.isRunning)
  }

  @Test(arguments: [
    ("if x", Continuation.end), ("if x; a; end", nil), ("if x\nif y\nend", .end), ("end", nil),
    ("else", nil), ("if x\n(", .line), ("if x; a \\", .line), ("echo if", nil), ("'if' x", nil),
    ("select from <<END", .list("END")), ("select from <<END\na@x.com", .list("END")),
    ("select from <<END\na@x.com\n END ", nil), ("if x\nselect from <<E\na@x.com\nE", .end),
    ("if 'x", nil),
  ])
  func `a text says what it waits for`(text: String, expected: Continuation?) {
    #expect(Lexer.continuation(of: text) == expected)
    #expect(Lexer.needsMore(text) == (expected != nil))
  }

  @Test func `what is awaited is told, and lasts as long as it must`() {
    #expect(Continuation.end.wanted == "end" && Continuation.line.wanted == nil)
    let list = Continuation.list("END")
    #expect(list.wanted == "END")
    #expect(list.lasts(after: "ana@x.com") && list.lasts(after: "ENDS") && list.lasts(after: ""))
    #expect(!list.lasts(after: "  END\t\r") && !Continuation.line.lasts(after: "a"))
    #expect(Continuation.end.lasts(after: "role X") && !Continuation.end.lasts(after: " END # x"))
  }
}
