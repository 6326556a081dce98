import CRMShell
import CRMShellTesting
import ImportModel
import Testing

/// Draft and commit: a line that fails leaves no trace, and a saved session means the same.
@Suite struct DraftTests {
  let scene: Scene

  init() async throws {
    scene = try Scene()
    await scene.run("connect sandbox")
  }

  @Test(arguments: [
    "select all > theirs.txt", "role Manager for all > theirs.txt", "refresh > theirs.txt",
    "select users where department = x", "role Boss for all", "assign Website, Twin for all",
    "import --yes > theirs.txt", "let team=x > theirs.txt", "set batch=7 > theirs.txt",
    "set batch=7 settle=never", "list > theirs.txt",
  ])
  func `a line that fails leaves the session as it was`(line: String) async throws {
    scene.files.put("keep me", at: "/desk/theirs.txt")
    await scene.run("role Manager for ana.ruiz@zylker.example", "assign Website for staged")
    let shell = scene.interpreter
    let (session, timeline, batch) = await (shell.session, shell.timeline, shell.settings.batch)
    #expect(await scene.run(line) == [.usage])
    #expect(await shell.session == session)
    #expect(await shell.timeline == timeline)
    #expect(await shell.settings.batch == batch)
    #expect(await shell.variables.isEmpty)
    #expect(await shell.listed == nil)
    #expect(scene.files.text(at: "/desk/theirs.txt") == "keep me")
    #expect(await scene.portal.sent.isEmpty)
  }

  @Test func `a failed select leaves nobody selected where lines go on`() async throws {
    await scene.run("set on-error=continue", "select all")
    let told = await scene.output(of: "select users where department = x; role Manager")
    #expect(told.standardError.contains("warning: nobody is selected any more"), "\(told)")
    #expect(await scene.interpreter.session.selection?.rows.isEmpty ?? true)
    #expect(await scene.interpreter.session.plan.isEmpty)
  }

  @Test func `nobody is left selected by a deselect that failed`() async throws {
    await scene.run("set on-error=continue", "select all")
    let told = await scene.output(of: "deselect nobody.such@x.example; role Manager")
    #expect(
      told.standardError.contains("warning: nobody is selected any more, since this deselect"))
    #expect(await scene.interpreter.session.plan.isEmpty)
  }

  @Test(arguments: ["drop ana.ruiz@zylker.exampl", "unassign Websit for ana.ruiz@zylker.example"])
  func `nobody is imported whom a line that failed was to leave out`(line: String) async throws {
    await scene.run("set on-error=continue")
    await scene.run("role Manager for ana.ruiz@zylker.example; assign Website for staged")
    let told = await scene.output(of: "\(line); import --yes")
    #expect(told.exit == .usage && told.standardError.contains("would bring them in"), "\(told)")
    #expect(await scene.portal.sent.isEmpty)
    // At a terminal somebody saw the error, and is asked.
    let typed = await scene.output(of: "import --yes", from: .terminal)
    #expect(typed.exit == .done, "\(typed)")
    #expect(await !scene.portal.sent.isEmpty)
    // What is staged after that is another plan.
    await scene.run("role Manager for anna.schmidt@zylker.example; assign Website for staged")
    #expect(await scene.output(of: "import --yes").exit != .usage)
  }

  @Test func `a script that was mended is run again in the session in which it failed`()
    async throws
  {
    func script(_ dropped: String) -> String {
      """
      on-error continue
      role Manager for ana.ruiz@zylker.example, anna.schmidt@zylker.example
      assign Website for staged
      drop \(dropped)
      import --yes
      """
    }
    scene.files.put(script("anna.schmidt@zylker.exampl"), at: "/desk/a.crmsh")
    #expect(await scene.output(of: "source a.crmsh", from: .terminal).exit == .usage)
    #expect(await scene.portal.sent.isEmpty)
    scene.files.put(script("anna.schmidt@zylker.example"), at: "/desk/a.crmsh")
    let told = await scene.output(of: "source a.crmsh", from: .terminal)
    #expect(told.exit == .done, "\(told)")
  }

  @Test func `a text stops at its first error unless told to go on`() async throws {
    #expect(await scene.run("select none; role Boss; select all") == [.usage])
    #expect(await scene.interpreter.session.selection?.rows.isEmpty == true)
    await scene.run("set on-error=continue")
    #expect(await scene.run("role Boss for all; select all") == [.usage])
    #expect(await scene.interpreter.session.selection?.rows.count == Zylker.users.count)
  }

  @Test(arguments: ["", " --pinned"])
  func `a saved script gives the same PLAN-STATE on the same world`(option: String) async throws {
    await scene.run(
      "let team=\"Sales Manager\"", "select where crm.role = $team as managers", "role Manager",
      "assign Website, \"Rollout, Phase 2 [EMEA]\"", "assign Onboarding", "undo",
      "profile Contractor in Website for @managers but o'brien@zylker.example --replace",
      "role Employee for wang.xiaoming@zylker.example", "assign 1007, 2026 for staged",
      "profile Employee for staged", "accept staged", "unassign 2026 for ana.ruiz@zylker.example",
      "role \"Team Lead\" for priya.nair@zylker.example --replace", "drop o'brien@zylker.example")
    let preview = await scene.output(of: "preview")
    let hashes = try #require(preview.standardOutput.split(separator: "Plan ").last).dropLast()
    #expect(await scene.run("save again.crmsh\(option)") == [.done])
    let script = try #require(scene.files.text(at: "/desk/again.crmsh"))
    #expect(script.hasPrefix("#: crmsh session"))
    #expect(script.split(separator: "\n").first { !$0.hasPrefix("#") } == "connect sandbox")
    let last = try #require(script.split(separator: "\n").last)
    #expect(last.hasPrefix("import --expect-portal 60001"))
    #expect(last.hasSuffix(option.isEmpty ? "60001" : "--expect-plan \(hashes)"))

    let other = try Scene()
    other.files.put(script, at: "/desk/again.crmsh")
    #expect(await other.interpreter.executeScript(at: "again.crmsh") == .refused)
    let replayed = await other.output(of: "preview")
    #expect(replayed.standardOutput == preview.standardOutput)

    other.files.put(
      script.split(separator: "\n").joined(separator: "\n") + " --yes\n", at: "/desk/yes.crmsh")
    await other.run("reset", "disconnect")
    #expect(await other.interpreter.executeScript(at: "yes.crmsh") == .done)
    let sent = await other.portal.sent.count
    #expect(sent > 0)
    #expect(await other.interpreter.executeScript(at: "yes.crmsh") == .done)
    #expect(await other.portal.sent.count == sent)
  }
}
