import CRMShell
import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// "What a line means", rule by rule: reasons, imports, hashes, confirmation.
@Suite struct ImportRuleTests {
  let scene: Scene

  init() async throws {
    scene = try Scene()
    await scene.run("connect sandbox")
  }

  private func stageAna() async {
    await scene.run("role Manager for ana.ruiz@zylker.example", "assign Onboarding for staged")
  }

  @Test func `rule 7: a row's reason goes into the journal with line, file, position and hash`()
    async throws
  {
    let text = "connect sandbox\nselect where city = Lugo\nrole Manager; assign Website\n"
    scene.files.put(text, at: "/desk/team.crmsh")
    #expect(await scene.run("source team.crmsh", "import --yes") == [.done, .done])
    let person = try await scene.journal.report(1).people.first?.planned
    #expect(person?.origins.map(\.line) == ["role Manager", "assign Website"])
    #expect(person?.origins.map(\.position) == [3, 3])
    #expect(person?.origins.compactMap(\.file) == ["/desk/team.crmsh", "/desk/team.crmsh"])
    let hash = FourLaneHash().digest(of: Array(text.utf8))
    #expect(person?.origins.compactMap(\.scriptHash) == [hash, hash])
    #expect(person?.matched == ["crm.city = Lugo"])
  }

  @Test func `rule 8: blocked people are left out, named, and the exit code is 3`() async throws {
    await stageAna()
    await scene.run("role Employee for gert.novak@zylker.example")
    let told = await scene.output(of: "import --yes")
    #expect(told.exit == .partial)
    #expect(told.standardOutput.contains("crm-not-active"))
    #expect(await scene.portal.sent.flatMap(\.emails).map(\.text) == [Zylker.email("ana.ruiz")])
  }

  @Test func `rule 8: with the blocked dropped first the exit code is 0`() async throws {
    await stageAna()
    await scene.run("role Employee for gert.novak@zylker.example", "drop blocked")
    #expect(await scene.run("import --yes") == [.done])
  }

  @Test func `rule 8: nothing to change is 0 writes and exit 0`() async throws {
    await scene.run("assign Website for priya.nair@zylker.example")
    #expect(await scene.run("import --yes") == [.done])
    await stageAna()
    await scene.run("reset")
    #expect(await scene.run("import --yes") == [.done])
    #expect(await scene.portal.sent.isEmpty)
  }

  @Test func `rule 8: nobody staged is nothing to do, and said`() async throws {
    for line in ["select all", "role Manager for where city = Atlantis"] {
      #expect(await scene.run(line) == [.done])
      let told = await scene.output(of: "import --yes")
      #expect(told.exit == .done)
      #expect(told.standardOutput.contains("Nobody is staged: nothing to import, nothing was sent"))
    }
    #expect(await scene.portal.sent.isEmpty)
  }

  @Test(arguments: ["--expect-people 3", "--expect-plan 0123456789ab"])
  func `rule 8: nobody staged is not what was expected`(option: String) async throws {
    #expect(await scene.run("import --yes \(option)") == [.refused])
    #expect(await scene.run("import --yes --expect-people 0") == [.done])
  }

  @Test func `rule 2: a selector that means nobody is told`() async throws {
    for line in ["select where city = Atlantis", "role Manager for where city = Atlantis"] {
      let told = await scene.output(of: line)
      #expect(told.exit == .done)
      #expect(told.standardOutput.contains("note: nobody matches where city = Atlantis"))
    }
    #expect(await !scene.output(of: "select none").standardOutput.contains("nobody matches"))
  }

  @Test func `rule 8: afterwards the plan is empty, the selection stays, undo stops`() async throws
  {
    await scene.run("select ana.ruiz@zylker.example", "role Manager", "assign Website")
    #expect(await scene.run("import --yes") == [.done])
    let session = await scene.interpreter.session
    #expect(session.plan.isEmpty)
    #expect(session.selection?.rows.count == 1)
    #expect(await scene.run("undo") == [.usage])
  }

