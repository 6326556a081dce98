import Foundation
import Testing

/// What the documents show is run as it stands.
@Suite(CrmshBinary.isBuilt)
struct DocumentTests {
  @Test func `the demo runs to its end`() async throws {
    let home = try ShellHome()
    let demo = Checkout.folder.appendingPathComponent("scripts/demo.crmsh")
    // A copy: a checkout may be writable by a group, which the shell refuses.
    let text = try String(contentsOf: demo, encoding: .utf8)
    let result = try await home.crmsh([home.write(text, to: "demo.crmsh")])
    #expect(result.code == 0, "\(result)")
    #expect(result.output.contains("Verdict: done"), "\(result)")
  }

  @Test(.enabled(if: Readme.blocks("console").count > 0, "README.md shows no commands yet"))
  func `every command of the README runs`() async throws {
    let home = try ShellHome()
    try Readme.writeFiles(into: home)
    for block in Readme.blocks("console") {
      for line in block where line.hasPrefix("$ crmsh") {
        let command = line.dropFirst("$ crmsh".count)
        // A server runs until it is stopped; here it has shown enough once it listens.
        if command.hasPrefix(" sandbox") {
          let options = command.split(separator: " ").dropFirst().prefix { $0 != "&" }
          try await SandboxProcess.run(options.map(String.init), in: home) { _ in }
          continue
        }
        let result = try await home.sh("\"$CRMSH\" --state \"$STATE\"\(command)")
        #expect(result.code == 0, "\(line)\n\(result)")
      }
    }
  }

  @Test(.enabled(if: Readme.blocks("crmsh").count > 0, "README.md shows no lines yet"))
  func `the lines of the README run in one session`() async throws {
    let lines = Readme.blocks("crmsh").joined().joined(separator: "\n")
    let home = try ShellHome()
    try Readme.writeFiles(into: home)
    let result = try await home.lines(lines)
    #expect(result.code == 0, "\(lines)\n\(result)")
  }
}

/// The fenced blocks of README.md.
enum Readme {
  /// The lines of each block of a language.
  static func blocks(_ language: String) -> [[String]] {
    guard
      let text = try? String(
        contentsOf: Checkout.folder.appendingPathComponent("README.md"), encoding: .utf8)
    else { return [] }
    var blocks: [[String]] = []
    var current: [String]?
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let block = current {
          blocks.append(block)
          current = nil
        } else if line == "```\(language)" {
          current = []
        }
      } else {
        current?.append(line)
      }
    }
    return blocks
  }

  /// Blocks named `csv FILE` and `crmsh FILE` are the lists and scripts that the README reads.
  static func writeFiles(into home: ShellHome) throws {
    let text = try String(
      contentsOf: Checkout.folder.appendingPathComponent("README.md"), encoding: .utf8)
    for match in text.matches(of: /```(csv|crmsh) ([a-z.-]+)\n/) {
      let name = String(match.output.2)
      let block = blocks("\(match.output.1) \(name)").first ?? []
      try home.write(block.joined(separator: "\n") + "\n", to: name)
    }
  }
}
