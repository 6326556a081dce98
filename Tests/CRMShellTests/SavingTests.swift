import CRMShell
import CRMShellTesting
import Foundation
import ImportModel
import Testing

/// What `save` writes, run on the same world, after its own import, and on another world.
@Suite struct SavingTests {
  private static let script = "\(Scene.folder)/saved.crmsh"

  /// PLAN and STATE of a session as its preview tells them; nil where nobody is staged.
  private func hashes(_ scene: Scene) async throws -> [String]? {
    guard await !scene.interpreter.session.plan.isEmpty else { return nil }
    let told = await scene.output(of: "preview --format json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(told.standardOutput.utf8)) as? [String: Any])
    return [try #require(document["plan"] as? String), try #require(document["state"] as? String)]
  }

  /// A session of these lines, and what it saves; some of random ones fail and leave nothing.
  private func saved(_ lines: [String], pinned: Bool = false) async throws -> (
    Scene, text: String
  ) {
    let scene = try Scene()
    await scene.run("connect sandbox", from: .terminal)
    for line in lines { await scene.run(line, from: .terminal) }
    let told = await scene.output(of: "save saved.crmsh\(pinned ? " --pinned" : "")")
    #expect(told.exit == .done, "\(told.standardError)")
    return (scene, try #require(scene.files.text(at: Self.script)))
  }

  /// What a shell said of a world that is another one since a script was saved.
  private func notes(of scene: Scene) -> [String] {
    scene.console.takeEvents().compactMap { event in
      if case .error(let text) = event, text.contains("this was saved") { text } else { nil }
    }
  }

  /// Another shell over its own world that has the script; `others` changes that world first.
  private func scene(
    with text: String, isDry: Bool, others: (Scene) async -> Void = { _ in }
  ) async throws -> Scene {
    var options = Scene.Options()
    options.mode.isDryRun = isDry
    let scene = try Scene(options)
    scene.files.put(text, at: Self.script)
    await others(scene)
    return scene
  }

  private static let sessions: [[String]] = [
    ["role Manager for where crm.role = \"Sales Manager\"", "assign Website for staged"],
    [
      "let team=\"Sales Rep\"", "list users where crm.role = $team", "select %1, %3 as few",
      "role Employee", "assign Onboarding, Website", "undo", "assign 2026 for @few",
    ],
    [
      "fetch contacts", "fetch accounts", "customer auto for account \"Blue Kite\"",
      "assign Website for staged", "accept staged",
    ],
    [
      "set batch=3", "select all", "deselect users", "select users", "role Manager", "drop blocked",
    ],
  ]

  @Test(arguments: sessions, [false, true])
  func `on the same world it comes to the same plan and state`(lines: [String], pinned: Bool)
    async throws
  {
    let (first, text) = try await saved(lines, pinned: pinned)
    let again = try await scene(with: text, isDry: true)
    let exit = await again.interpreter.executeScript(at: Self.script)
    #expect([.done, .partial].contains(exit))
    let expected = try #require(try await hashes(first))
    #expect(try await hashes(again) == expected)
    #expect(notes(of: again).isEmpty)
  }

  @Test(arguments: [false, true])
  func `run again after its own import it writes nothing and ends with 0`(pinned: Bool)
    async throws
  {
    let (_, text) = try await saved(
      [
        "role Manager for ana.ruiz@zylker.example, priya.nair@zylker.example",
        "assign Website, Onboarding for staged",
      ], pinned: pinned)
    let scene = try await scene(
      with: text.trimmingCharacters(in: .newlines) + " --yes --format json\n", isDry: false)
    var plans: [String] = []
    for writes in [3, 0] {
      _ = scene.console.takeEvents()
      #expect(await scene.interpreter.executeScript(at: Self.script) == .done)
      let told = scene.console.takeEvents().compactMap { event -> String? in
        if case .output(let text) = event, text.contains("\"verdict\"") { text } else { nil }
      }
      let last = try #require(told.last)
      let verdict = try #require(
        try JSONSerialization.jsonObject(with: Data(last.utf8))
          as? [String: Any])
      #expect(verdict["writes"] as? Int == writes)
      plans.append(try #require(verdict["plan"] as? String))
    }
    #expect(plans.first == plans.last)
  }

  @Test func `what was fetched after a step that was taken back stands before the next one`()
    async throws
  {
    let (_, text) = try await saved([
      "role Manager for ana.ruiz@zylker.example", "fetch contacts", "fetch accounts", "undo",
      "customer auto for account \"Blue Kite\"",
    ])
    let again = try await scene(with: text, isDry: true)
    #expect([.done, .partial].contains(await again.interpreter.executeScript(at: Self.script)))
    #expect(await !again.interpreter.session.plan.isEmpty, "\(text)")
  }

  @Test func `lines too old to be undone are saved all the same`() async throws {
    let many = Timeline.limit + 20
    let (first, text) = try await saved(
      ["role Manager for ana.ruiz@zylker.example", "fetch accounts"]
        + (0..<many).map { "\($0.isMultiple(of: 2) ? "" : "un")assign Website for staged" } + [
          "undo"
        ])
    let lines = text.split(separator: "\n")
    #expect(lines.filter { $0.hasSuffix("assign Website for staged") }.count == many - 1)
    let again = try await scene(with: text, isDry: true)
    #expect(await again.interpreter.executeScript(at: Self.script) == .done)
    #expect(try await hashes(again) == (try await hashes(first)))
  }

  @Test func `on another world a pinned script says what the portal says otherwise`() async throws {
    let (_, text) = try await saved(
      [
        "role Manager for ana.ruiz@zylker.example, o'brien@zylker.example",
        "assign Website for staged",
      ],
      pinned: true)
    let ana = try #require(EmailAddress(Zylker.email("ana.ruiz")))
    let other = try await scene(with: text, isDry: true) { scene in
      await scene.portal.edit { $0.limited(ana, to: .readOnly) }
    }
    #expect(await other.interpreter.executeScript(at: Self.script) == .refused)
    let told = other.console.takeEvents().compactMap { event -> String? in
      if case .error(let text) = event { text } else { nil }
    }.joined()
    #expect(told.contains("nothing was sent"), "\(told)")
    #expect(told.contains("ana.ruiz@zylker.example: was absent, is "), "\(told)")
    #expect(!told.contains("brien"), "\(told)")
  }

  @Test func `on another world each line says where it comes to something else`() async throws {
    let (_, text) = try await saved([
      "select where crm.role = \"Sales Manager\"", "role Manager", "assign Website",
    ])
    let other = try await scene(with: text, isDry: true) { scene in
      await scene.crm.edit { $0.filter { !$0.values.contains(.text(Zylker.email("ana.ruiz"))) } }
    }
    #expect(await other.interpreter.executeScript(at: Self.script) == .done)
    let told = other.console.takeEvents().compactMap { event -> String? in
      if case .error(let text) = event { text } else { nil }
    }
    let first = try #require(told.first)
    #expect(first.hasPrefix("note: line "))
    #expect(first.hasSuffix(", when this was saved: 3 people selected (before: 0).\n"), "\(told)")
    try #require(told.count == 5)
    #expect(
      told[3].contains("this was saved over 16 CRM users")
        && told[3].contains("now there are 15 CRM users")
        && told[3].contains("3 lines report something else"), "\(told)")
    #expect(
      told[4]
        == "note: the plan is another one than was saved: was 3 people, is 2; with role Manager: was 3, is 2; in project Website: was 3, is 2\n",
      "\(told)")
  }

  @Test func `a pinned plan of other people names who is gone and who is new`() async throws {
    let (_, text) = try await saved(
      ["role Manager for ana.ruiz@zylker.example", "assign Website for staged"], pinned: true)
    let changed = text.replacing(
      "(ana.ruiz@zylker.example)", with: "(o'brien@zylker.example)")
    let other = try await scene(with: changed, isDry: true)
    #expect(await other.interpreter.executeScript(at: Self.script) == .refused)
    let told = other.console.takeEvents().compactMap { event -> String? in
      if case .error(let text) = event { text } else { nil }
    }.joined()
    #expect(told.contains("ana.ruiz@zylker.example in Website: not planned any more"), "\(told)")
    #expect(told.contains("o'brien@zylker.example in Website: was not planned"), "\(told)")
  }

  /// `CRMSH_SAVED_SESSIONS` says how many sessions (200 otherwise), `CRMSH_SAVED_SEED` the first seed.
  private static let seeds: Range<Int> = {
    func number(_ name: String, _ usual: Int) -> Int {
      ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
    }
    let first = number("CRMSH_SAVED_SEED", 0)
    return first..<(first + number("CRMSH_SAVED_SESSIONS", 200))
  }()

  @Test(arguments: seeds)
  func `random sessions run again after their own import write nothing`(seed: Int) async throws {
    let session = RandomSession(seed: seed)
    let (first, text) = try await saved(session.lines + (seed % 2 == 0 ? ["drop blocked"] : []))
    guard await !first.interpreter.session.plan.isEmpty else { return }
    let scene = try await scene(
      with: text.trimmingCharacters(in: .newlines) + " --yes --format json\n", isDry: false)
    var documents: [[String: Any]] = []
    for _ in 1...2 {
      _ = scene.console.takeEvents()
      let exit = await scene.interpreter.executeScript(at: Self.script)
      let told = scene.console.takeEvents().compactMap { event -> String? in
        if case .output(let text) = event, text.contains("\"verdict\"") { text } else { nil }
      }
      let last = try #require(told.last, "\(text)")
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
      let people = try #require(document["people"] as? [[String: Any]])
      let isBlocked = people.contains { $0["result"] as? String == "blocked" }
      #expect(exit == (isBlocked ? .partial : .done), "\(text)")
      documents.append(document)
    }
    #expect(documents[1]["writes"] as? Int == 0, "\(text)")
    // A line that chooses by what the portal has chooses others once the portal has them.
    let asksPortal = text.contains("portal.status") || text.contains("blocked")
    let plans = documents.map { $0["plan"] as? String }
    #expect(asksPortal || plans[0] == plans[1], "\(text)")
  }

  @Test(arguments: seeds)
  func `random sessions come to the same plan and state`(seed: Int) async throws {
    let session = RandomSession(seed: seed)
    let (first, text) = try await saved(session.lines)
    let again = try await scene(with: text, isDry: true)
    let exit = await again.interpreter.executeScript(at: Self.script)
    let expected = try await hashes(first)
    if expected == nil {
      // Nobody is staged: there is nothing to do.
      #expect(exit == .done, "\(text)")
    } else {
      #expect([.done, .partial].contains(exit), "\(text)")
    }
    #expect(notes(of: again).isEmpty, "\(text)")
    #expect(try await hashes(again) == expected, "\(text)")
  }
}

/// Lines as somebody might type them, by a seed.
private struct RandomSession {
  private let random: SeededRandomness

