import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Runs undone by deactivation, with the real binary: what the portal holds afterwards, by the sandbox's
/// own account.
@Suite(CrmshBinary.isBuilt)
struct DeactivationTests {
  /// Two people brought into two projects as run 1; what the portal held before, and who they are.
  private func imported(
    _ sandbox: SandboxProcess, _ home: ShellHome
  ) async throws -> (before: Judge.State, people: [String]) {
    let people = try await Staff.of(sandbox.judge).first(2, "Sales Manager")
    let before = try await sandbox.judge.state()
    let imported = try await home.lines(
      "connect \(sandbox.address)\nrole Manager for \(people.joined(separator: ", "))\n"
        + "assign Website, Onboarding for staged\nimport --yes")
    #expect(imported.code == 0, "\(imported)")
    return (before, people)
  }

  /// Expects both to be there, inactive and in no project, and all else to be as before.
  private func expectDeactivated(
    _ people: [String], _ judge: Judge, since before: Judge.State, _ place: String = ""
  ) async throws {
    let after = try await judge.state()
    for email in people {
      let found = after.people(email)
      #expect(found.map(\.status) == ["inactive"], "\(place): \(email)")
      #expect(found.map(\.role) == ["Manager"] && found.map(\.projects) == [[]], "\(place)")
      #expect(found.map(\.mails) == [1] && found.map(\.notices) == [0], "\(place)")
    }
    #expect(after.users.filter { !people.contains($0.email) } == before.users, "\(place)")
    #expect(after.customers == before.customers)
  }

  @Test func `they are deactivated, told as such, and left out by the next import`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      let (before, people) = try await imported(sandbox, home)
      let connect = "connect \(sandbox.address)\n"
      let undone = try await home.lines(
        connect + "preview revert 1 --deactivate\nrevert 1 --deactivate --yes --format json")
      #expect(undone.code == 0, "\(undone)")
      #expect(undone.output.contains("2 people stay in the portal, deactivated"), "\(undone)")
      #expect(undone.output.contains(#""result":"applied","code":"deactivated""#), "\(undone)")
      try await expectDeactivated(people, sandbox.judge, since: before)
      let judge = sandbox.judge
      #expect(try await judge.requestCount("DELETE", containing: "/v3.1/") == 0)
      #expect(try await judge.requestCount("POST", containing: "/deactivate") == 2)
      #expect(try await judge.counts().violations == 0)

      let writes = try await judge.counts().writeCount
      for line in ["revert 1 --deactivate --yes", "revert 1 --yes"] {
        let again = try await home.lines(connect + line)
        #expect(again.code == 0 && again.output.contains("deactivated since"), "\(again)")
      }
      let back = try await home.lines(
        connect + "role Manager for \(people[0])\nassign Website for staged\nimport --yes")
      #expect(back.code == 3 && back.output.contains("portal-inactive"), "\(back)")
      #expect(try await judge.counts().writeCount == writes)
    }
  }

  @Test(arguments: [
    "begin.after:1", "send.after:1", "intent.after:5", "send.after:5", "outcome.before:5",
    "outcome.after:6", "close.before:1",
  ])
  func `dead at any step, it is resumed as a deactivation`(place: String) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      let (before, people) = try await imported(sandbox, home)
      let connect = "connect \(sandbox.address)\n"
      let dead = try await home.crmsh(
        ["-c", connect + "revert 1 --deactivate --yes"], environment: ["CRMSH_CRASH_AT": place])
      #expect(dead.code == 128 + SIGKILL, "\(dead)")
      let refused = try await home.lines(connect + "revert 1 --yes")
      #expect(refused.code == 4, "\(refused)")
      let resumed = try await home.lines(connect + "resume")
      #expect(resumed.code == 0, "\(place): \(resumed)")
      #expect(resumed.output.contains("2 deactivated people"), "\(place): \(resumed)")
      try await expectDeactivated(people, sandbox.judge, since: before, place)
      let verified = try await home.lines("runs --verify")
      #expect(verified.code == 0, "\(verified)")
    }
  }
}
