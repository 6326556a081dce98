import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The exit code is what a caller acts on: each of the table has a run here that ends with it.
@Suite(CrmshBinary.isBuilt)
struct ExitCodeTests {
  @Test(arguments: [
    "conn sandbox", "frobnicate", "select users where", "import", "select 'open", "echo $unset",
    "connect http://example.com",
    "connect sandbox; role Nobody for all", "connect sandbox; select @nobody",
    "connect sandbox; select users where status = active", "list", "set nonsense=1",
    "connect sandbox; select %3-7", "connect sandbox; select from nosuch.csv",
  ])
  func `what is not understood or not allowed exits 2 and says why`(line: String) async throws {
    let result = try await ShellHome().lines(line)
    #expect(result.code == 2, "\(result)")
    #expect(result.errors.contains("error: "), "\(result)")
  }

  @Test func `a department is a field of contacts, and the error says so`() async throws {
    let result = try await ShellHome().lines(
      "connect sandbox; select users where department = Sales")
    #expect(result.code == 2, "\(result)")
    #expect(result.errors.contains("CRM users have no field department; contacts have"))
    #expect(result.errors.contains("-c:1:37: "), "the word at fault: \(result)")
  }

  @Test func `a command of the shell in place of a script is told how it is typed`() async throws {
    let result = try await ShellHome().crmsh(["login", "work"])
    #expect(result.code == 2)
    #expect(result.errors.contains("crmsh -c 'login work'"), "\(result)")
  }

  @Test func `an unknown option exits 2`() async throws {
    let result = try await ShellHome().crmsh(["--nonsense"])
    #expect(result.code == 2, "\(result)")
    #expect(result.errors.contains("--nonsense"))
  }

  @Test func `blocked people are named and exit 3, the others are imported`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let person = try await Staff.of(sandbox.judge).first(1, "Engineer")[0]
      let result = try await home.lines(
        """
        connect \(sandbox.address); role Employee for \(person), lena.fischer@zylker.example
        assign Website for staged; import --yes
        """)
      #expect(result.code == 3, "\(result)")
      #expect(result.output.contains("lena.fischer@zylker.example"))
      #expect(result.output.contains("crm-not-active"), "\(result)")
      let state = try await sandbox.judge.state()
      #expect(state.people(person).map(\.mails) == [1])
      #expect(state.people("lena.fischer@zylker.example").isEmpty)
    }
  }

  @Test func `an import that nobody confirmed exits 5 and writes nothing`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let person = try await Staff.of(sandbox.judge).first(1, "Engineer")[0]
      let plan = "connect \(sandbox.address); select \(person); role Employee; assign Website"
      for last in [
        "import", "import --yes --expect-plan 000000000000", "import --yes --expect-portal 1",
        "import --yes --expect-people 2",
      ] {
        let result = try await home.lines("\(plan); \(last)")
        #expect(result.code == 5 || (last == "import" && result.code == 2), "\(last): \(result)")
      }
      #expect(try await sandbox.judge.counts().writeCount == 0)
    }
  }

  @Test func `nobody listening exits 9`() async throws {
    let result = try await ShellHome().lines("connect http://127.0.0.1:1")
    #expect(result.code == 9, "\(result)")
  }

  @Test func `a state directory open to others exits 78`() async throws {
    let home = try ShellHome()
    try FileManager.default.createDirectory(
      atPath: home.state, withIntermediateDirectories: false)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: home.state)
    try await SandboxProcess.run(in: home) { sandbox in
      let result = try await home.lines("connect \(sandbox.address)")
      #expect(result.code == 78, "\(result)")
    }
  }

  @Test func `a state directory that is a link exits 78`() async throws {
    let home = try ShellHome()
    try FileManager.default.createSymbolicLink(
      atPath: home.state, withDestinationPath: home.folder)
    try await SandboxProcess.run(in: home) { sandbox in
      let result = try await home.lines("connect \(sandbox.address)")
      #expect(result.code == 78, "\(result)")
    }
  }

  @Test func `a script that others may write to exits 78 and runs nothing`() async throws {
    let home = try ShellHome()
    let path = try home.write("echo ran\n", to: "open.crmsh", mode: 0o666)
    let result = try await home.crmsh([path])
    #expect(result.code == 78, "\(result)")
    #expect(!result.output.contains("ran"))
  }

  @Test func `a script stops at its first error, keep-going ends with the gravest`() async throws {
    let home = try ShellHome()
    let lines = "echo one\nfrobnicate\necho two\nconnect http://127.0.0.1:1\necho three\n"
    let stopped = try await home.lines(lines)
    #expect(stopped.code == 2)
    #expect(stopped.output == "one\n")
    let kept = try await home.lines(lines, ["--keep-going"])
    #expect(kept.code == 9, "\(kept)")
    #expect(kept.output == "one\ntwo\nthree\n")
  }
}
