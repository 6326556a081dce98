import ArgumentParser

/// The process: flags in, an exit code out.
@main
struct Crmsh: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "crmsh",
    abstract: "Brings people from Zoho CRM into a Zoho Projects portal.",
    discussion: """
      Alone it is a shell: type help there. With a script, -c or standard input it runs lines and \
      ends with the gravest exit code (help exit-codes). Nothing is written to a portal before \
      import.
      """,
    version: "crmsh \(version)", subcommands: [ShellCommand.self, SandboxSubcommand.self],
    defaultSubcommand: ShellCommand.self)

  static func main() async {
    ProcessSetup.prepare()
    await main(nil)
  }
}
