import CommandLanguage
import ImportModel

/// The options that everything has which writes to the portal.
enum RunOptions {
  static let reason = Parameter<String>.text("reason", label: "TEXT")
  static let portal = Parameter<String>.text("expect-portal", label: "ID")
  static let people = Parameter<Int>.number("expect-people", label: "N", range: 0...10_000_000)

  static let answers = [
    OptionDeclaration("yes", summary: "don't ask"),
    OptionDeclaration(
      "reason", summary: "kept in the journal with the run", parameter: reason.erased),
  ]

  static let expectations = [
    OptionDeclaration(
      "expect-portal", summary: "refuse any other portal", parameter: portal.erased),
    OptionDeclaration(
      "expect-people", summary: "refuse to write to any other number of people",
      parameter: people.erased),
  ]

  static let deactivate = OptionDeclaration(
    "deactivate", summary: "deactivate whom it would take out of the portal")

  static let wait = OptionDeclaration(
    "wait", summary: "sit out a lock-out instead of ending with it")

  /// Seconds an answer may take before the portal is looked at again.
  static let patience: Int64 = 10

  /// Refuses any other portal than the one expected.
  static func checkPortal(_ arguments: Arguments, _ context: EditContext) throws(Stop) {
    let actual = try context.connected().portal.id.text
    if let expected = arguments[portal], expected != actual {
      throw .refusal(.portalMismatch(expected: expected, actual: actual))
    }
  }
}
