import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The user's own editor and the terminal that both have: who gets which signal, and what is told.
@Suite(CrmshBinary.isBuilt, .serialized)
struct OutsideEditorTests {
  /// Opens the line in the editor.
  private static let open = "\u{18}\u{05}"

  /// An editor that says that it is there, waits for a line, and saves it as an `echo`.
  private static let saving = "echo opened; read word; echo \"echo got-$word\" >\"$1\""

  private func editor(_ script: String = saving, in home: ShellHome) throws -> String {
    "/bin/sh \(try home.write("#!/bin/sh\n\(script)\n", to: "editor.sh", mode: 0o700))"
  }

  private func terminal(
    _ script: String = saving, in home: ShellHome, environment: [String: String] = [:],
    at folder: String? = nil
  ) throws -> Terminal {
    var environment =
      environment.isEmpty ? ["EDITOR": try editor(script, in: home)] : environment
    environment["TMPDIR"] = environment["TMPDIR"] ?? folder
    return try Terminal(in: home, environment: environment)
  }

  private func opened(_ terminal: Terminal) async throws -> Int {
    try await terminal.screen.wait(for: "opened", from: terminal.type("# mine\(Self.open)"))
  }

  @Test func `stopped in the editor both stop once, and go on together`() async throws {
    let home = try ShellHome()
    let shell = try await OuterShell(in: home, environment: ["EDITOR": try editor(in: home)])
    let terminal = shell.terminal
    _ = try await opened(terminal)
    for _ in 1...2 {
      try await shell.stop()
      _ = shell.bringBack()
      try await terminal.waitUntilLent(by: shell.process)
    }
    let saved = terminal.type("x\r")
    try await terminal.screen.wait(for: "echo got-x", from: saved)
    try await terminal.enter("", until: "\u{1B}[?2004lgot-x")
    try await shell.end(with: 0, from: terminal.type("\u{04}"))
  }

