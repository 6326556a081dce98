import Foundation
import Testing

/// The owner of a portal, whom nobody can give another role or profile.
@Suite(CrmshBinary.isBuilt)
struct OwnerTests {
  private static let lines = """
    select patricia.boyle@zylker.example; role Employee --replace; profile Manager --replace
    """

  @Test func `is told at the preview, and nothing is sent`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      let before = try await sandbox.judge.state()
      let told = try await home.lines("connect \(sandbox.address); \(Self.lines); preview")
      #expect(told.code == 0, "\(told)")
      #expect(told.output.contains("owns the portal: keeps role Administrator"), "\(told)")
      let imported = try await home.lines(
        "connect \(sandbox.address); \(Self.lines); import --yes")
      #expect(imported.code == 0, "\(imported)")
      #expect(try await sandbox.judge.requestCount("PATCH", containing: "/users/") == 0)
      #expect(try await sandbox.judge.state() == before)
      // They are planned with no role, for it is none that they were to get.
      let report = try await home.lines(
        "report --format json; explain patricia.boyle@zylker.example in 1 --format json")
      #expect(report.code == 0, "\(report)")
      #expect(report.output.components(separatedBy: #""role":null"#).count == 3, "\(report)")
      #expect(!report.output.contains(#""role":"Employee""#), "\(report)")
      let table = try await home.lines("report --format csv")
      #expect(table.code == 0 && table.output.contains("patricia.boyle"), "\(table)")
      #expect(!table.output.contains(",Employee,"), "\(table)")
    }
  }

  @Test func `is told to the end in a narrow window`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      let told = try await home.lines(
        "set width=80; connect \(sandbox.address); \(Self.lines); assign Website; preview")
      let lines = told.output.split(separator: "\n").drop { !$0.contains("e-mail") }
      let heading = try #require(lines.first)
      let start = heading.distance(
        from: heading.startIndex, to: try #require(heading.range(of: "reason")).lowerBound)
      let reason = lines.map { $0.dropFirst(start).trimmingCharacters(in: .whitespaces) }
        .joined(separator: " ")
      #expect(lines.prefix(8).allSatisfy { $0.count <= 80 }, "\(told)")
      #expect(
        reason.contains("owns the portal: keeps role Administrator, not Employee"), "\(told)")
      #expect(reason.components(separatedBy: "owns the portal").count == 2, "\(told)")
      let table = try await home.lines(
        "connect \(sandbox.address); \(Self.lines); preview --format csv")
      #expect(table.output.contains(",Administrator,Portal Owner,"), "\(table)")
    }
  }
}
