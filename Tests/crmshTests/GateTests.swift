import Testing

/// What must hold before an import: each failing gate refuses it before any write, with its words,
/// and leaves the preview working.
@Suite(CrmshBinary.isBuilt)
struct GateTests {
  /// A sandbox that shuts one gate, and what import says of it.
  struct ShutGate: Sendable, CustomTestStringConvertible {
    let options: [String]
    let words: [String]
    var testDescription: String { options.joined(separator: " ") }
  }

  static let shut = [
    ShutGate(options: ["--edition", "crmplus"], words: ["crmplus", "Zoho One"]),
    ShutGate(options: ["--edition", "crmplus-trial"], words: ["crmplus", "Zoho One"]),
    ShutGate(options: ["--edition", "one"], words: ["zohoone", "CRM Plus"]),
    ShutGate(options: ["--edition", "one-trial"], words: ["zohoone", "CRM Plus"]),
    ShutGate(
      options: ["--caller", "standard"],
      words: ["no CRM administrator", "patricia.boyle@zylker.example"]),
    ShutGate(options: ["--integration", "off"], words: ["integration", "switched off"]),
    ShutGate(options: ["--licences", "3"], words: ["needs 4", "3 are left", "1 short"]),
  ]

  @Test(arguments: shut)
  func `a shut gate stops import with exit 5 and no write, and preview works`(
    gate: ShutGate
  ) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(gate.options, in: home) { sandbox in
      let plan = try await fourPeople(sandbox)
      let preview = try await home.lines("\(plan); preview")
      #expect(preview.code == 0, "\(preview)")
      let before = try await sandbox.judge.state()

      let refused = try await home.lines("\(plan); import --yes")
      #expect(refused.code == 5, "\(refused)")
      for word in gate.words { #expect(refused.errors.contains(word), "\(refused)") }
      let dry = try await home.crmsh(["--dry-run", "-c", "\(plan); import"])
      #expect(dry.code == 5, "\(dry)")

      #expect(try await sandbox.judge.counts().writes == [:])
      #expect(try await sandbox.judge.state() == before)
    }
  }

  @Test(arguments: [["--integration", "unknown"], ["--edition", "novel"]])
  func `what can't be known is said, and import goes on`(options: [String]) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(options, in: home) { sandbox in
      let result = try await home.lines("\(try await fourPeople(sandbox)); import --yes")
      #expect(result.code == 0, "\(result)")
      let said = result.output + result.errors
      #expect(said.contains("can't be known") || said.contains("is not known"), "\(result)")
      #expect(try await sandbox.judge.counts().writeCount == 2, "a canary and a batch")
    }
  }

  @Test func `people with lite and read-only licences are there already, and left out`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(["--limited-users", "2", "--users", "400"], in: home) { sandbox in
      let told = try await home.lines(
        "connect \(sandbox.address); role Employee for all; assign Website for staged; preview problems --format csv"
      )
      #expect(told.code == 0, "\(told)")
      let lines = told.output.split(separator: "\n").filter { $0.contains(",is-limited-user,") }
      #expect(lines.count == 2, "\(told)")
    }
  }

  @Test func `licences that just suffice let an import through`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--licences", "4"], in: home) { sandbox in
      let result = try await home.lines("\(try await fourPeople(sandbox)); import --yes")
      #expect(result.code == 0, "\(result)")
      #expect(try await sandbox.judge.state().licences.portalUser.remainingCount == 0)
    }
  }

  private func fourPeople(_ sandbox: SandboxProcess) async throws -> String {
    let people = try await Staff.of(sandbox.judge).first(4, "Sales Rep").joined(separator: ", ")
    return """
      connect \(sandbox.address); select \(people); role Employee; assign Website
      """
  }
}
