/// Something Tab can offer, not yet held against what was typed.
struct Offer: Hashable, Sendable {
  /// How the text goes into the line.
  enum Form: Hashable, Sendable {
    /// As it is: keywords, options, signs.
    case literal
    /// As a name, quoted where it must be.
    case name
  }

  /// What is meant, without quotes.
  let text: String
  /// What the list shows.
  let label: String
  /// The description column.
  let detail: String
  /// How the text goes into the line.
  let form: Form
  /// Put behind the text, outside what is quoted, e.g. the `=` of a setting.
  let suffix: String
  /// Texts that what was typed may begin.
  let keys: [String]
  /// Texts that what was typed may stand in, once it begins nothing.
  let insides: [String]
  /// Whether a blank may follow.
  let completesWord: Bool

  /// A word of the grammar.
  static func literal(_ text: String, detail: String) -> Offer {
    Offer(
      text: text, label: text, detail: detail, form: .literal, suffix: "", keys: [text],
      insides: [], completesWord: true)
  }

  /// A name or value; `alias` is another text that what was typed may stand in.
  static func name(
    _ text: String, label: String? = nil, detail: String, alias: String? = nil
  ) -> Offer {
    Offer(
      text: text, label: label ?? text, detail: detail, form: .name, suffix: "", keys: [text],
      insides: [text, label, alias].compactMap { $0 }, completesWord: true)
  }

  /// The same offer for which more is to be typed.
  var unfinished: Offer { with(suffix: suffix, completesWord: false) }

  /// The same offer found by these texts.
  func found(by keys: [String]) -> Offer {
    Offer(
      text: text, label: label, detail: detail, form: form, suffix: suffix, keys: keys,
      insides: keys, completesWord: completesWord)
  }

  /// The same offer with a sign behind it, after which a value is to be typed.
  func followed(by sign: String) -> Offer { with(suffix: sign, completesWord: false) }

  private func with(suffix: String, completesWord: Bool) -> Offer {
    Offer(
      text: text, label: label, detail: detail, form: form, suffix: suffix, keys: keys,
      insides: insides, completesWord: completesWord)
  }
}

/// So many people, in words.
func peopleCount(_ count: Int) -> String { count == 1 ? "1 person" : "\(count) people" }
