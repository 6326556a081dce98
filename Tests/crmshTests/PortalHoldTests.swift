import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// One import at a time holds a portal, whatever folder the others keep their state in.
@Suite(CrmshBinary.isBuilt)
struct PortalHoldTests {
  @Test func `an import with another state folder is told who imports, and sends nothing`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(["--latency", "80"], in: home) { sandbox in
      let people = try await Staff.of(sandbox.judge).first(6, "Engineer").joined(separator: ", ")
      let plan = """
        connect \(sandbox.address); select \(people); role Employee; assign Website, Onboarding
        import --yes
        """
      let first = try home.start(["-c", plan])
      while try await sandbox.judge.counts().writeCount == 0, first.process.isRunning {
        try await Task.sleep(for: .milliseconds(20))
      }
      // It stands still with the portal in its hands.
      first.process.signal(SIGSTOP)
      let second = try await home.crmsh(["--state", "\(home.folder)/other", "-c", plan])
      first.process.signal(SIGCONT)
      #expect(second.code == 7, "\(second)")
      #expect(second.errors.contains("process \(first.process.pid) is importing"), "\(second)")
      let ended = try await first.result()
      #expect(ended.code == 0, "\(ended)")
      let state = try await sandbox.judge.state()
      for person in people.components(separatedBy: ", ") {
        #expect(state.people(person).map(\.mails) == [1])
      }
    }
  }
}