  init(seed: Int) { random = SeededRandomness(seed: UInt64(seed) &* 0x9E37_79B9 &+ 7) }

  /// Between 3 and 14 lines.
  var lines: [String] {
    var lines = random.chance(40) ? ["fetch contacts", "fetch accounts"] : []
    for _ in 0..<(3 + random.next(below: 12)) { lines.append(line()) }
    return lines
  }

  private func one(of texts: [String]) -> String { texts[random.next(below: texts.count)] }

  private func selector() -> String {
    one(of: [
      "users", "all", "where crm.role = \"Sales Manager\"", "where crm.role ~ \"*Rep*\"",
      "ana.ruiz@zylker.example", "*@zylker.example but ana.ruiz@zylker.example", "selected",
      "staged", "blocked", "@kept", "where portal.status = absent", "contacts",
      "account \"Blue Kite\"", "%1-2",
    ])
  }

  private func line() -> String {
    let people = selector()
    let target = random.chance(50) ? " for \(people)" : ""
    return one(of: [
      "select \(people)", "select \(people) as kept", "select add \(people)",
      "select keep \(people)", "deselect \(people)",
      "role \(one(of: ["Manager", "Employee", "\"Team Lead\""]))\(target)",
      "role Manager\(target) --replace",
      "assign \(one(of: ["Website", "Onboarding", "2026"]))\(target)",
      "assign Website, Onboarding\(target)", "unassign Website\(target)", "customer auto\(target)",
      "drop \(people)", "accept \(people)", "reset", "undo", "undo 2", "redo", "list users limit 5",
      "let x=y", "count \(people)", "fetch accounts",
      one(of: ["fetch contacts", "fetch contacts where Account_Name = \"Blue Kite\""]),
    ])
  }
}
