import Testing

/// `doctor` over the wire, against a sandbox that stands as Zoho could.
@Suite(CrmshBinary.isBuilt)
struct DoctorProcessTests {
  /// A sandbox, and the checks that fail there.
  struct World: Sendable, CustomTestStringConvertible {
    let options: [String]
    let failed: [String]
    let words: String
    var testDescription: String { options.joined(separator: " ") }
  }

  static let worlds = [
    World(options: [], failed: [], words: "Patricia Boyle is one"),
    World(options: ["--edition", "one-trial"], failed: ["edition"], words: "zohoone"),
    World(
      options: ["--caller", "standard"], failed: ["administrator", "rank"], words: "ask one of"),
    World(options: ["--integration", "off"], failed: ["integration"], words: "switched off"),
    World(options: ["--integration", "unknown"], failed: [], words: "not knowable"),
    World(options: ["--licences", "0"], failed: ["licences"], words: "0 left"),
  ]

  @Test(arguments: worlds)
  func `what fails is named, and decides the exit code`(world: World) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(world.options, in: home) { sandbox in
      let told = try await home.lines("doctor \(sandbox.address) --format csv")
      #expect(told.code == (world.failed.isEmpty ? 0 : 5), "\(told)")
      let failed = told.output.split(separator: "\n").filter { $0.hasPrefix("failed,") }
      #expect(failed.count == world.failed.count, "\(told)")
      for check in world.failed {
        #expect(failed.contains { $0.hasPrefix("failed,\(check)") }, "\(told)")
      }
      #expect(told.output.contains(world.words), "\(told)")
      // The sandbox dates its answers, and CRM's credits are told by silence.
      #expect(told.output.contains("ok,clock,"), "\(told)")
      #expect(told.output.contains("ok,credits,"), "\(told)")
      #expect(try await sandbox.judge.counts().violations == 0)
    }
  }

  @Test
  func `a server that is not there is told at the connection, and everything else as unknown`()
    async throws
  {
    let home = try ShellHome()
    let refused = try await home.lines("connect http://127.0.0.1:9")
    #expect(refused.code == 9)
    #expect(refused.errors.contains("doctor http://127.0.0.1:9"), "\(refused)")
    let told = try await home.lines("doctor http://127.0.0.1:9 --format csv")
    #expect(told.code == 9)
    let lines = told.output.split(separator: "\n").dropFirst()
    #expect(lines.filter { $0.hasPrefix("failed,") }.map { $0.prefix(17) } == ["failed,connection"])
    #expect(lines.contains { $0.hasPrefix("ok,state folder,\(home.state)") }, "\(told)")
    #expect(lines.filter { $0.hasPrefix("unknown,") }.count > 15)
  }

  @Test func `secrets that are open to others are a line that failed`() async throws {
    let home = try ShellHome()
    let folder = "$XDG_CONFIG_HOME/crmsh"
    let made = try await home.sh(
      "mkdir -p -m 700 \"\(folder)\" && touch \"\(folder)/logins\" \"\(folder)/credentials\" && chmod 666 \"\(folder)/credentials\""
    )
    #expect(made.code == 0, "\(made)")
    let told = try await home.crmsh(["--format", "csv", "-c", "doctor work"])
    #expect(told.code == 78, "\(told)")
    #expect(told.output.contains("failed,connection,"), "\(told)")
    #expect(told.output.contains("is not safe for secrets"), "\(told)")
    #expect(told.output.contains("state folder"), "\(told)")
  }
}
