@testable import CommandLanguage
import Fuzzing
@testable import ImportModel

private enum Made {
  static let selector = Parameter<SelectorSyntax>.selector("for")
  static let parser = CommandParser(
    declarations: [
      Declaration("for", chapter: .looking, summary: "", syntax: selector.syntax)
    ], allowsAbbreviations: false)

  /// What one word and a text read as; nil where they do not.
  static func read<Value>(_ word: String, _ text: String, _ key: Parameter<Value>) -> Value? {
    guard let statements = try? Lexer().statements(of: "\(word) \(text)"), statements.count == 1
    else { return nil }
    return try? parser.parse(statements[0]) { _ in "v" }.arguments[key]
  }
}

/// A selector that reads prints as one that reads alike.
let selectorTarget = FuzzTarget("selector", round: 2000) { bytes in
  let text = String(decoding: bytes, as: UTF8.self)
  guard let selector = Made.read("for", text, Made.selector) else { return }
  let printed = selector.sourceForm
  // A list over lines is printed by its name.
  guard !printed.contains("<<") else { return }
  let again = Made.read("for", printed, Made.selector)?.sourceForm
  expect(again == printed, "\(text) prints as \(printed), and that as \(again ?? "nothing")")
}

/// A pattern that compiles looks at a small multiple of its size for each scalar of a text.
let patternTarget = FuzzTarget("pattern", round: 2000) { bytes in
  var input = FuzzInput(bytes)
  let source = input.text()
  let text = String(lowercased(String(decoding: input.bytes, as: UTF8.self)).prefix(200))
  do throws(PatternError) {
    let pattern = try Pattern(source)
    let most = 5 * pattern.instructionCount * (text.unicodeScalars.count + 1)
    let steps = pattern.steps(matching: text)
    expect(steps <= most, "\(steps) steps, at most \(most) were promised")
  } catch {
    let count = source.unicodeScalars.count
    expect((0...max(count, error.offset)).contains(error.offset), "a place outside")
    expect(error.offset <= count || count > 1000, "offset \(error.offset) of \(count)")
  }
}

/// A glob covers what its definition says, which is worked out here the slow way.
let globTarget = FuzzTarget("glob", round: 2000) { bytes in
  var input = FuzzInput(bytes)
  let source = String(input.text().prefix(64))
  let text = lowercased(String(String(decoding: input.bytes, as: UTF8.self).prefix(64)))
  let glob = Array(lowercased(source).unicodeScalars)
  let scalars = Array(text.unicodeScalars)
  // covers[n]: whether the glob so far covers the first n scalars.
  var covers = [true] + scalars.map { _ in false }
  for sign in glob {
    var next = covers.map { _ in false }
    for place in covers.indices {
      switch sign {
      case "*": next[place] = covers[...place].contains(true)
      default:
        if place > 0 {
          next[place] = covers[place - 1] && (sign == "?" || sign == scalars[place - 1])
        }
      }
    }
    covers = next
  }
  expect(Glob(source).matches(text) == covers[scalars.count], "\(source) and \(text)")
}
