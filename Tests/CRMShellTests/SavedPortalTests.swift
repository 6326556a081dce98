import CRMShell
import CRMShellTesting
import Foundation
import ImportModel
import Testing

/// What a saved script says of a portal in which other people are in its projects by now.
@Suite struct SavedPortalTests {
  private static let lines = [
    "connect sandbox", "role Manager for ana.ruiz@zylker.example",
    "assign Onboarding for staged, priya.nair@zylker.example",
  ]

  /// The script that a session saves, its import agreed to.
  private func script() async throws -> String {
    let scene = try Scene()
    for line in Self.lines { #expect(await scene.run(line) == [.done], "\(line)") }
    #expect(await scene.run("save saved.crmsh") == [.done])
    let text = try #require(scene.files.text(at: "\(Scene.folder)/saved.crmsh"))
    return text.split(separator: "\n").map { $0.hasPrefix("import") ? "\($0) --yes" : "\($0)" }
      .joined(separator: "\n") + "\n"
  }

  /// What is said before the import in a world in which somebody is in the project already.
  private func told(_ text: String, joined: Bool, asFile: Bool) async throws -> String {
    let scene = try Scene()
    if joined {
      await scene.run(
        "connect sandbox", "assign Onboarding for priya.nair@zylker.example", "import --yes",
        "disconnect")
      _ = scene.console.takeEvents()
    }
    if asFile {
      scene.files.put(text, at: "\(Scene.folder)/saved.crmsh")
      _ = await scene.interpreter.executeScript(at: "\(Scene.folder)/saved.crmsh")
    } else {
      await scene.run(text)
    }
    return scene.console.takeEvents().compactMap { event -> String? in
      if case .error(let text) = event { text } else { nil }
    }.joined()
  }

  @Test(arguments: [true, false])
  func `memberships that changed since are told, of a file and of standard input`(asFile: Bool)
    async throws
  {
    let text = try await script()
    let words = "the portal says something else of its people than then"
    #expect(try await told(text, joined: true, asFile: asFile).contains(words))
    #expect(try await !told(text, joined: false, asFile: asFile).contains(words))
  }

  @Test func `what was fetched otherwise is told of standard input too`() async throws {
    let text = try await script().replacing("16 CRM users", with: "15 CRM users")
      .replacing(/#: data [0-9a-f]{12}/, with: "#: data 0123456789ab")
    let told = try await told(text, joined: false, asFile: false)
    #expect(told.contains("this was saved over 15 CRM users"), "\(told)")
  }

  @Test func `explain reads of a run the one whom it is about`() async throws {
    let scene = try Scene()
    await scene.run(
      "connect sandbox", "role Manager for where crm.role = \"Sales Manager\"",
      "assign Website for staged", "drop blocked", "import --yes")
    let journal = scene.journal
    let before = await journal.peopleRead
    #expect(await scene.run("explain ana.ruiz@zylker.example in last") == [.done])
    #expect(await journal.peopleRead == before + 1)
  }
}
