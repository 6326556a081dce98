import Testing

/// Processes that work on one sandbox at the same time, with one folder for their state.
@Suite(CrmshBinary.isBuilt)
struct SharedLimitTests {
  @Test func `four processes at once keep the server's limit together, with one token`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(["--rate", "12/4"], in: home) { sandbox in
      let shells = try (0..<4).map { _ in
        try home.start([
          "--set", "rate=11/4s", "-c", "connect \(sandbox.address); refresh",
        ])
      }
      for shell in shells {
        let result = try await shell.result()
        #expect(result.code == 0, "\(result)")
      }
      let counts = try await sandbox.judge.counts()
      #expect(counts.violations == 0)
      #expect(counts.tokens == 1)
    }
  }
}
