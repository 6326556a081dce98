@testable import CRMShell
@testable import CommandLanguage
import Fuzzing

/// Any line, as at a terminal and in a script: it is read or refused with a place inside of it.
let lineTarget = FuzzTarget("line", round: 1500) { bytes in
  var input = FuzzInput(bytes)
  let source: LineSource = input.byte() & 1 == 0 ? .terminal : .standardInput
  let text = String(decoding: input.bytes, as: UTF8.self)
  let parser = CommandRegistry.builtin.parser(at: source)
  let variables = ["a": "Sales", "b": "*@x.com, 'q'", "c": ""]
  for word in Lexer.words(of: text) { checkQuoting(of: word) }
  do throws(SyntaxError) {
    for statement in try Lexer().statements(of: text) {
      check(statement.span, in: text)
      let parsed = try parser.parse(statement) { variables[$0] }
      check(parsed.span, in: text)
    }
  } catch {
    check(error, in: text)
  }
  check(parser.reading(of: text) { variables[$0] }, of: text)
}

/// Any text of several lines: what continues, how its blocks belong together, and its comments.
let scriptTarget = FuzzTarget("script") { bytes in
  let text = String(decoding: bytes, as: UTF8.self)
  _ = Lexer.continuation(of: text)
  for span in Lexer.comments(of: text) { check(span, in: text) }
  do throws(SyntaxError) {
    let statements = try Lexer().statements(of: text)
    var comments = CommentReader(text)
    var walk = BlockWalk()
    var depth = 0
    let faults = Blocks.faults(in: statements)
    for fault in faults { check(fault, in: text) }
    for statement in statements {
      _ = comments.take(for: statement.span)
      switch statement.blockWord {
      case .if:
        walk.enter()
        walk.decide(statement.tokens.count % 2 == 0)
        depth += 1
      case .else, .elseIf: if walk.next() { walk.decide(true) }
      case .end:
        walk.leave()
        depth -= 1
      case nil: _ = walk.isRunning
      }
    }
    expect(!faults.isEmpty || depth == 0, "a block is open, and nothing is wrong with it")
  } catch {
    check(error, in: text)
  }
}

/// What a line editor asks while any text is typed, with the cursor anywhere.
let assistTarget = FuzzTarget("assist", round: 500) { bytes in
  var input = FuzzInput(bytes)
  let place = Int(input.byte())
  let text = String(decoding: input.bytes, as: UTF8.self)
  let count = text.unicodeScalars.count
  let cursor = count == 0 ? 0 : place % (count + 1)
  let assistant = SampleSession.assistant
  let completion = assistant.completion(of: text, at: cursor) { false }
  check(completion.replacing, in: text)
  expect(completion.replacing.upper <= cursor, "what is replaced lies behind the cursor")
  expect(completion.total >= completion.candidates.count, "fewer than are offered")
  _ = assistant.possibilities(of: text, at: cursor) { false }
  _ = assistant.hint(for: text) { false }
  _ = assistant.needsMore(text)
  var end = 0
  for part in assistant.colours(of: text, isCancelled: { false }) {
    check(part.span, in: text)
    expect(part.span.lower >= end, "coloured spans overlap")
    end = part.span.upper
  }
}

private func check(_ span: Span, in text: String) {
  let count = text.unicodeScalars.count
  expect(
    0 <= span.lower && span.lower <= span.upper && span.upper <= count,
    "span \(span.lower)..<\(span.upper) of \(count)")
}

private func check(_ error: SyntaxError, in text: String) {
  check(error.span, in: text)
  expect(!error.message.isEmpty, "\(error.kind) has no words")
  expect(error.message != "this line cannot be read", "\(error.kind) has no words of its own")
  _ = error.hint
}

private func check(_ reading: TextReading, of text: String) {
  for statement in reading.statements {
    for token in statement.tokens { check(token.span, in: text) }
    if let failure = statement.failure { check(failure, in: text) }
  }
  for span in reading.comments + reading.separators + reading.faults + reading.spoilt {
    check(span, in: text)
  }
}

/// A word that is printed reads back as itself.
private func checkQuoting(of word: String) {
  let scalars = Array(word.unicodeScalars)
  let read = Lexer.words(of: Word.sourceForm(of: word) + " end").map { Array($0.unicodeScalars) }
  expect(read == [scalars, Array("end".unicodeScalars)], "\(scalars) reads back as \(read)")
}
