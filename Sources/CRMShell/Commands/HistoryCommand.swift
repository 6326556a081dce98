import CommandLanguage
import ImportEngine
import ImportModel
import Reporting

/// `history [N | search TEXT]`
struct HistoryCommand: ServiceCommand {
  private static let count = Parameter<Int>.number("count", label: "N", range: 1...100_000)
  private static let text = Parameter<[Word]>.words("text", label: "TEXT")
  /// How many lines are shown where no number is given.
  private static let usual = 20

  var declaration: Declaration {
    Declaration(
      "history", chapter: .shell, summary: "lines typed at the prompt before, the newest last",
      details: [
        "Alone the last \(Self.usual), with N the last N; search finds those that hold every word of TEXT, in any case.",
        "Lines are kept for each sign-in apart, and those typed while nothing is connected by themselves; all rehearsals share theirs. A line that begins with a blank is not kept, nor one that may hold a secret, nor one whose first word means nothing here (it may be a code that was pasted), nor what is answered to a question.",
      ],
      syntax: .optional(
        .choice([
          .sequence([
            .keyword("search", flag: nil, summary: "only those that hold these words"),
            Self.text.syntax,
          ]), Self.count.syntax,
        ])),
      examples: [
        CommandExample("history", prints: "connect sandbox"),
        CommandExample("history search sandbox", prints: "connect sandbox"),
      ])
  }

  func run(
    _ arguments: Arguments, in context: EditContext, on shell: isolated Interpreter
  ) async throws(Stop) -> Reply {
    let lines: [TypedLine]
    do throws(FileFailure) {
      lines = try shell.surroundings.history.lines(
        of: shell.historyPlace, limit: shell.settings.historySize)
    } catch {
      throw .file(error, at: nil)
    }
    shell.numberedLines = lines.map(\.text)
    // The line that asks was kept before it ran, and is no answer to itself.
    let numbered = lines.enumerated().map { (number: $0.offset + 1, line: $0.element) }
      .filter { $0.line.text != shell.typedLine }
    let words = arguments[Self.text].map { $0.map { lowercased($0.text) } }
    let shown = numbered.filter { entry in
      guard let words else { return true }
      let text = lowercased(entry.line.text)
      return words.allSatisfy { text.contains($0) }
    }.suffix(words == nil ? arguments[Self.count] ?? Self.usual : lines.count)
    guard !shown.isEmpty else {
      let words: Text = words == nil ? "No lines are kept here yet." : "No line holds that."
      return Reply(Report([.sentence(words)], data: []))
    }
    var table = Self.table(shown, isUnicode: shell.style.unicode)
    table.footer = "\(shown.count) of \(numbered.count, "line", "lines")"
    return Reply(.table(table))
  }

  private static func table(
    _ shown: some Sequence<(number: Int, line: TypedLine)>, isUnicode: Bool
  ) -> Table {
    var table = Table(
      key: "lines",
      columns: [
        Column("number", alignment: .trailing), Column("time", priority: 1),
        Column("line", isFlexible: true, wraps: true),
      ])
    for (number, line) in shown {
      table.append([
        .number(number), line.time.map { .time(TimeText.iso8601($0)) } ?? .empty,
        // As the search for one shows it; programs get the lines apart.
        .word(line.text, shown: line.text.replacing("\n", with: isUnicode ? "⏎" : "^J"), .plain),
      ])
    }
    return table
  }
}
