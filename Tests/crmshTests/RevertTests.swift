import Foundation
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

#if canImport(Glibc)
  import Glibc
#endif

/// Runs that are undone: what the portal holds afterwards, by the sandbox's own account.
@Suite(CrmshBinary.isBuilt)
struct RevertTests {
  private func act(_ judge: Judge, _ deed: [String: String]) async throws {
    var request = URLRequest(url: try #require(URL(string: judge.address + "/_sandbox/act")))
    request.httpMethod = "POST"
    request.httpBody = try JSONEncoder().encode(deed)
    let (_, answer) = try await URLSession.shared.data(for: request)
    #expect((answer as? HTTPURLResponse)?.statusCode == 200, "\(deed)")
  }

  @Test func `forty people are undone; a second time nothing is sent`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--users", "60", "--rate", "100/4"], in: home) { sandbox in
      let forty = try await FortyPeople(sandbox.judge, in: home)
      let before = try await sandbox.judge.state()
      let script = try home.write(forty.script(sandbox), to: "rollout.crmsh")
      let pace = ["--set", "rate=95/4s"]
      #expect(try await home.crmsh(pace + [script]).code == 0)
      let undo = "connect \(sandbox.address)\npreview revert 1\nrevert 1 --yes"
      let first = try await home.lines(undo, pace)
      #expect(first.code == 0, "\(first)")
      #expect(first.output.contains("40 invitation mails of the run stay sent"), "\(first)")
      #expect(try await sandbox.judge.state() == before, "the portal is what it was")
      let counts = try await sandbox.judge.counts()
      #expect(counts.violations == 0)
      let again = try await home.lines("connect \(sandbox.address)\nrevert 1 --yes", pace)
      #expect(again.code == 0, "\(again)")
      #expect(again.output.contains("Nothing of the run is left"), "\(again)")
      #expect(try await sandbox.judge.counts().writeCount == counts.writeCount)
      let runs = try await home.lines("runs --format json")
      #expect(runs.output.contains("\"reverted\":[\"2\"]"), "\(runs)")
    }
  }

  @Test func `clients are undone with the customers that were made for them`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      try Clients.write(to: home)
      let before = try await sandbox.judge.state()
      let script = try home.write(
        Clients.script(sandbox, last: "import --yes"), to: "clients.crmsh")
      #expect(try await home.crmsh([script]).code == 0)
      let undone = try await home.lines(
        "connect \(sandbox.address)\nrevert last --yes --format json")
      #expect(undone.code == 0, "\(undone)")
      #expect(try await sandbox.judge.state() == before, "the portal is what it was")
      #expect(try await sandbox.judge.counts().violations == 0)
    }
  }

  /// What happens to the first, the second, the fourth and the fifth meanwhile.
  private func live(on judge: Judge, _ people: [String]) async throws {
    try await act(judge, ["do": "accept", "email": people[0]])
    try await act(judge, ["do": "role", "email": people[1], "role": "Manager"])
    try await act(
      judge, ["do": "profile", "email": people[3], "profile": "Manager", "project": "Website"])
    try await act(judge, ["do": "leave", "email": people[4], "project": "Website"])
  }

  @Test func `who accepted, was changed or is elsewhere since is kept and named`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      let judge = sandbox.judge
      let people = try await Staff.of(judge).first(6, "Sales Rep")
      let before = try await judge.state()
      let connect = "connect \(sandbox.address)\n"
      let imported = try await home.lines(
        connect + "role Employee for \(people.joined(separator: ", "))\n"
          + "assign Website, Onboarding for staged\nprofile Employee in Website for staged\n"
          + "import --yes")
      #expect(imported.code == 0, "\(imported)")
      let other = try await home.lines(
        connect + "assign \"Mobile App\" for \(people[2])\nimport --yes")
      #expect(other.code == 0, "\(other)")
      try await live(on: judge, people)
      let kept = try await judge.state()

      let preview = try await home.lines(connect + "preview revert 1 --format json")
      #expect(preview.code == 0, "\(preview)")
      for words in ["accepted the invitation", "changed by somebody else", "still in Mobile App"] {
        #expect(preview.output.contains(words), "\(words): \(preview)")
      }
      let undone = try await home.lines(connect + "revert 1 --yes")
      #expect(undone.code == 0, "\(undone)")
      let after = try await judge.state()
      for email in people.prefix(2) {
        #expect(after.people(email) == kept.people(email), "kept whole")
        #expect(undone.output.contains(email), "\(undone)")
      }
      #expect(after.people(people[2]).map(\.projectNames) == [["Mobile App"]])
      #expect(after.people(people[3]).map(\.projectNames) == [["Website"]])
      #expect(after.people(people[4]).isEmpty && after.people(people[5]).isEmpty)
      #expect(after.users.filter { !people.contains($0.email) } == before.users)
      let writes = try await judge.counts().writeCount
      let again = try await home.lines(connect + "revert 1 --yes")
      #expect(again.code == 0 && again.output.contains("kept as they are"), "\(again)")
      #expect(try await judge.counts().writeCount == writes)
    }
  }

  @Test func `values of people who were there go back`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      let before = try await sandbox.judge.state()
      let old = before.users.filter {
        $0.status == "active" && $0.userType == "portal_user" && $0.role == "Employee"
      }
      let emails = old.prefix(2).map(\.email).joined(separator: ", ")
      let imported = try await home.lines(
        "connect \(sandbox.address)\nrole Contractor for \(emails) --replace\n"
          + "assign Website, Onboarding for staged\ndrop blocked\nimport --yes")
      #expect(imported.code == 0, "\(imported)")
      #expect(try await sandbox.judge.state() != before)
      let undone = try await home.lines("connect \(sandbox.address)\nrevert 1 --yes")
      #expect(undone.code == 0, "\(undone)")
      #expect(try await sandbox.judge.state() == before)
    }
  }

  @Test(arguments: [
    "begin.after:1", "intent.after:1", "send.after:1", "outcome.before:2", "intent.after:3",
    "send.after:4", "outcome.after:5", "send.after:6", "close.before:1",
  ])
  func `dead at any step, it is resumed and the portal is what it was`(place: String) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run([], in: home) { sandbox in
      let lead = try await Staff.of(sandbox.judge).first(2, "Sales Manager")
      let connect = "connect \(sandbox.address)\n"
      let before = try await sandbox.judge.state()
      let imported = try await home.lines(
        connect + "role Manager for \(lead.joined(separator: ", "))\n"
          + "assign Website, Onboarding for staged\nimport --yes")
      #expect(imported.code == 0, "\(imported)")
      let dead = try await home.crmsh(
        ["-c", connect + "revert 1 --yes"], environment: ["CRMSH_CRASH_AT": place])
      #expect(dead.code == 128 + SIGKILL, "\(dead)")
      let refused = try await home.lines(connect + "revert 1 --yes")
      #expect(refused.code == 4, "\(refused)")
      let resumed = try await home.lines(connect + "resume")
      #expect(resumed.code == 0, "\(place): \(resumed)")
      #expect(try await sandbox.judge.state() == before, "\(place)")
      let verified = try await home.lines("runs --verify")
      #expect(verified.code == 0, "\(verified)")
    }
  }
}