  @Test func `an interrupt meant for the editor takes no edit away`() async throws {
    let home = try ShellHome()
    let terminal = try terminal(
      "trap 'echo caught' INT; echo opened; read word || read word; echo \"echo got-$word\" >\"$1\"",
      in: home)
    try await terminal.waitForPrompt()
    for _ in 1...2 {
      _ = try await opened(terminal)
      try await terminal.screen.wait(for: "caught", from: terminal.type("\u{03}"))
      let saved = terminal.type("x\r")
      try await terminal.screen.wait(for: "echo got-x", from: saved)
      try await terminal.enter("", until: "\u{1B}[?2004lgot-x")
    }
    let begun = terminal.type("edit 1\r")
    try await terminal.screen.wait(for: "opened", from: begun)
    try await terminal.screen.wait(for: "caught", from: terminal.type("\u{03}"))
    try await terminal.screen.wait(for: "\ngot-y", from: terminal.type("y\r"))
    try await terminal.waitForPrompt(from: begun)
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT], [open, "edit 1\r"])
  func `a signal that ends the shell ends the editor, and its text is kept`(
    signal: Int32, key: String
  ) async throws {
    let home = try ShellHome()
    let terminal = try terminal(
      "stty -echo -icanon; echo half >\"$1\"; echo opened; read word", in: home)
    try await terminal.waitForPrompt()
    try await terminal.enter("echo first", until: "first")
    try await terminal.screen.wait(for: "opened", from: terminal.type(key))
    let sent = terminal.screen.position
    terminal.send(signal)
    let end = await terminal.end()
    #expect(end.code == 128 + signal)
    #expect(end.isRestored)
    try await terminal.screen.wait(for: "line.crmsh", from: sent)
    let told = terminal.screen.text(from: sent)
    let path = try #require(told.firstMatch(of: #/kept in (\S+line\.crmsh)/#)?.1, "\(told)")
    #expect(try String(contentsOfFile: String(path), encoding: .utf8) == "half\n", "\(told)")
    try FileManager.default.removeItem(
      atPath: URL(fileURLWithPath: String(path)).deletingLastPathComponent().path)
  }

  @Test func `what became of an editor is told in words, and the line stays`() async throws {
    let home = try ShellHome()
    let terminal = try terminal("stty -echo; exit 3", in: home)
    try await terminal.waitForPrompt()
    let opened = terminal.type("echo kept\(Self.open)")
    let told = try await terminal.screen.wait(
      for: "/bin/sh ($EDITOR) ended with status 3; the line is as it was.", from: opened)
    try await terminal.screen.wait(for: "echo kept", from: told)
    try await terminal.enter("", until: "\u{1B}[?2004lkept")
    try await terminal.enter("edit", until: "ended with status 3; nothing was run")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test(arguments: [
    ("head -c 70000 /dev/zero | tr '\\0' x", 0, "is longer than 64 KiB; it is kept in ", 70_000),
    (
      "head -c 5000000 /dev/zero | tr '\\0' x", 0, "or longer than 4 MiB; it is kept in ", 5_000_000
    ),
    ("printf '\\377'", 0, "is no text, or longer than 4 MiB; it is kept in ", 1),
    ("echo half", 3, "ended with status 3; what it saved is kept in ", 5),
  ])
  func `what was written and can't be taken is kept, and where is told`(
    writing: String, status: Int, words: String, size: Int
  ) async throws {
    let home = try ShellHome()
    let terminal = try terminal("\(writing) >\"$1\"; exit \(status)", in: home, at: home.folder)
    try await terminal.waitForPrompt()
    let opened = terminal.type("echo kept\(Self.open)")
    let told = try await terminal.screen.wait(for: words, from: opened)
    let end = try await terminal.screen.wait(for: "; the line is as it was.", from: told)
    let path = String(terminal.screen.text(from: told).prefix { $0 != ";" })
    let file = try FileManager.default.attributesOfItem(atPath: path)
    #expect((file[.size] as? NSNumber)?.intValue == size)
    try await terminal.screen.wait(for: "echo kept", from: end)
    try await terminal.enter("", until: "\u{1B}[?2004lkept")
    if size != 70_000 {
      try await terminal.enter("edit", until: "line.crmsh; nothing was run")
    }
    let left = await terminal.leave()
    #expect(left.code == 0 && left.isRestored)
  }

  @Test func `what was saved is made fit for a line`() async throws {
    let home = try ShellHome()
    let terminal = try terminal("printf 'echo a\\tb\\r\\n' >\"$1\"", in: home)
    try await terminal.waitForPrompt()
    try await terminal.screen.wait(for: "echo a b", from: terminal.type(Self.open))
    try await terminal.enter("", until: "\u{1B}[?2004la b")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `a line that the editor left unsaved is not run, and one saved unchanged is`()
    async throws
  {
    let home = try ShellHome()
    let terminal = try terminal(
      "case $(cat \"$1\") in *again*) cp \"$1\" \"$1.new\"; cat \"$1.new\" >\"$1\";; esac", in: home
    )
    try await terminal.waitForPrompt()
    try await terminal.enter("echo once", until: "\u{1B}[?2004lonce")
    let unsaved = terminal.screen.position
    try await terminal.enter("edit", until: "Not saved: nothing is run.")
    try await terminal.waitForPrompt(from: unsaved)
    #expect(!terminal.screen.text(from: unsaved).contains("> echo"))
    let opened = terminal.type("echo kept\(Self.open)")
    try await terminal.screen.wait(for: "?2004h", from: opened)
    try await terminal.enter("", until: "\u{1B}[?2004lkept")
    try await terminal.enter("echo a again", until: "\u{1B}[?2004la again")
    let saved = terminal.type("edit\r")
    try await terminal.screen.wait(for: "> echo a again", from: saved)
    try await terminal.waitForPrompt(from: saved)
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test(arguments: [
    (["VISUAL": "/no/such -x", "EDITOR": "true"], "/no/such ($VISUAL) could not be run: No such"),
    (["PATH": "/nowhere"], "there is neither editor nor vi to run"),
    (["EDITOR": "kill-me"], "was ended by signal 9 (Killed); what it saved is kept in "),
  ])
  func `an editor that is not there is named`(environment: [String: String], words: String)
    async throws
  {
    let home = try ShellHome()
    var environment = environment
    if environment["EDITOR"] == "kill-me" {
      environment["EDITOR"] = "/bin/sh " + (try home.write("kill -9 $$\n", to: "kill"))
    }
    environment["TMPDIR"] = home.folder
    let terminal = try terminal(in: home, environment: environment)
    try await terminal.waitForPrompt()
    let opened = terminal.type("echo kept\(Self.open)")
    try await terminal.screen.wait(for: words, from: opened)
    let end = try await { () async throws in
      try await terminal.enter("", until: "\u{1B}[?2004lkept")
      return await terminal.leave()
    }()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test(arguments: ["editor", "vi"])
  func `with no editor named it is Debian's, or vi`(name: String) async throws {
    let home = try ShellHome()
    try FileManager.default.createDirectory(
      atPath: "\(home.folder)/bin", withIntermediateDirectories: true)
    try home.write("#!/bin/sh\necho 'echo by-hand' >\"$1\"\n", to: "bin/\(name)", mode: 0o700)
    let terminal = try terminal(in: home, environment: ["PATH": "\(home.folder)/bin"])
    try await terminal.waitForPrompt()
    try await terminal.screen.wait(for: "echo by-hand", from: terminal.type(Self.open))
    try await terminal.enter("", until: "\u{1B}[?2004lby-hand")
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }
}
