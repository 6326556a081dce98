import CommandLanguage
import Reporting

/// What stands in the declarations: commands, topics, formats, closed lists of words.
extension SessionAssistant {
  /// Every command, also found by its other names.
  var commandOffers: [Offer] {
    registry.commands.map { command in
      let declaration = command.declaration
      return Offer.literal(declaration.name, detail: declaration.summary)
        .found(by: [declaration.name] + declaration.aliases)
    }
  }

  /// The names that stand for lines.
  var aliasOffers: [Offer] {
    aliases.names.map { .literal($0, detail: aliases.lines[$0] ?? "") }
  }

  /// What `help` has a page of.
  var topicOffers: [Offer] {
    registry.commands.map { .name($0.declaration.name, detail: $0.declaration.summary) }
      + HelpTopics.all.map { .name($0.name, detail: $0.title) }
  }

  /// The output formats.
  var formatOffers: [Offer] {
    OutputFormat.allCases.map { .name($0.rawValue, detail: $0.summary) }
  }

  /// A closed list of words; formats are described.
  func wordOffers(_ words: [String]) -> [Offer] {
    words == OutputFormat.allCases.map(\.rawValue)
      ? formatOffers : words.map { .name($0, detail: "") }
  }
}

/// The signs that conditions compare with.
extension SessionAssistant {
  func measureOffers(_ signs: [Comparison]) -> [Offer] {
    signs.map { .literal($0.rawValue, detail: Self.measures[$0] ?? "") }
  }

  private static let measures: [Comparison: String] = [
    .equal: "exactly", .notEqual: "anything but", .less: "less than", .lessOrEqual: "at most",
    .greater: "more than", .greaterOrEqual: "at least", .glob: "fits a glob",
    .pattern: "fits a regular expression",
  ]
}

/// The signs of the grammar: offered where nothing else can be.
enum SignOffers {
  /// The offer of a sign, or nil for anything else.
  static func offer(_ item: Expectation) -> Offer? {
    guard case .symbol(let sign) = item, let detail = details[sign] else { return nil }
    let offer = Offer.literal(sign, detail: detail)
    return ["(", "=", "<<"].contains(sign) ? offer.unfinished : offer
  }

  private static let details = [
    ",": "one more", "(": "begins a group", ")": "ends the group", "=": "then the value",
    ">": "into a file", ">>": "to the end of a file",
    "<<": "a list in the lines below, up to this word: <<END",
  ]
}
