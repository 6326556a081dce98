import Foundation
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The script of `scripts/quarterly.crmsh`, as an administrator runs it every quarter: twelve rules over
/// sixty projects; `scripts/bench quarterly` does the same with 3,000 people, and over a world that changed.
@Suite(CrmshBinary.isBuilt)
struct QuarterlyTests {
  private let home: ShellHome
  private let script: String

  init() throws {
    home = try ShellHome()
    let file = Checkout.folder.appendingPathComponent("scripts/quarterly.crmsh")
    script = try home.write(
      String(contentsOf: file, encoding: .utf8), to: "quarterly.crmsh")
  }

  /// Runs the script before a server; `options` come first.
  private func run(_ sandbox: SandboxProcess, _ options: String...) async throws -> RunResult {
    try await home.crmsh(
      ["--set", "rate=1000/1s"] + options + [script, "server=\(sandbox.address)"])
  }

  @Test func `reviewed, run, run again, and run after the portal changed`() async throws {
    let options = [
      "--users", "240", "--projects", "60", "--licences", "10000", "--no-limits",
    ]
    try await SandboxProcess.run(options, in: home) { sandbox in
      let checked = try await run(sandbox, "--check")
      #expect(checked.code == 0, "\(checked)")
      #expect(try await sandbox.judge.counts().requests == 0)
      let previewed = try await run(sandbox, "--dry-run")
      #expect(previewed.code == 0, "\(previewed)")
      #expect(try await sandbox.judge.counts().writeCount == 0)

      let first = try await run(sandbox)
      #expect(first.code == 0, "\(first)")
      let planned = try await sandbox.judge.state()
      let writes = try await sandbox.judge.counts().writeCount
      #expect(writes > 40, "\(writes)")

      let again = try await run(sandbox)
      #expect(again.code == 0, "\(again)")
      #expect(try await sandbox.judge.counts().writeCount == writes, "nothing is written twice")

      let chosen = planned.users.filter { $0.projectNames.contains("Onboarding") }.suffix(3)
      try #require(chosen.count == 3)
      let emails = chosen.map(\.email)
      try await act(sandbox.judge, ["do": "remove", "email": emails[0]])
      try await act(
        sandbox.judge, ["do": "leave", "email": emails[1], "project": "Onboarding"])
      let third = try await run(sandbox)
      #expect(third.code == 0, "\(third)")
      #expect(third.output.contains("2 applied"), "\(third)")
      let now = try await sandbox.judge.state()
      for email in emails {
        #expect(
          now.people(email).first?.projectNames == planned.people(email).first?.projectNames)
      }
      #expect(now.users.count == planned.users.count)
    }
  }

  private func act(_ judge: Judge, _ deed: [String: String]) async throws {
    var request = URLRequest(url: try #require(URL(string: judge.address + "/_sandbox/act")))
    request.httpMethod = "POST"
    request.httpBody = try JSONEncoder().encode(deed)
    let (_, answer) = try await URLSession.shared.data(for: request)
    #expect((answer as? HTTPURLResponse)?.statusCode == 200, "\(deed)")
  }
}
