import CRMShell
import CRMShellTesting
import CommandLanguage
import Foundation
import Testing

/// What holds of every command there is.
@Suite struct RegistryTests {
  static let declarations = CommandRegistry.builtin.commands.map(\.declaration)

  /// Every example of every command, with a name for the test's output.
  static let examples = declarations.flatMap { declaration in
    declaration.examples.enumerated().map { ("\(declaration.name) \($0 + 1)", $1) }
  }

  @Test(arguments: declarations.map(\.name))
  func `a command says what it does and shows an example`(name: String) throws {
    let declaration = try #require(Self.declarations.first { $0.name == name })
    #expect(!declaration.summary.isEmpty)
    #expect(!declaration.summary.hasSuffix("."))
    // Their examples need a file, a run that failed, ^C or an editor, which examples can't make.
    let without = [
      "source", "save", "resume", "abandon", "retry", "param", "watch", "edit",
    ]
    guard !without.contains(name) else { return }
    #expect(!declaration.examples.isEmpty)
  }

  @Test(arguments: examples.map(\.0))
  func `an example prints what it promises`(name: String) async throws {
    let example = try #require(Self.examples.first { $0.0 == name }?.1)
    let scene = try Scene()
    scene.files.put(
      "email,role\nana.ruiz@zylker.example,Manager\no'brien@zylker.example,\n",
      at: "\(Scene.folder)/team.csv")
    let isOfPrompt =
      Self.declarations.first { name.hasPrefix($0.name + " ") }?.requirements
      .contains(.terminalOrStartUp) == true
    let source: LineSource = isOfPrompt ? .terminal : .commandLine
    for line in example.given {
      #expect(await scene.interpreter.execute(line, from: source) == .done, "\(line)")
    }
    let told = await scene.output(of: example.line, from: source)
    #expect(told.exit == .done, "\(told.standardError)")
    #expect(
      example.prints.isEmpty || told.standardOutput.contains(example.prints),
      "\(told.standardOutput)")
  }

  @Test func `names and aliases are used once`() {
    let names = Self.declarations.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
  }

  @Test func `the registry holds what the folder of commands declares`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/CRMShell/Commands").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix("Command.swift") }
    let types = try files.flatMap { file in
      try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        .matches(of: /struct (\w+)Command: (?:Editing|Service|Control)Command/).map { String($0.1) }
    }
    let registered = CommandRegistry.builtin.commands.map {
      String("\(type(of: $0))".dropLast("Command".count))
    }
    #expect(!types.isEmpty)
    #expect(types.sorted() == registered.sorted())
    #expect(
      Set(files.map { $0.dropLast("Command.swift".count) }).isSubset(of: types.map { $0[...] }))
  }

  @Test func `help lists every command and JSON agrees`() async throws {
    let scene = try Scene()
    let words = await scene.output(of: "help").standardOutput
    let json = await scene.output(of: "help --format json").standardOutput
    let listed = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: String]])
    #expect(Set(listed.compactMap { $0["name"] }) == Set(Self.declarations.map(\.name)))
    for declaration in Self.declarations {
      #expect(words.split(separator: "\n").contains { $0.hasPrefix(declaration.name + " ") })
      let entry = listed.first { $0["name"] == declaration.name }
      #expect(entry?["summary"] == declaration.summary)
      #expect(entry?["usage"] == declaration.usage)
    }
  }

  @Test(arguments: declarations.map(\.name))
  func `every command has a page of help`(name: String) async throws {
    let scene = try Scene()
    let told = await scene.output(of: "help \(name)")
    #expect(told.exit == .done)
    #expect(told.standardOutput.hasPrefix(name))
  }

  @Test func `the commands that must be written out are those of the language`() {
    let written = Self.declarations.filter { !$0.allowsAbbreviation }.map(\.name)
    let all: Set = [
      "import", "resume", "abandon", "revert", "drop", "reset", "logout", "if", "else", "end",
    ]
    #expect(Set(written) == all.intersection(Self.declarations.map(\.name)))
  }
}
