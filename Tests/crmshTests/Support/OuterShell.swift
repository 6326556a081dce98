import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The shell as a job of another one, which can stop it and bring it back.
struct OuterShell {
  /// What the outer shell shows before a line.
  static let prompt = "OUTER$ "
  /// What starts the shell in it.
  static let start = "\"$CRMSH\" --state state --set hints=off --set highlight=off"

  /// Both are typed to here.
  let terminal: Terminal
  /// The inner one.
  let process: pid_t

  /// Starts both, and waits for the inner one's prompt.
  init(in home: ShellHome? = nil, environment: [String: String] = [:]) async throws {
    terminal = try Terminal(
      in: try home ?? ShellHome(),
      environment: environment.merging(["PS1": Self.prompt]) { $1 },
      prompt: environment["TERM"] == "dumb" ? "crmsh> " : Terminal.editing, within: true)
    try await terminal.screen.wait(for: Self.prompt)
    let begun = terminal.type("sh -c 'echo pid=$$.; exec \(Self.start)'\r")
    try await terminal.waitForPrompt(from: begun)
    let told = terminal.screen.text(from: begun)
    process = try #require(told.firstMatch(of: #/pid=(\d+)\./#).flatMap { pid_t($0.1) })
  }

  /// Types a line to the outer shell, and waits for its next prompt.
  func send(_ line: String) async throws {
    try await waitForOuter(from: terminal.type(line + "\r"))
  }

  /// Waits for the outer shell, as behind `^Z`.
  func waitForOuter(from position: Int) async throws {
    try await terminal.screen.wait(for: Self.prompt, from: position)
  }

  /// Stops the inner shell, by `^Z` unless otherwise; the terminal is as it was found then.
  func stop(by stop: (Terminal, pid_t) -> Int = { terminal, _ in terminal.type("\u{1A}") })
    async throws
  {
    try await waitForOuter(from: stop(terminal, process))
    #expect(terminal.isRestored)
  }

  /// Brings the inner shell back; returns from where its effect is to be looked for.
  func bringBack() -> Int { terminal.type("fg\r") }

  /// Waits until the inner one ended with a code, and leaves the outer one.
  func end(with code: Int32, from position: Int) async throws {
    try await waitForOuter(from: position)
    #expect(terminal.isRestored)
    try await terminal.screen.wait(for: "code=\(code).", from: terminal.type("echo code=$?.\r"))
    _ = terminal.type("exit\r")
    #expect(await terminal.end().code == 0)
  }
}
