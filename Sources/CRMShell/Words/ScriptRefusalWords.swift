import ImportModel
import Reporting

/// What the rules of scripts say.
extension RefusalWords {
  static func scripts(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .assertionFailed(let tests):
      Words(
        "assertion-failed",
        "the assertion fails: \(tests.count == 1 ? tests[0] : "none of this holds")",
        details: tests.count == 1 ? [] : tests.map { Text($0) },
        hint: "count, list and preview show what is")
    case .parameterNotInHead:
      Words(
        "parameter-not-in-head", "param stands in the head of a script, before every other command",
        hint: "let NAME=VALUE sets a variable anywhere")
    case .parameterTwice(let name):
      Words(
        "parameter-twice", "$\(name) is declared twice", hint: "leave one of them out")
    case .unknownParameter(let name, let script, let takes, let suggestions):
      Words(
        "unknown-parameter", "\(script) takes no \(name)",
        hint: oneOf(suggestions) ?? "it takes: \(takes.joined(separator: ", "))")
    case .missingParameters(let names, let script, let takes):
      Words(
        "missing-parameter",
        "\(script) needs a value of \(names.joined(separator: ", "))",
        hint: "it takes: \(takes.joined(separator: ", "))")
    default: prompt(refusal)
    }
  }

  /// What the rules of the prompt say.
  private static func prompt(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .terminalOrStartUpOnly(let command):
      Words(
        "terminal-only", "\(command) is for the terminal and the start-up file only",
        hint: "in a script let NAME=VALUE keeps a text, and source runs lines of another file")
    case .notWatched(let command, let watched):
      Words(
        "not-watched", "watch runs only what reads, and \(command) does more",
        hint: "it runs: \(watched.joined(separator: ", "))")
    case .watchedWrites(let command):
      Words("not-watched", "watch runs only what reads, and this \(command) writes a file")
    case .aliasOfCommand(let name):
      Words("alias-of-command", "\(name) is a command, and can't stand for another line")
    case .unknownAlias(let name, let suggestions):
      Words(
        "unknown-alias", "there is no alias \(name)",
        hint: oneOf(suggestions) ?? "alias lists those there are")
    case .notEdited(let reason):
      Words(
        "not-edited", "\(reason); nothing was run",
        hint: "$VISUAL or $EDITOR names the editor, before crmsh starts")
    case .noSuchLine(_, 0):
      Words("no-such-line", "no lines are kept here yet")
    case .noSuchLine(let number, let kept):
      Words(
        "no-such-line", "there is no line \(number): history goes to \(kept)",
        hint: "history lists them")
    default: nil
    }
  }
}
