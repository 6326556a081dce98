import CommandLanguage
import Testing

struct RobustnessTests {
  /// Reads, completes and explains a line in every way; the spans must lie within it.
  private func exercise(_ line: String, seed: UInt64) {
    let count = line.unicodeScalars.count
    var cursors = RandomSyntax(seed: seed)
    for abbreviations in [false, true] {
      if let error = Sample.error(in: line, abbreviations: abbreviations) {
        #expect(0 <= error.span.lower && error.span.upper <= count, "seed \(seed): \(line)")
        #expect(!error.message.isEmpty && error.hint?.isEmpty != true, "seed \(seed): \(line)")
      }
      let parser = Sample.parser(abbreviations: abbreviations)
      let cursor = cursors.below(count + 1)
      let expectations = parser.expectations(in: line, at: cursor)
      #expect(expectations.replacing.upper == cursor, "seed \(seed): \(line)")
    }
    _ = Lexer.needsMore(line)
  }

  @Test func `any order of words and signs is read or refused`() {
    for seed in 1...20_000 as ClosedRange<UInt64> {
      var random = RandomSyntax(seed: seed)
      exercise(random.tokenSoup(), seed: seed)
    }
  }

  @Test func `any text is read or refused`() {
    for seed in 1...20_000 as ClosedRange<UInt64> {
      var random = RandomSyntax(seed: seed)
      exercise(random.text(atMost: 40), seed: seed)
    }
  }

  @Test func `blocks, conditions and lists in any order are read or refused`() {
    let pieces = [
      "if", "else", "end", "count", "staged", "=", "> 3", "$n", "'a'", "and", "or", "not", "(", ")",
      ";", "\n", "\n", " ", " ", "select", "from", "<<A", "<<B", "A", "B", "\nA\n", "x@x.com",
      "# c", "\\\n", "\r\n", "in (a, b)", "is empty", "\"", "users where a = b",
    ]
    for seed in 1...20_000 as ClosedRange<UInt64> {
      var random = RandomSyntax(seed: seed)
      let text = (0..<random.below(24)).map { _ in pieces[random.below(pieces.count)] }
        .joined(separator: random.below(2) == 0 ? " " : "")
      read(text, seed: seed)
    }
  }

  /// Splits and checks a text in every way that a script is; what a whole text is split into, its
  /// recovery finds as well.
  private func read(_ text: String, seed: UInt64) {
    let count = text.unicodeScalars.count
    let (recovered, faults) = Lexer().recoveredStatements(of: text)
    for fault in faults + Blocks.faults(in: recovered) {
      #expect(fault.span.lower >= 0 && fault.span.upper <= count, "seed \(seed): \(text)")
    }
    do throws(SyntaxError) {
      #expect(try Lexer().statements(of: text) == recovered, "seed \(seed): \(text)")
      #expect(faults.isEmpty, "seed \(seed): \(text)")
    } catch {
      #expect(faults.contains(error), "seed \(seed): \(text)")
    }
    for statement in recovered where statement.blockWord == .if {
      do throws(SyntaxError) {
        _ = try ConditionTests.parser.check(statement) { _ in nil }
      } catch {
        #expect(error.span.upper <= count && !error.message.isEmpty, "seed \(seed): \(text)")
      }
    }
    _ = Sample.parser().reading(of: text) { _ in nil }
    _ = Lexer.continuation(of: text)
  }

  @Test func `what can follow a line that was read is expected at every position`() throws {
    let line =
      "list users where crm.role = 'a b' and not c in (d, e)"
      + " by f desc limit 5 --format csv"
    _ = try Sample.parse(line)
    for cursor in 0...line.unicodeScalars.count {
      let items = Sample.parser().expectations(in: line, at: cursor).items
      #expect(!items.isEmpty, "cursor \(cursor)")
    }
  }
}
