import CommandLanguage
import ImportEngine
import ImportModel

/// What words of a command are, held against what there is.
struct WordRoles {
  private let assistant: SessionAssistant
  private let statement: StatementReading

  init(_ assistant: SessionAssistant, _ statement: StatementReading) {
    self.assistant = assistant
    self.statement = statement
  }

  /// The colour of something as far as the grammar tells.
  static func role(of item: Expectation) -> LineRole {
    switch item {
    case .command: .command
    case .keyword: .keyword
    case .option: .option
    case .field: .field
    case .comparison, .measure, .symbol: .sign
    case .value(.variable, _): .variable
    case .value, .fieldValue, .assignedValue, .address, .rows, .savedName, .account, .file: .value
    }
  }

  /// The colour of a token.
  func role(of token: ReadToken, at place: Int) -> LineRole {
    guard let word = token.word else { return .sign }
    guard let reading = token.reading else {
      return !word.isQuoted && word.text.hasPrefix("--") ? .option : .value
    }
    switch reading {
    case .field(let kinds): return field(word, kinds, before: place)
    case .fieldValue(let field, _): return value(word, of: field, behind: place)
    case .assignedValue(let kind, let name): return assigned(word, kind, name)
    case .address: return person(word)
    case .rows: return rows(word)
    case .savedName: return known(assistant.session.saved[String(word.text.dropFirst())] != nil)
    case .account: return account(word)
    // What is tested may stand in quotes as well; its variables have a colour of their own.
    case .value(.variable, let label) where label.hasPrefix("$"): return .value
    case .value(let kind, _): return value(word, kind)
    case .command where assistant.decides(lowercased(word.text)): return .keyword
    case .command, .keyword, .option, .comparison, .measure, .symbol, .file:
      return Self.role(of: reading)
    }
  }

  /// What names something there is, where all there is is known.
  private func known(_ isKnown: Bool) -> LineRole {
    isKnown ? .known : assistant.fetched == nil ? .value : .mistake
  }

  private func field(_ word: Word, _ kinds: [PeopleKind], before place: Int) -> LineRole {
    guard assistant.thing == nil else { return .field }
    let before = statement.tokens[...place].map(\.text).joined(separator: " ")
    let here = assistant.within(statement.declaration, before)
    let parts = word.text.split(separator: ".").map(String.init)
    let isTitle = here.columnOffers.contains { $0.text == lowercased(word.text) }
    if isTitle || here.catalog(of: kinds).field(parts) != nil { return .field }
    return here.fetched == nil ? .field : .mistake
  }

  /// Values are checked as the command would; of fields of few values it is told whether anybody has
  /// them.
  private func value(_ word: Word, of field: FieldSyntax, behind place: Int) -> LineRole {
    let catalog = assistant.catalog(of: [.people])
    guard assistant.thing == nil, let fetched = assistant.fetched,
      let found = catalog.field(field.parts)
    else {
      return .value
    }
    // Globs and patterns are no values, and order is no question of which there are.
    let sign = place > 0 ? Comparison(rawValue: statement.tokens[place - 1].text) : nil
    let namesValue = sign == nil || sign == .equal || sign == .notEqual
    if let closed = FieldNames.closedValues(of: found) {
      return closed.contains(lowercased(word.text)) ? .known : namesValue ? .mistake : .value
    }
    guard case .crm(let place) = found else { return .value }
    switch catalog.type(of: found) {
    case .choice:
      let folded = lowercased(word.text)
      let values = assistant.values(of: place, in: fetched.directory)
      return values.contains { lowercased($0.value) == folded } ? .known : .value
    case .flag: return FieldNames.flags[lowercased(word.text)] == nil ? .mistake : .known
    case .text where fetched.directory.schemas.field(at: place).key == "email":
      return hasAddress(word) ? .known : .value
    case .time: return isTime(word, fetched) ? .value : .mistake
    case .text: return .value
    }
  }

  private func isTime(_ word: Word, _ fetched: Fetched) -> Bool {
    guard let context = assistant.context else { return true }
    let times = TimeLiterals(
      now: context.now, zone: fetched.caller.timeZone, zones: context.zones)
    return times.parse(word.text) != nil
  }

  private func assigned(_ word: Word, _ kind: ValueKind, _ name: String) -> LineRole {
    guard kind == .setting else { return .value }
    var settings = Settings()
    do {
      try settings.set(name, to: word.text, origin: .line)
      return .value
    } catch {
      return .mistake
    }
  }

  private func hasAddress(_ word: Word) -> Bool {
    guard let directory = assistant.fetched?.directory, let email = EmailAddress(word.text) else {
      return false
    }
    return !directory.rows(of: email).isEmpty
  }

