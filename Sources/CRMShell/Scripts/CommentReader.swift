import CommandLanguage

/// The comments of a text that is run, command by command.
struct CommentReader {
  private let comments: [(span: Span, text: String)]
  private let lineEnds: [Int]
  private var next = 0
  /// The first line end that no command read so far goes beyond.
  private var line = 0

  init(_ text: String) {
    guard text.contains("#") else {
      (comments, lineEnds) = ([], [])
      return
    }
    let scalars = Array(text.unicodeScalars)
    comments = Lexer.comments(of: text).map { span in
      var comment = String.UnicodeScalarView()
      comment.append(contentsOf: scalars[span.lower..<span.upper])
      return (span, SavedScript.oneLine(String(comment)))
    }
    lineEnds = scalars.indices.filter { scalars[$0] == "\n" } + [scalars.count]
  }

  /// Those that stand before a command, or behind it on its last line; those inside it are part of
  /// its line.
  mutating func take(for statement: Span) -> [String] {
    guard next < comments.count else { return [] }
    while line < lineEnds.count, lineEnds[line] < statement.upper { line += 1 }
    let end = line < lineEnds.count ? lineEnds[line] : statement.upper
    return take(until: end).filter { !statement.contains($0.span) }.map(\.text)
  }

  /// Those that stand behind the last command.
  mutating func rest() -> [String] { take(until: .max).map(\.text) }

  private mutating func take(until end: Int) -> [(span: Span, text: String)] {
    let first = next
    while next < comments.count, comments[next].span.lower < end { next += 1 }
    return Array(comments[first..<next])
  }
}

extension Span {
  fileprivate func contains(_ other: Span) -> Bool { lower <= other.lower && other.upper <= upper }
}

/// What stood above the lines that were run: comments of people, which `save` keeps, and what it wrote
/// there itself.
struct LineComments {
  /// Those that no kept line has yet.
  private var pending: [String] = []
  /// How many of them stood before the script that is being run.
  private var older = 0
  /// What the command being run reported when it was saved.
  var toldThen: String?
  /// What the script being run says of the session it was saved from.
  var saved = SavedWorld()

  /// Takes what stands above a command that is about to run.
  mutating func read(_ comments: [String]) {
    toldThen = nil
    for comment in comments {
      if comment.hasPrefix(SavedScript.told) {
        toldThen = String(comment.dropFirst(SavedScript.told.count))
      } else if comment.hasPrefix(SavedScript.fact) {
        saved.read(fact: comment)
      } else {
        pending.append(comment)
      }
    }
  }

  /// Those that belong to a line which is kept now.
  mutating func take() -> [String] {
    defer { (pending, older) = ([], 0) }
    return pending
  }

  /// Marks where a script begins.
  mutating func begin() { (older, saved) = (pending.count, SavedWorld()) }

  /// Those that belong to a session which begins now: what was written before the script that begins
  /// it was about another one.
  mutating func takeOfNewSession() -> [String] {
    let first = min(older, pending.count)
    return Array(take()[first...])
  }

  /// Those that would belong to the next one.
  var waiting: [String] { pending }
}
