/// What a run of text means; how that looks is decided when it is rendered.
package enum Style: Hashable, Sendable, CaseIterable {
  /// Ordinary text.
  case plain
  /// The word of a sentence that matters.
  case strong
  /// What may be overlooked: captions, units, provenance.
  case dim
  /// Something succeeded.
  case good
  /// Something deserves attention.
  case warning
  /// Something failed or is refused.
  case bad
  /// The title of what follows, or the head of a table.
  case heading
}
