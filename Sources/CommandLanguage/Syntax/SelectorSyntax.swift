/// The kinds of people a selector can name.
package enum PeopleKind: String, CaseIterable, Sendable {
  case users, contacts, people
}

/// A run as it was written: its number, or the last one.
package enum RunReference: Hashable, Sendable {
  case last
  case number(Int, Span)
}

/// A selector as it was parsed; nothing is resolved yet.
package indirect enum SelectorSyntax: Hashable, Sendable {
  /// `users [where EXPR]`; a bare `where EXPR` has the kind `users` and `isImplied` true.
  case kind(PeopleKind, isImplied: Bool, matching: FilterSyntax?, Span)
  case account(Word)
  case file(Word, column: Word?, Span)
  /// `from <<END`, with the addresses in the lines that follow.
  case list(HereList, Span)
  case all(Span)
  case none(Span)
  case selected(Span)
  case staged(Span)
  case blocked(Span)
  case failed(RunReference, Span)
  /// `@NAME`; the word is the name without its sign.
  case saved(Word)
  /// `%3-7`: rows of the last list of people, from 1.
  case rows(ClosedRange<Int>, Span)
  case address(Word)
  /// A glob over e-mail addresses, e.g. `*@partner.com`.
  case glob(Word)
  case union([SelectorSyntax])
  /// `A but B`.
  case difference(SelectorSyntax, SelectorSyntax)
}
