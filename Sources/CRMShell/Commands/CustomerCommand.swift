import CommandLanguage
import ImportModel
import Reporting

/// `customer NAME|auto [for SELECTOR] [--new]`
struct CustomerCommand: EditingCommand {
  private static let customer = Parameter<Word>.word("customer", label: "NAME", kind: .customer)

  var declaration: Declaration {
    Declaration(
      "customer", chapter: .planning, summary: "stage contacts as client users of a customer",
      details: [
        "A customer is a client company of the portal. auto takes each contact's CRM account: the portal's customer of that name, blanks around it and case aside, else a new one. By NAME a new customer is made only with --new.",
        "What auto took holds for as long as the account does: somebody who is of another one after a refresh, or whose account has another name, is blocked until they are given a customer again. save --pinned writes the name alone, whatever becomes of the account.",
        "A client user belongs to one customer: somebody who is client of another one is never moved.",
      ],
      syntax: .sequence([
        .choice([
          .keyword("auto", flag: "auto", summary: "each contact's CRM account"),
          Self.customer.syntax,
        ]), StagingTarget.syntax,
      ]),
      options: [
        OptionDeclaration("new", summary: "make the customer if the portal has none of the name")
      ],
      requires: [.connected],
      examples: [
        CommandExample(
          given: ["connect sandbox", "fetch contacts where Account_Name = \"Solaris Freight\""],
          "customer auto for account \"Solaris Freight\"", prints: "client users of")
      ])
  }

  func edit(
    _ session: inout Session, _ arguments: Arguments, in context: EditContext
  ) throws(Stop) -> Reply {
    let fetched = try context.connected()
    if let problem = fetched.portal.customersProblem { throw .refusal(.customersUnknown(problem)) }
    let named = try arguments[Self.customer].map { word throws(Stop) in
      try Self.choice(word, isNew: arguments.has("new"), fetched.portal)
    }
    let target = try StagingTarget(arguments, session, context, of: .contact)
    let candidates = target.candidates
    var choices: [PersonID: Staged<CustomerChoice>] = [:]
    for candidate in candidates {
      let choice =
        named ?? Self.automatic(candidate.person.account, fetched.directory, context.namesakes)
      choices[candidate.person.id] = Staged(choice, replaces: false, origin: context.origin)
    }
    let tally = session.plan.stage(customers: choices, for: candidates)
    let outline = CustomerOutline(choices.values.map(\.value), in: fetched.portal)
    return tally.reply(
      "\(target.count, "person", "people", .strong) staged as \(target.count == 1 ? "client user" : "client users") of \(outline.words)",
      target: target, plan: session.plan, notes: outline.notes)
  }

  /// The customer that a name means.
  static func choice(_ word: Word, isNew: Bool, _ portal: Portal) throws(Stop)
    -> CustomerChoice
  {
    guard isNew else { return .existing(try existing(word, portal).id) }
    guard let name = CustomerName(word.text) else {
      throw .refusal(.emptyName(.customer), at: word.span)
    }
    let found = portal.customers(named: name)
    guard found.count < 2 else {
      let ids = found.map { TellingApart.customer($0.id, in: portal) }
      throw .refusal(.ambiguousName(.customer, name.text, ids: ids), at: word.span)
    }
    if found.isEmpty, let scalar = name.steering {
      throw .refusal(.steeringName(.customer, scalar), at: word.span)
    }
    // By name, as auto has it: the same plan whether the portal has it by now or not.
    return .named(name)
  }

  /// Whether a line goes by the names of accounts.
  static func isAutomatic(_ parsed: ParsedCommand) -> Bool {
    parsed.declaration.name == "customer" && parsed.arguments.has("auto")
  }

  /// Whether a line that was kept chose customers. It is kept as it was typed, and may be shortened.
  static func isLine(_ line: String) -> Bool {
    words(of: line).first.map { $0.count > 1 && "customer".hasPrefix($0) } == true
  }

