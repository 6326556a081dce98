import CRMShell
import CRMShellTesting
import CommandLanguage
import Foundation
import Testing

/// What the pages of the project say is true of its code.
@Suite struct HouseTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  @Test func `the README's table holds every command with its summary`() throws {
    let readme = try text("README.md")
    let start = try #require(readme.range(of: "## Commands"))
    let end = try #require(readme.range(of: "`help COMMAND`"))
    let rows = readme[start.upperBound..<end.lowerBound].split(separator: "\n")
      .filter { $0.hasPrefix("| `") }
    let expected = CommandRegistry.builtin.commands.map {
      "| `\($0.declaration.name)` | \($0.declaration.summary) |"
    }
    #expect(rows.map(String.init) == expected)
  }

  @Test func `the README's exit codes are those of help`() async throws {
    let scene = try Scene()
    let topic = await scene.output(of: "help exit-codes").standardOutput
    let rows = topic.split(separator: "\n").dropFirst().compactMap { line in
      line.firstRange(of: "  ").map { "| \(line[..<$0.lowerBound]) | \(line[$0.upperBound...]) |" }
    }
    #expect(rows.count == 12)
    let readme = try text("README.md")
    for row in rows { #expect(readme.contains(row + "\n"), "\(row)") }
  }

  @Test(arguments: [
    ("Walk", 20), ("AddACommand", 6), ("AddAFormat", 3), ("AddAnEndpoint", 5), ("AddASource", 2),
  ])
  func `pages name files that exist`(page: String, atLeast: Int) throws {
    let walk = try text("Sources/CRMShell/CRMShell.docc/\(page).md")
    let sources = Self.root.appending(path: "Sources")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var known: Set<String> = []
    for case let file as URL in files { known.insert(file.lastPathComponent) }
    let named = walk.matches(of: /`([A-Za-z+]+\.swift)`/).map { String($0.1) }
    #expect(named.count >= atLeast)
    #expect(named.filter { !known.contains($0) } == [])
  }

  @Test func `decision pages are numbered without a gap and short`() throws {
    let folder = Self.root.appending(path: "Sources/CRMShell/CRMShell.docc/Decisions")
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    let index = try text("Sources/CRMShell/CRMShell.docc/CRMShell.md")
    for page in pages {
      #expect(index.contains("<doc:\(page.dropLast(3))>"), "\(page) is not listed")
    }
    for (index, page) in pages.enumerated() {
      #expect(page.hasPrefix("\(String(10_001 + index).dropFirst())-"))
      let lines = try text("Sources/CRMShell/CRMShell.docc/Decisions/\(page)").split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 60)
    }
  }
}
