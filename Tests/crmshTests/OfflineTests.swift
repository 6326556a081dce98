import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// What a session keeps, and what the next one makes of it, with a server and without.
@Suite(CrmshBinary.isBuilt)
struct OfflineTests {
  /// Lines that stage two people who are not in the portal.
  private func plan(_ sandbox: SandboxProcess) async throws -> String {
    let people = try await Staff.of(sandbox.judge).first(2, "Engineer").joined(separator: ", ")
    return "select \(people)\nrole Employee; assign Website"
  }

  /// `crmsh OPTIONS -c LINES` in a home.
  private func run(_ home: ShellHome, _ lines: String, _ options: [String] = []) async throws
    -> RunResult
  {
    try await home.crmsh(options + ["-c", lines])
  }

  @Test func `contacts are not fetched again where none changed, and a plan needs no server`()
    async throws
  {
    let home = try ShellHome()
    let (address, plan) = try await SandboxProcess.run(
      ["--contacts", "3000"], in: home
    ) { sandbox in
      let connect = "connect \(sandbox.address)"
      func requests(_ lines: String) async throws -> (RunResult, Int) {
        let before = try await sandbox.judge.counts().requests
        let result = try await run(home, lines)
        #expect(result.code == 0, "\(result)")
        return (result, try await sandbox.judge.counts().requests - before)
      }
      let (first, all) = try await requests("\(connect); fetch contacts; show project Website")
      #expect(first.output.contains("contacts fetched"), "\(first)")
      let (second, few) = try await requests(
        "\(connect); fetch contacts; show project Website")
      #expect(second.output.contains("3000 contacts, as fetched on "), "\(second)")
      #expect(second.output.contains("CRM says that none changed since"), "\(second)")
      #expect(few < all, "\(few) of \(all)")
      let (off, again) = try await requests("set snapshots=off; \(connect); fetch contacts")
      #expect(off.output.contains("contacts fetched"), "\(off)")
      #expect(again > few, "\(again)")
      return (sandbox.address, try await self.plan(sandbox))
    }
    try await expectPlan(plan, home, address)
    try await expectOwnFilesOnly(home, address)
  }

  /// The server is gone.
  private func expectPlan(_ plan: String, _ home: ShellHome, _ address: String) async throws {
    let online = try await run(home, "connect \(address)")
    #expect(online.code == 9, "\(online)")
    let planned = try await run(
      home, "connect \(address)\n\(plan)\ncount contacts; preview; save plan.crmsh",
      ["--offline"])
    #expect(planned.code == 0, "\(planned)")
    #expect(planned.output.contains("offline, as of "), "\(planned)")
    #expect(planned.output.contains("3000"), "\(planned)")
    #expect(planned.output.contains("invitation mails"), "\(planned)")
    let script = try String(contentsOfFile: "\(home.folder)/plan.crmsh", encoding: .utf8)
    #expect(script.contains("fetch contacts"), "\(script)")
    for line in ["import --yes", "resume", "revert 1 --yes", "refresh"] {
      let refused = try await run(
        home, "connect \(address)\n\(plan)\n\(line)", ["--offline"])
      #expect(refused.code == 2, "\(line): \(refused)")
      #expect(refused.errors.contains("with --offline none is asked"), "\(refused)")
    }
  }

