import Testing

@testable import ZohoSandbox

@Suite struct OptionsTests {
  @Test func `no arguments are the defaults`() throws {
    #expect(try SandboxOptions(parsing: []) == SandboxOptions())
  }

  @Test func `a value stands after a blank or after an equals sign`() throws {
    let options = try SandboxOptions(parsing: [
      "--port", "8099", "--seed=7", "--users=3000", "--projects", "60", "--portal-users=12",
      "--licences=3", "--batch-max=5", "--latency=20", "--state", "/tmp/a=b",
    ])
    var expected = SandboxOptions()
    expected.port = 8099
    expected.seed = 7
    expected.users = 3000
    expected.projects = 60
    expected.portalUsers = 12
    expected.licences = 3
    expected.batchMax = 5
    expected.latency = 20
    expected.stateFile = "/tmp/a=b"
    #expect(options == expected)
  }

  @Test func `every switch is read`() throws {
    let options = try SandboxOptions(parsing: [
      "--edition=one-trial", "--caller=standard", "--integration=off",
      "--projectusers=members-only", "--entry-role=ignored", "--missing-role=default",
      "--unique-email=off", "--rate=5/60", "--lockout=9", "--scopes=ZohoCRM.users.READ",
      "--location=eu", "--redirect=http://localhost:8765/", "--device-interval=5",
      "--device-unit=seconds", "--other-dc-key=dc", "--credits=7", "--concurrency=3",
    ])
    #expect(options.edition == "one-trial")
    #expect(options.caller == .standard)
    #expect(options.integration == .off)
    #expect(options.projectUsers == .membersOnly)
    #expect(options.entryRole == .ignored)
    #expect(options.missingRole == .byDefault)
    #expect(!options.uniqueEmail)
    #expect(options.limits?.calls == 5)
    #expect(options.limits?.window == 60)
    #expect(options.limits?.lockout == 9)
    #expect(options.scopes == ["ZohoCRM.users.READ"])
    #expect(options.location == .eu)
    #expect(options.redirect == .exactly("http://localhost:8765/"))
    #expect(options.device.interval == 5)
    #expect(options.device.unit == .seconds)
    #expect(options.device.locationKey == .dataCentre)
    #expect(options.limits?.credits == 7)
    #expect(options.limits?.concurrency == 3)
    #expect(try SandboxOptions(parsing: ["--no-limits"]).limits == nil)
  }

  @Test(arguments: [
    (["--caller", "boss"], "--caller boss: expected admin | standard."),
    (["--port=70000"], "--port 70000: expected a whole number from 0 to 65535."),
    (["--users", "0"], "--users 0: expected a whole number from 1 to 100000."),
    (["--rate=5"], "--rate 5: expected CALLS/SECONDS, such as 100/120."),
    (
      ["--scopes=ZohoCRM.usres.READ"],
      "--scopes ZohoCRM.usres.READ: expected Zoho's scopes with commas, such as "
        + "ZohoCRM.users.READ,ZohoCRM.org.READ."
    ),
    (
      ["--redirect=ftp://x"], "--redirect ftp://x: expected loopback, or one http or https address."
    ),
    (["--device-interval=1"], "--device-interval 1: expected a whole number from 2 to 60."),
    (["--seed"], "--seed needs a value: a whole number from 0."),
    (["--colour", "red"], "There is no option --colour. See --help."),
    (["42"], "“42” is not an option. See --help."),
    (
      ["--caller=standard", "--users=3"], "--caller standard needs --users 4 or more."
    ),
  ])
  func `a refusal says what would do`(arguments: [String], sentence: String) {
    #expect(throws: SandboxUsageError(description: sentence)) {
      try SandboxOptions(parsing: arguments)
    }
  }

  @Test func `the usage names every option`() {
    for name in [
      "--port", "--seed", "--users", "--projects", "--portal-users", "--edition", "--caller",
      "--licences", "--integration", "--projectusers", "--entry-role", "--missing-role",
      "--batch-max", "--unique-email", "--rate", "--lockout", "--no-limits", "--latency", "--state",
      "--scopes", "--location", "--redirect", "--device-interval", "--device-unit",
      "--other-dc-key", "--credits", "--concurrency",
    ] {
      #expect(SandboxOptions.usage.contains("  \(name)  "))
    }
  }

  @Test func `the command answers help and refusals without listening`() async {
    let (lines, continuation) = AsyncStream<String>.makeStream()
    #expect(await SandboxCommand.run(arguments: ["--help"]) { continuation.yield($0) } == 0)
    #expect(await SandboxCommand.run(arguments: ["--users=x"]) { continuation.yield($0) } == 2)
    continuation.finish()
    let printed = await lines.reduce(into: []) { $0.append($1) }
    #expect(printed.count == 2)
    #expect(printed.first == SandboxOptions.usage)
    #expect(printed.last == "--users x: expected a whole number from 1 to 100000.")
  }

  @Test func `the command prints where it listens and stops when cancelled`() async throws {
    let (lines, continuation) = AsyncStream<String>.makeStream()
    let running = Task {
      await SandboxCommand.run(arguments: []) { continuation.yield($0) }
    }
    var iterator = lines.makeAsyncIterator()
    let line = try #require(await iterator.next())
    #expect(line.hasPrefix("listening on http://127.0.0.1:"))
    running.cancel()
    #expect(await running.value == 0)
  }
}
