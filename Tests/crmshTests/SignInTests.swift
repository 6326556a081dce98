import Foundation
import Testing

/// Signing in with the program itself: over TLS to what passes for a data centre, and by a sign-in that is
/// kept for a rehearsal server.
@Suite(CrmshBinary.isBuilt)
struct SignInTests {
  private static let secrets = """
    client-id = \(DisguisedSandbox.client.id)
    client-secret = \(DisguisedSandbox.client.secret)
    code = \(DisguisedSandbox.client.code)

    """

  /// The texts that may stand in the file of sign-ins alone.
  private static let planted = [
    DisguisedSandbox.client.secret, DisguisedSandbox.client.code, DisguisedSandbox.refreshToken,
  ]

  @Test func `from login to a verified import, over TLS to the hosts of a data centre`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      try await DisguisedSandbox.run(sandbox) { zoho in
        let path = try home.write(Self.secrets, to: "secrets.txt")
        let login = try await home.crmsh(
          ["-c", "login work --dc eu --secrets \(path) --yes"], environment: zoho.environment)
        #expect(login.code == 0, "\(login)")
        #expect(login.output.contains("Signed in as "), "\(login)")
        try FileManager.default.removeItem(atPath: path)

        let person = try await Staff.of(sandbox.judge).first(1, "Engineer")[0]
        let run = try await home.crmsh(
          [
            "--login", "work", "-c",
            """
            doctor; fetch contacts where Account_Name = "Blue Kite"; role Employee for \(person);
            assign Website for staged; import --yes; logins; status
            """,
          ], environment: zoho.environment)
        #expect(run.code == 0, "\(run)")
        #expect(run.output.contains(" ok, 0 failed, 0 unknown."), "\(run)")
        #expect(run.output.contains("contacts fetched"), "\(run)")
        #expect(run.output.contains("Verdict: done"), "\(run)")
        #expect(try await sandbox.judge.state().people(person).count == 1)

        let out = try await home.crmsh(
          ["-c", "logout work; logins"], environment: zoho.environment)
        #expect(out.code == 0, "\(out)")
        #expect(out.output.contains("work is revoked"), "\(out)")

        expectEachAtItsHost(zoho)
        try expectNoSecret(in: home, [login, run, out])
      }
    }
  }

  /// Every host got what is its own, and nothing else.
  private func expectEachAtItsHost(_ zoho: DisguisedSandbox) {
    let hosts = Set(zoho.heard.map(\.host))
    #expect(
      hosts == ["accounts.zoho.eu", "www.zohoapis.eu", "projects.zoho.eu"].suffixed(zoho.port))
    for heard in zoho.heard {
      let isToken = heard.line.contains(" /oauth/")
      #expect(isToken == heard.host.hasPrefix("accounts."), "\(heard)")
      #expect(heard.line.contains(" /crm/") == heard.host.hasPrefix("www."), "\(heard)")
    }
  }

  /// Both hosts are live [L] S1, S5.
  @Test
  func
    `the older host of Projects is spoken to where it was chosen, and counts as the same server`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      try await DisguisedSandbox.run(sandbox) { zoho in
        for (name, host) in [("older", " --projects-host projectsapi.zoho.eu"), ("usual", "")] {
          let login = try await home.crmsh(
            ["-c", "login \(name) --dc eu --secrets - --yes\(host)"], input: Self.secrets,
            environment: zoho.environment)
          #expect(login.code == 0, "\(login)")
        }
        let run = try await home.crmsh(
          ["--login", "older", "-c", "status"], environment: zoho.environment)
        #expect(run.code == 0, "\(run)")
        let hosts = Set(zoho.heard.map(\.host))
        #expect(
          hosts
            == ["accounts.zoho.eu", "www.zohoapis.eu", "projectsapi.zoho.eu"].suffixed(zoho.port))

        // What one asked of a pattern stands in the account of the other.
        let asked = try await home.crmsh(
          ["-c", "doctor usual --format json"], environment: zoho.environment)
        let both = zoho.heard.count { $0.line.hasPrefix("GET /api/v3/portals") }
        #expect(
          asked.output.contains(#""pattern":"/api/v3/portals","calls":\#(both)"#), "\(asked)")
      }
    }
  }

  @Test func `of several portals one is chosen once, and doctor looks at it too`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--portals", "3"], in: home) { sandbox in
      try await DisguisedSandbox.run(sandbox) { zoho in
        let login = try await home.crmsh(
          ["-c", "login work --dc eu --secrets - --yes"], input: Self.secrets,
          environment: zoho.environment)
        #expect(login.code == 0, "\(login)")
        func run(_ line: String) async throws -> RunResult {
          try await home.crmsh(["-c", line], environment: zoho.environment)
        }
        for line in ["connect work", "doctor work"] {
          let refused = try await run(line)
          #expect(refused.code == 2, "\(refused)")
          let said = refused.output + refused.errors
          #expect(said.contains("zylker-3 (700100202)"), "\(refused)")
          #expect(said.contains("--portal"), "\(refused)")
        }
        #expect(try await run("connect work --portal zylker").code == 0)
        let again = try await run("connect work; status; logins")
        #expect(again.code == 0, "\(again)")
        #expect(again.output.contains("portal zylker (700100200)"), "\(again)")
        let looked = try await run("doctor work")
        #expect(looked.output.contains("zylker (700100200)"), "\(looked)")
        #expect(!looked.output.contains("there are several"), "\(looked)")

        let other = try await run("connect work --portal 700100202; list projects")
        #expect(other.code == 0, "\(other)")
        #expect(other.output.contains("1 portal users, 0 active projects"), "\(other)")
        #expect(try await run("connect work; status").output.contains("zylker-3 (700100202)"))
      }
    }
  }

  @Test(arguments: ["expired", "self-signed", "other-name"])
  func `a certificate that is not good ends with 9, and nothing is kept`(certificate: String)
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      try await DisguisedSandbox.run(sandbox, certificate: certificate) { zoho in
        let path = try home.write(Self.secrets, to: "secrets.txt")
        let login = try await home.crmsh(
          ["-c", "login work --dc eu --secrets \(path) --yes"], environment: zoho.environment)
        #expect(login.code == 9, "\(login)")
        #expect(login.errors.contains("no connection: the server's certificate is "), "\(login)")
        #expect(zoho.heard.isEmpty)
        #expect(try await home.lines("logins").output.contains("No sign-ins yet"))
      }
    }
  }

  @Test func `secrets come by standard input too, and from no file that others may read`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      try await DisguisedSandbox.run(sandbox) { zoho in
        let open = try home.write(Self.secrets, to: "open.txt", mode: 0o644)
        let refused = try await home.crmsh(
          ["-c", "login work --dc eu --secrets \(open) --yes"], environment: zoho.environment)
        #expect(refused.code == 78, "\(refused)")
        let login = try await home.crmsh(
          ["-c", "login work --dc eu --secrets - --yes"], input: Self.secrets,
          environment: zoho.environment)
        #expect(login.code == 0, "\(login)")
        let script = try home.write("login work --dc eu --secrets open.txt --yes\n", to: "a.crmsh")
        #expect(try await home.crmsh([script]).code == 2)
      }
    }
  }

  @Test func `a credential helper keeps the secrets, and the file does not`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      try await DisguisedSandbox.run(sandbox) { zoho in
        let helper = try home.write(
          """
          #!/bin/sh
          case $1 in
            store) umask 077; cat > "$HOME/kept" ;;
            get) cat "$HOME/kept" ;;
            erase) rm "$HOME/kept" ;;
          esac
          """, to: "helper", mode: 0o700)
        try Self.configure(home, "# who keeps secrets\ncredential-helper = \(helper)\n")
        let login = try await home.crmsh(
          ["-c", "login work --dc eu --secrets - --yes"], input: Self.secrets,
          environment: zoho.environment)
        #expect(login.code == 0, "\(login)")
        #expect(login.output.contains("with \(helper)"), "\(login)")
        let file = try String(contentsOfFile: home.credentials, encoding: .utf8)
        #expect(!Self.planted.contains { file.contains($0) })
        let run = try await home.crmsh(["-c", "connect work"], environment: zoho.environment)
        #expect(run.code == 0, "\(run)")

        try Self.configure(home, "")
        let lost = try await home.crmsh(["-c", "connect work"], environment: zoho.environment)
        #expect(lost.code == 8, "\(lost)")
        #expect(lost.errors.contains("the secret of work lies with \(helper)"), "\(lost)")

        try Self.configure(home, "credential-helper = \(helper)\n")
        let out = try await home.crmsh(["-c", "logout work"], environment: zoho.environment)
        #expect(out.code == 0, "\(out)")
        #expect(!FileManager.default.fileExists(atPath: "\(home.folder)/kept"))
      }
    }
  }

  @Test(arguments: [
    ("credential-helper = relative\n", 0o600, 78), ("what = x\n", 0o600, 78),
    ("credential-helper = /bin/true\n", 0o622, 78),
  ])
  func `settings that are not safe stop a sign-in`(text: String, mode: Int, code: Int32)
    async throws
  {
    let home = try ShellHome()
    try Self.configure(home, text, mode: mode)
    let result = try await home.crmsh(
      ["-c", "login work --dc eu --secrets - --yes"], input: Self.secrets)
    #expect(result.code == code, "\(result)")
  }

  @Test func `a rehearsal is connected to by its name, and revoked`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      try Self.rehearse(home, at: sandbox.address)
      let run = try await home.lines("connect try; status; logins")
      #expect(run.code == 0, "\(run)")
      #expect(run.output.contains("try"), "\(run)")
      let file = try String(contentsOfFile: home.credentials, encoding: .utf8)
      #expect(file.contains("\nportal "), "the choice of a portal is remembered")
      #expect(try home.mode(of: home.credentials) == 0o600)
      #expect(try await home.lines("logout try").code == 0)
      #expect(try await home.lines("connect try").code == 2)

      try Self.rehearse(home, at: sandbox.address)
      let revoked = try await home.crmsh(["--state", "\(home.folder)/other", "-c", "connect try"])
      #expect(revoked.code == 8, "\(revoked)")
      #expect(revoked.errors.contains("invalid_code"), "\(revoked)")
      #expect(try await home.lines("logout try").output.contains("knew its token no more"))
    }
  }

  @Test func `a file that is not safe is not used`() async throws {
    let home = try ShellHome()
    try Self.rehearse(home, at: "http://127.0.0.1:9")
    let path = home.credentials
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(try await home.lines("logins").code == 78)
    #expect(try await home.lines("connect try").code == 78)
    try FileManager.default.moveItem(atPath: path, toPath: path + "2")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + "2")
    #expect(try await home.lines("logins").code == 78)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o777], ofItemAtPath: home.configuration)
    #expect(try await home.lines("logins").code == 78)
  }

  @Test func `looking for sign-ins makes no folder`() async throws {
    let home = try ShellHome()
    #expect(try await home.lines("logins").output.contains("No sign-ins yet"))
    #expect(!FileManager.default.fileExists(atPath: home.configuration))
  }

  /// A sign-in for a rehearsal server, as a login would have kept it.
  private static func rehearse(_ home: ShellHome, at address: String) throws {
    try configure(home, "")
    let text = """
      crmsh credentials 1

      [try]
      server \(address)
      client 1000.SANDBOX
      account ana@zylker.example
      since 1700000000
      client-secret sandbox
      refresh-token 1000.sandbox.refresh

      """
    try home.write(text, to: "xdg-config/crmsh/credentials")
  }

  private static func configure(_ home: ShellHome, _ text: String, mode: Int = 0o600) throws {
    try FileManager.default.createDirectory(
      atPath: home.configuration, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try home.write(text, to: "xdg-config/crmsh/config", mode: mode)
  }

  /// Plain, in base 64 and encoded for an address.
  private func expectNoSecret(in home: ShellHome, _ runs: [RunResult]) throws {
    var texts = runs.flatMap { [Data($0.output.utf8), Data($0.errors.utf8)] }
    let files = try #require(FileManager.default.enumerator(atPath: home.folder))
    for case let name as String in files where !name.hasPrefix("run-") {
      let path = "\(home.folder)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      texts.append(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    #expect(texts.count > 8)
    for secret in Self.planted {
      let forms = [secret, Data(secret.utf8).base64EncodedString()]
      for form in forms {
        #expect(texts.allSatisfy { $0.range(of: Data(form.utf8)) == nil }, "\(form)")
      }
    }
  }
}

extension ShellHome {
  /// Where settings and sign-ins lie.
  fileprivate var configuration: String { "\(folder)/xdg-config/crmsh" }
  fileprivate var credentials: String { "\(configuration)/credentials" }
}

extension [String] {
  /// Hosts as they are named with a port that is not the usual one.
  fileprivate func suffixed(_ port: Int) -> Set<String> { Set(map { "\($0):\(port)" }) }
}
