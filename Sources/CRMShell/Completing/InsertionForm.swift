import CommandLanguage

/// How a name goes into the line in place of what was typed.
struct InsertionForm {
  private let typed: TypedWord
  /// Lower-case words that mean something else here when bare.
  private let keywords: Set<String>

  /// `keywords` are the lower-case words that may stand there.
  init(_ typed: TypedWord, keywords: Set<String>) {
    self.typed = typed
    self.keywords = keywords
  }

  /// The candidate for an offer, or nil when the language has no way to write its text.
  func candidate(for offer: Offer) -> Candidate? {
    guard let insertion = insertion(of: offer) else { return nil }
    return Candidate(
      insertion: insertion, label: offer.label, detail: offer.detail,
      completesWord: offer.completesWord && !typed.isClosedBehindCursor, refusal: offer.refusal,
      isGuess: offer.isGuess)
  }

  private func insertion(of offer: Offer) -> String? {
    guard offer.form == .name else { return offer.text }
    // A word can't go on over a line end, and a carriage return has no escape.
    guard !offer.text.isEmpty, !offer.text.unicodeScalars.contains("\r") else { return nil }
    let form = quoted(offer.text)
    // The quote behind the cursor can only end one of its own kind.
    if typed.isClosedBehindCursor, form.first != typed.quote { return nil }
    if offer.suffix.isEmpty, !offer.completesWord || typed.isClosedBehindCursor,
      let last = form.last, last == "'" || last == "\"", form.first == last
    {
      return String(form.dropLast())
    }
    return form + offer.suffix
  }

  private func quoted(_ text: String) -> String {
    switch typed.quote {
    case "\"": return Word.doubleQuotedForm(of: text)
    case "'": return Word.quotedForm(of: text)
    default:
      let form = bareLetters(text) ?? Word.sourceForm(of: text, unlike: keywords)
      // Right after a sign a tilde would join it: `=~`.
      let joins =
        form.hasPrefix("~") && typed.previous.map { "=<>!".unicodeScalars.contains($0) } == true
      if joins { return Self.preferred(Word.quotedForm(of: text), of: text) }
      return form == text ? form : Self.preferred(form, of: text)
    }
  }

  /// In double quotes, as the manual writes names, where nothing in them would be escaped.
  private static func preferred(_ form: String, of text: String) -> String {
    let double = Word.doubleQuotedForm(of: text)
    return double == "\"\(text)\"" ? double : form
  }

  /// A word of letters as it is: where no selector can begin, `all` needs no quotes.
  private func bareLetters(_ text: String) -> String? {
    let isPlain = text.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic }
    guard isPlain, !keywords.contains(text.lowercased()) else { return nil }
    return Word(text, span: Span(0, 0), isQuoted: false).sourceForm
  }
}
