import Testing

/// Words of the process itself that can't be right end in an error with a hint, on standard error.
@Suite(CrmshBinary.isBuilt)
struct WrongWordsTests {
  @Test(arguments: [
    "--nosuch", "--users x", "--port 70000", "--edition", "--faults nosuch.json",
    "--state nosuch/world.json",
  ])
  func `the sandbox says what is wrong where errors go`(options: String) async throws {
    let result = try await ShellHome().sh("exec \"$CRMSH\" sandbox \(options)")
    #expect(result.code == 2, "\(result)")
    #expect(result.output.isEmpty, "\(result)")
    #expect(result.errors.hasPrefix("error: "), "\(result)")
    #expect(result.errors.contains("\nhint: crmsh sandbox --help"), "\(result)")
  }

  @Test(arguments: ["''", "batch", "=1"])
  func `a setting without name or value is refused by its option`(text: String) async throws {
    let result = try await ShellHome().sh("exec \"$CRMSH\" --set \(text)")
    #expect(result.code == 2, "\(result)")
    #expect(result.errors.contains("--set takes NAME=VALUE"), "\(result)")
  }

  @Test func `who never signed in has no sign-in to end`() async throws {
    let result = try await ShellHome().lines("logout work")
    #expect(result.code == 2, "\(result)")
    #expect(result.errors.contains("there is no sign-in work"), "\(result)")
  }
}
