import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Long output at a terminal, and the program it is read with.
@Suite(CrmshBinary.isBuilt, .serialized)
struct TerminalPagerTests {
  /// A pager that says what it is told, waits for a line, and does what the line says.
  private static let script = """
    #!/bin/sh
    head -c 20 >/dev/null
    printf 'PAGED %s %s\\n' "$LESS" "$LESSSECURE"
    read answer </dev/tty
    printf 'LEFT %s\\n' "$answer"
    exit 3
    """

  private func terminal(in home: ShellHome, pager: String) async throws -> Terminal {
    let terminal = try Terminal(in: home, environment: ["CRMSH_PAGER": pager])
    try await terminal.waitForPrompt()
    return terminal
  }

  @Test func `long output is read with the pager; leaving it early is no error`() async throws {
    let home = try ShellHome()
    let pager = try home.write(Self.script, to: "pager", mode: 0o700)
    let terminal = try await terminal(in: home, pager: pager)
    let start = terminal.type("help scripts\r")
    try await terminal.screen.wait(for: "PAGED FRX 1", from: start)
    let answered = terminal.type("early\r")
    try await terminal.screen.wait(for: "LEFT early", from: answered)
    try await terminal.waitForPrompt(from: answered)
    #expect(!terminal.screen.text(from: answered).contains("param"))
    try await terminal.enter("echo on", until: "\u{1B}[?2004lon")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `^C in the pager is the pager's own`() async throws {
    let home = try ShellHome()
    let pager = try home.write(
      // A shell that is about to read sees no signal until a line comes.
      "#!/bin/sh\ntrap 'echo TRAPPED; exit 0' INT\necho PAGED\nwhile :; do sleep 0.1; done\n",
      to: "pager", mode: 0o700)
    let terminal = try await terminal(in: home, pager: pager)
    let start = terminal.type("help scripts; echo after\r")
    try await terminal.screen.wait(for: "PAGED", from: start)
    let pressed = terminal.type("\u{03}")
    try await terminal.screen.wait(for: "TRAPPED", from: pressed)
    try await terminal.screen.wait(for: "after", from: pressed)
    try await terminal.waitForPrompt(from: pressed)
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `a pager that is stopped stops the shell once, and both go on`() async throws {
    let home = try ShellHome()
    let pager = try home.write(
      Self.script.replacing("read answer", with: "kill -STOP $$\nread answer"), to: "pager",
      mode: 0o700)
    let shell = try await OuterShell(in: home, environment: ["CRMSH_PAGER": pager])
    let terminal = shell.terminal
    try await shell.stop { terminal, _ in terminal.type("help scripts\r") }
    _ = shell.bringBack()
    try await terminal.waitUntilLent(by: shell.process)
    let answered = terminal.type("on\r")
    try await terminal.screen.wait(for: "LEFT on", from: answered)
    try await terminal.waitForPrompt(from: answered)
    try await shell.end(with: 0, from: terminal.type("\u{04}"))
  }

  @Test func `a pager that is not there is said`() async throws {
    let home = try ShellHome()
    let terminal = try await terminal(in: home, pager: "no-such-pager")
    try await terminal.enter("help scripts", until: "no-such-pager is not there")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `what a pager failed to show is shown`() async throws {
    let home = try ShellHome()
    let pager = try home.write("#!/bin/sh\nexit 2\n", to: "pager", mode: 0o700)
    let terminal = try await terminal(in: home, pager: pager)
    let start = terminal.type("help scripts\r")
    let shown = try await terminal.screen.wait(for: "param", from: start)
    try await terminal.screen.wait(for: "failed at once", from: shown)
    try await terminal.waitForPrompt(from: shown)
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `no event loop reaches a program of the user's`() async throws {
    let home = try ShellHome()
    let pager = try home.write(
      "#!/bin/sh\ncat >/dev/null\necho \"LOOPS $(ls -l /proc/$$/fd | grep -c eventpoll)\"\n",
      to: "pager", mode: 0o700)
    let terminal = try await terminal(in: home, pager: pager)
    try await terminal.enter("connect sandbox", until: "Connected")
    let start = terminal.type("help scripts\r")
    try await terminal.screen.wait(for: "LOOPS 0", from: start)
    try await terminal.waitForPrompt(from: start)
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `rounds of watch stand in one place`() async throws {
    let home = try ShellHome()
    let terminal = try await terminal(in: home, pager: "")
    let start = terminal.type("watch 2 'status'\r")
    let again = try await terminal.screen.wait(for: "round 2", from: start)
    let shown = terminal.screen.text(from: start)
    let wiped = try #require(shown.firstRange(of: /\u{1B}\[(\d+)A\u{1B}\[J/))
    #expect(shown[..<wiped.lowerBound].contains("round 1"))
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    #expect(again > start)
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  /// The terminal has 24 rows; the sandbox 42 users.
  @Test func `of a round that is taller than the screen the head is shown`() async throws {
    let home = try ShellHome()
    let terminal = try await terminal(in: home, pager: "")
    try await terminal.enter("connect sandbox", until: "fetch contacts")
    let start = terminal.type("watch 2 'list users'\r")
    try await terminal.screen.wait(for: "round 2", from: start)
    let shown = terminal.screen.text(from: start)
    let round = try #require(shown.split(separator: "round 1").last)
    let rows = try #require(round.firstMatch(of: /\((\d+) more rows\)/))
    // Head of the round and of the table, 42 people, the line of what was left out perhaps.
    #expect((Int(rows.1) ?? 0) >= 42 + 2 - 22, "\(shown)")
    #expect(round.contains("\u{1B}[23A\u{1B}[J"), "\(shown)")
    #expect(round.contains("patricia.boyle@"))
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }
}
