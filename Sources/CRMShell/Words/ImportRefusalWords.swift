import ImportModel
import Reporting

/// What the rules of importing, of the timeline and of the shell itself say.
extension RefusalWords {
  static func importing(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .nothingStaged:
      Words(
        "nothing-staged", "nobody was ever staged",
        hint: "select users where …, then role ROLE and assign PROJECT")
    case .notConfirmed:
      Words("not-confirmed", "not confirmed; nothing was sent")
    case .answerNeeded(let option, let why):
      Words("answer-needed", "\(why), and nobody is here to answer", hint: "add \(option)")
    case .portalMismatch(let expected, let actual):
      Words(
        "wrong-portal", "this is portal \(actual), not \(expected); nothing was sent",
        hint: "connect … --portal \(expected)")
    case .planMismatch(let expected, let actual):
      Words(
        "other-plan", "the plan is \(actual), not \(expected); nothing was sent",
        hint: "preview it, and expect the hash that it shows")
    case .peopleMismatch(let expected, let actual):
      Words(
        "other-people", "\(actual, "person", "people") would be written to, not \(expected)",
        hint: "preview it; nothing was sent")
    case .stale(let items):
      Words(
        "stale", "the portal changed since the preview: \(firstOf(items)); nothing was sent",
        hint: "preview, then import")
    case .unfinishedRun, .nothingUnfinished, .notUnfinished, .nobodyLeft, .isRevert,
      .staleRevert:
      runs(refusal)
    default: nil
    }
  }

  private static func runs(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .unfinishedRun(let run):
      Words(
        "unfinished-run", "run \(run) of this portal did not come to its end; nothing was sent",
        hint: "resume goes on with it, abandon settles and closes it")
    case .nothingUnfinished:
      Words("nothing-unfinished", "no import of this portal is unfinished", hint: "list runs")
    case .notUnfinished(let run, let open):
      Words(
        "not-unfinished", "run \(run) is not unfinished",
        hint: "unfinished: \(open.map(String.init).joined(separator: ", "))")
    case .nobodyLeft(let run):
      Words(
        "nobody-left", "nobody of run \(run) was rejected or not sent",
        hint: "report \(run) tells what became of everybody")
    case .staleRevert(let run, let items):
      Words(
        "stale", "the portal changed since the preview: \(firstOf(items)); nothing was sent",
        hint: "preview revert \(run), then revert \(run)")
    case .isRevert(let run, let undone):
      Words(
        "is-revert", "run \(run) undoes run \(undone); it is no import",
        hint:
          "revert \(undone) undoes what is left of that; to bring people back, stage them and import"
      )
    default: nil
    }
  }

  static func timeline(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .noRuns: Words("no-runs", "nothing was imported yet", hint: "preview, then import")
    case .nothingToUndo: Words("nothing-to-undo", "there is nothing to undo")
    case .nothingToRedo: Words("nothing-to-redo", "there is nothing to redo")
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
      Words("terminal-only", "\(command) is for the terminal only")
    case .tooDeep(let limit):
      Words("too-deep", "scripts call each other more than \(limit) deep")
    case .loop(let path): Words("loop", "\(path) would run itself")
    default: nil
    }
  }
}
