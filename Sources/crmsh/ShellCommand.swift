import ArgumentParser
import CRMShell
import ImportModel
import Reporting

/// `crmsh [SCRIPT [NAME=VALUE…]]` and all that stands for a shell.
struct ShellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell", abstract: "The shell (the default).", shouldDisplay: false)

  @Argument(help: "A script to run, and variables for it: NAME=VALUE.")
  var script: [String] = []

  @Option(name: .customShort("c"), help: "Lines to run.")
  var lines: String?

  @Option(help: "Connect to this first.")
  var login: String?

  @Option(help: "Set a setting: NAME=VALUE.")
  var set: [String] = []

  @Option(help: "How reports are printed: table, vertical, csv, tsv, json, ndjson, markdown.")
  var format: String?

  @Option(help: "Colours: auto, always, never.")
  var color: String?

  @Flag(help: "Go on after errors; the exit code is the gravest.")
  var keepGoing = false

  @Flag(help: "import previews instead; exits as import would.")
  var dryRun = false

  @Flag(help: "Ask nothing, even at a terminal.")
  var noInput = false

  @Flag(help: "Show each line of a script before it runs.")
  var echo = false

  @Flag(help: "After the script or -c, go on at the prompt.")
  var interactive = false

  @Option(help: "Where the journal and the history lie.")
  var state: String?

  @Option(help: "A folder that scripts may read besides their own.")
  var allowDir: [String] = []

  @Flag(help: "CSV without the guard against formulas.")
  var raw = false

  func run() async throws {
    let code = await Process(options: self).run()
    throw ArgumentParser.ExitCode(code)
  }

  /// The settings that the options make; a message where one can't be.
  func settings() throws(Refusal) -> Settings {
    var settings = Settings()
    for assignment in set {
      let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      try settings.set(
        String(parts[0]), to: parts.count == 2 ? String(parts[1]) : "", origin: .option)
    }
    if let format { try settings.set("format", to: format, origin: .option) }
    if let color { try settings.set("color", to: color, origin: .option) }
    if keepGoing { try settings.set("on-error", to: "continue", origin: .option) }
    return settings
  }
}

/// `crmsh sandbox …`: the rehearsal server alone.
struct SandboxSubcommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Runs the rehearsal server alone, on a loopback port.")

  @Argument(parsing: .captureForPassthrough)
  var arguments: [String] = []

  func run() async throws {
    throw ArgumentParser.ExitCode(await SandboxProcess.run(arguments))
  }
}
