import Foundation
import Testing

/// Every report in JSON: how it comes about, and what its fields mean. The page of the documentation is
/// written from it, and what commands print is held against it.
///
/// A report is a heading, a sentence or two, and then line by line: `@` how the scene starts, `!` where
/// lines come from, `~` what others do, `-` a line that only runs, `>` one whose document is looked at,
/// `>!` one whose error is; and fields as `path | type | meaning`. A type with `?` may be null, and a
/// star in a path stands for any name.
struct SchemaTable {
  /// One report.
  struct Entry: Sendable, CustomTestStringConvertible {
    let name: String
    var intro = ""
    var steps: [Step] = []
    var fields: [Field] = []

    var testDescription: String { name }

    /// Whether the document is a list of such objects.
    var isList: Bool { intro.hasPrefix("A list") }
  }

  enum Step: Sendable {
    case starts(String)
    case terminal
    case others(String)
    case runs(String)
    case prints(String)
    case fails(String)
  }

  struct Field: Sendable {
    let path: String
    let type: String
    let meaning: String
  }

  static let entries = (looking + "\n" + planning + "\n" + running).split(
    separator: "# ", omittingEmptySubsequences: true
  ).map { entry(of: $0.split(separator: "\n").map(String.init)) }

  private static func entry(of lines: [String]) -> Entry {
    var entry = Entry(name: lines[0])
    for line in lines.dropFirst() {
      let rest = String(line.drop { $0 != " " }.dropFirst())
      let cells = line.components(separatedBy: " | ")
      switch line.prefix(while: { $0 != " " }) {
      case "@": entry.steps.append(.starts(rest))
      case "!": entry.steps.append(.terminal)
      case "~": entry.steps.append(.others(rest))
      case "-": entry.steps.append(.runs(rest))
      case ">": entry.steps.append(.prints(rest))
      case ">!": entry.steps.append(.fails(rest))
      case _ where cells.count == 3:
        entry.fields.append(Field(path: cells[0], type: cells[1], meaning: cells[2]))
      default: entry.intro += (entry.intro.isEmpty ? "" : " ") + line
      }
    }
    return entry
  }

  /// The page of the documentation.
  static var page: String {
    var lines = [
      "# JSON", "", "What every command prints with `--format json` or `set format=json`.", "",
      "## Overview", "",
      "A document is one line. Objects carry `schema`, the number of their shape: 1 for all there are. Lists are",
      "bare arrays, versioned by `crmsh --version`. Names are in snake case, ids are texts, times are ISO 8601 in",
      "UTC. A field may be added in the same schema; none changes its meaning or goes. Written from the table of",
      "the tests, which hold it against what the commands print.",
    ]
    for entry in entries {
      lines += ["", "## \(entry.name)", ""]
      let intro = entry.isList && entry.intro == "A list." ? "A list of objects." : entry.intro
      if !intro.isEmpty { lines += [intro, ""] }
      lines += ["| field | type | meaning |", "|---|---|---|"]
      lines += entry.fields.map { "| `\($0.path)` | \(words(of: $0.type)) | \($0.meaning) |" }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func words(of type: String) -> String {
    type == "any?" ? "any" : type.hasSuffix("?") ? "\(type.dropLast()) or null" : type
  }
}