  /// The colour of an address.
  func person(_ word: Word) -> LineRole {
    if !word.isQuoted, word.text.contains(where: { $0 == "*" || $0 == "?" }) { return .value }
    if hasAddress(word) { return .known }
    return assistant.knowsEverybody ? .mistake : .value
  }

  private func rows(_ word: Word) -> LineRole {
    guard let context = assistant.context else { return .value }
    let last = word.text.dropFirst().split(separator: "-").last.flatMap { Int($0) } ?? 0
    return known(last <= context.listed?.count ?? 0)
  }

  private func account(_ word: Word) -> LineRole {
    guard let fetched = assistant.fetched else { return .value }
    do throws(Stop) {
      _ = try AccountResolver(fetched).account(word)
      return .known
    } catch {
      return assistant.knowsAccounts ? .mistake : .value
    }
  }

  private func value(_ word: Word, _ kind: ValueKind) -> LineRole {
    switch kind {
    case .role: return resolved { (names) throws(Stop) in _ = try names.role(word) }
    case .profile: return resolved { (names) throws(Stop) in _ = try names.profile(word) }
    case .project: return project(word)
    case .customer:
      // One that isn't there may yet be made by an option that is still to come.
      let role = resolved { (names) throws(Stop) in _ = try names.customer(word) }
      return role == .mistake ? .value : role
    case .account: return account(word)
    case .person: return person(word)
    case .run:
      let isKnown = Int(word.text).map(assistant.runs.contains) == true
      return isKnown ? .known : assistant.runs.isEmpty ? .value : .mistake
    case .storedLogin, .login:
      if assistant.logins.contains(where: { $0.name == word.text }) { return .known }
      return kind == .storedLogin && statement.declaration?.name == "logout" ? .mistake : .value
    case .setting: return Settings.declared(word.text) == nil ? .mistake : .known
    case .savedName: return known(assistant.session.saved[word.text] != nil)
    case .variable: return .variable
    case .alias: return known(assistant.aliases.lines[lowercased(word.text)] != nil)
    case .topic, .command: return topic(word, kind)
    case .field, .portal, .newName, .format, .file, .script, .number, .text, .line, .oneOf:
      return .value
    }
  }

  private func topic(_ word: Word, _ kind: ValueKind) -> LineRole {
    let offers = kind == .topic ? assistant.topicOffers : assistant.commandOffers
    let matcher = PrefixMatcher(word.text)
    let names = offers.flatMap(\.keys) + assistant.commandOffers.flatMap(\.keys)
    return names.contains(where: matcher.begins) ? .known : .value
  }

  private func project(_ word: Word) -> LineRole {
    let takesAny = !["assign", "profile"].contains(statement.declaration?.name)
    return resolved { (names) throws(Stop) in
      _ = try names.projects([word], ofAnyStatus: takesAny)
    }
  }

  private func resolved(_ resolve: (NameResolver) throws(Stop) -> Void) -> LineRole {
    guard let portal = assistant.fetched?.portal else { return .value }
    do throws(Stop) {
      try resolve(NameResolver(portal: portal))
      return .known
    } catch {
      return .mistake
    }
  }
}

/// What is known whole.
extension SessionAssistant {
  /// Whether a command decides which lines run.
  func decides(_ name: String) -> Bool { registry[name] is any ControlCommand || name == "assert" }

  /// Whether there is nobody in CRM who was not fetched.
  var knowsEverybody: Bool { fetched?.coverage.contacts == .all }
  /// Whether there is no account that is not known.
  var knowsAccounts: Bool { fetched?.coverage.accounts == .all || knowsEverybody }

  /// Whether a value of a field may begin with a text that nobody's begins with.
  func mayGrow(_ text: String, into field: FieldSyntax) -> Bool {
    let catalog = catalog(of: [.people])
    guard fetched != nil, let found = catalog.field(field.parts) else { return true }
    guard FieldNames.closedValues(of: found) == nil else { return false }
    switch catalog.type(of: found) {
    case .flag: return false
    case .time: return text.first.map { $0 == "-" || $0.isNumber } ?? true
    case .text, .choice: return true
    }
  }

  /// Whether words of a kind can't be told beforehand.
  func isOpen(_ kind: ValueKind) -> Bool {
    switch kind {
    case .newName, .text, .line, .file, .script, .login, .storedLogin, .variable, .customer,
      .portal:
      true
    case .account: !knowsAccounts
    case .person: !knowsEverybody
    case .role, .profile, .project: fetched == nil
    case .savedName, .run, .field, .format, .setting, .command, .topic, .alias, .number, .oneOf:
      false
    }
  }
}