  private func expectOwnFilesOnly(_ home: ShellHome, _ address: String) async throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: home.state)
    let name = try #require(names.first { $0.hasSuffix(".portal") })
    let path = "\(home.state)/\(name)"
    for name in names where name.hasPrefix("snapshot") {
      #expect(try home.mode(of: "\(home.state)/\(name)") == 0o600, "\(name)")
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    if geteuid() == 0 {
      #expect(chown(path, 65_534, 65_534) == 0)
      let foreign = try await run(home, "connect \(address)", ["--offline"])
      #expect(foreign.code == 78, "\(foreign)")
      #expect(foreign.errors.contains("belongs to somebody else"), "\(foreign)")
      #expect(chown(path, 0, 0) == 0)
    }
    var damaged = whole
    damaged[whole.count / 2] ^= 1
    try damaged.write(to: URL(fileURLWithPath: path))
    let refused = try await run(home, "connect \(address)", ["--offline"])
    #expect(refused.code == 2, "\(refused)")
    #expect(refused.errors.contains("\(name) is damaged"), "\(refused)")
    try FileManager.default.removeItem(atPath: path)
    let nothing = try await run(home, "connect \(address)", ["--offline"])
    #expect(nothing.code == 2, "\(nothing)")
    #expect(nothing.errors.contains("nothing is kept of "), "\(nothing)")
  }

  @Test func `a plan made offline is carried out online, once the portal is as it was`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let connect = "connect \(sandbox.address)"
      #expect(try await run(home, "\(connect); show project Website").code == 0)
      let plan = try await self.plan(sandbox)
      let planned = try await run(
        home, "\(connect)\n\(plan)\npreview; save plan.crmsh --pinned",
        ["--offline"])
      #expect(planned.code == 0, "\(planned)")
      let path = "\(home.folder)/plan.crmsh"
      let script = try String(contentsOfFile: path, encoding: .utf8)
      #expect(script.contains("planned offline"), "\(script)")
      let lines = script.split(separator: "\n").map {
        $0.hasPrefix("import ") ? "\($0) --yes" : String($0)
      }
      try home.write(lines.joined(separator: "\n") + "\n", to: "agreed.crmsh")
      let done = try await home.crmsh(["\(home.folder)/agreed.crmsh"])
      #expect(done.code == 0, "\(done)\n\(script)")
      #expect(done.output.contains("Verdict: done"), "\(done)")
    }
  }

  @Test func `the rehearsal server inside the process leaves nothing, and works offline`()
    async throws
  {
    let home = try ShellHome()
    let result = try await run(
      home, "connect sandbox; fetch contacts; refresh; status", ["--offline"])
    #expect(result.code == 0, "\(result)")
    #expect(!FileManager.default.fileExists(atPath: home.state))
  }

  @Test func `a sign-in is connected to offline without its secret, and logout forgets it all`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      try Self.keepSecretsElsewhere(home)
      try await DisguisedSandbox.run(sandbox) { zoho in
        let login = try await home.crmsh(
          ["-c", "login work --dc eu --secrets - --yes; connect work"], input: Self.secrets,
          environment: zoho.environment)
        #expect(login.code == 0, "\(login)")
        let asked = try String(contentsOfFile: "\(home.folder)/asked", encoding: .utf8)
        let heard = zoho.heard.count
        let offline = try await home.crmsh(
          ["--offline", "--login", "work", "-c", "list users limit 3; status"],
          environment: zoho.environment)
        #expect(offline.code == 0, "\(offline)")
        #expect(zoho.heard.count == heard, "nothing is asked of a server")
        #expect(
          try String(contentsOfFile: "\(home.folder)/asked", encoding: .utf8) == asked,
          "no program is asked for a secret")
        let out = try await home.crmsh(["-c", "logout work"], environment: zoho.environment)
        #expect(out.code == 0, "\(out)")
        let names = try FileManager.default.contentsOfDirectory(atPath: home.state)
        #expect(!names.contains { $0.hasSuffix(".portal") }, "\(names)")
      }
    }
  }

  private static let secrets = """
    client-id = \(DisguisedSandbox.client.id)
    client-secret = \(DisguisedSandbox.client.secret)
    code = \(DisguisedSandbox.client.code)

    """

  /// Configures a program that keeps secrets, and notes what it was asked in the file `asked`.
  private static func keepSecretsElsewhere(_ home: ShellHome) throws {
    let helper = try home.write(
      """
      #!/bin/sh
      echo "$1" >> "$HOME/asked"
      case $1 in
        store) umask 077; cat > "$HOME/kept" ;;
        get) cat "$HOME/kept" ;;
        erase) rm "$HOME/kept" ;;
      esac
      """, to: "helper", mode: 0o700)
    try FileManager.default.createDirectory(
      atPath: "\(home.folder)/xdg-config/crmsh", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try home.write("credential-helper = \(helper)\n", to: "xdg-config/crmsh/config")
  }
}
