import CommandLanguage
import ImportModel

/// A line that `edit` ran.
package struct EditedLine: Sendable {
  package let text: String
  /// Whether it was understood.
  package let ran: Bool
}

extension Interpreter {
  /// What the lines typed now are kept under: a sign-in's name, `sandbox` for every rehearsal, since
  /// the port of one says nothing of it; nil while nothing is connected.
  package var historyPlace: String? {
    fetched.map { $0.target.contains("://") ? "sandbox" : $0.target }
  }

  /// The lines that `edit` ran since this was asked last: to be kept as if they had been typed.
  package func takeEditedLines() -> [EditedLine] {
    defer { editedLines = [] }
    return editedLines
  }
}

extension CommandRegistry {
  /// Whether a line typed at the prompt may be kept. Not where it may hold a secret: where a command
  /// that asks for secrets was told what it does not understand, and where nothing like a command
  /// stands, as when a code is pasted before it is asked for; nor where a word looks like a token of
  /// Zoho's, an address has a password in it, or a value is given to a name such as `password`, whatever
  /// the command.
  package func mayKeep(_ line: String) -> Bool {
    guard !line.holdsSecret, !SecretNames.areGivenValues(in: line) else { return false }
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
      let meant =
        Suggestions.nearest(to: word, in: commands.map(\.declaration.name))
        + ForeignWords.meanings[lowercased(word), default: []]
      return !meant.isEmpty && !meant.contains { self[$0]?.declaration.asksForSecrets == true }
    }
    let isUnderstood = statement.parsed != nil && !statement.tokens.contains(where: \.isOpen)
    return !declaration.asksForSecrets || isUnderstood
  }
}

extension String {
  /// Whether a token as Zoho makes them (`1000.` and two runs of 32 hexadecimal digits), or `user:…@` in
  /// an address, stands anywhere in it.
  fileprivate var holdsSecret: Bool {
    let hasToken = split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == ".") }.contains {
      let parts = $0.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count >= 3 && parts[0].allSatisfy(\.isNumber)
        && parts[1...2].allSatisfy { $0.count >= 32 && $0.allSatisfy(\.isHexDigit) }
    }
    return hasToken || hasAuthorization
      || split(whereSeparator: \.isWhitespace).contains { word in
        guard let host = word.firstRange(of: "://")?.upperBound else { return false }
        return word[host...].prefix { $0 != "/" }.contains("@")
      }
  }

  /// Whether something long stands behind the scheme of an HTTP header.
  private var hasAuthorization: Bool {
    let words = split(whereSeparator: \.isWhitespace)
    return zip(words, words.dropFirst()).contains { before, value in
      let scheme = before.drop { $0 == "\"" || $0 == "'" }.lowercased()
      return ["zoho-oauthtoken", "bearer"].contains(scheme)
        && value.count >= 16 && value.contains(where: \.isNumber) && !value.hasPrefix("$")
    }
  }
}
