import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// What happens to a terminal besides keys: it is found again as it was, whatever that is.
@Suite(CrmshBinary.isBuilt, .serialized)
struct TerminalEventTests {
  @Test func `stopped, the shell gives the terminal back; continued, the line goes on`()
    async throws
  {
    let shell = try await OuterShell()
    let terminal = shell.terminal
    try await terminal.screen.wait(for: "echo be", from: terminal.type("echo be"))
    #expect(!terminal.isRestored)
    for _ in 1...3 {
      let position = terminal.screen.position
      try await shell.stop()
      #expect(terminal.screen.text(from: position).contains("^Z"))
      try await terminal.screen.wait(for: "\u{07}echo be", from: shell.bringBack())
    }
    try await terminal.enter("fore", until: "\u{1B}[?2004lbefore")
    try await shell.end(with: 0, from: terminal.type("\u{04}"))
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGTRAP, SIGILL, SIGFPE, SIGSYS])
  func `a crash leaves the terminal as it was`(signal: Int32) async throws {
    let home = try ShellHome()
    // A sanitizer would take the signals for faults of its own to report.
    var environment = ["SWIFT_BACKTRACE": "enable=no"]
    for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
      environment[name] =
        home.environment[name, default: ""] + " handle_segv=0 handle_sigbus=0 handle_sigfpe=0"
    }
    let terminal = try Terminal(in: home, environment: environment)
    try await terminal.waitForPrompt()
    try await terminal.screen.wait(for: "echo half", from: terminal.type("echo half"))
    let sent = terminal.screen.position
    terminal.send(signal)
    let end = await terminal.end()
    #expect(end.isRestored && end.code == 128 + signal)
    try await terminal.screen.wait(for: "\u{1B}[?2004l", from: sent)
    #expect(terminal.screen.text.hasSuffix("\u{1B}[?2004l"))
  }

  @Test(arguments: [
    SIGHUP, SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGPWR, SIGIO, 34, 64,
  ])
  func `a signal that ends the shell leaves the terminal as it was`(signal: Int32) async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    try await terminal.screen.wait(for: "echo half", from: terminal.type("echo half"))
    terminal.send(signal)
    let end = await terminal.end()
    #expect(end.code == 128 + signal)
    #expect(end.isRestored)
  }

  @Test(arguments: [
    ["LC_ALL": "C"], ["TERM": "dumb"], ["TERM": "nobody-knows"],
    ["TERM": "xterm", "TERMINFO": "/nonexistent"], ["LC_ALL": "C", "TERM": "vt100"],
  ])
  func `a poor terminal reads lines as well`(environment: [String: String]) async throws {
    let terminal = try Terminal(in: ShellHome(), environment: environment, prompt: "> ")
    try await terminal.waitForPrompt()
    try await terminal.enter("echo Zoë")
    // Behind the end of the line, or of the mode in which an editor reads pastes.
    let told = ["\nZoë", "\u{1B}[?2004lZoë"]
    #expect(told.contains { terminal.screen.text.contains($0) }, "\(terminal.screen.text)")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `the line goes through the editor that the environment names`() async throws {
    let home = try ShellHome()
    let script = try home.write("stat -c %a \"$1\" >>\"$1\"\n", to: "editor")
    let terminal = try Terminal(in: home, environment: ["EDITOR": "/bin/sh \(script)"])
    try await terminal.waitForPrompt()
    let opened = terminal.type("# mine\u{18}\u{05}")
    try await terminal.screen.wait(for: "600", from: opened)
    try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }
}