  /// Whether a line that was kept went by the names of accounts.
  static func isAutomatic(line: String) -> Bool {
    isLine(line) && words(of: line).last == "auto"
  }

  private static func words(of line: String) -> [String] {
    line.split(maxSplits: 2, whereSeparator: \.isWhitespace).prefix(2).map { lowercased($0) }
  }

  private static func existing(_ word: Word, _ portal: Portal) throws(Stop) -> Customer {
    do throws(Stop) {
      return try NameResolver(portal: portal).customer(word)
    } catch .refusal(.unknownName(.customer, let name, let suggestions), let span) {
      throw .refusal(.customerNotThere(name, suggestions: suggestions), at: span)
    }
  }

  /// The customer of a contact by their account.
  static func automatic(
    _ account: AccountReference?, _ directory: Directory, _ namesakes: [CustomerName: Set<String>]
  ) -> CustomerChoice {
    guard let account, let name = CustomerName(account.name) else { return .noAccount }
    let ids = directory.accountIDs(named: account.name).union(namesakes[name] ?? [])
    return ids.count > 1 ? .ambiguousAccount(name) : .ofAccount(name, account.id)
  }
}

/// The customers that a line chose, in a few words.
private struct CustomerOutline {
  private var existing: Set<CustomerID> = []
  private var new: [CustomerName] = []
  private var withoutAccount = 0
  private var ambiguous: Set<CustomerName> = []
  private let portal: Portal

  init(_ choices: [CustomerChoice], in portal: Portal) {
    self.portal = portal
    var seen: Set<CustomerName> = []
    for choice in choices {
      switch choice {
      case .existing(let id): existing.insert(id)
      case .noAccount: withoutAccount += 1
      case .ambiguousAccount(let name): ambiguous.insert(name)
      case .named(let name), .ofAccount(let name, _):
        let found = portal.customers(named: name)
        switch found.count {
        case 0: if seen.insert(name).inserted { new.append(name) }
        case 1: existing.insert(found[0].id)
        default: ambiguous.insert(name)
        }
      }
    }
    new.sort { $0.folded < $1.folded }
  }

  var words: Text {
    let names = existing.compactMap { portal.customer($0)?.name }.sorted()
    let count = existing.count + new.count
    guard count > 0 else { return "no customer yet" }
    guard count != 1 else { return Text(names.first ?? new[0].text, .strong) }
    return "\(count, "customer", "customers")"
  }

  var notes: [Block] {
    var notes: [Block] = []
    if !new.isEmpty {
      notes.append(
        .notice(
          .note,
          "\(new.count, "customer is", "customers are") new to the portal and will be made: \(Self.some(new.map(\.text)))"
        ))
    }
    notes += likenesses
    if withoutAccount > 0 {
      notes.append(
        .notice(
          .note,
          "\(withoutAccount, "contact has", "contacts have") no CRM account: blocked until customer NAME is given"
        ))
    }
    if !ambiguous.isEmpty {
      notes.append(
        .notice(
          .note,
          "several companies are called \(Self.some(ambiguous.map(\.text).sorted())): blocked until customer ID says which"
        ))
    }
    return notes
  }

  /// What new names could be mistaken for, and what in them is not seen.
  private var likenesses: [Block] {
    var notes: [Block] = []
    let companies = new.isEmpty ? nil : CustomerLookalikes(of: portal.customers)
    for name in new {
      if let scalar = name.unseen {
        notes.append(
          .notice(
            .warning,
            "\(name.text) would be made with \(VisibleText.spelling(of: scalar)) in its name, which is not seen: mend it in CRM, or give another name with customer NAME --new"
          ))
      }
      let alike = companies?.names(like: name) ?? []
      guard !alike.isEmpty else { continue }
      notes.append(
        .notice(
          .warning,
          "\(name.text) would be made beside \(Self.some(alike)); if they are one company: customer \(Word.sourceForm(of: alike[0])) for contacts where plan.customer = \(Word.sourceForm(of: name.text))"
        ))
    }
    return notes
  }

  private static func some(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
