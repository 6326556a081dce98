/// What a text that is not complete waits for.
package enum Continuation: Hashable, Sendable {
  /// Another line: the text ends in a backslash, in an open parenthesis, or in a comma, or `and`, `or`
  /// or `not` of a filter.
  case line
  /// The `end` of a block.
  case end
  /// The word that ends a list written over lines.
  case list(String)

  /// What is to be typed to come to the end; nil where only the writer knows.
  package var wanted: String? {
    switch self {
    case .line: nil
    case .end: "end"
    case .list(let word): word
    }
  }

  /// Whether it surely lasts beyond a further line of the text, whatever stood before: a list is ended
  /// by its word alone, and a block by no line without `end`; what may begin a list or a line that goes
  /// on has to be read. So a long block is not read anew with each of its lines.
  package func lasts(after line: String) -> Bool {
    guard case .list(let word) = self else {
      let isPlain = !line.contains("<<") && !line.contains("(") && !line.hasSuffix("\\")
      return self == .end && isPlain && !line.lowercased().contains("end")
    }
    let blanks: Set<Unicode.Scalar> = [" ", "\t", "\r"]
    let scalars = Array(line.unicodeScalars.drop { blanks.contains($0) })
    let end = scalars.lastIndex { !blanks.contains($0) } ?? -1
    return !scalars[..<(end + 1)].elementsEqual(word.unicodeScalars)
  }
}

extension Lexer {
  /// What a text waits for; nil where it can run.
  package static func continuation(of text: String) -> Continuation? {
    var scanner = Scanner(Array(text.unicodeScalars))
    var open = 0
    var first: LexedToken?
    do throws(SyntaxError) {
      while let token = try scanner.next() {
        if token.endsStatement {
          open += first?.blockChange ?? 0
          first = nil
        } else if first == nil {
          first = token
        }
      }
    } catch {
      // Another line cannot mend what is broken: running the text says what is wrong.
      return scanner.openList.map { .list($0) }
    }
    open += first?.blockChange ?? 0
    if !scanner.open.isEmpty || scanner.endsInContinuation || scanner.wantsMore { return .line }
    return open > 0 ? .end : nil
  }

  /// Whether the text asks for another line.
  package static func needsMore(_ text: String) -> Bool { continuation(of: text) != nil }
}

extension LexedToken {
  /// How many blocks a command that begins with it opens, less those it ends.
  fileprivate var blockChange: Int { keyword == "if" ? 1 : keyword == "end" ? -1 : 0 }

  /// The lower-cased text of an unquoted word without variables.
  var keyword: String? {
    guard case .word(let pieces, isQuoted: false) = kind, pieces.count == 1,
      case .literal(let text) = pieces[0]
    else { return nil }
    return text.lowercased()
  }
}
