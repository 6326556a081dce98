package import CommandLanguage
package import ImportEngine
import ImportModel

/// Answers Tab over one state of the session: commands and keywords from the declarations, live
/// values from what was fetched. A value; it reads no file and calls no server of its own.
package struct SessionAssistant: LineAssistant {
  /// The commands there are.
  let registry: CommandRegistry
  /// Selection, kept names and plan.
  let session: Session
  /// Nil while nothing is connected.
  let fetched: Fetched?
  /// The settings in force.
  let settings: Settings
  /// Texts by name.
  let variables: [String: String]
  /// What stands for lines at the prompt.
  let aliases: Aliases
  /// What there was of runs, newest first.
  let runs: PastRuns
  /// The sign-ins that are kept.
  let logins: [Login]
  /// How often words were typed.
  let use: WordUse
  /// What a line that is run now may look at; nil where it can't be told what a line would do.
  let context: EditContext?
  /// People by address and name; nil while nothing is connected.
  let known: KnownPeople?
  /// The command that is being typed.
  private(set) var command: String?
  /// Whether what is asked comes with every key: nothing is then looked for far and wide.
  var isTyping = false
  /// The module that a `fetch` being typed names.
  private(set) var fetching: CRMModule?
  /// The things, no people, whose table a command being typed narrows.
  private(set) var thing: String?
  /// The kinds of people in a `list` whose columns or order are being typed; none where that can't be
  /// told, and elsewhere.
  private(set) var listing: Set<CRMModule> = []
  /// The kinds of people that the filter of a `list` is about where the selector before it has none of
  /// its own; none where that can't be told, and elsewhere.
  private(set) var filtering: Set<CRMModule> = []
  /// The most people and names that are offered at once.
  private(set) var limit = BoundedMatches<Offer>.limit
  /// So many can be looked through by what is said of them.
  private static let mostChoices = 5_000
  /// Paths that begin with a text.
  let files: @Sendable (String) -> [String]

  /// An assistant for one state of the session: `runs` are past runs, `logins` the sign-ins
  /// that are kept, and `files` gives the paths that begin with what was typed, folders with a slash at
  /// their end. `context` is what a line that is run now may look at, and `known` what was prepared of
  /// what was fetched and staged: prepared here where it is not at hand.
  package init(
    registry: CommandRegistry, session: Session, fetched: Fetched?, settings: Settings,
    variables: [String: String] = [:], aliases: Aliases = Aliases(), runs: PastRuns = PastRuns(),
    logins: [Login] = [],
    use: WordUse = WordUse(), context: EditContext? = nil, known: KnownPeople? = nil,
    files: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    self.registry = registry
    self.session = session
    self.fetched = fetched
    self.settings = settings
    self.variables = variables
    self.aliases = aliases
    self.runs = runs
    self.logins = logins
    self.use = use
    self.context = context
    self.known =
      known
      ?? fetched.map { KnownPeople($0.directory, $0.portal, session.plan, earlier: nil) }
    self.files = files
  }

  /// Whether the text asks for another line.
  package func needsMore(_ text: String) -> Bool { Lexer.needsMore(text) }

  /// What Tab offers; see `LineAssistant`.
  package func completion(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> LineCompletion {
    if let listed = completionInList(of: line, at: cursor, isCancelled: isCancelled) {
      return listed
    }
    let expected = registry.parser(at: .terminal).expectations(in: line, at: cursor)
    let typed = TypedWord(expected, in: line, at: cursor)
    let matching = OfferMatching(
      typed: typed, form: InsertionForm(typed, keywords: expected.keywords), use: use,
      limit: limit)
    let assistant = within(expected.declaration, String(line.unicodeScalars.prefix(cursor)))
    return matching.completion(
      assistant.offers(for: expected, typed, isCancelled), replacing: expected.replacing,
      isCancelled: isCancelled)
  }

  /// All that may be chosen; see `LineAssistant`.
  package func choices(
    of line: String, at cursor: Int, isCancelled: () -> Bool
  ) -> LineCompletion {
    var assistant = self
    assistant.limit = Self.mostChoices
    return assistant.completion(of: line, at: cursor, isCancelled: isCancelled)
  }

  /// The same assistant, knowing the command at the end of a text.
  func within(_ declaration: Declaration?, _ text: String) -> SessionAssistant {
    var assistant = self
    assistant.command = declaration?.name
    let statement = text.split(separator: ";").last.map(String.init) ?? ""
    assistant.thing = Self.thing(narrowedBy: declaration, statement)
    if declaration?.name == "fetch" {
      // At a terminal the module may be shortened.
      let words = statement.split(whereSeparator: \.isWhitespace)
      let module = words.dropFirst().first.map { lowercased($0) } ?? ""
      assistant.fetching = module.hasPrefix("a") ? .accounts : .contacts
    }
    if declaration?.name == "list" || declaration?.name == "count" {
      let words = statement.split(whereSeparator: \.isWhitespace).map { lowercased($0) }
      let part = words.last { ["where", "by", "limit", "columns"].contains($0) }
      if part == "where" { assistant.filtering = Self.kinds(listedBy: words) }
      if part == "by" || part == "columns" { assistant.listing = Self.kinds(listedBy: words) }
    }
    return assistant
  }

  private static func kinds(listedBy words: [String]) -> Set<CRMModule> {
    switch words.dropFirst().first {
    case "contacts": return [.contacts]
    case "people": return [.users, .contacts]
    case "users", "where", "by", "limit", "columns": return [.users]
    default: return []
    }
  }

  /// Offers in the order they are shown.
  func offers(
    for expected: Expectations, _ typed: TypedWord, _ isCancelled: () -> Bool
  ) -> [Offer] {
    if let variable = typed.variable {
      return expected.takesValue ? variableOffers(completing: variable, in: typed) : []
    }
    guard !typed.holdsVariable else { return [] }
    let own = expected.items.filter { !isOfEveryCommand($0, in: expected.declaration) }
    let found = own.flatMap { offers(for: $0, in: expected, typed, isCancelled) }
    guard found.isEmpty || typed.text.hasPrefix("-") else { return found }
    let general = expected.items
      .filter { isOfEveryCommand($0, in: expected.declaration) && matters($0, expected, typed) }
      .flatMap { offers(for: $0, in: expected, typed, isCancelled) }
      // Nobody asked for an option yet.
      .map { typed.isEmpty ? $0.guessed : $0 }
    guard found.isEmpty, general.isEmpty, typed.isEmpty else { return found + general }
    return expected.items.compactMap(SignOffers.offer)
  }

  /// The offers of one thing that may stand there.
  func offers(
    for item: Expectation, in expected: Expectations, _ typed: TypedWord,
    _ isCancelled: () -> Bool
  ) -> [Offer] {
    switch item {
    case .command: commandOffers + aliasOffers
    case .keyword(let word, let summary): [.literal(word, detail: summary)]
    case .option(let name, let summary, _): [.literal("--\(name)", detail: summary)]
    case .symbol: []
    case .field(let kinds):
      thing == nil ? fieldOffers(of: kinds, typed) + columnOffers : columnsOfThings
    case .comparison(let field): comparisonOffers(for: field)
    case .measure(let signs): measureOffers(signs)
    case .fieldValue(let field, let kinds):
      thing == nil ? valueOffers(of: field, kinds, typed, isCancelled) : valuesOfThings(in: field)
    case .assignedValue(let kind, let name): assignedOffers(kind, name: name)
    case .address: peopleOffers(typed, isCancelled)
    case .rows: [Offer.literal("%", detail: "rows of the last list, e.g. %3-7").unfinished]
    case .savedName: savedOffers
    case .account: accountOffers(typed)
    case .file: fileOffers(typed)
    case .value(.person, _): peopleOffers(typed, isCancelled)
    case .value(let kind, let label): offers(of: kind, label: label, in: expected, typed)
    }
  }

  private func offers(
    of kind: ValueKind, label: String, in expected: Expectations, _ typed: TypedWord
  ) -> [Offer] {
    switch kind {
    case .role: roleOffers
    case .profile: profileOffers
    case .project: projectOffers
    case .customer: customerOffers
    case .account: accountOffers(typed)
    case .portal: portalOffers
    case .login: loginOffers + targetOffers
    case .storedLogin: loginOffers
    case .savedName: savedOffers
    case .run: runOffers(besidesLast: expected.items.contains { $0.isLast })
    case .field: fieldOffers(of: [], typed)
    case .format: formatOffers
    case .oneOf(let words): wordOffers(words)
    case .file, .script: fileOffers(typed)
    case .variable where label.hasPrefix("$"): referenceOffers
    case .setting, .variable:
      namedOffers(kind, assigned: expected.declaration?.assigns(label) ?? false)
    case .command: commandOffers
    case .alias: aliasOffers
    case .topic: topicOffers
    // People are looked for by their own function.
    case .newName, .number, .text, .line, .person: []
    }
  }

  /// Whether it is an option that every command takes: offered only when nothing else is.
  private func isOfEveryCommand(_ item: Expectation, in declaration: Declaration?) -> Bool {
    guard case .option(let name, _, _) = item, let declaration else { return false }
    return !declaration.options.contains { $0.name == name }
  }

  /// Whether such an option means something to the command: a list, a file to be written over. What
  /// file that is stands behind the option, which therefore has to be asked for by its first letter.
  private func matters(
    _ item: Expectation, _ expected: Expectations, _ typed: TypedWord
  ) -> Bool {
    guard case .option(let name, _, _) = item, let declaration = expected.declaration,
      let option = GlobalOptions.all.first(where: { $0.name == name })
    else { return true }
    if name == GlobalOptions.force.name, typed.text.count < 3 { return false }
    return declaration.takes(option)
  }
}

extension Expectations {
  /// The lower-case words that mean something else here when they are not quoted.
  var keywords: Set<String> {
    Set(
      items.compactMap { item in
        guard case .keyword(let phrase, _) = item else { return nil }
        return String(phrase.prefix { $0 != " " })
      })
  }

  /// Whether a variable may stand here.
  fileprivate var takesValue: Bool {
    items.contains { item in
      switch item {
      case .value, .fieldValue, .assignedValue, .address, .account, .file: true
      case .command, .keyword, .option, .field, .comparison, .measure, .rows, .savedName, .symbol:
        false
      }
    }
  }
}

extension Declaration {
  /// Whether the slot with this label takes `NAME=VALUE`, not a name alone.
  fileprivate func assigns(_ label: String) -> Bool { syntax.assigns(label) }
}

extension Syntax {
  fileprivate func assigns(_ label: String) -> Bool {
    switch self {
    case .sequence(let parts), .choice(let parts): parts.contains { $0.assigns(label) }
    case .optional(let inner): inner.assigns(label)
    case .keyword: false
    case .slot(let parameter):
      parameter.slot.shape == .assignments && parameter.slot.label == label
    }
  }
}

extension Expectation {
  /// Whether the grammar itself offers `last`.
  fileprivate var isLast: Bool {
    if case .keyword("last", _) = self { true } else { false }
  }
}
