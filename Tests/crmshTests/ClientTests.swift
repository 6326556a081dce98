import Testing

/// Contacts become client users, their accounts customers: what the portal holds afterwards.
@Suite(CrmshBinary.isBuilt)
struct ClientTests {
  @Test
  func `twenty contacts of four companies reach two projects, and a second run writes nothing`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      try Clients.write(to: home)
      let before = try await sandbox.judge.state()
      let script = try home.write(
        Clients.script(sandbox, last: "import --yes"), to: "clients.crmsh")

      let first = try await home.crmsh([script])
      #expect(first.code == 0, "\(first)")
      let after = try await sandbox.judge.state()
      Clients.expect(in: after, from: before)
      let counts = try await sandbox.judge.counts()
      // Two made, six links, and for each company two additions; one canary for each of two kinds.
      #expect(counts.writeCount == 2 + 6 + 8 + 2, "\(counts.writes)")
      #expect(counts.violations == 0)

      let again = try await home.crmsh([script])
      #expect(again.code == 0, "\(again)")
      #expect(try await sandbox.judge.counts().writeCount == counts.writeCount)
      #expect(try await sandbox.judge.state() == after)
    }
  }

  /// Contacts whom something keeps out, with the reason and words of the remedy.
  static let blocked = [
    ("ines.moreau@solaris.example", "other-customer", "never moved"),
    ("petra.inside@zylker.example", "client-domain", "import them as a user"),
    ("priya.nair@zylker.example", "is-portal-user", "delete that user there first"),
    ("Wang.Xiaoming@zylker.example", "is-crm-user", "give the user a role"),
    ("otto.alone@nowhere.example", "no-customer", "customer NAME for them"),
    ("sam@acme.example", "ambiguous-customer", "customer ID for them"),
  ]

  @Test func `who can't be a client user is left out with a remedy, and nobody is touched`()
    async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let before = try await sandbox.judge.state()
      let plan = """
        connect \(sandbox.address)
        fetch contacts
        select \(Self.blocked.map(\.0).joined(separator: ", "))
        select add contacts where Last_Name = Quist
        customer auto
        assign Website
        """
      let preview = try await home.lines(plan + "\npreview problems")
      #expect(preview.code == 0, "\(preview)")
      for (address, reason, remedy) in Self.blocked + [
        ("Nora Quist", "no-email", "enter one in CRM")
      ] {
        let isTold = preview.output.split(separator: "\n").contains {
          $0.contains(address) && $0.contains(reason)
        }
        #expect(isTold, "\(address) \(reason): \(preview)")
        #expect(preview.output.contains("\(reason): "), "\(preview)")
        #expect(preview.output.contains(remedy), "\(preview)")
      }

      let refused = try await home.lines(plan + "\nimport --yes")
      #expect(refused.code == 3, "\(refused)")
      #expect(refused.output.contains("7 blocked"), "\(refused)")
      let dropped = try await home.lines(plan + "\ndrop blocked\nimport --yes")
      #expect(dropped.code == 0, "\(dropped)")
      #expect(try await sandbox.judge.counts().writes == [:])
      #expect(try await sandbox.judge.state() == before, "nobody is touched")
    }
  }

  @Test(arguments: [
    ["--client-key", "client_id"], ["--client-profile", "ignored"],
    ["--client-profile", "refused"],
  ])
  func `what the portal does otherwise, and no harm by it, is learnt from the first`(
    options: [String]
  ) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(options, in: home) { sandbox in
      try Clients.write(to: home)
      let before = try await sandbox.judge.state()
      let result = try await home.lines(Clients.script(sandbox, last: "import --yes"))
      #expect(result.code == 0, "\(result)")
      Clients.expect(in: try await sandbox.judge.state(), from: before)
      #expect(try await sandbox.judge.counts().violations == 0)
    }
  }

  /// A server that disagrees with what is guessed of Zoho, and what is said of it.
  struct Disagreement: Sendable, CustomTestStringConvertible {
    let options: [String]
    let code: Int32
    let words: String
    /// How many people have an invitation by then.
    let invited: Int
    var testDescription: String { options.joined(separator: " ") }
  }

  @Test(arguments: [
    Disagreement(
      options: ["--client-key", "customer_id"], code: 3, words: "customer_id", invited: 0),
    Disagreement(
      options: ["--client-customer", "untold"], code: 4, words: "does not tell whose client user",
      invited: 1),
    Disagreement(
      options: ["--clientuser", "members-only"], code: 4, words: "not shown by the read-back",
      invited: 0),
  ])
  func `a portal that disagrees is met by one person, and nobody else is written to`(
    _ disagreement: Disagreement
  ) async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(disagreement.options, in: home) { sandbox in
      try Clients.write(to: home)
      let before = try await sandbox.judge.state()
      let result = try await home.lines(Clients.script(sandbox, last: "import --yes"))
      #expect(result.code == disagreement.code, "\(result)")
      #expect(result.output.contains(disagreement.words), "\(result)")
      #expect(result.output.contains("Zoho does not document what this call takes"), "\(result)")
      let after = try await sandbox.judge.state()
      #expect(after.users.map(\.mails).reduce(0, +) == disagreement.invited)
      let known = Set(before.users.map(\.email))
      #expect(after.users.filter { known.contains($0.email) } == before.users)
      for address in Clients.byCustomer.values.joined() {
        #expect(result.output.contains(address), "\(address) is not as planned and not named")
      }
    }
  }
}
