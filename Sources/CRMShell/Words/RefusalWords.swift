import ImportModel
import Reporting

/// What a rule says when it stops a line.
enum RefusalWords {
  static func words(of refusal: Refusal) -> Words {
    connection(refusal) ?? offline(refusal) ?? portals(refusal) ?? SignInWords.words(of: refusal)
      ?? names(refusal)
      ?? companies(refusal)
      ?? clients(refusal) ?? fetching(
        refusal)
      ?? filters(refusal) ?? selectors(refusal)
      ?? importing(refusal) ?? sheets(refusal) ?? timeline(refusal) ?? shell(refusal)
      ?? Words("refused", "refused")
  }

  private static func connection(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .notConnected:
      Words("not-connected", "not connected", hint: "type: connect sandbox")
    case .alreadyConnected(let staged):
      Words(
        "plan-not-empty",
        "\(staged, "person is", "people are") staged for the portal connected now",
        hint: "import them, or type reset (or disconnect --discard) first")
    case .unknownTarget(let name):
      Words(
        "unknown-target", "there is nothing called \(name) to connect to",
        hint:
          "logins lists the sign-ins there are, login \(name) makes one; connect sandbox is the rehearsal server"
      )
    case .notLoopback(let address):
      Words(
        "not-loopback", "\(address) is no address of a rehearsal server",
        hint:
          "those are on this machine, in plain http: http://127.0.0.1:PORT; Zoho is connected to by the name of a sign-in (login)"
      )
    default: nil
    }
  }

  private static func portals(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .unknownPortal(let name, let known):
      Words(
        "unknown-portal", "there is no portal \(name)",
        hint: "portals: \(known.joined(separator: ", "))")
    case .severalPortals(let names):
      Words(
        "several-portals", "this account has several portals",
        hint:
          "choose with --portal (remembered for a stored sign-in): \(names.joined(separator: ", "))"
      )
    case .chosenPortalGone(let id, let known):
      Words(
        "chosen-portal-gone",
        "portal \(id), remembered for this sign-in, is not among those it reaches any more",
        hint: "choose another one with --portal: \(known.joined(separator: ", "))")
    case .noPortal:
      Words(
        "no-portal", "this account has no Zoho Projects portal",
        hint:
          "portals of another data centre are not listed: is the sign-in's the right one (logins)?")
    default: nil
    }
  }

  private static func names(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .unknownName(let kind, let name, let suggestions):
      Words(
        "unknown-\(kind.rawValue.split(separator: " ").joined(separator: "-"))",
        "there is no \(kind.rawValue) \(name.shortened(to: 120))",
        hint: oneOf(suggestions) ?? wayToFind(kind))
    case .nothingInHelp(let word):
      Words(
        "unknown-topic", "help says nothing of \(word)",
        hint: "a shorter word finds more; help lists all commands and topics")
    case .ambiguousName(let kind, let name, let ids):
      Words(
        "ambiguous-\(kind.rawValue)", "\(ids.count) \(kind.rawValue)s are called \(name)",
        hint: "name it by id: \(ids.joined(separator: ", "))")
    case .archivedProject(let name):
      Words(
        "project-archived", "project \(name) is not active",
        hint: "list projects shows which are")
    default: nil
    }
  }

  /// What to type when nothing is called anything like it.
  private static func wayToFind(_ kind: NameKind) -> Text {
    switch kind {
    case .role, .profile, .project, .customer: "type: list \(kind.rawValue)s"
    case .account: "type: fetch accounts, then list accounts"
    case .savedSelection: "select … as NAME saves one"
    case .run: "type: runs"
    case .topic: "type: help"
    }
  }

  private static func filters(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .unknownField(let name, let suggestions):
      Words(
        "unknown-field", "there is no field \(name.shortened(to: 120))",
        hint: oneOf(suggestions) ?? "press Tab after where, or type help fields")
    case .unknownColumn(let name, let columns):
      Words(
        "unknown-field", "this list has no column \(name)",
        hint: "its columns: \(columns.joined(separator: ", "))")
    case .ambiguousField(let name, let candidates):
      Words(
        "ambiguous-field", "\(name) stands on both sides",
        hint: "which one? \(candidates.joined(separator: ", "))")
    case .wrongValue(let field, let found, let expected):
      Words(
        "wrong-value", "\(field) is never \(found.shortened(to: 120))",
        hint: "it is one of: \(expected.joined(separator: ", "))")
    case .wrongComparison(let field, let comparison):
      Words(
        "wrong-comparison", "\(field) can't be compared with \(comparison)",
        hint: "for times use = != < <= > >=; for yes and no use = and !=")
    case .badPattern(let pattern, let error):
      Words(
        "bad-pattern",
        "\(pattern) is no regular expression: \(PatternWords.words(of: error.kind)) at character \(error.offset + 1)",
        hint: "use ~ for a glob such as ~ \"*manager*\"")
    default: nil
    }
  }

  private static func selectors(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .unknownPerson(let address, let suggestions):
      Words(
        "unknown-person", "nobody in CRM has the address \(address.shortened(to: 120))",
        hint: oneOf(suggestions)
          ?? "list users where email ~ \"*\(firstPart(address).prefix(40).description)*\"")
    case .unknownPeople(let addresses, let lack): unknownPeople(addresses, lack)
    case .notInRun(let address, let run):
      Words(
        "not-in-run", "run \(run) planned nobody with the address \(address)",
        hint: "runs for \(address) lists the runs that did")
    case .noSelection:
      Words(
        "no-selection", "nobody was selected yet",
        hint: "select users where …, or say whom with for …")
    case .nothingListed:
      Words("nothing-listed", "no list of people was shown yet", hint: "type: list users")
    case .rowOutOfRange(let row, let listed):
      Words(
        "row-out-of-range", "there is no row \(row)",
        hint: listed == 0 ? "the last list was empty" : "the last list has rows 1 to \(listed)")
    case .rowsAtTerminalOnly:
      Words(
        "terminal-only", "rows of a list (%) are for the terminal",
        hint: "in a script name people by e-mail or by a filter")
    case .listedButUnknown(let file, let addresses):
      Words(
        "not-in-crm",
        "\(file): \(addresses.count, "address is", "addresses are") not in CRM: \(firstOf(addresses))",
        hint: "mend the list, or add --allow-unknown")
    case .listedNoAddresses(let file, let lines):
      Words(
        "no-addresses",
        "\(file): \(lines.count, "line is no e-mail address", "lines are no e-mail addresses"): \(firstOf(lines))",
        hint: "mend the list, or add --allow-unknown")
    default: nil
    }
  }

  /// Addresses that a line names one by one.
  private static func unknownPeople(_ addresses: [String], _ lack: AddressLack) -> Words {
    var details = addresses.prefix(mostTold).map { Text($0.shortened(to: 100)) }
    let rest = addresses.count - details.count
    if rest > 0 { details.append("and \(rest) more") }
    let (code, what, hint): (String, Text, Text) =
      switch lack {
      case .notInCRM:
        ("unknown-people", "are of nobody in CRM", "take them off the line, or enter them in CRM")
      case .notFetched:
        (
          "not-fetched", "are of contacts of CRM that were not fetched",
          "fetch contacts, then the line again"
        )
      case .notLookedUp:
        (
          "not-looked-up", "are of nobody fetched, and CRM was not asked about its contacts",
          "type fetch contacts, then the line again"
        )
      }
    return Words(code, "\(addresses.count) addresses \(what)", details: details, hint: hint)
  }

  static func oneOf(_ suggestions: [String]) -> Text? {
    switch suggestions.count {
    case 0: nil
    case 1: "did you mean \(suggestions[0])?"
    default: "there are: \(suggestions.joined(separator: ", "))"
    }
  }

  /// How many things of one kind are named one by one.
  static let mostTold = 20

  static func firstOf(_ items: [String]) -> String {
    let shown = items.prefix(5).joined(separator: "; ")
    return items.count > 5 ? "\(shown); and \(items.count - 5) more" : shown
  }

  private static func firstPart(_ address: String) -> String {
    let address = address.filter { $0 != "*" && $0 != "?" }
    let first = address.prefix { $0 != "@" && $0 != "." }
    // A letter or two stand in nearly everybody's address.
    return String(first.count > 2 ? first : address.prefix { $0 != "@" })
  }
}
