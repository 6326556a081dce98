/// Names whose values are nobody's business: `let password=…`, `--client-secret …`, and the like.
enum SecretNames {
  /// What a word of such a name ends in.
  private static let endings = [
    "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "credential",
    "apikey",
  ]

  /// Whether a line gives a value to such a name, as `NAME=…`, `let NAME = …`, `--NAME=…` or
  /// `--NAME …`, within quotes or not, in whatever command. What `--secrets` names is a file.
  static func areGivenValues(in line: String) -> Bool {
    var rest = line[...]
    while let start = rest.firstIndex(where: isPart) {
      let name = rest[start...].prefix(while: isPart)
      rest = rest[name.endIndex...]
      guard name != "--secrets", isSecret(name) else { continue }
      let behind = rest.drop(while: \.isWhitespace)
      if behind.first == "=" { return true }
      if name.hasPrefix("--"), rest.first?.isWhitespace == true, !behind.isEmpty { return true }
    }
    return false
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
  }

  /// Whether one of the name's words is such a name: `clientSecret`, `API_TOKEN`, `token2`, and not
  /// `secretary`.
  private static func isSecret(_ name: Substring) -> Bool {
    var words = [""]
    var wasSmall = false
    for character in name {
      if !character.isLetter || (character.isUppercase && wasSmall) { words.append("") }
      if character.isLetter { words[words.count - 1] += character.lowercased() }
      wasSmall = character.isLowercase
    }
    // An api_key is one word written as two.
    words.append(words.joined())
    return words.contains { word in
      endings.contains { word.hasSuffix($0) || word.hasSuffix($0 + "s") }
    }
  }
}
