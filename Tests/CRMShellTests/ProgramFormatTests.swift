import CRMShell
import CRMShellTesting
import Testing

/// What programs read: one table a report, all values of it, and every mistake of a line at once.
@Suite struct ProgramFormatTests {
  let scene: Scene

  init() async throws {
    scene = try Scene()
    await scene.run("connect sandbox")
  }

  private func rows(_ line: String) async -> [[Substring]] {
    await scene.output(of: "\(line) --format tsv").standardOutput.split(separator: "\n")
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
  }

  @Test func `a run is one table, a row for each person in each project`() async {
    await scene.run(
      "role Manager for ana.ruiz@zylker.example, gert.novak@zylker.example",
      "assign Website, Onboarding for ana.ruiz@zylker.example", "import --yes")
    let rows = await rows("report")
    #expect(Set(rows.map(\.count)).count == 1)
    let projects = rows[0].firstIndex(of: "project") ?? 0
    #expect(rows.dropFirst().map { $0[projects] } == ["Website", "Onboarding", ""])
    let outcomes = rows[0].firstIndex(of: "outcome") ?? 0
    #expect(rows.dropFirst().map { $0[outcomes] } == ["added", "added", ""])
    #expect(rows.dropFirst().allSatisfy { $0[0] == "1" })
  }

  @Test(arguments: ["users", "projects", "staged"])
  func `a count is a value in every format for programs`(what: String) async {
    let words = await scene.output(of: "count \(what)").standardOutput
    let number = words.prefix { $0.isNumber }
    for format in ["csv", "tsv"] {
      let told = await scene.output(of: "count \(what) --format \(format)").standardOutput
      #expect(told == "\(format == "csv" ? "" : "\n")count\n\(number)\n")
    }
  }

  @Test func `all addresses of a line that nobody has are told, within bounds`() async {
    let strangers = (1...30).map { "stranger\($0)@nowhere.example" }
    let known = "ana.ruiz@zylker.example"
    let line = "role Manager for (\(([known] + strangers).joined(separator: ", ")))"
    let told = await scene.output(of: line)
    #expect(told.exit == .usage)
    #expect(told.standardError.contains("30 addresses are of nobody in CRM"))
    #expect(told.standardError.contains("\n  stranger20@nowhere.example\n  and 10 more\n"))
    let one = await scene.output(of: "role Manager for (\(known), \(strangers[0]))")
    #expect(one.standardError.contains("nobody in CRM has the address stranger1@nowhere.example"))
  }
}
