import Foundation
import Testing

/// What shells at terminals of their own keep of what is typed, and tell each other.
@Suite(CrmshBinary.isBuilt, .serialized)
struct TerminalHistoryTests {
  private static let up = "\u{1B}[A"

  private func text(_ home: ShellHome, _ name: String) throws -> String {
    try String(contentsOfFile: "\(home.state)/\(name)", encoding: .utf8)
  }

  @Test func `lines are kept by place, and two shells lose nothing`() async throws {
    let home = try ShellHome()
    let (one, two) = (try Terminal(in: home), try Terminal(in: home))
    for terminal in [one, two] {
      try await terminal.waitForPrompt()
      try await terminal.enter("connect sandbox")
    }
    for number in 1...5 {
      try await one.enter("echo one-\(number)")
      try await two.enter("echo two-\(number)")
    }
    try await one.enter("login x --code 1000.c0de.pasted")
    try await one.enter("1000.c0de.pasted")
    try await one.enter("history search one", until: "5 of 10 lines")
    try await one.enter("disconnect")
    try await one.enter(Self.up, until: "Connected to")
    #expect(await one.leave().code == 0)
    #expect(await two.leave().code == 0)
    let connected = try text(home, "history-sandbox")
    for shell in ["one", "two"] {
      for number in 1...5 { #expect(connected.contains("\"echo \(shell)-\(number)\"")) }
    }
    let alone = try text(home, "history")
    #expect(alone.contains("\"text\":\"connect sandbox\"") && !alone.contains("echo"))
    #expect(!connected.contains("pasted") && !alone.contains("pasted"))
    for name in ["history", "history-sandbox"] {
      #expect(try home.mode(of: "\(home.state)/\(name)") == 0o600)
    }
    let later = try Terminal(in: home)
    try await later.waitForPrompt()
    try await later.enter(Self.up + Self.up, until: "sandbox")
    #expect(await later.leave().code == 0)
  }

  @Test func `a line written in an editor is kept as if it had been typed`() async throws {
    let home = try ShellHome()
    let script = try home.write(
      "#!/bin/sh\necho 'echo mended' >\"$1\"\n", to: "editor", mode: 0o700)
    let terminal = try Terminal(in: home, environment: ["EDITOR": script])
    try await terminal.waitForPrompt()
    try await terminal.enter("echo broken")
    try await terminal.enter("edit", until: "\nmended")
    try await terminal.enter(Self.up, until: "\u{1B}[?2004lmended")
    #expect(await terminal.leave().code == 0)
    #expect(try text(home, "history").contains("\"echo mended\""))
  }

  @Test func `edit opens the line that history showed as that number`() async throws {
    let home = try ShellHome()
    let script = try home.write(
      "#!/bin/sh\ncat \"$1\" >opened\nexit 1\n", to: "editor", mode: 0o700)
    let terminal = try Terminal(in: home, environment: ["EDITOR": script])
    try await terminal.waitForPrompt()
    for line in ["echo a", "edit 4", "echo c", "echo d", "echo e"] {
      try await terminal.enter(line)
    }
    try await terminal.enter("history", until: "5 of 5 lines")
    try await terminal.enter("edit 4", until: "ended with status 1")
    #expect(
      try String(contentsOfFile: "\(home.folder)/opened", encoding: .utf8).hasPrefix("echo d"))
    #expect(await terminal.leave().code == 0)
  }

  @Test func `an import that ended between two lines is told before the next`() async throws {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let people = try await Staff.of(sandbox.judge).first(2, "Engineer").joined(separator: ", ")
      let terminal = try Terminal(in: home)
      try await terminal.waitForPrompt()
      try await terminal.enter("connect \(sandbox.address)")
      // Whoever types all the time waits for no look of every ten seconds.
      let lines = Task {
        while !Task.isCancelled { try await terminal.enter("echo on") }
      }
      let told = try await home.lines(
        "connect \(sandbox.address); role \"Team Lead\" for \(people); assign Website for staged; import --yes"
      )
      #expect(told.code == 0, "\(told)")
      try await terminal.screen.wait(
        for: "run 1 of this portal has ended in another shell: done; what was read", from: 0)
      lines.cancel()
      _ = await lines.result
      try await terminal.enter("echo over")
      #expect(await terminal.leave().code == 0)
    }
  }

  @Test func `an import of another shell is told above the line that is being typed`() async throws
  {
    let home = try ShellHome()
    try await SandboxProcess.run(in: home) { sandbox in
      let people = try await Staff.of(sandbox.judge).first(2, "Engineer").joined(separator: ", ")
      let terminal = try Terminal(in: home)
      try await terminal.waitForPrompt()
      try await terminal.enter("connect \(sandbox.address)")
      let half = terminal.type("echo half a line")
      try await terminal.screen.wait(for: "half a line", from: half)
      let begun = terminal.screen.position
      let told = try await home.lines(
        "connect \(sandbox.address); role \"Team Lead\" for \(people); assign Website for staged; import --yes"
      )
      #expect(told.code == 0, "\(told)")
      let news = try await terminal.screen.wait(
        for: "run 1 of this portal has ended in another shell: ", from: begun)
      try await terminal.screen.wait(for: "echo half a line", from: news)
      try await terminal.enter("!", until: "\u{1B}[?2004lhalf a line!")
      #expect(await terminal.leave().code == 0)
      let sequences = terminal.screen.text.components(separatedBy: "\u{1B}]").dropFirst()
      #expect(
        !sequences.isEmpty && sequences.allSatisfy { $0.hasPrefix("133;") }, "no title is set")
    }
  }
}
