import CommandLanguage
import ImportModel
import Reporting

/// What help says of a word.
struct HelpSearch {
  private let rows: [(page: String, says: String)]

  init(_ registry: CommandRegistry, for word: Word) throws(Stop) {
    let sought = lowercased(word.text).trimmingBlanks()
    guard !sought.isEmpty else {
      throw .refusal(.unknownName(.topic, word.text, suggestions: []), at: word.span)
    }
    var found: [(page: String, says: String)] = []
    for declaration in registry.commands.map(\.declaration) {
      if let line = Self.line(of: declaration, saying: sought) {
        found.append((declaration.name, line))
      }
    }
    for topic in HelpTopics.all {
      let lines = [topic.title] + topic.lines
      if let line = lines.first(where: { lowercased($0).contains(sought) }) {
        found.append((topic.name, line))
      }
    }
    guard !found.isEmpty else {
      let known = registry.commands.map(\.declaration.name) + HelpTopics.all.map(\.name)
      throw .refusal(
        .unknownName(.topic, word.text, suggestions: Suggestions.nearest(to: sought, in: known)),
        at: word.span)
    }
    rows = found
  }

  /// The pages, commands first, each with a line that has the word.
  var report: Report {
    var table = Table(
      key: "pages", columns: [Column("help"), Column("says", isFlexible: true, shortest: 40)])
    for row in rows { table.append([.text(row.page), .text(row.says)]) }
    return .table(table)
  }

  /// The first line of a command's page that has a word; its name and what other tools call it first.
  private static func line(of declaration: Declaration, saying sought: String) -> String? {
    let names =
      [declaration.name] + declaration.aliases + ForeignWords.words(for: declaration.name)
    if names.contains(where: { $0.hasPrefix(sought) }) { return declaration.summary }
    let lines =
      [declaration.summary, declaration.usage]
      + declaration.options.map { "\($0.form): \($0.summary)" } + declaration.details
    return lines.first { lowercased($0).contains(sought) }
  }
}
