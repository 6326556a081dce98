import ArgumentParser
import Foundation

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
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      // Wrong words on the command line are exit code 2, like wrong words in a line.
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      FileHandle.standardError.write(Data((fullMessage(for: error) + "\n").utf8))
      Foundation.exit(2)
    }
  }
}
