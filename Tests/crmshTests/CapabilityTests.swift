import Testing

/// What is not known of Zoho, tried each way the sandbox can behave: the portal is as planned, or
/// the exit code is not 0 and everybody who is not as planned is named.
@Suite(CrmshBinary.isBuilt)
struct CapabilityTests {
  @Test func `a portal that takes duplicates gets none`() async throws {
    try await expectAsPlanned(["--unique-email", "off"])
  }

  @Test func `people whom projectusers can't introduce are introduced otherwise`() async throws {
    try await expectAsPlanned(["--projectusers", "members-only"])
  }

  @Test(arguments: ["ignored", "refused"])
  func `roles that an entry can't carry are set by a call of their own`(
    entryRole: String
  ) async throws {
    try await expectAsPlanned(["--entry-role", entryRole])
  }

  @Test func `where joining would reset roles, the first join stops the rest and is put right`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(["--users", "60", "--missing-role", "default"], in: home) {
      sandbox in
      let forty = try await FortyPeople(sandbox.judge, in: home)
      let result = try await home.lines(forty.script(sandbox))
      let state = try await sandbox.judge.state()
      #expect(result.code == 3, "\(result)")
      #expect(result.output.contains("role-changed"))
      expectNamed(result, forty, state)
      for (email, wish) in forty.rollout.wishes {
        #expect(state.people(email).map(\.role) == [wish.role], "\(email)")
        #expect(state.people(email).map(\.mails) == [1], "\(email)")
      }
    }
  }

  @Test func `how many people a call takes is learnt, and everybody comes`() async throws {
    try await expectAsPlanned(["--batch-max", "10"])
  }

  /// Runs the script once: `--yes` holds however many calls the portal turns out to need.
  private func expectAsPlanned(_ options: [String]) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--users", "60"] + options, in: home) { sandbox in
      let forty = try await FortyPeople(sandbox.judge, in: home)
      let before = try await sandbox.judge.state()
      let result = try await home.lines(forty.script(sandbox))
      #expect(result.code == 0, "\(result)")
      forty.rollout.expect(in: try await sandbox.judge.state(), from: before)
      #expect(try await sandbox.judge.counts().violations == 0)
    }
  }

  private func expectNamed(_ result: RunResult, _ forty: FortyPeople, _ state: Judge.State) {
    #expect([3, 5].contains(result.code), "\(result)")
    for (email, wish) in forty.rollout.wishes {
      let people = state.people(email)
      if people.count == 1, people[0].role == wish.role,
        people[0].projectNames == wish.projects.sorted()
      {
        continue
      }
      #expect(result.output.contains(email), "\(email) is not as planned and not named")
    }
  }
}
