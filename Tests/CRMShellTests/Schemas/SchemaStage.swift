import CRMShell
import CRMShellTesting
import Foundation
import ImportModel
import Testing

/// Where the lines of a report are played.
struct SchemaStage {
  let scene: Scene
  var source = LineSource.standardInput

  init(_ options: Scene.Options) throws {
    scene = try Scene(options)
    scene.files.put(
      "email,role\nana.ruiz@zylker.example,Manager\no'brien@zylker.example,\n",
      at: "\(Scene.folder)/team.csv")
    scene.files.put(
      "# Who joins the rollout.\n# Ask Pat before it runs.\nparam team limit=10\nconnect sandbox\n",
      at: "\(Scene.folder)/weekly.crmsh")
  }

  /// What a line printed.
  struct Printed {
    let line: String
    let told: (standardOutput: String, standardError: String, exit: ExitCode)
    /// Whether its error is what is looked at.
    let isFailure: Bool
  }

  /// What a step prints in a format, where it is looked at.
  mutating func play(_ step: SchemaTable.Step, in format: String) async throws -> Printed? {
    switch step {
    case .starts: break
    case .terminal: source = .terminal
    case .others("pass"): scene.clock.advance(milliseconds: 1_000_000)
    case .others(let name):
      let address = try #require(EmailAddress(Zylker.email(name)))
      await scene.portal.edit { $0.limited(address, to: .readOnly) }
    case .runs(let line): _ = await scene.output(of: line, from: source)
    case .prints(let line):
      let told = await scene.output(of: "\(line) --format \(format)", from: source)
      return Printed(line: line, told: told, isFailure: false)
    case .fails(let line):
      await scene.run("set format=\(format)")
      let told = await scene.output(of: line, from: source)
      return Printed(line: line, told: told, isFailure: true)
    }
    return nil
  }
}

extension SchemaTable.Entry {
  /// Plays the steps; whatever a scene starts with begins a new one.
  func played(in format: String) async throws -> [SchemaStage.Printed] {
    var options = Scene.Options()
    var stage: SchemaStage?
    var printed: [SchemaStage.Printed] = []
    for step in steps {
      if case .starts(let words) = step {
        if stage != nil { (options, stage) = (Scene.Options(), nil) }
        let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
        options.apply(parts[0], parts.count > 1 ? parts[1] : "")
        continue
      }
      var played = try stage ?? SchemaStage(options)
      if let found = try await played.play(step, in: format) { printed.append(found) }
      stage = played
    }
    return printed
  }
}
