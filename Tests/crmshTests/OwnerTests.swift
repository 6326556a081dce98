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
    }
  }
}