  @Test func `rule 9: each blocked reason of users has its person and its remedy`() async throws {
    await scene.crm.edit { $0 + Zylker.otherKinds }
    await scene.run(
      "refresh", "role Employee for all but wang.xiaoming@zylker.example",
      "assign Website, Onboarding for all but anna.schmidt@zylker.example")
    let limited = try #require(EmailAddress("ana.ruiz@zylker.example"))
    await scene.portal.edit { $0.archived("Onboarding").limited(limited, to: .readOnly) }
    await scene.run("refresh")
    let told = await scene.output(of: "preview problems --format csv")
    let reasons = Set(
      told.standardOutput.split(separator: "\n").dropFirst().compactMap { line in
        // The reason stands before its remedy, which is quoted where it holds a comma.
        BlockReason.allCases.first {
          line.contains(",blocked,\($0.rawValue),") && !line.hasSuffix(",\($0.rawValue),")
        }
      })
    let ofContacts: Set<BlockReason> = [
      .isPortalUser, .isCRMUser, .otherCustomer, .ambiguousCustomer, .noCustomer, .clientDomain,
    ]
    #expect(reasons == Set(BlockReason.allCases).subtracting(ofContacts))
    let words = await scene.output(of: "preview problems").standardOutput
    for reason in reasons {
      #expect(words.contains("\n\(reason.rawValue): "), "\(reason): its remedy")
    }
  }

  @Test func `rule 9: too few licences are a gate before any write`() async throws {
    var options = Scene.Options()
    options.licences = 0
    let scene = try Scene(options)
    await scene.run(
      "connect sandbox", "role Manager for ana.ruiz@zylker.example", "assign Website for staged")
    #expect(await scene.run("import --yes") == [.refused])
    #expect(await scene.portal.sent.isEmpty)
  }

  @Test func `rule 9: an invited person is joined and never invited again`() async throws {
    await scene.run("assign Onboarding for lior.avrahami@zylker.example")
    #expect(await scene.run("import --yes") == [.done])
    #expect(await scene.portal.mails.isEmpty)
    #expect(await scene.portal.violations.isEmpty)
  }

  @Test func `rule 10: who is as planned costs no call the second time`() async throws {
    let script = [
      "role Manager for where crm.role = \"Sales Manager\"", "assign Onboarding for staged",
      "import --yes",
    ]
    for line in script { #expect(await scene.run(line) == [.done]) }
    let sent = await scene.portal.sent.count
    for line in script { #expect(await scene.run(line) == [.done]) }
    #expect(await scene.portal.sent.count == sent)
  }

  @Test func `rule 10: help teaches it`() async throws {
    let told = await scene.output(of: "help filters")
    #expect(told.standardOutput.contains("portal.status = absent"))
  }

  @Test func `rule 11: a portal that changed since the preview is refused until previewed again`()
    async throws
  {
    await scene.run(
      "role Manager for priya.nair@zylker.example --replace", "assign 2026 for staged")
    await scene.run("preview")
    let priya = try #require(EmailAddress(Zylker.email("priya.nair")))
    await scene.portal.edit { $0.joined(priya, in: "2026") }
    for _ in 1...2 {
      let told = await scene.output(of: "import --yes")
      #expect(told.exit == .refused)
      #expect(told.standardError.contains("priya.nair@zylker.example in 2026"))
    }
    #expect(await scene.run("preview", "import --yes") == [.done, .done])
  }

  @Test func `rule 11: expect-plan takes PLAN and PLAN-STATE as the preview shows them`()
    async throws
  {
    await stageAna()
    let told = await scene.output(of: "preview")
    let hashes = try #require(told.standardOutput.split(separator: "Plan ").last).dropLast()
    #expect(hashes.count == 25)
    let wrong = hashes.prefix(12) + "-000000000000"
    #expect(await scene.run("import --yes --expect-plan \(wrong)") == [.refused])
    #expect(await scene.run("import --yes --expect-plan \(hashes)") == [.done])
    await scene.run("role Manager for o'brien@zylker.example", "assign 2026 for staged")
    let plan = try #require(
      await scene.output(of: "preview").standardOutput.split(separator: "Plan ").last)
    #expect(await scene.run("import --yes --expect-plan \(plan.prefix(12))") == [.done])
  }

  @Test func `rule 12: a script needs yes, and more where more is at stake`() async throws {
    await stageAna()
    #expect(await scene.run("import") == [.refused])
    await scene.run("set protected=on")
    #expect(await scene.run("import --yes") == [.refused])
    #expect(await scene.run("import --yes --expect-portal 60001") == [.refused])
    #expect(await scene.portal.sent.isEmpty)
    #expect(
      await scene.run("import --yes --expect-portal 60001 --expect-people 1") == [.done])
  }
}
