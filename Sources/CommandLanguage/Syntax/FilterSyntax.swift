/// A field as it was written: `crm.role` is `["crm", "role"]`.
package struct FieldSyntax: Hashable, Sendable {
  /// The names between the dots, as written.
  package let parts: [String]
  package let span: Span

  package init(parts: [String], span: Span) {
    self.parts = parts
    self.span = span
  }
}

/// The comparison signs of a test.
package enum Comparison: String, CaseIterable, Sendable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  /// A glob over the whole value.
  case glob = "~"
  /// A regular expression that matches anywhere in the value.
  case pattern = "=~"
}

/// What is asked of one field.
package enum TestSyntax: Hashable, Sendable {
  case compare(Comparison, Word)
  case isIn([Word], negated: Bool)
  case isEmpty(negated: Bool)
}

/// A filter expression as it was parsed: names and literals are still words.
package indirect enum FilterSyntax: Hashable, Sendable {
  case test(FieldSyntax, TestSyntax, Span)
  case not(FilterSyntax, Span)
  case all([FilterSyntax])
  case any([FilterSyntax])
}
