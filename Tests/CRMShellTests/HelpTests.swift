import CRMShellTesting
import CommandLanguage
import Foundation
import Reporting
import Testing

@testable import CRMShell

/// What help and its relatives say.
@Suite struct HelpTests {
  @Test func `words of other tools lead to commands there are, and are none themselves`() {
    let registry = CommandRegistry.builtin
    let names = Set(
      registry.commands.flatMap { [$0.declaration.name] + $0.declaration.aliases })
    #expect(ForeignWords.meanings.count > 80)
    for (word, commands) in ForeignWords.meanings {
      #expect(!names.contains(word), "\(word) is a command")
      for command in commands { #expect(registry[command] != nil, "\(word): \(command)") }
    }
  }

  @Test(arguments: [
    ("plan", "preview"), ("commit", "import"), ("rollback 1", "undo or revert"),
    ("invite ana@x.com", "role, assign or import"), (#"\x"#, "format"), (#"\dt"#, "list"),
    ("client Acme", "customer"), (#"\q"#, "quit"), ("Plan", "preview"), ("previw", "preview"),
  ])
  func `a word of another tool is answered with ours`(line: String, meant: String) async throws {
    let scene = try Scene()
    let output = await scene.output(of: line)
    #expect(
      output.standardError.contains("hint: did you mean \(meant)?"), "\(output.standardError)")
  }

  @Test func `search finds commands, options and topics`() async throws {
    let scene = try Scene()
    let mails = await scene.output(of: "help search invit").standardOutput
    #expect(mails.contains("import"))
    #expect(mails.contains("safety"))
    let option = await scene.output(of: "help search EXPECT-PLAN").standardOutput
    #expect(option.contains("import"))
    let nothing = await scene.output(of: "help search xyzzy")
    #expect(nothing.standardError.contains("help says nothing of xyzzy"), "\(nothing)")
    #expect(nothing.standardOutput.isEmpty)
    #expect(await scene.output(of: "help search paste").standardOutput.contains("keys"))
  }

  @Test func `help of a word that is no page tells the pages that are of it`() async throws {
    let scene = try Scene()
    let plan = await scene.output(of: "help plan")
    #expect(plan.standardError.isEmpty)
    #expect(plan.standardOutput.contains("preview"))
    #expect(plan.standardOutput.contains("plan: what import shall bring about"), "\(plan)")
    #expect(await scene.output(of: "help xyzzy").standardError.contains("there is no topic xyzzy"))
    #expect(await scene.output(of: "help previw").standardError.contains("did you mean preview"))
  }

  @Test(arguments: HelpTopics.all.map(\.name))
  func `the last column of a topic hangs under itself`(name: String) throws {
    let topic = try #require(HelpTopics.topic(name))
    let style = OutputStyle(width: 80, isTerminal: true)
    let report = HelpReport.report(topic, nil)
    let lines = report.rendered(as: .table, style: style).standardOutput.split(separator: "\n")
    for line in topic.lines where line.count > 80 {
      let letters = Array(line)
      let gap = letters.indices.dropLast(2).last { letters[$0] == " " && letters[$0 + 1] == " " }
      guard let column = gap.map({ $0 + 2 }) else { continue }
      guard let start = lines.firstIndex(where: { line.hasPrefix(String($0)) }) else {
        Issue.record("\(line) is not there")
        continue
      }
      #expect(lines[start].count <= 80)
      #expect(lines[start + 1].prefix { $0 == " " }.count == column, "\(lines[start + 1])")
    }
  }

  @Test func `every command and topic has a page`() async throws {
    let scene = try Scene()
    let names =
      CommandRegistry.builtin.commands.map(\.declaration.name) + HelpTopics.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      let output = await scene.output(of: "help \(name)")
      #expect(output.standardError.isEmpty, "\(name): \(output.standardError)")
      #expect(output.standardOutput.split(separator: "\n").count >= 2, "\(name)")
    }
  }

  @Test func `the command reference is that of the declarations`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/CRMShell/CRMShell.docc/Commands.md").standardizedFileURL
    let text = CommandReference().text
    if ProcessInfo.processInfo.environment["CRMSH_RECORD"] != nil {
      try text.write(to: page, atomically: true, encoding: .utf8)
      Issue.record("recorded \(page.lastPathComponent): read the difference")
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == text)
  }
}

/// The page of all commands in the documentation.
private struct CommandReference {
  var text: String {
    let parser = CommandRegistry.builtin.parser(at: .commandLine)
    var lines = [
      "# Commands", "",
      "Every command with its form, its options and examples, as `help COMMAND` tells them; written from the",
      "declarations, and compared with them by a test.",
    ]
    for chapter in CommandChapter.allCases {
      lines += ["", "## \(chapter.rawValue)"]
      for declaration in parser.declarations where declaration.chapter == chapter {
        lines += Self.section(parser.helpPage(for: declaration))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func section(_ page: HelpPage) -> [String] {
    var lines = ["", "### \(page.title)", "", "    \(page.usage)", "", sentence(page.summary)]
    for paragraph in page.paragraphs { lines += ["", escaped(paragraph)] }
    if !page.aliases.isEmpty {
      lines += ["", "Also: " + page.aliases.map { "`\($0)`" }.joined(separator: ", ") + "."]
    }
    lines += ["", "| option | what it does |", "|---|---|"]
    lines += page.options.map {
      "| `\($0.form.replacing("|", with: "\\|"))` | \(escaped($0.summary)) |"
    }
    if !page.examples.isEmpty {
      lines += [""] + page.examples.map { "    \($0.line)" }
    }
    return lines
  }

  private static func sentence(_ summary: String) -> String {
    escaped(summary.prefix(1).uppercased() + summary.dropFirst()) + "."
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("*", with: "\\*").replacing("<", with: "\\<")
  }
}
