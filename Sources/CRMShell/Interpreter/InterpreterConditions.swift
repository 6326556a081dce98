import CommandLanguage
import ImportModel
import Reporting

/// What a condition came to.
struct Judgement {
  /// One test that decided it, in words.
  struct Test {
    let expected: String
    let found: String
  }

  let holds: Bool
  /// Those that decided it.
  let tests: [Test]
  /// Where the test stands that decided it alone.
  let span: Span?

  /// The judgement of the opposite.
  var opposite: Judgement {
    Judgement(
      holds: !holds,
      tests: tests.map { Test(expected: "not \($0.expected)", found: $0.found) }, span: span)
  }
}

extension Interpreter {
  /// Whether a condition holds, part by part up to the one that decides.
  func judge(_ condition: ConditionSyntax, in context: EditContext) async throws(Stop) -> Judgement
  {
    switch condition {
    case .count(let command, let comparison, let number, let span):
      let found = try await count(command, in: context)
      return Judgement(
        holds: comparison.holds(found.number, number),
        tests: [.init(expected: comparison.phrase(number), found: found.words)], span: span)
    case .text(let word, let test, let span):
      return Judgement(
        holds: try Self.holds(test, for: word.text),
        tests: [.init(expected: test.phrase, found: Self.shown(word.text))], span: span)
    case .not(let part, _): return try await judge(part, in: context).opposite
    case .all(let parts): return try await judge(parts, upTo: false, in: context)
    case .any(let parts): return try await judge(parts, upTo: true, in: context)
    }
  }

  /// Judges parts up to the first that comes to `decisive`.
  private func judge(_ parts: [ConditionSyntax], upTo decisive: Bool, in context: EditContext)
    async throws(Stop) -> Judgement
  {
    var tests: [Judgement.Test] = []
    for part in parts {
      let judgement = try await judge(part, in: context)
      if judgement.holds == decisive { return judgement }
      tests += judgement.tests
    }
    return Judgement(holds: !decisive, tests: tests, span: nil)
  }

  /// Counts as `count` would; what there is to warn of is told besides.
  private func count(_ command: ParsedCommand, in context: EditContext) async throws(Stop)
    -> (number: Int, words: String)
  {
    var context = context
    try await prepare(&context, for: command)
    guard !Task.isCancelled else { throw .interrupted }
    let found = try await CountCommand.count(command.arguments, in: context, on: self)
    let warnings = found.notes.filter { block in
      if case .notice(.warning, _) = block { true } else { false }
    }
    if !warnings.isEmpty {
      let told = Report(warnings).rendered(as: .table, style: style)
      await surroundings.console.show(
        RenderedOutput(standardError: told.standardOutput + told.standardError))
    }
    let words: Text = "\(found.number, found.one, found.many)"
    return (found.number, words.plain)
  }

  /// Whether a test of filters holds for a text; an empty text has no value.
  private static func holds(_ test: TestSyntax, for text: String) throws(Stop) -> Bool {
    let values = text.isEmpty ? [] : [text]
    switch test {
    case .isEmpty(let negated): return text.isEmpty != negated
    case .isIn(let words, let negated):
      return words.contains { lowercased($0.text) == lowercased(text) } != negated
    case .compare(let comparison, let word):
      if word.text.isEmpty, comparison == .equal || comparison == .notEqual {
        return text.isEmpty == (comparison == .equal)
      }
      let lowered = try FilterLowering.textTest(comparison, word)
      return JoinedPeople.holds(lowered, for: values) != (comparison == .notEqual)
    }
  }

  /// A text in a sentence.
  private static func shown(_ text: String) -> String {
    text.isEmpty ? "no text" : Word.sourceForm(of: text)
  }
}

extension Comparison {
  fileprivate func holds(_ left: Int, _ right: Int) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    // No count is compared by these.
    case .glob, .pattern: false
    }
  }

  /// A number that fits, in words.
  fileprivate func phrase(_ number: Int) -> String {
    switch self {
    case .equal, .glob, .pattern: "\(number)"
    case .notEqual: "any number but \(number)"
    case .less: "fewer than \(number)"
    case .lessOrEqual: "at most \(number)"
    case .greater: "more than \(number)"
    case .greaterOrEqual: "at least \(number)"
    }
  }
}

extension TestSyntax {
  /// A text that fits, in words.
  fileprivate var phrase: String {
    switch self {
    case .compare(.equal, let word): word.sourceForm
    case .compare(let comparison, let word): "\(comparison.rawValue) \(word.sourceForm)"
    case .isIn(let words, let negated):
      (negated ? "none of " : "one of ") + words.map(\.sourceForm).joined(separator: ", ")
    case .isEmpty(let negated): negated ? "some text" : "no text"
    }
  }
}
