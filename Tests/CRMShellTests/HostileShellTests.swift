import CRMShell
import CRMShellTesting
import Reporting
import Testing

/// Names that hold control and direction characters never reach the terminal as they are.
@Suite struct HostileShellTests {
  private static let lines = [
    "list", "list projects", "list portal", "list plan", "show eve@zylker.example",
    "show project 1009", "explain eve@zylker.example", "explain eve@zylker.example in 1", "log",
    "preview", "preview calls", "preview problems", "preview matrix",
    "report --html \"\u{202E}.html\"", "report", "runs", "status", "assign Ev*",
    "unassign Evl", "select \"\u{202E}@x.com\"", "echo \"\u{1B}[31m\u{7}\u{200B}\"",
    "role \u{1B}]0;x", "let x=\"\u{202E}\"", "connect \u{9B}31m", "select from \"\u{1B}[2J\"",
    "import --yes --reason \"\u{1B}[2J\"", "runs for eve@zylker.example", "list runs",
  ]

  @Test(arguments: lines, OutputFormat.allCases)
  func `no command prints a raw control or direction character`(
    line: String, format: OutputFormat
  ) async throws {
    let scene = try Scene()
    await scene.run(
      "connect sandbox", "role Manager for eve@zylker.example", "assign 1009 for staged",
      "import --yes --reason \"\u{1B}[31mred\"", "role Manager for eve@zylker.example --replace",
      "assign 1009, 2026 for staged", "format \(format.rawValue)")
    let told = await scene.output(of: line)
    let allowed: Set<Unicode.Scalar> = format == .tsv ? ["\n", "\t"] : ["\n"]
    let raw = (told.standardOutput + told.standardError).unicodeScalars.filter { scalar in
      !allowed.contains(scalar)
        && [.control, .format, .lineSeparator, .paragraphSeparator].contains(
          scalar.properties.generalCategory)
    }
    #expect(raw.isEmpty, "\(told)")
    #expect(told.exit != .failure)
  }
  @Test(arguments: ["Evil \u{202E}Co", "Evil\u{1B}[31m", "\u{9B}Evil", "Evil\u{2066}"])
  func `no new customer is given a name that steers a terminal or turns text around`(
    name: String
  ) async throws {
    let scene = try Scene()
    await scene.run("connect sandbox", "fetch contacts")
    let told = await scene.output(of: "customer \"\(name)\" for dan@northwind.example --new")
    #expect(told.exit == .usage)
    #expect(told.standardError.contains("can't hold <U+"))
    let plain = await scene.output(of: "customer \"Good\" for dan@northwind.example --new")
    #expect(plain.exit == .done)
  }
}
