import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// An import that is cut off, by `^C` or by `kill -9`: another one is refused until `resume` has
/// brought the portal to the plan; then the same script writes nothing, and nobody is invited twice.
@Suite(CrmshBinary.isBuilt)
struct CrashTests {
  @Test func `an interrupt checkpoints and exits 130, and resume finishes`() async throws {
    try await cutOff(by: SIGINT, afterWrites: 1) { home, result in
      #expect(result.code == 130, "\(result)")
      let runs = try await home.lines("runs")
      #expect(runs.output.contains("unfinished"), "\(runs)")
      // A journal that was closed needs no log beside it.
      #expect(access("\(home.state)/journal.sqlite-wal", F_OK) != 0)
    }
  }

  @Test func `a termination checkpoints and exits 143`() async throws {
    try await cutOff(by: SIGTERM, afterWrites: 1) { _, result in
      #expect(result.code == 143, "\(result)")
      #expect(result.output.contains("exit code 143"), "\(result)")
    }
  }

  @Test(arguments: [1, 3])
  func `after a kill resume finishes and nobody is invited twice`(
    writes: Int
  ) async throws {
    try await cutOff(by: SIGKILL, afterWrites: writes) { home, result in
      #expect(result.code == 128 + SIGKILL)
      let runs = try await home.lines("runs")
      #expect(runs.output.contains("unfinished"), "\(runs)")
    }
  }

  private func cutOff(
    by signal: Int32, afterWrites count: Int,
    _ check: (ShellHome, RunResult) async throws -> Void
  ) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--users", "60", "--latency", "100"], in: home) { sandbox in
      let forty = try await FortyPeople(sandbox.judge, in: home)
      let before = try await sandbox.judge.state()
      let script = try home.write(forty.script(sandbox), to: "rollout.crmsh")
      let shell = try home.start([script])
      // Each look takes the sandbox's latency; the shell ends by its time limit if none ever comes.
      while try await sandbox.judge.requestCount("POST", containing: "projectusers") < count,
        shell.process.isRunning
      {}
      shell.process.signal(signal)
      try await check(home, try await shell.result())

      let refused = try await home.crmsh([script])
      #expect(refused.code == 4, "\(refused)")
      #expect(refused.errors.contains("resume"), "\(refused)")
      try await tryDryly(home, sandbox)
      let resumed = try await home.lines("connect \(sandbox.address); resume")
      #expect(resumed.code == 0, "\(resumed)")
      forty.rollout.expect(in: try await sandbox.judge.state(), from: before)
      let quiet = try await sandbox.judge.counts().writeCount
      let third = try await home.crmsh([script])
      #expect(third.code == 0, "\(third)")
      #expect(try await sandbox.judge.counts().writeCount == quiet)
    }
  }

  /// A dry run of what would end the run sends nothing and leaves it as it is.
  private func tryDryly(_ home: ShellHome, _ sandbox: SandboxProcess) async throws {
    let before = try await sandbox.judge.counts().writeCount
    for verb in ["abandon", "resume"] {
      let tried = try await home.crmsh(["--dry-run", "-c", "connect \(sandbox.address); \(verb)"])
      #expect(tried.code == 4, "\(tried)")
      #expect(tried.output.contains("nothing was sent; run 1 is still unfinished"), "\(tried)")
    }
    #expect(try await sandbox.judge.counts().writeCount == before)
  }
}
