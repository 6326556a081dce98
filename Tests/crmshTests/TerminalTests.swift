import Foundation
import Testing

/// The shell as a person meets it, at a terminal.
@Suite(CrmshBinary.isBuilt, .serialized)
struct TerminalTests {
  @Test func `Tab completes a command, and lists roles with what they are`() async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    try await terminal.enter("connect sandbox")
    try await terminal.screen.wait(for: "ect ", from: terminal.type("sel\t"))
    _ = terminal.type("\u{15}")
    let roles = terminal.type("role \t")
    try await terminal.screen.wait(for: "Team Lead", from: roles)
    try await terminal.screen.wait(for: "role ", from: roles)
    #expect(terminal.screen.text(from: roles).contains("in the portal"))
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    let end = await terminal.leave()
    #expect(end.code == 0)
    #expect(end.isRestored, "the terminal's modes are as before")
  }

  @Test func `what is typed at sight of the prompt is not lost`() async throws {
    for _ in 1...10 {
      let terminal = try Terminal(in: ShellHome())
      try await terminal.waitForPrompt()
      let end = await terminal.leave()
      #expect(end.code == 0 && end.isRestored)
    }
  }

  @Test func `import takes the number of people typed, and no other`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let people = try await Staff.of(sandbox.judge).first(3, "Engineer").joined(separator: ", ")
      let terminal = try Terminal(in: home)
      try await terminal.waitForPrompt()
      try await terminal.enter("connect \(sandbox.address)")
      try await terminal.enter(
        "select \(people); role \"Team Lead\"; assign Website")
      let asked = try await terminal.screen.wait(
        for: Self.question, from: terminal.type("import\r"))
      try await terminal.waitForPrompt(from: terminal.type("4\r"))
      #expect(!terminal.screen.text(from: asked).contains("Verdict"))
      #expect(try await sandbox.judge.counts().writeCount == 0)

      try await terminal.screen.wait(
        for: Self.question, from: terminal.type("import\r"))
      try await terminal.enter("3", until: "the portal read back holds the plan")
      #expect(try await sandbox.judge.counts().writeCount == 2)
      try await terminal.enter("list projects", until: "Warehouse")
      let end = await terminal.leave()
      #expect(end.code == 0, "a refused number is not the session's end")
      #expect(end.isRestored)
    }
  }

  /// The last words before the answer.
  static let question = "to go on: "

  @Test func `an import tells what it does, and what a first and a second interrupt do`()
    async throws
  {
    let home = try ShellHome()
    // Reads are quick; the first write is answered late, so that there is something to wait for.
    let faults = try home.write(
      """
      [{"match":{"method":"POST","path":"*projectusers*"},
        "fault":"apply-late","seconds":20,"hold":true}]
      """, to: "faults.json")
    try await SandboxProcess.run(["--latency", "300", "--faults", faults], in: home) { sandbox in
      let terminal = try Terminal(in: home)
      try await terminal.waitForPrompt()
      try await terminal.enter("connect \(sandbox.address)")
      try await terminal.enter(
        "role Employee for where portal.status = absent and crm.status = active")
      try await terminal.enter("assign Website for staged; drop blocked")
      let begun = terminal.type("import --yes\r")
      try await terminal.screen.wait(for: "reading the portal", from: begun)
      let running = try await terminal.screen.wait(for: "0/", from: begun)
      let stopping = terminal.type("\u{03}")
      #expect(stopping >= running)
      try await terminal.screen.wait(for: "^C again doesn't wait", from: stopping)
      #expect(!terminal.screen.text(from: stopping).contains("Verdict"))
      let second = terminal.type("\u{03}")
      try await terminal.screen.wait(for: "not waiting any longer", from: second)
      try await terminal.screen.wait(for: "Verdict: ", from: second)
      try await terminal.waitForPrompt(from: second)
      try await terminal.enter("status", until: "resume goes on with it")
      let reading = terminal.type("resume\r")
      try await terminal.screen.wait(for: "reading the portal", from: reading)
      try await terminal.screen.wait(
        for: "run 1 is still unfinished", from: terminal.type("\u{03}"))
      _ = await terminal.leave()
    }
  }

  @Test func `an interrupt gives a fresh prompt, and end of input leaves`() async throws {
    let home = try ShellHome()
    let terminal = try Terminal(in: home)
    try await terminal.waitForPrompt()
    _ = terminal.type("frobnicate")
    try await terminal.screen.wait(for: "frobnicate")
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    try await terminal.enter("echo still here", until: "\u{1B}[?2004lstill here")
    try await terminal.enter(" echo unseen", until: "\u{1B}[?2004lunseen")
    let end = await terminal.leave()
    #expect(end.code == 0)
    #expect(end.isRestored)
    let history = try String(contentsOfFile: "\(home.state)/history", encoding: .utf8)
    #expect(history.contains("echo still here"))
    #expect(!history.contains("unseen"), "a leading blank keeps a line out")
    #expect(!history.contains("frobnicate"))
    #expect(try home.mode(of: "\(home.state)/history") == 0o600)
  }

  @Test func `secrets typed at login do not show, and leave nothing behind`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let terminal = try Terminal(in: home)
      try await terminal.waitForPrompt()
      var place = terminal.type("login try --dc \(sandbox.address)\r")
      for (question, answer) in [
        ("Client id: ", "1000.SANDBOX"), ("Client secret (it doesn't show): ", "wrong-s3cret"),
        ("Type yes to go on: ", "yes"), ("(it doesn't show): ", "1000.c0de.typed"),
      ] {
        place = try await terminal.screen.wait(for: question, from: place)
        place = terminal.type(answer + "\r")
      }
      try await terminal.screen.wait(for: "refused the sign-in", from: place)
      try await terminal.waitForPrompt(from: place)
      try await terminal.enter("echo shown again", until: "shown again")

      place = terminal.type("login try --dc \(sandbox.address)\r")
      place = try await terminal.screen.wait(for: "Client id: ", from: place)
      place = terminal.type("1000.SANDBOX\r")
      place = try await terminal.screen.wait(for: "show): ", from: place)
      try await terminal.waitForPrompt(from: terminal.type("half-a-s3\u{03}"))
      let end = await terminal.leave()
      #expect(end.code == 0)
      #expect(end.isRestored, "the terminal shows again what is typed")
      let history = try String(contentsOfFile: "\(home.state)/history", encoding: .utf8)
      for secret in ["wrong-s3cret", "1000.c0de.typed", "half-a-s3"] {
        #expect(!terminal.screen.text.contains(secret), "\(secret)")
        #expect(!history.contains(secret))
      }
      #expect(terminal.screen.text.contains("1000.SANDBOX"))
    }
  }

  @Test(arguments: [["TERM": "dumb"], ["NO_COLOR": "1"]])
  func `no colour where none is wanted`(environment: [String: String]) async throws {
    let terminal = try Terminal(in: ShellHome(), environment: environment, prompt: "> ")
    try await terminal.waitForPrompt()
    try await terminal.enter("connect sandbox; list roles", until: "Team Lead")
    let end = await terminal.leave()
    #expect(end.code == 0)
    for colour in ["[31m", "[32m", "[33m"] {
      #expect(!terminal.screen.text.contains("\u{1B}\(colour)"))
    }
  }
}
