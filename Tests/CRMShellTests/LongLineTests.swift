import CRMShell
import CRMShellTesting
import Reporting
import Testing

/// A line that names everybody one by one, as pinned scripts have: what is told of it grows with the
/// people, not with their square.
@Suite struct LongLineTests {
  /// Bytes that a line writes in a company of so many more people, all named by one line.
  private func size(of line: String, people count: Int, isImported: Bool) async throws -> Int {
    var options = Scene.Options()
    options.licences = nil
    let scene = try Scene(options)
    let names = (0..<count).map { "person\($0).of.the.company" }
    await scene.crm.edit { users in
      users + names.enumerated().compactMap { Zylker.user(100 + $0, $1, $1, role: "Engineer") }
    }
    let all = names.map(Zylker.email).joined(separator: ", ")
    let lines = ["connect sandbox", "role Manager for (\(all))", "assign Website for (\(all))"]
    for line in lines + (isImported ? ["import --yes"] : []) {
      #expect(await scene.run(line) == [.done])
    }
    let told = await scene.output(of: line)
    #expect(told.exit == .done, "\(told.standardError)")
    return told.standardOutput.utf8.count
  }

  @Test(arguments: OutputFormat.allCases)
  func `a report grows with the people of a line, not with their square`(format: OutputFormat)
    async throws
  {
    let line = "report --format \(format.rawValue)"
    let small = try await size(of: line, people: 40, isImported: true)
    #expect(try await size(of: line, people: 80, isImported: true) < small * 23 / 10)
  }

  @Test func `so does a preview for programs`() async throws {
    let line = "preview --format json"
    let small = try await size(of: line, people: 40, isImported: false)
    #expect(try await size(of: line, people: 80, isImported: false) < small * 23 / 10)
  }

  @Test func `explain tells programs the whole line`() async throws {
    let scene = try Scene()
    let names = ["ana.ruiz", "o'brien", "ivan.petrov"].map(Zylker.email)
    let all = (0..<8).map { _ in names.joined(separator: ", ") }.joined(separator: ", ")
    await scene.run("connect sandbox", "role Manager for (\(all))", "assign Website for staged")
    await scene.run("import --yes")
    let told = await scene.output(of: "explain ana.ruiz@zylker.example in 1 --format json")
    #expect(told.standardOutput.contains("role Manager for (\(all)) (line "))
    let report = await scene.output(of: "report --format json").standardOutput
    #expect(
      report.contains("role Manager for (ana.ruiz@zylker.example") && report.contains(" kB) "))
    #expect(!report.contains(all))
  }
}
