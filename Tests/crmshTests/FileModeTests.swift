import Foundation
import Testing

/// Nobody else can read what the shell leaves behind, whatever mask it was started under.
@Suite(CrmshBinary.isBuilt)
struct FileModeTests {
  @Test func `files are 0600 and folders 0700 under a mask of 000`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let person = try await Staff.of(sandbox.judge).first(1, "Engineer")[0]
      let lines = """
        connect \(sandbox.address); select \(person); role Employee; assign Website
        list users --format csv > users.csv; save saved.crmsh; import --yes > verdict.txt
        """
      try home.write(lines, to: "lines.crmsh")
      let result = try await home.sh(
        "umask 000; exec \"$CRMSH\" --state \"$STATE\" < lines.crmsh")
      #expect(result.code == 0, "\(result)")
      for name in ["users.csv", "saved.crmsh", "verdict.txt", "state/journal.sqlite"] {
        #expect(try home.mode(of: "\(home.folder)/\(name)") == 0o600, "\(name)")
      }
      #expect(try home.mode(of: home.state) == 0o700)
      for name in try FileManager.default.contentsOfDirectory(atPath: home.state) {
        #expect(try home.mode(of: "\(home.state)/\(name)") == 0o600, "\(name)")
      }
    }
  }

  @Test func `the state directory is made below XDG_STATE_HOME with its parents`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let result = try await home.sh(
        "umask 000; exec \"$CRMSH\" -c 'connect \(sandbox.address)' < /dev/null")
      #expect(result.code == 0, "\(result)")
      #expect(try home.mode(of: "\(home.folder)/xdg-state/crmsh") == 0o700)
      #expect(
        try home.mode(of: "\(home.folder)/xdg-state/crmsh/journal.sqlite") == 0o600)
    }
  }

  @Test func `a file that is there already is not written over`() async throws {
    let home = try ShellHome()
    try home.write("mine\n", to: "users.csv")
    let result = try await home.lines("connect sandbox; list users > users.csv")
    #expect(result.code != 0, "\(result)")
    let text = try String(contentsOfFile: "\(home.folder)/users.csv", encoding: .utf8)
    #expect(text == "mine\n")
  }

  @Test func `no secret lies in any file or stream`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let result = try await home.lines("connect \(sandbox.address); status; list users")
      #expect(result.code == 0, "\(result)")
      var texts = [Data(result.output.utf8), Data(result.errors.utf8)]
      for name in try FileManager.default.contentsOfDirectory(atPath: home.state) {
        texts.append(try Data(contentsOf: URL(fileURLWithPath: "\(home.state)/\(name)")))
      }
      for secret in ["1000.sandbox.refresh", "Zoho-oauthtoken"] {
        #expect(texts.allSatisfy { $0.range(of: Data(secret.utf8)) == nil }, "\(secret)")
      }
    }
  }
}
