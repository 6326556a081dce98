import Testing

/// Keys whose way through a real process matters.
@Suite(CrmshBinary.isBuilt, .serialized)
struct TerminalKeysTests {
  @Test func `keys that follow an interrupt at once are a line of their own`() async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    for value in 1...20 {
      try await terminal.screen.wait(for: "half", from: terminal.type("half"))
      let told = try await terminal.screen.wait(
        for: "it is \(value)!",
        from: terminal.type("\u{03}let v=\(value); echo \"it is $v!\"\r"))
      try await terminal.waitForPrompt(from: told)
    }
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  /// Whether it comes before Enter was seen, on the way to the line, or while that runs.
  @Test func `an interrupt behind Enter stops the line, however soon it comes`() async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    for round in 0..<300 {
      _ = terminal.type("watch 3600 history\r")
      try await Task.sleep(for: .microseconds(round % 150 * 20))
      try await terminal.waitForPrompt(from: terminal.type("\u{03}"))
    }
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }

  @Test func `a filter of two lines runs as one, begun anew with Alt-Enter or behind a word`()
    async throws
  {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    try await terminal.enter("connect sandbox", until: "Connected")
    for end in ["\u{1B}\rand ", " and\r", "\u{1B}\r\u{1B}\r  AND "] {
      let begun = terminal.screen.position
      try await terminal.enter(
        "select users where crm.role = Engineer\(end)crm.status = active",
        until: "8 people selected")
      #expect(!terminal.screen.text(from: begun).contains("9 people selected"))
    }
    #expect(await terminal.leave().code == 0)
  }

  @Test func `an entry is found in the history and run by a second Enter`() async throws {
    let terminal = try Terminal(in: ShellHome())
    try await terminal.waitForPrompt()
    try await terminal.enter("let v=first")
    try await terminal.enter("echo \"it is $v!\"", until: "it is first!")
    try await terminal.enter("let v=second")
    let found = terminal.type("\u{12}ech is")
    try await terminal.screen.wait(for: "1 of 1", from: found)
    let told = try await terminal.screen.wait(
      for: "it is second!", from: terminal.type("\r\r"))
    try await terminal.waitForPrompt(from: told)
    let end = await terminal.leave()
    #expect(end.code == 0 && end.isRestored)
  }
}
