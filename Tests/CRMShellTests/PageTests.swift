import CRMShell
import CRMShellTesting
import Foundation
import ImportEngine
import ImportModel
import Reporting
import Testing

/// What `--html` writes holds everything that the commands tell.
@Suite struct PageTests {
  private func scene() async throws -> Scene {
    let scene = try Scene()
    await scene.run(
      "connect sandbox", "role Manager for where crm.role = \"Sales Manager\"",
      "role Employee for eve@zylker.example, gert.novak@zylker.example",
      "assign Website, 1009 for staged")
    return scene
  }

  private func page(_ name: String, of scene: Scene) throws -> String {
    // Where a line may break is nothing that is read.
    try #require(scene.files.text(at: "\(Scene.folder)/\(name)")).replacing("<wbr>", with: "")
  }

  /// A text as it stands in a page.
  private func escaped(_ text: String) -> String {
    VisibleText.rendering(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }

  /// The values of a command's CSV, each as a page shows it.
  private func values(_ line: String, of scene: Scene) async -> [String] {
    let told = await scene.output(of: "\(line) --format tsv")
    let tables = told.standardOutput.split(separator: "\n\n")
    let fields = tables.flatMap { table in
      table.split(separator: "\n").dropFirst().flatMap { $0.split(separator: "\t") }
    }
    // Lists are joined otherwise for readers, flags are words for them.
    return fields.flatMap { $0.split(separator: "; ") }.map(String.init).filter {
      !["true", "false", "null"].contains($0)
    }
  }

  /// Every text and number of a report's JSON.
  private func documentValues(_ line: String, of scene: Scene) async throws -> [String] {
    let told = await scene.output(of: "\(line) --format json")
    func leaves(_ value: Any) -> [String] {
      switch value {
      case let members as [String: Any]: members.values.flatMap(leaves)
      case let elements as [Any]: elements.flatMap(leaves)
      case let text as String: [text]
      case let number as Int: [String(number)]
      default: []
      }
    }
    return leaves(try JSONSerialization.jsonObject(with: Data(told.standardOutput.utf8)))
  }

  @Test func `the page of a run says which letters of an address look like others`() async throws {
    let scene = try Scene()
    await scene.run(
      "connect sandbox", "role Employee for all", "assign Website for all", "import --yes",
      "report --html run.html")
    let text = try page("run.html", of: scene)
    #expect(text.contains("whose letter 1 is U+0430 CYRILLIC SMALL LETTER A, drawn like a"))
    #expect(text.contains("its letter 1 is U+0430 CYRILLIC SMALL LETTER A, drawn like a"))
  }

  @Test func `the page of a preview says what its views say`() async throws {
    let scene = try await scene()
    let told = await scene.output(of: "preview --html p.html --format json")
    #expect(told.exit == .done)
    let page = try page("p.html", of: scene)
    for line in ["list plan columns email, name", "preview problems", "preview matrix"] {
      let values = await values(line, of: scene)
      #expect(!values.isEmpty)
      for value in values where !["role-kept", "profile-kept"].contains(value) {
        #expect(page.contains(escaped(value)), "\(line): \(value)")
      }
    }
    let json = told.standardOutput
    for name in ["plan", "state"] {
      let hash = try #require(json.firstMatch(of: try Regex("\"\(name)\":\"([0-9a-f]{64})\"")))
      #expect(page.contains(try #require(hash.output[1].substring)))
    }
    for words in [
      "Patricia Boyle", "pat on desk", "Zylker Projects", "(60001)", "<dd>sandbox</dd>",
      "invitation mails", "portal_user", "role Manager for where crm.role = &quot;Sales Manager",
      "Eve &lt;U+202E&gt;gnp.&lt;U+001B&gt;[31mred",
    ] { #expect(page.contains(words), "\(words)") }
    #expect(page.contains("<h2 id=\"problems\">"))
  }

  @Test func `the page of a run says what its report says, problems first`() async throws {
    var options = Scene.Options()
    options.fault = { _, call in
      call.emails.contains { $0.canonical == "eve@zylker.example" }
        ? .refuse(title: "INVALID <EMAIL>", status: 400) : .none
    }
    let scene = try Scene(options)
    await scene.run(
      "connect sandbox", "role Employee for eve@zylker.example, gert.novak@zylker.example",
      "role Manager for ana.ruiz@zylker.example", "assign Website, 1009 for staged",
      "import --yes --reason \"<b>sales</b> & more\"", "report --html r.html")
    let page = try page("r.html", of: scene)
    // Lines stand apart and by number, hashes in full, and the portal's name is strong.
    let differs = try Regex("\\(line |\\(60001\\)|^[0-9a-f]{12}-[0-9a-f]{12}$")
    for value in try await documentValues("report", of: scene)
    where value.firstMatch(of: differs) == nil {
      let time = TimeText.seconds(iso8601: value)
      let shown = time.map(LocalTimes(FixedTimeZones()).text) ?? value
      #expect(page.contains(escaped(shown)), "\(value)")
    }
    for words in [
      "&lt;b&gt;sales&lt;/b&gt; &amp; more", "the server said: INVALID &lt;EMAIL&gt;",
      "partial</span>, exit code 3", ">not added<", ">added<", ">blocked<", "crm-not-active",
      "The audit log is intact", "1 person invited by mail", "1 portal user and 0 client users",
    ] { #expect(page.contains(words), "\(words)") }
    let problems = try #require(page.firstRange(of: "<h2 id=\"problems\">"))
    let people = try #require(page.firstRange(of: "<h2 id=\"people\">"))
    #expect(problems.lowerBound < people.lowerBound)
  }

  @Test func `the page of a run that undid another one tells what was taken off`() async throws {
    let scene = try await scene()
    await scene.run(
      "drop blocked", "import --yes", "preview revert 1 --html v.html", "revert 1 --yes",
      "report --html r.html")
    #expect(try page("v.html", of: scene).contains("membership of Website"))
    let page = try page("r.html", of: scene)
    #expect(page.contains("which undid run 1"))
    #expect(page.contains(">taken off<"))
  }

  @Test func `a page is read without a connection, and tells an unfinished run`() async throws {
    var options = Scene.Options()
    options.fault = { number, _ in
      number == 1 ? .none : .turnAway(.throttled(retryAfter: 900))
    }
    let scene = try Scene(options)
    await scene.run(
      "connect sandbox", "role Manager for ana.ruiz@zylker.example, eve@zylker.example",
      "assign Website for staged", "import --yes", "disconnect --discard")
    let told = await scene.output(of: "report --html r.html")
    #expect(told.exit == .done, "\(told)")
    let page = try page("r.html", of: scene)
    #expect(page.contains("unfinished"))
    #expect(page.contains("resume"))
  }

  @Test func `a matrix that is too large gives way to words and numbers`() async throws {
    let (people, projects) = (400, 260)
    let scene = try Scene()
    let many = (1...people).compactMap {
      Zylker.user(1_000 + $0, "many.\($0)", "Many \($0)", role: "Engineer")
    }
    let further = try (1...projects).map { number in
      Project(
        id: try #require(ProjectID("\(80_000 + number)")), name: "A further project \(number)",
        status: .active)
    }
    await scene.crm.edit { $0 + many }
    await scene.portal.edit { $0.with(further) }
    await scene.run(
      "connect sandbox", "role Employee for many.*@zylker.example", "assign Website for staged",
      "assign * for many.7@zylker.example")
    let told = await scene.output(of: "preview calls --html p.html")
    #expect(told.exit == .done, "\(told.standardError)")
    let page = try page("p.html", of: scene)
    #expect(page.contains("people × "))
    #expect(!page.contains("class=\"grid\""))
    #expect(page.contains(" projects, no. 1–"))
    #expect(page.utf8.count < 1_000_000)
  }
}

extension Portal {
  /// The same portal with projects that nobody is in.
  fileprivate func with(_ further: [Project]) -> Portal {
    Portal(
      id: id, name: name, callerProfile: callerProfile, projects: projects + further, roles: roles,
      profiles: profiles, customers: customers, users: users, licences: licences,
      crmIntegration: crmIntegration, members: members, clients: clients, fetchedAt: fetchedAt)
  }
}
