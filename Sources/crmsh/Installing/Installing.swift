import Foundation

/// What `scripts/install` lays beside the binary, written from the same declarations as the help.
enum Installing {
  /// Answers `crmsh completions SHELL` and `crmsh manual`; nil for every other line.
  static func run(_ words: [String]) -> Int32? {
    guard let first = words.first, ["completions", "manual"].contains(first) else { return nil }
    do {
      switch (first, words.count) {
      case ("manual", 1): print(try ManualPage().text, terminator: "")
      case ("completions", 2):
        guard let shell = CompletionScript.Shell(rawValue: words[1]) else { return refuse(first) }
        print(try CompletionScript().text(for: shell), terminator: "")
      default: return refuse(first)
      }
    } catch {
      complain("error: the options of the process can't be listed: \(error)")
      return 1
    }
    return 0
  }

  private static func refuse(_ word: String) -> Int32 {
    complain(
      word == "manual"
        ? "error: manual takes nothing more\nUsage: crmsh manual > crmsh.1"
        : "error: completions are for one shell of bash, zsh and fish\nUsage: crmsh completions bash|zsh|fish"
    )
    return 2
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
