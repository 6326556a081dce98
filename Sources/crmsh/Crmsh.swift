import ArgumentParser
import Glibc

/// The process: flags in, an exit code out.
@main
enum Crmsh {
  static let version = "0.1.0"

  static func main() async {
    ProcessSetup.prepare()
    let words = Array(CommandLine.arguments.dropFirst())
    if words.first == "sandbox" {
      exit(await SandboxProcess.run(Array(words.dropFirst())))
    }
    if let code = Installing.run(words) { exit(code) }
    #if DEBUG
      CrashSwitch.answer()
    #endif
    do {
      var command = try ShellCommand.parse(words)
      try await command.run()
    } catch {
      finish(error)
    }
  }

  /// Says what is wrong with the command line, or what was asked for, and ends. Wrong words are exit
  /// code 2, like wrong words in a line.
  private static func finish(_ error: any Error) -> Never {
    let code = ShellCommand.exitCode(for: error)
    let message = ShellCommand.fullMessage(for: error)
    let isWrong = code == .validationFailure
    let visible = ProcessOutput.visible(message)
    if isWrong {
      ProcessOutput.complain(visible)
      exit(2)
    }
    let written = message.isEmpty ? 0 : ProcessOutput.show(visible + "\n")
    exit(code.rawValue == 0 ? written : code.rawValue)
  }
}
