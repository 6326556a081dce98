import CRMShell
import CRMShellTesting
import Foundation
import Testing

/// The documented JSON: names and order of keys, arrays for lists, errors on standard error.
@Suite struct SchemaTests {
  let scene: Scene

  init() async throws {
    scene = try Scene()
    await scene.run(
      "connect sandbox",
      "role Manager for ana.ruiz@zylker.example, priya.nair@zylker.example, gert.novak@zylker.example",
      "assign Website, Onboarding for staged")
  }

  /// The keys of a JSON text in the order they stand, those of nested objects after a dot.
  private func keys(_ json: String) -> [String] {
    var path: [String] = []
    var found: [String] = []
    var last = ""
    let tokens = json.matches(of: /"((?:[^"\\]|\\.)*)"(:?)|[{}]/)
    for token in tokens {
      if let text = token.1 {
        guard token.2 == ":" else { continue }
        last = String(text)
        let name = (path + [last]).filter { !$0.isEmpty }.joined(separator: ".")
        if !found.contains(name) { found.append(name) }
      } else if token.0 == "{" {
        path.append(last)
        last = ""
      } else {
        last = path.removeLast()
      }
    }
    return found
  }

  private func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func array(_ json: String) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
  }

  @Test func `preview has the fixed keys in the fixed order`() async throws {
    let told = await scene.output(of: "preview --format json")
    #expect(
      keys(told.standardOutput).filter { !$0.hasPrefix("licences.") } == [
        "schema", "plan", "state", "portal", "portal.id", "portal.name", "people", "people.email",
        "people.kind", "people.change", "people.role", "people.role.from", "people.role.to",
        "people.customer", "people.projects", "people.projects.id", "people.projects.name",
        "people.projects.change", "people.projects.profile", "people.projects.profile.from",
        "people.projects.profile.to", "people.reason", "customers", "calls", "mails",
        "estimate_seconds", "licences",
      ])
    let preview = try object(told.standardOutput)
    #expect(preview["schema"] as? Int == 1)
    #expect((preview["plan"] as? String)?.count == 64)
    #expect((preview["state"] as? String)?.count == 64)
    let people = try #require(preview["people"] as? [[String: Any]])
    #expect(people.map { $0["change"] as? String } == ["join", "add", "blocked"])
    #expect((preview["portal"] as? [String: Any])?["id"] as? String == "60001")
  }

  @Test(arguments: [
    ("matrix", ["person", "project", "change", "profile"]),
    ("problems", ["email", "name", "change", "reason", "remedy"]),
  ])
  func `lists of preview have the documented keys in their order`(view: String, expected: [String])
    async throws
  {
    let told = await scene.output(of: "preview \(view) --format json")
    #expect(keys(told.standardOutput) == expected)
    let csv = await scene.output(of: "preview \(view) --format csv").standardOutput
    #expect(csv.hasPrefix(expected.joined(separator: ",") + "\n"))
    let rows = try array(told.standardOutput).count
    #expect(csv.split(separator: "\n").count == rows + 1)
  }

  @Test func `import has the fixed keys in the fixed order, and nothing else is written`()
    async throws
  {
    let told = await scene.output(of: "import --yes --format json")
    #expect(told.exit == .partial)
    #expect(told.standardOutput.split(separator: "\n").count == 1)
    #expect(
      keys(told.standardOutput) == [
        "schema", "run", "plan", "verdict", "exit_code", "people", "people.email",
        "people.result", "people.code", "people.message", "requests", "writes", "seconds",
      ])
    let verdict = try object(told.standardOutput)
    #expect(verdict["exit_code"] as? Int == 3)
    #expect(verdict["writes"] as? Int == 3)
    let people = try #require(verdict["people"] as? [[String: Any]])
    #expect(people.map { $0["result"] as? String } == ["applied", "applied", "blocked"])
    #expect(people.last?["code"] as? String == "crm-not-active")
  }

  @Test func `doctor has the fixed keys in the fixed order`() async throws {
    var options = Scene.Options()
    options.standing = StaticStanding()
    options.standing?.spend("/api/v3/portals", calls: 3)
    let scene = try Scene(options)
    let told = await scene.output(of: "doctor sandbox --format json")
    #expect(told.exit == .done)
    #expect(told.standardOutput.split(separator: "\n").count == 1)
    #expect(
      keys(told.standardOutput) == [
        "schema", "target", "exit_code", "checks", "checks.check", "checks.part", "checks.state",
        "checks.seen", "checks.source", "checks.remedy", "scopes", "scopes.scope", "scopes.state",
        "scopes.source", "endpoints", "endpoints.pattern", "endpoints.calls", "endpoints.limit",
        "endpoints.seconds", "endpoints.remaining", "endpoints.locked_until",
      ])
    let document = try object(told.standardOutput)
    let checks = try #require(document["checks"] as? [[String: Any]])
    let states = Set(checks.compactMap { $0["state"] as? String })
    #expect(states.isSubset(of: ["ok", "failed", "unknown"]))
    #expect(checks.contains { $0["check"] as? String == "administrator" })
    #expect((document["scopes"] as? [[String: Any]])?.count == 17)
  }

  @Test(arguments: [
    "table", "vertical", "csv", "tsv", "json", "ndjson", "markdown",
  ])
  func `doctor prints every line in every format`(format: String) async throws {
    let told = await scene.output(of: "doctor --format \(format)")
    #expect(told.exit == .done)
    for word in ["administrator", "Patricia Boyle", "enterprise", "Zylker Projects"] {
      #expect(told.standardOutput.contains(word), "\(word)\n\(told.standardOutput)")
    }
  }

  @Test(arguments: [
    "list", "list none", "list projects", "list roles", "list profiles", "list portal",
    "list portals", "list plan", "list licences", "list runs", "runs", "log", "set", "help",
    "explain ana.ruiz@zylker.example", "preview matrix", "preview problems",
  ])
  func `a list is an array of objects with snake case keys`(line: String) async throws {
    let told = await scene.output(of: "\(line) --format json")
    let list = try array(told.standardOutput)
    for object in list {
      #expect(object.keys.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil })
    }
    if line == "list none" { #expect(list.isEmpty) }
  }

  @Test(arguments: [
    "status", "count all", "select all", "role Manager for all", "assign 2026 for staged",
    "unassign 2026 for staged", "drop blocked", "accept staged", "preview", "undo",
    "show ana.ruiz@zylker.example", "show project Website", "refresh", "reset",
    "unset history-size",
    "help select", "help exit-codes", "format json", "echo x",
  ])
  func `every command answers with one document of snake case keys`(line: String) async throws {
    let told = await scene.output(of: "\(line) --format json")
    #expect(told.exit == .done, "\(told.standardError)")
    #expect(told.standardOutput.split(separator: "\n").count == 1, "\(told.standardOutput)")
    let document = try object(told.standardOutput)
    for key in document.keys { #expect(key.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil, "\(key)") }
  }

  @Test func `runs --verify says whether the log is whole, where it is not, and exits 3 then`()
    async throws
  {
    await scene.run("import --yes")
    let told = await scene.output(of: "runs --verify --format json")
    #expect(told.exit == .done)
    #expect(
      keys(told.standardOutput) == [
        "schema", "intact", "entries", "head", "runs_before", "broken_at", "run", "message",
      ])
    let intact = try object(told.standardOutput)
    #expect(intact["intact"] as? Bool == true && intact["broken_at"] is NSNull)
    let entries = try #require(intact["entries"] as? Int)
    #expect(entries >= 8 && (intact["head"] as? String)?.count == 64)
    await scene.journal.corrupt(entry: 3)
    let broken = await scene.output(of: "runs --verify --format json")
    #expect(broken.exit == .partial)
    let flaw = try object(broken.standardOutput)
    #expect(flaw["intact"] as? Bool == false && flaw["broken_at"] as? Int == 3)
    #expect(flaw["run"] as? Int == 1 && flaw["head"] is NSNull)
    let words = await scene.output(of: "runs --verify")
    #expect(
      words.standardOutput.hasPrefix(
        "problem: the audit log is broken at entry 3 (run 1): the entry was altered\n"))
    #expect(words.exit == .partial)
  }

  @Test func `explain names the person it is about`() async throws {
    let now = await scene.output(of: "explain ana.ruiz@zylker.example --format json")
    let people = try array(now.standardOutput)
    #expect(people.map { $0["email"] as? String } == [Zylker.email("ana.ruiz")])
    #expect(people.first?["because"] is [String])
    await scene.run("import --yes")
    let past = await scene.output(of: "explain ana.ruiz@zylker.example in 1 --format json")
    let person = try #require(try array(past.standardOutput).first)
    #expect(person["email"] as? String == Zylker.email("ana.ruiz"))
    #expect((person["calls"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test(arguments: [
    "select users where department = Sales", "selct all", "role Boss for all",
    "select from missing.csv", "import --yes --expect-portal 7", "set batch=0", "echo \"open",
  ])
  func `an error is one object on standard error`(line: String) async throws {
    await scene.run("format json")
    let told = await scene.output(of: line)
    #expect(told.standardOutput.isEmpty)
    #expect(
      keys(told.standardError) == [
        "error", "error.code", "error.message", "error.hint", "error.file", "error.line",
        "error.column",
      ])
  }
}
