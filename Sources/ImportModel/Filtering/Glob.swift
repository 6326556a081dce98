/// A shell-like pattern over a whole value: `*` is any run of scalars, `?` is any one scalar,
/// everything else, a backslash included, is itself. Case is ignored: the glob is folded here, the
/// text by the caller.
package struct Glob: Hashable, Sendable {
  /// As it was written.
  package let source: String
  private let folded: [Unicode.Scalar]

  package init(_ source: String) {
    self.source = source
    folded = Array(lowercased(source).unicodeScalars)
  }

  /// Whether the glob covers all of a text that `lowercased(_:)` has folded. Takes at most text ×
  /// glob steps: only the last star is ever tried again.
  package func matches(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    var position = 0
    /// After the last star: where the glob goes on, and where in the text it was tried last.
    var retry: (position: Int, index: String.UnicodeScalarView.Index)?
    while index != scalars.endIndex {
      if position < folded.count, folded[position] == "*" {
        position += 1
        retry = (position, index)
      } else if position < folded.count,
        folded[position] == "?" || folded[position] == scalars[index]
      {
        position += 1
        scalars.formIndex(after: &index)
      } else if let last = retry {
        index = scalars.index(after: last.index)
        position = last.position
        retry = (position, index)
      } else {
        return false
      }
    }
    return folded[position...].allSatisfy { $0 == "*" }
  }
}
