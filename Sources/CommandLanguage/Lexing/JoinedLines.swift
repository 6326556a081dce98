/// What was read of a command, so far as it decides whether the line below belongs to it too.
struct OpenCommand: Hashable, Sendable {
  /// Whether its last word or sign wants another one.
  private(set) var wantsMore = false
  /// Whether nothing of it was read yet.
  private(set) var isEmpty = true
  /// Whether a filter or a condition was begun; never in a command that takes any words as they are.
  private var hasFilter = false
  private var takesAnyWords = false

  /// Commands whose arguments may be words of the language.
  private static let plain: Set<String> = ["echo", "help", "?", "history", "param"]

  /// Takes the next token into account.
  mutating func note(_ token: LexedToken) {
    guard !token.endsStatement else { return self = OpenCommand() }
    let keyword = token.keyword
    switch keyword {
    case let verb? where isEmpty && Self.plain.contains(verb): takesAnyWords = true
    case "where", "if", "assert": hasFilter = !takesAnyWords
    default: break
    }
    switch keyword {
    case "and", "or", "not": wantsMore = hasFilter
    default: wantsMore = token.kind == .sign(.comma)
    }
    isEmpty = false
  }
}

extension Scanner {
  /// Whether the command being read goes on behind a line end, where `position` stands: its own line
  /// wants more, or the line below begins with a word that no command begins with.
  func goesOn(behind position: Int) -> Bool {
    guard !command.isEmpty else { return false }
    return command.wantsMore || ReservedWords.joining.contains(firstWord(from: position))
  }

  /// Whether the text ends where its command wants more.
  var wantsMore: Bool { command.wantsMore }

  /// The lower-cased word that the text goes on with, behind blanks, empty lines and comments; empty
  /// where it is none of letters alone.
  private func firstWord(from position: Int) -> String {
    var place = position
    while let scalar = scalar(at: place) {
      if scalar == "#" {
        while place < scalars.count, plainLineEndLength(at: place) == nil { place += 1 }
      } else if scalar.isBlank || scalar == "\n" || scalar == "\r" {
        place += 1
      } else {
        break
      }
    }
    var word = String.UnicodeScalarView()
    while let scalar = scalar(at: place), scalar.isASCII, scalar.properties.isAlphabetic {
      word.append(scalar)
      place += 1
    }
    guard let end = scalar(at: place) else { return String(word).lowercased() }
    let isOver = end.isBlank || plainLineEndLength(at: place) != nil || sign(at: place) != nil
    return isOver ? String(word).lowercased() : ""
  }
}
