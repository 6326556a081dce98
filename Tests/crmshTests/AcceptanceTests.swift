import Testing

/// The issue's own measure: a short script, forty people, the portal exactly as planned.
@Suite(CrmshBinary.isBuilt)
struct AcceptanceTests {
  @Test func `forty people in three roles reach five projects, in the formula's calls`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(["--users", "60"], in: home) { sandbox in
      let forty = try await FortyPeople(sandbox.judge, in: home)
      let script = forty.script(sandbox)
      #expect(script.split(separator: "\n").count <= 12)
      #expect(forty.rollout.wishes.count == 40)
      let path = try home.write(script, to: "rollout.crmsh")
      let before = try await sandbox.judge.state()

      let first = try await home.crmsh([path])
      #expect(first.code == 0, "\(first)")
      forty.rollout.expect(in: try await sandbox.judge.state(), from: before)
      let counts = try await sandbox.judge.counts()
      // One introduction and four joins, and one canary for each of the two.
      #expect(counts.writeCount == 7, "\(counts.writes)")
      #expect(counts.violations == 0)

      let again = try await home.crmsh([path])
      #expect(again.code == 0, "\(again)")
      #expect(try await sandbox.judge.counts().writeCount == 7, "nothing is written twice")
      forty.rollout.expect(in: try await sandbox.judge.state(), from: before)
    }
  }

  @Test func `a portal that is known costs no canary`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--users", "60"], in: home) { sandbox in
      let forty = try await FortyPeople(sandbox.judge, in: home)
      let scout = try await Staff.of(sandbox.judge).first(1, "Contractor")[0]
      let first = try await home.lines(
        """
        connect \(sandbox.address)
        role Manager for \(scout)
        assign Website, Onboarding for \(scout)
        import --yes
        """)
      #expect(first.code == 0, "\(first)")
      let before = try await sandbox.judge.state()
      let spent = try await sandbox.judge.counts().writeCount

      let second = try await home.lines(forty.script(sandbox))
      #expect(second.code == 0, "\(second)")
      forty.rollout.expect(in: try await sandbox.judge.state(), from: before)
      #expect(try await sandbox.judge.counts().writeCount == spent + 5)
    }
  }

  @Test func `the preview writes nothing and tells the calls that follow`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--users", "60"], in: home) { sandbox in
      let forty = try await FortyPeople(sandbox.judge, in: home)
      let result = try await home.lines(
        forty.script(sandbox, import: "preview --format json"), ["--format", "json"])
      #expect(result.code == 0, "\(result)")
      #expect(result.output.contains("\"mails\":40"), "\(result)")
      #expect(try await sandbox.judge.counts().writeCount == 0)
    }
  }
}
