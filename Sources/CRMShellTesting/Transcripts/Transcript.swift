/// A whole session as text: lines typed after `crmsh> `, everything they printed, and what happened
/// around them after `@ `.
///
/// What is printed stands as it is, standard error after `! `, questions after `? `, and a code
/// other than 0 as `[exit 2]`. An escape character is shown as `␛`.
package struct Transcript: Sendable {
  /// One thing that happens.
  enum Step: Sendable {
    /// A line, or several that belong together.
    case line(String)
    /// A word that `Directive` knows, what follows it, and the lines after it that begin `| `.
    case directive(String, String, content: [String])
  }

  static let prompt = "crmsh> "
  static let continuation = "  ...> "

  /// Comment lines before the first step.
  let header: [String]
  let steps: [Step]

  /// Reads the steps of a transcript; what was printed the last time is passed over.
  package init(_ text: String) {
    var header: [String] = []
    var steps: [Step] = []
    var takesContent = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix(Self.prompt) {
        steps.append(.line(String(line.dropFirst(Self.prompt.count))))
      } else if line.hasPrefix(Self.continuation), case .line(let start)? = steps.last {
        steps[steps.count - 1] = .line(start + "\n" + line.dropFirst(Self.continuation.count))
      } else if line.hasPrefix("@ ") {
        let words = line.dropFirst(2).split(separator: " ", maxSplits: 1).map(String.init)
        steps.append(.directive(words[0], words.count > 1 ? words[1] : "", content: []))
        takesContent = ["file", "unsafe-file"].contains(words[0])
        continue
      } else if line.hasPrefix("| "), takesContent,
        case .directive(let word, let rest, let content)? = steps.last
      {
        let cell = String(line.dropFirst(2))
        steps[steps.count - 1] = .directive(word, rest, content: content + [cell])
        continue
      } else if steps.isEmpty, line.hasPrefix("#") {
        header.append(line)
      }
      takesContent = false
    }
    self.header = header
    self.steps = steps
  }

  /// Plays every step in a scene of its own; returns the transcript as it is now.
  package func played() async throws -> String {
    var stage = try TranscriptStage(steps)
    var lines = header
    for step in steps { lines += try await stage.play(step) }
    return lines.map { $0 + "\n" }.joined()
  }
}
