import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The shell as one job of another, which stops it, sends it to the background and back.
@Suite(CrmshBinary.isBuilt, .serialized)
struct JobControlTests {
  /// Waits in the outer shell until a job of it has stopped.
  private static let untilStopped =
    "until [ -n \"$(jobs -s)\" ]; do sleep 0.02; done; echo stop''ped\r"

  @Test(arguments: [true, false])
  func `sent to the background and back, the line goes on`(waits: Bool) async throws {
    let shell = try await OuterShell()
    let terminal = shell.terminal
    try await terminal.screen.wait(for: "echo hal", from: terminal.type("echo hal"))
    for _ in 1...2 {
      try await shell.stop()
      try await shell.send("bg")
      if waits {
        let stopped = terminal.type(Self.untilStopped)
        try await terminal.screen.wait(for: "stopped", from: stopped)
      }
      let back = shell.bringBack()
      try await terminal.screen.wait(for: "\u{07}echo hal", from: back)
    }
    try await terminal.enter("f", until: "\u{1B}[?2004lhalf")
    let given = terminal.type("echo given-up\u{03}")
    try await terminal.waitForPrompt(from: given)
    try await terminal.enter("echo 'it is here'", until: "it is here")
    try await shell.end(with: 0, from: terminal.type("\u{04}"))
  }

  /// As `ssh -t host 'cd x; crmsh'` has it, and a terminal that runs nothing but crmsh: nobody is there
  /// who could say `fg`.
  @Test(arguments: [true, false])
  func `what nobody could continue does not stop`(isBehindAnother: Bool) async throws {
    let terminal = try Terminal(
      in: ShellHome(), environment: ["PS1": OuterShell.prompt], within: true)
    try await terminal.screen.wait(for: OuterShell.prompt)
    let start = OuterShell.start
    let begun = terminal.type(
      (isBehindAnother ? "exec sh -c 'cd .; \(start); exit 0'" : "exec \(start)") + "\r")
    try await terminal.waitForPrompt(from: begun)
    _ = terminal.type("\u{1A}")
    try await terminal.enter("echo 'it is here'", until: "it is here")
    _ = terminal.type("\u{04}")
    #expect(await terminal.end().code == 0)
  }

  @Test func `a line given up in the background leaves a prompt`() async throws {
    let shell = try await OuterShell()
    let terminal = shell.terminal
    try await terminal.screen.wait(for: "echo hal", from: terminal.type("echo hal"))
    try await shell.stop()
    try await shell.send("kill -INT %1; bg")
    try await terminal.screen.wait(for: "stopped", from: terminal.type(Self.untilStopped))
    let back = shell.bringBack()
    try await terminal.screen.wait(for: "> ", from: back)
    try await terminal.enter("\u{15}echo 'it is here'", until: "\u{1B}[?2004lit is here")
    try await shell.end(with: 0, from: terminal.type("\u{04}"))
  }

  @Test func `a secret asked in the background is not typed in the open`() async throws {
    let shell = try await OuterShell()
    let terminal = shell.terminal
    let begun = terminal.screen.position
    _ = terminal.type("login try --dc eu\r")
    let asked = try await terminal.screen.wait(for: "Client id: ", from: begun)
    _ = terminal.type("1000.SANDBOX\r")
    let question = "Client secret (it doesn't show): "
    let first = try await terminal.screen.wait(for: question, from: asked)
    kill(shell.process, SIGTSTP)
    let stopped = try await terminal.screen.wait(for: OuterShell.prompt, from: first)
    try await shell.send("bg")
    try await shell.send("sleep 0.3")
    #expect(!terminal.screen.text(from: stopped).contains(question))
    try await terminal.screen.wait(for: question, from: shell.bringBack())
    try await terminal.screen.wait(for: "Type yes to go on: ", from: terminal.type("s3cret\r"))
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    #expect(!terminal.screen.text.contains("s3cret"))
    try await shell.end(with: 0, from: terminal.type("\u{04}"))
  }

  @Test func `a plain prompt comes back from the background`() async throws {
    let shell = try await OuterShell(environment: ["TERM": "dumb"])
    let terminal = shell.terminal
    try await shell.stop()
    try await shell.send("bg")
    try await shell.send("sleep 0.3")
    let back = shell.bringBack()
    try await terminal.screen.wait(for: "--state state", from: back)
    try await Task.sleep(for: .milliseconds(200))
    try await terminal.enter("echo 'it is here'", until: "\nit is here")
    try await shell.end(with: 0, from: terminal.type("\u{04}"))
  }
}
