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
  private(set) var form: Form
  /// Put behind the text, outside what is quoted, e.g. the `=` of a setting.
  private(set) var suffix: String
  /// Texts that what was typed may begin.
  private(set) var keys: [String]
  /// Texts that what was typed may stand in, once it begins nothing.
  private(set) var insides: [String]
  /// Whether a blank may follow.
  private(set) var completesWord = true
  /// Why it would be refused here; nil where it would not.
  private(set) var refusal: String?
  /// Whether it is shown and not typed by itself.
  private(set) var isGuess = false
  /// How many more like it there are, which fit what was typed and are not offered.
  private(set) var further = 0

  /// A word of the grammar.
  static func literal(_ text: String, detail: String) -> Offer {
    Offer(
      text: text, label: text, detail: detail, form: .literal, suffix: "", keys: [text],
      insides: [])
  }

  /// A name or value; `alias` is another text that what was typed may stand in.
  static func name(
    _ text: String, label: String? = nil, detail: String, alias: String? = nil
  ) -> Offer {
    Offer(
      text: text, label: label ?? text, detail: detail, form: .name, suffix: "", keys: [text],
      insides: [text, label, alias].compactMap { $0 })
  }

  /// The same offer for which more is to be typed.
  var unfinished: Offer {
    var copy = self
    copy.completesWord = false
    return copy
  }

  /// The same offer where nothing can be quoted, nor need be.
  var unquoted: Offer {
    var copy = self
    copy.form = .literal
    return copy
  }

  /// The same offer found by these texts.
  func found(by keys: [String]) -> Offer {
    var copy = self
    (copy.keys, copy.insides) = (keys, keys)
    return copy
  }

  /// The same offer with a sign behind it, after which a value is to be typed.
  func followed(by sign: String) -> Offer {
    var copy = unfinished
    copy.suffix = sign
    return copy
  }

  /// The same offer, which is shown and not typed by itself.
  var guessed: Offer {
    var copy = self
    copy.isGuess = true
    return copy
  }

  /// The same offer, standing for so many more that are not offered.
  func andFurther(_ count: Int) -> Offer {
    var copy = self
    copy.further = max(0, count)
    return copy
  }

  /// The same offer, which would be refused here for a reason.
  func refused(_ reason: String?) -> Offer {
    var copy = self
    copy.refusal = reason
    return copy
  }
}

/// So many people, in words.
func peopleCount(_ count: Int) -> String { count == 1 ? "1 person" : "\(count) people" }
