import CRMShell
import CRMShellTesting
import CommandLanguage
import Reporting
import Testing

/// Every hostile string in every field that a command prints, in every format: none reaches the output
/// as it is.
@Suite struct HostileWorldTests {
  /// Eight to a field, so that a world of a few hundred people holds them all; what works at the
  /// beginning of a field alone has its own.
  private static let texts: [String] = {
    let strings = HostileStrings.all
    let heads = HostileStrings.formulas
    return stride(from: 0, to: strings.count, by: 8).map { start in
      strings[start..<min(start + 8, strings.count)].joined(separator: "·")
    } + heads
  }()

  private static let narrow = OutputStyle(width: 60, isTerminal: true)

  private static let lines = [
    "list users columns email, full_name, role, profile, city, phone", "list contacts",
    "list accounts", "list people", "list customers", "list projects", "list roles",
    "list profiles", "list portal", "list plan", "preview", "preview problems", "preview calls",
    "preview matrix", "list staged", "status", "runs", "log", "doctor", "explain %1",
    "show %2", "show project 10001", "show customer 80001", "history", "let", "alias", "report",
  ]

  @Test func `there are more than two thousand strings`() {
    #expect(HostileStrings.all.count >= 2_000)
  }

  @Test(arguments: OutputFormat.allCases)
  func `no field of any command lets one of them through`(format: OutputFormat) async throws {
    for style in format == .table ? [.pipe, Self.narrow] : [OutputStyle.pipe] {
      let scene = try await Self.scene(format, style)
      var printed = 0
      for line in Self.lines {
        let told = await scene.output(of: line)
        let text = told.standardOutput + told.standardError
        printed += told.standardOutput.utf8.count
        #expect(Self.raw(in: text, isTabbed: format == .tsv).isEmpty, "\(line)")
        #expect(told.exit != .failure, "\(line): \(told.standardError.prefix(200))")
      }
      #expect(printed > 100_000, "little was printed at all")
    }
  }

  @Test func `nor does what the server refuses with, the prompt, Tab, a hint or a page`()
    async throws
  {
    let scene = try await Self.scene(.table, Self.narrow)
    await scene.run("drop all", "role Manager for eve@zylker.example", "assign 10001 for staged")
    let imported = await scene.output(of: "import --yes")
    #expect(Self.raw(in: imported.standardOutput + imported.standardError, isTabbed: false).isEmpty)
    let told = imported.standardOutput + imported.standardError
    #expect(told.contains("NO") && told.contains("<U+"), "\(told.prefix(400))")
    for line in ["preview --html page.html", "report 1 --html run.html", "report 1"] {
      let told = await scene.output(of: line)
      #expect(Self.raw(in: told.standardOutput + told.standardError, isTabbed: false).isEmpty)
    }
    for name in ["page.html", "run.html"] {
      let page = try #require(scene.files.text(at: "\(Scene.folder)/\(name)"))
      #expect(page.contains("&lt;U+"))
      #expect(Self.raw(in: page, isTabbed: false).isEmpty)
    }
    #expect(Self.raw(in: await scene.interpreter.prompt().plain, isTabbed: false).isEmpty)
    let assistant = await scene.interpreter.assistant { _ in HostileStrings.all }
    for text in ["assign ", "role ", "select where crm.role = ", "show project ", "source "] {
      let completion = assistant.completion(of: text, at: text.unicodeScalars.count)
      #expect(!completion.candidates.isEmpty, "\(text)")
      for candidate in completion.candidates.prefix(12) {
        // What goes into the line is drawn by the editor, which spells it out: see LineEditingTests.
        let read = await scene.output(of: "explain \(text)\(candidate.insertion)")
        #expect(Self.raw(in: read.standardOutput + read.standardError, isTabbed: false).isEmpty)
      }
    }
  }

  /// Connected to a company of these names, everybody staged; calls are refused with them.
  private static func scene(_ format: OutputFormat, _ style: OutputStyle) async throws -> Scene {
    var options = Scene.Options()
    options.style = style
    options.world = World(hostile: texts)
    options.fault = { number, _ in
      .refuse(title: "NO\(texts[number % texts.count])", status: 400)
    }
    let scene = try Scene(options)
    await scene.run(
      "connect sandbox", "fetch contacts", "fetch accounts", "role 3001 for users",
      "assign 10001, 10002 for staged", "let x=\"\u{202E}\"", "alias y=\"list \u{1B}[31m\"",
      "format \(format.rawValue)")
    #expect(await scene.interpreter.prompt().plain.contains("staged"))
    return scene
  }

  /// The scalars that may not stand in an output; line feeds are its own.
  private static func raw(in text: String, isTabbed: Bool) -> [Unicode.Scalar] {
    // Printable ASCII is passed over byte by byte: there are megabytes of it.
    let rest = text.utf8.filter { !(0x20..<0x7F).contains($0) && $0 != 0x0A }
    return String(decoding: rest, as: UTF8.self).unicodeScalars.filter { scalar in
      if isTabbed, scalar == "\t" { return false }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
      default:
        return scalar.properties.isDefaultIgnorableCodePoint
          || scalar.properties.isNoncharacterCodePoint
      }
    }
  }
}
