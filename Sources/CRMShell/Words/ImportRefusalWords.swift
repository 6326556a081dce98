import ImportModel
import Reporting

/// What the rules of importing, of the timeline and of the shell itself say.
extension RefusalWords {
  /// What to type where nobody is staged.
  static let wayToStage: Text = "select users where …, then role ROLE and assign PROJECT"

  static func importing(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .nothingStaged:
      Words(
        "nothing-staged", "nobody was ever staged",
        hint: wayToStage)
    case .notConfirmed:
      Words(
        "not-confirmed", "not confirmed; nothing was sent",
        hint: "type the line again, then exactly what it asks for")
    case .answerNeeded(let option, let why):
      Words("answer-needed", "\(why), and nobody is here to answer", hint: "add \(option)")
    case .portalMismatch(let expected, let actual):
      Words(
        "wrong-portal", "this is portal \(actual), not \(expected); nothing was sent",
        hint: "connect … --portal \(expected)")
    case .planMismatch(let expected, let actual, let differences):
      Words(
        "other-plan", other(plan: expected, than: actual),
        details: details(differences),
        hint: "preview it, and expect the hash that it shows")
    case .peopleMismatch(let expected, let actual):
      Words(
        "other-people", "\(actual, "person", "people") would be written to, not \(expected)",
        hint: "preview it; nothing was sent")
    case .stale(let items):
      Words(
        "stale", "the portal changed since the preview; nothing was sent",
        details: details(items), hint: "preview, then import")
    case .failedExclusions, .outdatedCustomers: people(refusal)
    case .unfinishedRun, .nothingUnfinished, .notUnfinished, .nobodyLeft, .isRevert,
      .staleRevert, .inactiveNotListed, .optionOnly, .lockedOut, .runElsewhere:
      runs(refusal)
    default: nil
    }
  }

  /// About people who would come in against what was said of them.
  private static func people(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .failedExclusions(let lines):
      Words(
        "failed-exclusions",
        "\(lines.count == 1 ? "a line that takes" : "lines that take") people off the plan failed, and an import would bring them in; nothing was sent",
        details: details(lines),
        hint: "mend \(lines.count == 1 ? "that line" : "those lines"), then run the script again")
    case .outdatedCustomers(let people):
      Words(
        "outdated-customers",
        "customer auto took the customers of \(people.count, "person", "people") from accounts that they are not of any more",
        details: details(people),
        hint: "give them a customer again, or drop them; preview problems tells each")
    default: nil
    }
  }

  private static func details(_ items: [String]) -> [Text] {
    let rest = items.count - 10
    return items.prefix(10).map { Text($0) } + (rest > 0 ? ["and \(rest) more"] : [])
  }

  private static func runs(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .unfinishedRun(let run, let isInTheWay):
      Words(
        "unfinished-run",
        isInTheWay
          ? "run \(run) of this portal is unfinished; nothing was sent"
          : "run \(run) is unfinished", hint: RunWords.waysOut)
    case .nothingUnfinished:
      Words(
        "nothing-unfinished", "no run of this portal is unfinished",
        hint: "runs tells how past ones ended")
    case .notUnfinished(let run, let open):
      Words(
        "not-unfinished", "run \(run) has ended",
        hint: open.isEmpty
          ? "report \(run) tells how; no run of this portal is unfinished"
          : "unfinished: run \(open.map(String.init).joined(separator: ", "))")
    default: reverting(refusal) ?? left(refusal)
    }
  }

  /// Whether the plan itself is another one, or only what the portal says of its people.
  private static func other(plan expected: String, than actual: String) -> Text {
    let isPlan = actual.prefix { $0 != "-" } == expected.prefix { $0 != "-" }.prefix(12)
    return isPlan
      ? "the plan is the expected one, and the portal says something else of its people: \(actual), not \(expected); nothing was sent"
      : "the plan is another one, \(actual), not \(expected); nothing was sent"
  }

  private static func reverting(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .staleRevert(let run, let isDeactivating, let items):
      let line = RunWords.revert(run, isDeactivating: isDeactivating)
      return Words(
        "stale", "the portal changed since the preview; nothing was sent",
        details: details(items), hint: "preview \(line), then \(line)")
    case .isRevert(let run, let undone, let isDeactivating):
      let first = isDeactivating ? "activate them in Zoho Projects, then " : ""
      return Words(
        "is-revert", "run \(run) undoes run \(undone); it is no import",
        hint:
          "\(RunWords.revert(undone, isDeactivating: isDeactivating)) undoes what is left of that; to bring people back, \(first)stage them and import"
      )
    case .inactiveNotListed(let why):
      return Words(
        "inactive-not-listed",
        "the portal does not list deactivated people, so nobody could see that somebody was deactivated: \(why)",
        hint:
          "nothing was sent; revert without --deactivate takes people out of the portal, after abandon where a run is unfinished"
      )
    case .optionOnly(let option, let form):
      return Words(
        "option-only", "\(option) belongs to \(form)", hint: "type it so, or without \(option)")
    default: return nil
    }
  }

  private static func left(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .nobodyLeft(let run, let others):
      Words(
        "nobody-left", "nobody of run \(run) was rejected or not sent",
        hint: others == 0
          ? "report \(run) tells what became of everybody"
          : "\(others, "is", "are") in conflict or unresolved: look at them with list failed in \(run), then stage them with for failed in \(run)"
      )
    case .lockedOut(let until, let verb):
      Words(
        "locked-out",
        "the server asks to wait until \(time: until); nothing was sent",
        hint: "\(verb) again then, or now with --wait")
    case .runElsewhere(let run, let portal, let address, let isRestarted):
      Words(
        "wrong-portal",
        isRestarted
          ? "run \(run) was made before the server at \(address) began anew; it knows nothing of it"
          : "run \(run) was made in portal \(portal) at \(address), not in the one connected now",
        hint: isRestarted
          ? "report \(run) tells what it did there"
          : "connect \(address), or type: report \(run)")
    default: nil
    }
  }

  static func timeline(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .noRuns: Words("no-runs", "nothing was imported yet", hint: "preview, then import")
    case .noRunsHere(let newest):
      Words(
        "no-runs", "nothing was imported into this portal yet",
        hint: "run \(newest) was made elsewhere; runs tells where")
    case .nothingToUndo:
      Words(
        "nothing-to-undo", "there is nothing to undo", hint: "log shows the steps there are")
    case .nothingToRedo:
      Words(
        "nothing-to-redo", "there is nothing to redo", hint: "log shows the steps there are")
    case .importedSince(let run):
      Words(
        "imported", "run \(run) was imported: what came before can't be undone from here",
        hint: "report \(run) tells what it did")
    default: nil
    }
  }

  static func shell(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .unknownSetting(let name, let suggestions):
      Words(
        "unknown-setting", "there is no setting \(name)",
        hint: "settings: \(suggestions.joined(separator: ", "))")
    case .badSetting(let name, let value, let expected):
      Words("bad-setting", "\(name) can't be \(value)", hint: "\(name) takes \(expected)")
    case .terminalOnly(let command):
      Words(
        "terminal-only", "\(command) is for the terminal only",
        hint: "type it at the prompt: crmsh alone starts it")
    case .tooDeep(let limit):
      Words("too-deep", "scripts call each other more than \(limit) deep")
    case .loop(let path):
      Words("loop", "\(path) would run itself", hint: "take this line out of it")
    default: scripts(refusal)
    }
  }
}
