/// What `scripts/install` lays beside the binary, written from the same declarations as the help.
enum Installing {
  /// Answers `crmsh completions SHELL` and `crmsh manual`; nil for every other line.
  static func run(_ words: [String]) -> Int32? {
    guard let first = words.first, ["completions", "manual"].contains(first) else { return nil }
    do {
      switch (first, words.count) {
      case ("manual", 1): return ProcessOutput.show(try ManualPage().text)
      case ("completions", 2):
        guard let shell = CompletionScript.Shell(rawValue: words[1]) else { return refuse(first) }
        return ProcessOutput.show(try CompletionScript().text(for: shell))
      default: return refuse(first)
      }
    } catch {
      ProcessOutput.complain("error: the options of the process can't be listed: \(error)")
      return 1
    }
  }

  private static func refuse(_ word: String) -> Int32 {
    ProcessOutput.complain(
      word == "manual"
        ? "error: manual takes nothing more\nUsage: crmsh manual > crmsh.1"
        : "error: completions are for one shell of bash, zsh and fish\nUsage: crmsh completions bash|zsh|fish"
    )
    return 2
  }
}
