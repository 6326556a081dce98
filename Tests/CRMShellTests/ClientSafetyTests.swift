import CRMShell
import CRMShellTesting
import ImportEngine
import ImportModel
import Testing

/// What must not be taken for granted of clients: what was not read, was not fetched, or was not asked.
@Suite struct ClientSafetyTests {
  let scene: Scene

  init() async throws {
    scene = try Scene()
    await scene.run("connect sandbox")
  }

  private func stageSolaris() async {
    await scene.run(
      "fetch contacts", "customer auto for account \"Solaris Freight\" but users",
      "assign Website for staged")
  }

  @Test(arguments: [
    ServiceFailure.scope("x"), .refused(title: "NO", message: "x", status: 404), .malformed("x"),
  ])
  func `customers that can't be read at import stop it, and none is made twice`(
    failure: ServiceFailure
  ) async throws {
    await stageSolaris()
    let session = await scene.interpreter.session
    #expect(session.plan.rows.contains { $0.customer != nil })
    await scene.portal.failCustomers(with: failure)
    for line in ["preview --fresh", "import --yes"] {
      let told = await scene.output(of: line)
      #expect(told.exit == .usage && told.standardError.contains("customers could not be read"))
    }
    #expect(await scene.portal.sent.isEmpty)
    #expect(await scene.interpreter.session == session)
    await scene.portal.failCustomers(with: nil)
    #expect(await scene.run("import --yes", "list customers") != [.usage, .usage])
    #expect(
      await !scene.portal.sent.contains { if case .makeCustomer = $0 { true } else { false } })
  }

  @Test func `users are imported though the customers can't be read`() async throws {
    await scene.run("role Manager for ana.ruiz@zylker.example", "assign Onboarding for staged")
    await scene.portal.failCustomers(with: .scope("x"))
    #expect(await scene.run("import --yes") == [.done])
  }

  @Test func `after a refresh without customers the plan shows nobody new`() async throws {
    await scene.run(
      "fetch contacts where Email = dan@northwind.example", "customer auto for contacts",
      "assign Website for staged")
    await scene.portal.failCustomers(with: .scope("x"))
    await scene.run("refresh")
    let told = await scene.output(of: "list plan")
    #expect(told.standardOutput.contains("no-customer") && !told.standardOutput.contains("add"))
    #expect(await scene.run("preview") == [.usage])
  }

  private func choice(of email: String) async -> CustomerChoice? {
    await scene.interpreter.session.plan.rows.first { $0.person.emailText == email }?.customer?
      .value
  }

  @Test func `two accounts of a name are seen though only one of them was fetched`() async throws {
    await scene.run("fetch contacts where Email = gil@acme.example", "customer auto for contacts")
    let acme = try #require(CustomerName("Acme"))
    #expect(await choice(of: "gil@acme.example") == .ambiguousAccount(acme))
  }

  @Test func `where all accounts are fetched, or several are known, CRM is not asked`() async throws
  {
    await scene.run("fetch contacts", "fetch accounts")
    let before = await scene.crm.reads
    #expect(await scene.run("customer auto for account \"Northwind Foods\"") == [.done])
    #expect(await scene.crm.reads == before)
  }

  @Test(arguments: [
    ServiceFailure.scope("x"), .refused(title: "NO", message: "x", status: 400),
  ])
  func `auto is refused where nobody can tell, and goes once the accounts are fetched`(
    failure: ServiceFailure
  ) async throws {
    await scene.run("fetch contacts where Email = dan@northwind.example")
    await scene.crm.fail(with: failure)
    let told = await scene.output(of: "customer auto for contacts")
    #expect(told.exit == .usage && told.standardError.contains("type fetch accounts"))
    #expect(await scene.interpreter.session.plan.isEmpty)
    #expect(await scene.run("customer Meridian for contacts") == [.done])
    await scene.crm.fail(with: nil)
    #expect(await scene.run("fetch accounts", "customer auto for contacts") == [.done, .done])
    let name = try #require(CustomerName("Northwind Foods"))
    let chosen = try #require(await choice(of: "dan@northwind.example"))
    guard case .ofAccount(name, .some) = chosen else {
      Issue.record("\(chosen)")
      return
    }
  }

  @Test func `what is staged stays as staged when a namesake comes`() async throws {
    await scene.run("fetch contacts where Email = dan@northwind.example")
    await scene.run("customer auto for contacts")
    let plan = await scene.interpreter.session.plan
    await scene.run("fetch accounts", "select contacts", "refresh")
    #expect(await scene.interpreter.session.plan.rows.map(\.customer) == plan.rows.map(\.customer))
  }

  @Test func `nobody comes to the customer of an account that CRM took them from`() async throws {
    await scene.run("fetch contacts", "customer auto for account \"Northwind Foods\"")
    await scene.run("assign Website for staged")
    await scene.crm.editContacts { records in
      let account = ("6002", "Solaris Freight")
      let moved = Zylker.contact(4, "dan@northwind.example", "Dan Ode", account: account)
      return records.filter { $0.id != moved?.id } + [moved].compactMap { $0 }
    }
    await scene.run("refresh")
    let told = await scene.output(of: "explain dan@northwind.example")
    #expect(
      told.standardOutput.contains(
        "customer auto took Northwind Foods, and their CRM account is Solaris Freight now"))
    let problems = await scene.output(of: "preview problems --format csv")
    #expect(problems.standardOutput.contains("dan@northwind.example,Dan Ode,blocked,ambiguous"))
    let saved = await scene.output(of: "save pinned.crmsh --pinned")
    #expect(saved.exit == .usage && saved.standardError.contains("dan@northwind.example"))
    #expect(scene.files.text(at: "/desk/pinned.crmsh") == nil)
    #expect(await scene.run("customer auto for dan@northwind.example") == [.done])
    #expect(await choice(of: "dan@northwind.example")?.name?.text == "Solaris Freight")
    #expect(await choice(of: "eva@northwind.example")?.name?.text == "Northwind Foods")
  }

  @Test func `a plan that holds somebody back has not the hash of one that brings them in`()
    async throws
  {
    await scene.run("fetch contacts", "customer auto for dan@northwind.example")
    await scene.run("assign Website for staged")
    func hash() async -> Substring {
      await scene.output(of: "preview").standardOutput.split(separator: "\n").last ?? ""
    }
    let before = await hash()
    let account = ("6002", "Solaris Freight")
    await scene.crm.editContacts { records in
      records.map { record in
        let moved = Zylker.contact(4, "dan@northwind.example", "Dan Ode", account: account)
        return record.id == moved?.id ? moved ?? record : record
      }
    }
    await scene.run("refresh")
    let after = await hash()
    #expect(before.hasPrefix("Plan ") && after.hasPrefix("Plan ") && before != after)
    let typed = await scene.output(
      of: "customer 'Northwind Foods' for dan@northwind.example --new; preview")
    #expect(typed.standardOutput.contains(before))
  }

  @Test(arguments: ["customer auto", "cust auto"])
  func `who is tried again comes to the customer of an account for as long as they have it`(
    line: String
  ) async throws {
    var options = Scene.Options()
    options.switches.clients = .refused
    let scene = try Scene(options)
    await scene.run("connect sandbox", "fetch contacts")
    // As it was typed, shortened too.
    _ = await scene.output(of: "\(line) for dan@northwind.example", from: .terminal)
    await scene.run("assign Website for staged")
    #expect(await scene.run("import --yes") == [.partial])
    #expect(await scene.run("retry") == [.done])
    #expect(await scene.output(of: "preview").standardOutput.contains("1 add"))
    await scene.run("undo")
    await scene.crm.editContacts { records in
      let account = ("6002", "Solaris Freight")
      let moved = Zylker.contact(4, "dan@northwind.example", "Dan Ode", account: account)
      return records.filter { $0.id != moved?.id } + [moved].compactMap { $0 }
    }
    await scene.run("refresh", "retry")
    let problems = await scene.output(of: "preview problems --format csv")
    #expect(problems.standardOutput.contains("dan@northwind.example,Dan Ode,blocked,ambiguous"))
  }

  @Test func `an address nobody could look up is not said to be missing in CRM`() async throws {
    scene.files.put("email\nada@bluekite.example\nnobody@x.com\n", at: "/desk/people.csv")
    await scene.crm.fail(with: .scope("x"))
    let listed = await scene.output(of: "select from people.csv", from: .terminal)
    #expect(
      listed.standardError.contains("not looked up")
        || listed.standardOutput.contains("not looked up"))
    #expect(!(listed.standardError + listed.standardOutput).contains("not in CRM"))
    let script = await scene.output(of: "select from people.csv")
    #expect(script.exit == .usage && script.standardError.contains("CRM was not asked"))
    #expect(script.standardError.contains("fetch contacts"))
    #expect(await scene.run("select from people.csv --allow-unknown") == [.done])
    let named = await scene.output(of: "select ada@bluekite.example")
    #expect(named.exit == .usage && named.standardError.contains("CRM was not asked"))
  }

  @Test func `addresses beyond the limit are not said to be missing in CRM`() async throws {
    let many = (0..<2_000).map { "a\($0)@x.com\n" }.joined()
    scene.files.put("email\n\(many)zz@x.com\n", at: "/desk/many.csv")
    let told = await scene.output(of: "select from many.csv", from: .terminal)
    let text = told.standardError + told.standardOutput
    #expect(text.contains("not looked up among CRM's contacts: zz@x.com (line 2002)"))
    #expect(text.contains("not in CRM: a0@x.com"))
  }

  @Test func `a full fetch tells the new ones whatever went`() async throws {
    await scene.run("fetch contacts")
    await scene.crm.editContacts { records in
      let new = (0..<3).compactMap {
        Zylker.contact(900 + $0, "n\($0)@x.com", "N", account: nil)
      }
      return Array(records.dropFirst(3)) + new
    }
    let told = await scene.output(of: "fetch contacts")
    #expect(told.standardOutput.contains("14 of 14 contacts fetched (3 new)"))
  }

  @Test func `the titles of a list's columns name them`() async throws {
    await scene.run("fetch contacts")
    let told = await scene.output(
      of:
        "list contacts by name limit 1 columns email, name, account, portal, customer --format csv")
    #expect(
      told.standardOutput
        == "email,name,account,portal,customer\nada@bluekite.example,Ada Lind,Blue Kite,absent,\n")
    #expect(await scene.run("list columns email, crm_role, portal_role by crm_role") != [.done])
    #expect(
      await scene.run("list users by crm_role columns email, crm_role, portal_role") == [.done])
    // The same words where the list has no such column, and in filters, stay what they were.
    #expect(
      await scene.run("list users columns account", "list users columns customer") == [
        .usage, .usage,
      ])
    #expect(await scene.run("list contacts where customer = x") == [.usage])
  }
}
