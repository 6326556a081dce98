/// Reads one token after the other from a text.
struct Scanner {
  /// The whole text.
  let scalars: [Unicode.Scalar]
  /// True for a line that is being typed: an open quote or variable at its end is no error.
  let isPartial: Bool
  /// The scalar to read next.
  var index = 0
  /// Whether the text ends inside a comment.
  private(set) var endsInComment = false
  /// Whether the last thing read is a backslash that asks for another line.
  private(set) var endsInContinuation = false
  /// The parentheses that are open, outermost first.
  private(set) var open: [Span] = []
  /// The first line end behind the outermost one, on the line of which it was not closed.
  private(set) var crossed: Int?
  /// Those that were open over a line end when `;` ended their command, and that of the first.
  private(set) var leftOpen: [Span] = []
  private(set) var leftCrossed: Int?
  /// Where parentheses stand that nothing closes: their line ends the command.
  var unclosed: Set<Int> = []
  /// The lists written over lines that begin behind the line being read.
  var lists: Lists?
  /// The word that would end the list that is open at the end of the text.
  var openList: String?
  /// The line of the source that the text begins on, from 1.
  let firstLine: Int
  /// Where comments stand.
  private(set) var comments: [Span] = []
  /// What was read of the command, so far as it decides whether the next line belongs to it.
  private(set) var command = OpenCommand()

  /// Lists that begin at the end of a line, and where the text goes on behind them.
  struct Lists {
    let lineEnd: Int
    let next: Int
  }

  init(_ scalars: [Unicode.Scalar], isPartial: Bool = false, firstLine: Int = 1) {
    self.firstLine = firstLine
    self.scalars = scalars
    self.isPartial = isPartial
    if scalars.first == "\u{FEFF}" { index = 1 }
  }

  /// The next token, or nil at the end of the text.
  mutating func next() throws(SyntaxError) -> LexedToken? {
    guard let token = try read() else { return nil }
    command.note(token)
    return token
  }

  private mutating func read() throws(SyntaxError) -> LexedToken? {
    skipBlanks()
    guard index < scalars.count else { return nil }
    let start = index
    if let length = lineEndLength(at: index) {
      if let fault = open.last(where: { unclosed.contains($0.lower) }) {
        throw SyntaxError(.unclosedParenthesis, span: fault)
      }
      pass(length)
      return LexedToken(.lineEnd, span: Span(start, index))
    }
    if let sign = sign(at: index) {
      index += sign.rawValue.utf8.count
      follow(sign, at: start)
      if sign == .here { return try hereList(from: start) }
      return LexedToken(.sign(sign), span: Span(start, index))
    }
    switch scalars[index] {
    case "'": return try literalWord()
    case "\"": return try escapedWord()
    default: return try bareWord()
    }
  }

  /// The scalar at `position`, or nil beyond the end.
  func scalar(at position: Int) -> Unicode.Scalar? {
    position < scalars.count ? scalars[position] : nil
  }

  /// The sign that begins at `position`, or nil.
  func sign(at position: Int) -> Sign? {
    Sign.longest(scalars[position], scalar(at: position + 1))
  }

  /// How many scalars the line end at `position` takes, lists behind it included, or nil where none
  /// is.
  func lineEndLength(at position: Int) -> Int? {
    guard let length = plainLineEndLength(at: position) else { return nil }
    if let lists, lists.lineEnd == position { return lists.next - position }
    return length
  }

  /// The same without lists.
  func plainLineEndLength(at position: Int) -> Int? {
    switch scalar(at: position) {
    case "\n": return 1
    case "\r":
      if scalar(at: position + 1) == "\n" { return 2 }
      return position + 1 == scalars.count && !isPartial ? 1 : nil
    default: return nil
    }
  }

  /// How many scalars the backslash and the line end at `position` take, or nil.
  func continuationLength(at position: Int) -> Int? {
    guard scalars[position] == "\\" else { return nil }
    if position + 1 == scalars.count { return isPartial ? nil : 1 }
    return lineEndLength(at: position + 1).map { $0 + 1 }
  }

  private mutating func skipBlanks() {
    while index < scalars.count {
      if scalars[index].isBlank {
        index += 1
      } else if let length = continuationLength(at: index) {
        let hasLineFeed = scalars[index..<index + length].contains("\n")
        pass(length)
        endsInContinuation = index == scalars.count && !hasLineFeed
      } else if !open.isEmpty, let length = lineEndLength(at: index), isInside {
        if crossed == nil { crossed = index }
        pass(length)
      } else if open.isEmpty, let length = lineEndLength(at: index), goesOn(behind: index + length)
      {
        pass(length)
      } else if scalars[index] == "#" {
        skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() {
    let start = index
    while index < scalars.count, lineEndLength(at: index) == nil { index += 1 }
    comments.append(Span(start, index))
    endsInComment = index == scalars.count
  }

  /// Goes on behind a line end.
  private mutating func pass(_ length: Int) {
    index += length
    if let end = lists?.lineEnd, end < index { lists = nil }
  }

  /// Goes on at the end of the line that `position` stands in.
  mutating func skip(toLineEndFrom position: Int) {
    index = max(index, position)
    while index < scalars.count, lineEndLength(at: index) == nil { index += 1 }
  }

  /// Goes on at the end of the line of an error, as if nothing were open.
  mutating func recover(after span: Span) {
    skip(toLineEndFrom: span.upper)
    (open, crossed, command) = ([], nil, OpenCommand())
  }

  private mutating func follow(_ sign: Sign, at position: Int) {
    switch sign {
    case .open: open.append(Span(position, index))
    case .close:
      _ = open.popLast()
      if open.isEmpty { crossed = nil }
    case .semicolon:
      if let crossed {
        if leftOpen.isEmpty { leftCrossed = crossed }
        leftOpen += open
      }
      crossed = nil
      open = []
    default: break
    }
  }

  /// Whether a line end is a blank, since a parenthesis is open that may yet be closed.
  private var isInside: Bool {
    !open.isEmpty && (unclosed.isEmpty || !open.contains { unclosed.contains($0.lower) })
  }
}
