import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The places at which a debug build can be told to die.
@Suite(CrmshBinary.isBuilt)
struct CrashPointTests {
  private static let labels = [
    "begin.before", "begin.after", "intent.before", "intent.after", "send.before", "send.after",
    "outcome.before", "outcome.after", "settle.before", "settle.after", "capability.before",
    "capability.after", "close.before", "close.after",
  ]

  private func crmsh(
    _ lines: String, crashingAt value: String, in home: ShellHome
  ) async throws -> RunResult {
    try await home.crmsh(["-c", lines], environment: ["CRMSH_CRASH_AT": value])
  }

  @Test func `the places are listed`() async throws {
    let result = try await crmsh("status", crashingAt: "list", in: ShellHome())
    #expect(result.code == 0)
    #expect(result.output == Self.labels.map { $0 + "\n" }.joined())
  }

  @Test(arguments: [
    "intent.after", "intent.after:0", "intent.after:x", "nowhere:1", "send.before:1:2",
  ])
  func `a place that there isn't is a wrong word`(value: String) async throws {
    let result = try await crmsh("status", crashingAt: value, in: ShellHome())
    #expect(result.code == 2, "\(result)")
    #expect(result.errors.hasPrefix("error: CRMSH_CRASH_AT is LABEL:N"))
  }

  /// How many changes stand in the journal of an import that died at each place; nil where it is the
  /// import's own affair.
  @Test(arguments: [
    ("begin.before:1", 0), ("begin.after:1", 1), ("intent.before:1", 1), ("send.before:1", 2),
    ("send.after:1", 2), ("outcome.after:1", 3), ("intent.after:2", nil), ("close.before:1", nil),
    ("close.after:1", nil),
  ])
  func `a process dies where it is told to, and its journal stays whole`(
    value: String, entries: Int?
  ) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      let lead = try #require(try await Staff.of(sandbox.judge).first(1, "Sales Manager").first)
      let result = try await crmsh(
        """
        connect \(sandbox.address)
        role Manager for \(lead)
        assign Website, Onboarding for staged
        import --yes
        """, crashingAt: value, in: home)
      #expect(result.code == 128 + SIGKILL, "\(result)")
      let told = try await home.lines("runs --verify --format json; runs")
      #expect(told.code == 0 && told.output.contains("\"intact\":true"), "\(told)")
      if let entries { #expect(told.output.contains("\"entries\":\(entries),"), "\(told)") }
      let isOpen = entries != 0 && value != "close.after:1"
      #expect(told.output.contains("unfinished") == isOpen, "\(told)")
    }
  }
}
