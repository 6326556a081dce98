/// Why a text is no pattern, and where.
package struct PatternError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Kind: Hashable, Sendable {
    case unclosedGroup
    /// A `)` without its `(`.
    case unopenedGroup
    case unclosedClass
    case emptyClass
    /// A range such as `[z-a]` or `[a-\d]`.
    case badRange
    /// A `* + ? {` with nothing before it that could be repeated.
    case nothingToRepeat
    /// A `{` that isn't `{m}`, `{m,}` or `{m,n}` with m ≤ n; a brace itself is written `\{`.
    case badCount
    /// A backslash at the end, or before something that has no meaning there.
    case badEscape
    /// Longer than so many instructions once counts are written out.
    case tooLarge(limit: Int)
    /// More groups inside each other than this.
    case tooDeep(limit: Int)
    case unsupported(Feature)
  }

  /// Syntax that other engines have and this one doesn't.
  package enum Feature: String, CaseIterable, Sendable {
    case lookaround, backreference
    case lazyQuantifier = "lazy quantifier"
    case possessiveQuantifier = "possessive quantifier"
    case namedGroup = "named group"
    case atomicGroup = "atomic group"
    case inlineFlags = "inline flags"
    case wordBoundary = "word boundary"
    case unicodeProperty = "Unicode property"
    case namedClass = "named class"
  }

  package let kind: Kind
  /// Scalars of the source before the fault, from 0.
  package let offset: Int

  package init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }
}
