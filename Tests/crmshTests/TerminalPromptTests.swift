import Foundation
import Testing

/// Commands that belong to the prompt, in a real process.
@Suite(CrmshBinary.isBuilt, .serialized)
struct TerminalPromptTests {
  @Test func `watch runs until an interrupt, and the session goes on`() async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    try await terminal.enter("let v=kept")
    let begun = terminal.type("watch 2 'status'\r")
    try await terminal.screen.wait(for: "round 2, every 2 s until ^C", from: begun)
    let stopped = terminal.type("\u{03}")
    try await terminal.screen.wait(for: "Watched for ", from: stopped)
    try await terminal.waitForPrompt(from: stopped)
    #expect(!terminal.screen.text(from: stopped).contains("error"))
    try await terminal.enter("echo \"it is $v!\"", until: "it is kept!")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `edit opens the line before in the editor, and runs what it saves`() async throws {
    let home = try ShellHome()
    let script = try home.write(
      "#!/bin/sh\nsed -i 's/first/second/' \"$1\"\n", to: "editor.sh", mode: 0o700)
    let terminal = try Terminal(in: home, environment: ["EDITOR": script])
    try await terminal.waitForPrompt()
    try await terminal.enter("echo 'it is first!'", until: "it is first!")
    try await terminal.enter("edit", until: "it is second!")
    // The newest line that is not itself an edit is still the one typed.
    try await terminal.enter("edit 1", until: "it is second!")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `a line of the editrc that would run a command is told, and does nothing`()
    async throws
  {
    let home = try ShellHome()
    try home.write(
      """
      bind "-s" ^G "echo nobody-looked\\n"
      other:bind -s ^G "echo other\\n"
      bind -s ^O "echo typed"
      edit off

      """, to: ".editrc", mode: 0o600)
    let terminal = try Terminal(in: home)
    try await terminal.waitForPrompt()
    let start = terminal.screen.text
    #expect(start.contains("since the key would run a command that nobody looked at: bind"))
    #expect(start.contains("since only bindings of keys are heeded here: edit off"))
    #expect(!start.contains("other:bind"))
    try await terminal.enter("\u{7}\u{F}", until: "\u{1B}[?2004ltyped")
    #expect(!terminal.screen.text.contains("nobody-looked\r"))
    #expect(await terminal.leave().code == 0)
  }

  @Test func `names of the start-up file stand for lines at the prompt`() async throws {
    let home = try ShellHome()
    let folder = "\(home.folder)/xdg-config/crmsh"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try home.write(
      "alias hello='echo \"it is me!\"'\n", to: "xdg-config/crmsh/startup.crmsh", mode: 0o600)
    let terminal = try Terminal(in: home)
    try await terminal.waitForPrompt()
    try await terminal.enter("hello", until: "it is me!")
    try await terminal.enter("unalias hello", until: "hello is forgotten.")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `a wait for the rate limit hides nothing of how far an import is`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(["--no-limits"], in: home) { sandbox in
      let people = try await Staff.of(sandbox.judge).first(3, "Engineer").joined(separator: ", ")
      let terminal = try Terminal(in: home)
      try await terminal.waitForPrompt()
      try await terminal.enter("connect \(sandbox.address)", until: "CRM users")
      try await terminal.enter("select \(people)")
      try await terminal.enter("role Employee")
      try await terminal.enter("assign Website, Onboarding, \"Data Migration\"")
      try await terminal.enter("set batch=1 concurrency=1 rate=5/2s")
      try await terminal.enter("import --yes", until: "Verdict: done")
      let waits = terminal.screen.text.split(separator: "\r").filter {
        $0.contains("for the rate limit")
      }
      #expect(waits.contains { $0.contains("/9 calls; waiting ") }, "\(waits)")
      #expect(await terminal.leave().code == 0)
    }
  }
}
