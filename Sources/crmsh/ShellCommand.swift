import ArgumentParser
import CRMShell
import Glibc
import ImportModel
import Reporting

/// `crmsh [SCRIPT [NAME=VALUE…]]` and all that stands for a shell.
struct ShellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crmsh",
    abstract: "Brings people from Zoho CRM into a Zoho Projects portal.",
    usage: """
      crmsh [SCRIPT [NAME=VALUE ...]] [options]
      crmsh -c LINES [options]
      crmsh sandbox [options]
      crmsh completions bash|zsh|fish
      crmsh manual
      """,
    discussion: """
      Alone it is a shell: type help there. With a script, -c or standard input it runs lines and \
      ends with the gravest exit code (help exit-codes). Nothing is written to a portal before \
      import. crmsh sandbox runs the rehearsal server; crmsh sandbox --help tells its options.
      """,
    version: VersionText.current)

  @Argument(
    help: "A script to run, and variables for it: NAME=VALUE.",
    completion: .file(extensions: ["crmsh"]))
  var script: [String] = []

  @Option(name: .customShort("c"), help: ArgumentHelp("Lines to run.", valueName: "lines"))
  var lines: String?

  @Option(help: ArgumentHelp("Connect to this first.", valueName: "name"))
  var login: String?

  @Option(help: ArgumentHelp("Set a setting.", valueName: "name=value"))
  var set: [String] = []

  @Option(
    help: "How reports are printed: table, vertical, csv, tsv, json, ndjson, markdown.",
    completion: .list(OutputFormat.allCases.map(\.rawValue)))
  var format: String?

  @Option(
    help: ArgumentHelp("Colours: auto, always, never.", valueName: "when"),
    completion: .list(["auto", "always", "never"]))
  var color: String?

  @Flag(help: "Go on after errors; the exit code is the gravest.")
  var keepGoing = false

  @Flag(help: "import previews instead; exits as import would.")
  var dryRun = false

  @Flag(help: "Read a script or -c without running it; tell all that is wrong.")
  var check = false

  @Flag(help: "Connect to what was kept of earlier sessions; ask no server, send nothing.")
  var offline = false

  @Flag(help: "Ask nothing, even at a terminal.")
  var noInput = false

  @Flag(help: "Show each line of a script before it runs.")
  var echo = false

  @Flag(help: "After the script or -c, go on at the prompt.")
  var interactive = false

  @Option(
    help: ArgumentHelp(
      "Where the journal, the history and what was fetched lie.", valueName: "dir"),
    completion: .directory)
  var state: String?

  @Option(
    help: ArgumentHelp("A folder that scripts may read besides their own.", valueName: "dir"),
    completion: .directory)
  var allowDir: [String] = []

  @Flag(help: "CSV and TSV without the guard against formulas.")
  var raw = false

  func validate() throws {
    if let first = script.first, CommandRegistry.builtin[first] != nil, access(first, F_OK) != 0 {
      throw ValidationError(
        "there is no script '\(first)'; \(first) is a command of the shell: type it at its prompt, or: crmsh -c '\(script.joined(separator: " "))'"
      )
    }
    for word in script.dropFirst() where !Self.isAssignment(word) {
      throw ValidationError("'\(word)' is no NAME=VALUE, and only one script can be run.")
    }
    if check, script.isEmpty, lines == nil {
      throw ValidationError("--check reads a script, or the lines of -c.")
    }
    for text in set where (text.firstIndex(of: "=") ?? text.startIndex) == text.startIndex {
      throw ValidationError("--set takes NAME=VALUE, and '\(text)' is none.")
    }
    if state == "" { throw ValidationError("--state needs the name of a folder.") }
  }

  /// Whether a word sets a variable: a name of letters, digits and _ before the sign.
  private static func isAssignment(_ word: String) -> Bool {
    guard let sign = word.firstIndex(of: "="), let first = word.first, !first.isNumber else {
      return false
    }
    let name = word[..<sign]
    return !name.isEmpty
      && name.allSatisfy { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  mutating func run() async throws {
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
