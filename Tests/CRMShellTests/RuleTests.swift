import CRMShell
import CRMShellTesting
import ImportModel
import Testing

/// "What a line means", rule by rule: the first six, about whom and what a line stages.
@Suite struct PlanningRuleTests {
  let scene: Scene

  init() async throws {
    scene = try Scene()
    await scene.run("connect sandbox")
  }

  private func change(of local: String) async -> Change? {
    guard let portal = await scene.interpreter.fetched?.portal else { return nil }
    let plan = await scene.interpreter.session.plan
    return Assessment(of: plan, against: portal).changes.first {
      $0.row.person.emailText == Zylker.email(local)
    }
  }

  @Test func `rule 1: a selection stays frozen until it is resolved anew`() async throws {
    await scene.run("select where plan.role is empty", "role Manager for ana.ruiz@zylker.example")
    #expect(await scene.interpreter.session.selection?.rows.count == Zylker.users.count)
    await scene.run("select where plan.role is empty")
    #expect(await scene.interpreter.session.selection?.rows.count == Zylker.users.count - 1)
  }

  @Test func `rule 1: saved names outlive later selections and stay frozen`() async throws {
    await scene.run("select all as everybody", "select none")
    #expect(await scene.run("select @everybody") == [.done])
    #expect(await scene.interpreter.session.selection?.rows.count == Zylker.users.count)
  }

  @Test func `rule 2: without for a plan command means the selection, never selected refuses`()
    async throws
  {
    let lines = ["role Manager", "assign Website", "profile Employee", "unassign Website"]
    for line in lines { #expect(await scene.run(line) == [.usage], "\(line)") }
    await scene.run("select ana.ruiz@zylker.example", "role Manager")
    #expect(await scene.interpreter.session.plan.rows.map(\.person.name) == ["Ana Ruiz"])
  }

  @Test func `rule 2: nobody selected is told and no error`() async throws {
    await scene.run("select none")
    let told = await scene.output(of: "role Manager")
    #expect(told.exit == .done)
    #expect(told.standardOutput.contains("0 people"))
  }

  @Test func `rule 2: for never changes the selection`() async throws {
    await scene.run("select ana.ruiz@zylker.example")
    let before = await scene.interpreter.session.selection
    await scene.run("role Manager for all", "assign Website for staged", "drop blocked")
    #expect(await scene.interpreter.session.selection == before)
  }

  @Test(arguments: ["role Manager", "profile Employee", "assign Website"])
  func `rule 3: role, profile and assign stage their people`(line: String) async throws {
    await scene.run("\(line) for ana.ruiz@zylker.example")
    #expect(await scene.interpreter.session.plan.rows.count == 1)
  }

  @Test func `rule 3: a new portal user is ready with a role and a project`() async throws {
    await scene.run("role Manager for ana.ruiz@zylker.example")
    #expect(await change(of: "ana.ruiz")?.blocked == [.noProject])
    await scene.run("assign Website for staged")
    #expect(await change(of: "ana.ruiz")?.kind == .add)
    await scene.run("assign Website for wang.xiaoming@zylker.example")
    #expect(await change(of: "wang.xiaoming")?.blocked == [.noRole])
  }

  @Test func `rule 3: somebody there is ready with anything that changes something`() async throws {
    await scene.run("assign Onboarding for priya.nair@zylker.example")
    #expect(await change(of: "priya.nair")?.kind == .join)
    await scene.run("assign 2026 for lior.avrahami@zylker.example")
    #expect(await change(of: "lior.avrahami")?.kind == .join)
  }

  @Test func `rule 4: a later role wins and the report counts what it overrode`() async throws {
    await scene.run("role Manager for where crm.role = \"Sales Manager\"")
    let told = await scene.output(of: "role Employee for ana.ruiz@zylker.example")
    #expect(told.standardOutput.contains("1 earlier value overridden"))
    let role = await change(of: "ana.ruiz")?.row.role?.value
    #expect(role?.text == "3001")
  }

  @Test func `rule 4: a later line wins with its flags`() async throws {
    await scene.run(
      "role Manager for priya.nair@zylker.example --replace",
      "role Manager for priya.nair@zylker.example")
    #expect(await change(of: "priya.nair")?.kind == .keep)
  }

  @Test func `rule 4: projects add up and a profile may differ by project`() async throws {
    await scene.run(
      "role Manager for ana.ruiz@zylker.example", "assign Website for staged",
      "assign Onboarding for staged", "profile Employee for staged",
      "profile Contractor in Onboarding for staged")
    let row = await change(of: "ana.ruiz")?.row
    #expect(row?.projects.map(\.value.text) == ["1001", "1003"])
    let onboarding = try #require(ProjectID("1003"))
    let website = try #require(ProjectID("1001"))
    #expect(row?.profile(in: onboarding)?.value.text == "4004")
    #expect(row?.profile(in: website)?.value.text == "4001")
  }

  @Test func `rule 5: what a person has is kept and told unless replaced`() async throws {
    let told = await scene.output(of: "role Manager for priya.nair@zylker.example")
    #expect(told.exit == .done)
    #expect(told.standardOutput.contains("--replace"))
    #expect(await change(of: "priya.nair")?.kind == .keep)
    await scene.run("role Manager for priya.nair@zylker.example --replace")
    #expect(await change(of: "priya.nair")?.kind == .change)
  }

  @Test(arguments: ["unassign Website for all", "drop all", "reset", "undo"])
  func `rule 6: taking off the plan touches the plan alone`(line: String) async throws {
    await scene.run("role Manager for priya.nair@zylker.example", "assign Website for staged")
    let before = await scene.portal.portal
    #expect(await scene.run(line) == [.done])
    #expect(await scene.portal.sent.isEmpty)
    #expect(await scene.portal.portal == before)
  }

  @Test func `customers of one name are told apart by their client users and projects`()
    async throws
  {
    let scene = try Scene()
    let twin = try #require(CustomerID("8009"))
    await scene.portal.edit { portal in
      var edited = portal
      edited.customers.append(Customer(id: twin, name: "Solaris Freight"))
      return edited
    }
    await scene.run("connect sandbox", "fetch contacts")
    for line in [
      "customer 'Solaris Freight' for cleo@solaris.example",
      "customer 'Solaris Freight' for cleo@solaris.example --new",
    ] {
      let told = await scene.output(of: line)
      #expect(told.exit == .usage)
      #expect(told.standardError.contains("8002 (1 client user"), "\(told.standardError)")
      #expect(told.standardError.contains("8009 (no client users)"))
    }
    await scene.run("customer auto for cleo@solaris.example", "assign Website for staged")
    let told = await scene.output(of: "preview problems")
    #expect(told.standardOutput.contains("customer ID for them, with one of 8002 (1 client user"))
  }
}
