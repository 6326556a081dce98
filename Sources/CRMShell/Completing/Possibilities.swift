package import CommandLanguage
import ImportModel

extension SessionAssistant {
  /// All that may stand at the cursor, in the order of the grammar; see `LineAssistant`.
  package func possibilities(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> [Candidate] {
    let expected = registry.parser(at: .terminal).expectations(in: line, at: cursor)
    let typed = TypedWord(expected, in: line, at: cursor)
    let assistant = within(expected.declaration, String(line.unicodeScalars.prefix(cursor)))
    let matching = OfferMatching(
      typed: typed, form: InsertionForm(typed, keywords: expected.keywords), use: use)
    var seen: Set<String> = []
    return expected.items.flatMap { item -> [Candidate] in
      guard !isCancelled() else { return [] }
      let kind = assistant.description(of: item).map {
        [Candidate(insertion: "", label: $0.label, detail: $0.detail, completesWord: false)]
      }
      let offers =
        if case .symbol = item {
          [SignOffers.offer(item)].compactMap { $0 }
        } else {
          assistant.hasTooMany(item)
            ? [] : assistant.offers(for: item, in: expected, typed, isCancelled)
        }
      return (kind ?? []) + matching.candidates(offers, isCancelled)
    }.filter { seen.insert($0.insertion + " " + $0.label).inserted }
  }

  /// What there may be thousands of, and rows, of which only the sign could be offered: they are named
  /// as a kind only, and completed once letters are typed.
  private func hasTooMany(_ item: Expectation) -> Bool {
    switch item {
    case .address, .rows, .account, .file, .value(.person, _), .value(.account, _),
      .value(.file, _), .value(.script, _):
      true
    default: false
    }
  }

  /// What a kind of words is called, and in a sentence; nil for words of the grammar.
  func description(of item: Expectation) -> (label: String, detail: String)? {
    switch item {
    case .command, .keyword, .option, .symbol, .comparison, .measure: nil
    case .field: ("FIELD", "a field of people: CRM's, portal.… or plan.…")
    case .fieldValue(let field, _): ("VALUE", "a value of \(field.parts.joined(separator: "."))")
    case .assignedValue(_, let name): ("VALUE", "what \(name) is set to")
    case .address: ("EMAIL", "one person by address, or a glob such as *@zylker.com")
    case .rows: ("%ROWS", "rows of the last list, e.g. %3-7")
    case .savedName: ("@NAME", "people kept by select … as NAME")
    case .account: ("ACCOUNT", "a CRM account by name")
    case .file: ("FILE", "a file")
    case .value(let kind, let label): (label, Self.sentence(for: kind))
    }
  }

  private static func sentence(for kind: ValueKind) -> String {
    switch kind {
    case .role: "a role of the portal, by name or id"
    case .profile: "a profile of the portal, by name or id"
    case .project: "a project by name or id, or a glob over the active ones"
    case .customer: "a customer of the portal, by name or id"
    case .account: "a CRM account by name or id"
    case .portal: "a portal by name or id"
    case .login: "sandbox, a sign-in that is kept, or a server of this machine"
    case .storedLogin: "the name of a sign-in"
    case .person: "the address of one person"
    case .savedName: "a name that select kept people under"
    case .newName: "a new name: letters, digits, - and _"
    case .run: "the number of a past import"
    case .field: "a field of people"
    case .format: "a format"
    case .file: "a file"
    case .script: "a file of lines"
    case .setting: "a setting"
    case .variable: "a variable"
    case .command: "a command"
    case .topic: "a command, or a topic of help"
    case .alias: "an alias"
    case .number: "a whole number"
    case .text: "a word of your own; quotes hold several"
    case .line: "a line, in quotes"
    case .oneOf(let words): "one of \(words.count) words"
    }
  }
}
