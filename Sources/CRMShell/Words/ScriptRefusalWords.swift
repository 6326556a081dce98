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
        details: tests.count == 1 ? [] : tests.map { Text($0) })
    case .parameterNotInHead:
      Words(
        "parameter-not-in-head", "param stands in the head of a script, before every other command",
        hint: "let NAME=VALUE sets a variable anywhere")
    case .parameterTwice(let name):
      Words("parameter-twice", "$\(name) is declared twice")
    case .unknownParameter(let name, let script, let takes, let suggestions):
      Words(
        "unknown-parameter", "\(script) takes no \(name)",
        hint: oneOf(suggestions) ?? "it takes: \(takes.joined(separator: ", "))")
    case .missingParameters(let names, let script, let takes):
      Words(
        "missing-parameter",
        "\(script) needs a value of \(names.joined(separator: ", "))",
        hint: "it takes: \(takes.joined(separator: ", "))")
    default: nil
    }
  }
}
