extension Lexer {
  /// Where the comments of a text stand, in order, up to what can't be split. Those of a list written
  /// over lines belong to the list.
  package static func comments(of text: String) -> [Span] {
    var scanner = Scanner(Array(text.unicodeScalars))
    do throws(SyntaxError) {
      while try scanner.next() != nil {}
    } catch {
      // Nothing behind it is run.
      return scanner.comments
    }
    return scanner.comments
  }
}
