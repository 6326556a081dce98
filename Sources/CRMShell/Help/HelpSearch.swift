import CommandLanguage
import ImportModel
import Reporting

/// What help says of a word.
struct HelpSearch {
  private struct Row {
    let page: String
    let says: String
    /// Whether the page is of the word itself: a command that other tools call so, or a line of a topic
    /// that begins with it.
    let isMeant: Bool
  }

  private let rows: [Row]

  /// Nil where nothing is said of it.
  init?(_ registry: CommandRegistry, for text: String) {
    let sought = lowercased(text).trimmingBlanks()
    guard !sought.isEmpty else { return nil }
    let commands = registry.commands.map(\.declaration).compactMap { declaration in
      Self.line(of: declaration, saying: sought).map {
        Row(
          page: declaration.name, says: $0,
          isMeant: ForeignWords.words(for: declaration.name).contains(sought))
      }
    }
    let topics = HelpTopics.all.compactMap { topic -> Row? in
      let lines = [topic.title] + topic.lines
      let meant = lines.first { lowercased($0).hasPrefix(sought + "  ") }
      guard let line = meant ?? lines.first(where: { lowercased($0).contains(sought) }) else {
        return nil
      }
      return Row(page: topic.name, says: Self.words(of: line), isMeant: meant != nil)
    }
    rows = commands + topics
    if rows.isEmpty { return nil }
  }

  /// Whether a page is of the word itself.
  var isMeant: Bool { rows.contains(where: \.isMeant) }

  /// The pages, commands first, each with a line that has the word.
  var report: Report { .table(Self.table(rows)) }

  /// The same for somebody who asked for a page of that name: those that are of it, where any is.
  func inPlace(of word: String) -> Report {
    let meant = rows.filter(\.isMeant)
    var blocks: [Block] = [
      .sentence("\(word, .strong) is neither a command nor a topic; of it speak:"),
      .table(Self.table(meant.isEmpty ? rows : meant)),
    ]
    if !meant.isEmpty, meant.count < rows.count {
      blocks.append(.sentence("help search \(word) finds \(rows.count - meant.count) more."))
    }
    return Report(blocks)
  }

  private static func table(_ rows: [Row]) -> Table {
    var table = Table(
      key: "pages", columns: [Column("help"), Column("says", isFlexible: true, shortest: 40)])
    for row in rows { table.append([.text(row.page), .text(row.says)]) }
    return table
  }

  /// A line of a topic as a sentence: what stands in columns there is told apart by colons.
  private static func words(of line: String) -> String {
    line.split(separator: "  ").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
      .joined(separator: ": ")
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
