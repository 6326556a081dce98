import CommandLanguage

/// The partial word at the cursor, with what decides how a candidate can take its place.
struct TypedWord: Hashable, Sendable {
  /// A variable whose name is being typed.
  struct Variable: Hashable, Sendable {
    /// What stands before its `$` in the word, an open quote included.
    let head: String
    let isBraced: Bool
    let name: String
  }

  /// Without quotes.
  let text: String
  /// The quote it began with, whether closed by now or not.
  let quote: Character?
  /// Whether that quote is closed right behind the cursor.
  let isClosedBehindCursor: Bool
  /// What stands right before the word.
  let previous: Unicode.Scalar?
  /// The variable at the cursor.
  let variable: Variable?
  /// Whether a finished variable stands in it: its text is not known here.
  let holdsVariable: Bool

  /// Whether nothing of the word is typed yet.
  var isEmpty: Bool { text.isEmpty && quote == nil && variable == nil }

  /// The word that `expected` says is replaced.
  init(_ expected: Expectations, in line: String, at cursor: Int) {
    let scalars = Array(line.unicodeScalars)
    let span = expected.replacing
    let upper = min(span.upper, scalars.count)
    let word = Array(scalars[min(span.lower, upper)..<upper])
    let opening = word.first.flatMap { $0 == "'" || $0 == "\"" ? Character($0) : nil }
    text = expected.prefix
    quote = opening
    isClosedBehindCursor =
      expected.quote != nil && upper < scalars.count
      && expected.quote == Character(scalars[upper])
    previous = span.lower > 0 && span.lower <= scalars.count ? scalars[span.lower - 1] : nil
    let isOpen = opening == nil || expected.quote != nil
    let last = opening == "'" ? nil : LastVariable(in: word)
    if let last, last.isAtEnd, isOpen {
      variable = Variable(
        head: Self.text(word[..<last.start]), isBraced: last.isBraced, name: last.name)
    } else {
      variable = nil
    }
    holdsVariable = last != nil
  }

  /// A line of a list written over lines, where nothing is quoted and nothing a variable.
  init(listed text: String) {
    self.text = text
    (quote, isClosedBehindCursor, previous) = (nil, false, nil)
    (variable, holdsVariable) = (nil, false)
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// The last `$name` of a word.
private struct LastVariable {
  private(set) var start = 0
  private(set) var isBraced = false
  private(set) var name = ""
  private(set) var isAtEnd = false

  /// Nil where the word holds no variable.
  init?(in word: [Unicode.Scalar]) {
    var isFound = false
    var place = 0
    while place < word.count {
      if word[place] == "\\", word[0] == "\"" {
        place += 2
      } else if word[place] == "$", let end = read(word, from: place) {
        isFound = true
        place = end
      } else {
        place += 1
      }
    }
    guard isFound else { return nil }
  }

  /// Where the variable ends, or nil when the sign is itself.
  private mutating func read(_ word: [Unicode.Scalar], from dollar: Int) -> Int? {
    let next = dollar + 1
    let braced = next < word.count && word[next] == "{"
    guard next == word.count || braced || Self.startsName(word[next]) else { return nil }
    var end = braced ? next + 1 : next
    var read = String.UnicodeScalarView()
    while end < word.count, Self.continuesName(word[end]) {
      read.append(word[end])
      end += 1
    }
    (start, isBraced, name, isAtEnd) = (dollar, braced, String(read), end == word.count)
    return end
  }

  private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }

  private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    startsName(scalar) || ("0"..."9").contains(scalar)
  }
}
