import Foundation
import Testing

/// Reads that the server locks out, before a run and in the midst of it.
@Suite(CrmshBinary.isBuilt)
struct LockoutTests {
  /// Writes a fault script that locks out some reads of the members of a project.
  private func faults(_ which: String, in home: ShellHome) throws -> String {
    try home.write(
      """
      [{"match": {"method": "GET", "path": "/api/*/projects/*/users", \(which)},
        "fault": "throttle-429", "retry_after": 1}]
      """, to: "faults.json")
  }

  private func plan(_ sandbox: SandboxProcess) async throws -> String {
    let people = try await Staff.of(sandbox.judge).first(3, "Engineer").joined(separator: ", ")
    return """
      connect \(sandbox.address); select \(people); role Employee; assign Website, Onboarding
      """
  }

  @Test(arguments: 1...6)
  func `one ends the import with 6 and the time, and it can be gone on with`(
    nth: Int
  ) async throws {
    let home = try ShellHome()
    let options = ["--no-limits", "--faults", try faults("\"nth\": \(nth)", in: home)]
    try await SandboxProcess.run(options, in: home) { sandbox in
      let plan = try await plan(sandbox)
      let locked = try await home.lines("\(plan); import --yes")
      #expect(locked.code == 6, "\(locked)")
      let said = locked.output + locked.errors
      #expect(said.contains("asked to wait until") || said.contains("may go in"), "\(locked)")
      let isOpen = said.contains("is unfinished")
      let again =
        isOpen ? "connect \(sandbox.address); resume --wait" : "\(plan); import --yes --wait"
      let ended = try await home.lines(again)
      #expect(ended.code == 0, "\(ended)")
    }
  }

  @Test func `CRM's in the midst of a fetch is waited for, and nobody is missing`() async throws {
    let home = try ShellHome()
    let faults = try home.write(
      """
      [{"match": {"path": "/crm/v8/Contacts", "nth": [2, 3]}, "fault": "throttle-429",
        "retry_after": 1},
       {"match": {"path": "/crm/v8/org", "nth": 2}, "fault": "throttle-429", "retry_after": 7200}]
      """, to: "faults.json")
    let options = ["--contacts", "450", "--no-limits", "--faults", faults]
    try await SandboxProcess.run(options, in: home) { sandbox in
      let fetched = try await home.lines(
        "connect \(sandbox.address); fetch contacts; count contacts")
      #expect(fetched.code == 0, "\(fetched)")
      #expect(fetched.output.contains("450"), "\(fetched)")
      // Two hours nobody waits, and no other process asks meanwhile.
      let locked = try await home.lines("connect \(sandbox.address)")
      #expect(locked.code == 6, "\(locked)")
      #expect(locked.errors.contains("the next call may go in "), "\(locked)")
      let asked = try await sandbox.judge.requestCount("GET", containing: "/crm/v8/")
      #expect(try await home.lines("connect \(sandbox.address)").code == 6)
      #expect(
        try await sandbox.judge.requestCount("GET", containing: "/crm/v8/") == asked)
    }
  }

  @Test func `with --wait import and resume sit out every one`() async throws {
    let home = try ShellHome()
    let options = ["--no-limits", "--faults", try faults("\"every\": 3", in: home)]
    try await SandboxProcess.run(options, in: home) { sandbox in
      let plan = try await plan(sandbox)
      let cut = try await home.lines("\(plan); import --yes")
      #expect(cut.code == 6, "\(cut)")
      let isOpen = (cut.output + cut.errors).contains("is unfinished")
      #expect(isOpen, "\(cut)")
      let ended = try await home.lines("connect \(sandbox.address); resume --wait")
      #expect(ended.code == 0, "\(ended)")
      let others = try await Staff.of(sandbox.judge).first(2, "Sales Rep").joined(separator: ", ")
      let more = try await home.lines(
        """
        connect \(sandbox.address); select \(others); role Employee; assign Website, Onboarding
        import --yes --wait
        """)
      #expect(more.code == 0, "\(more)")
    }
  }
}
