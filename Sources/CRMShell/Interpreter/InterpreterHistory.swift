import CommandLanguage

extension Interpreter {
  /// What the lines typed now are kept under: a sign-in's name, `sandbox` for every rehearsal, since
  /// the port of one says nothing of it; nil while nothing is connected.
  package var historyPlace: String? {
    fetched.map { $0.target.contains("://") ? "sandbox" : $0.target }
  }
}

extension CommandRegistry {
  /// Whether a line typed at the prompt may be kept. Not where it may hold a secret: where a command
  /// that asks for secrets was told what it does not understand, and where nothing like a command
  /// stands, as when a code is pasted before it is asked for.
  package func mayKeep(_ line: String) -> Bool {
    let reading = parser(at: .terminal).reading(of: line) { "$\($0)" }
    guard reading.faults.isEmpty else {
      // What was not read may be a secret: a code copied with an unseen character behind it.
      return reading.separators.isEmpty && reading.statements.count == 1
        && reading.statements[0].declaration?.asksForSecrets == false
    }
    return reading.statements.allSatisfy(mayKeep)
  }

  private func mayKeep(_ statement: StatementReading) -> Bool {
    guard let declaration = statement.declaration else {
      let word = statement.tokens.first?.text ?? ""
      let meant = Suggestions.nearest(to: word, in: commands.map(\.declaration.name))
      return !meant.isEmpty && !meant.contains { self[$0]?.declaration.asksForSecrets == true }
    }
    let isUnderstood = statement.parsed != nil && !statement.tokens.contains(where: \.isOpen)
    return !declaration.asksForSecrets || isUnderstood
  }
}
