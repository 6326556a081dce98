import GRDB

/// What is read of a run: all of it, or what concerns the people of one address.
struct RunPart {
  /// A condition over the rows of a table, with the values for its question marks.
  typealias Condition = (sql: String, arguments: StatementArguments)

  private let run: Int
  private let email: String?

  /// `email`: in the form in which addresses are compared; nil: everybody.
  init(_ run: Int, of email: String? = nil) {
    self.run = run
    self.email = email
  }

  /// Over the rows of people, and of items.
  var ofAddress: Condition {
    guard let email else { return whole }
    return ("run = ? AND canonical = ?", [run, email])
  }

  /// Over rows that belong to a person by their place in the plan.
  var ofPlaces: Condition {
    guard let email else { return whole }
    return (
      "run = ? AND position IN (SELECT position FROM person WHERE run = ? AND canonical = ?)",
      [run, run, email]
    )
  }

  /// Over rows of calls, by their number: those that name a person, and those that name nobody.
  var ofCalls: Condition {
    guard let email else { return whole }
    return (
      """
      run = ? AND (number IN (SELECT number FROM intent_person WHERE run = ? AND canonical = ?)
        OR number NOT IN (SELECT number FROM intent_person WHERE run = ?))
      """, [run, run, email, run]
    )
  }

  private var whole: Condition { ("run = ?", [run]) }
}
